"""What people with keys could do to a record: seal it anew, list it anew."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hearing import chain
from recording import bundle, keys
from recording.bundle import LEDGER, MANIFEST, SIGNATURE, FileEntry, PartEntry
from recording.canonical import Malformed
from recording.journal import Block, read
from recording.journal import block as form
from recording.journal.block import Body
from recording.journal.disk import segments
from recording.journal.reader import read_segment
from tests.recording.world import World

Change = Callable[[list[Block]], list[Block]]


def blocks_of(file: Path) -> list[bytes]:
    """A segment's blocks as bytes."""
    data = file.read_bytes()
    return [data[block.offset : block.end] for block in read_segment(file)]


def reseal(part: Path, key: Ed25519PrivateKey, change: Change) -> None:
    """A recorder's insider: changed blocks, chained and signed anew with the part's own key."""
    blocks = change(list(read(part)))
    header = blocks[0].header
    previous = form.genesis(header.hearing, header.part)
    files = segments(part)
    data = bytearray()
    for number, block in enumerate(blocks):
        shards = tuple(
            replace(
                shard,
                octets=len(body.payload),
                commitment=form.commitment(body.salt, body.payload),
            )
            for shard, body in zip(block.header.shards, block.bodies, strict=True)
        )
        raw = form.encode_header(
            replace(block.header, number=number, previous=previous, shards=shards)
        )
        previous = form.link(raw)
        data += form.encode_block(raw, key.sign(form.sealed_message(previous)), block.bodies)
    for file in files[1:]:
        file.unlink()
    files[0].write_bytes(data)


def without_shards(block: Block) -> Block:
    """The block without any sound or picture."""
    return replace(block, header=replace(block.header, shards=()), bodies=())


def with_payload(block: Block, payload: bytes) -> Block:
    """The block with another first payload."""
    bodies = (Body(block.bodies[0].salt, payload), *block.bodies[1:])
    return replace(block, bodies=bodies)


def relist(place: Path, world: World) -> None:
    """An exporter's insider: lists the bundle as it now is and signs that."""
    old = bundle.read_manifest((place / MANIFEST).read_bytes())
    entries = []
    for file in sorted(place.rglob("*")):
        path = file.relative_to(place).as_posix()
        if file.is_file() and path not in {MANIFEST, SIGNATURE}:
            data = file.read_bytes()
            entries.append(FileEntry(path, len(data), hashlib.sha256(data).digest()))
    try:
        ledger = (place / LEDGER).read_bytes().decode().split("\n")[:-1]
    except UnicodeDecodeError:
        ledger = []
    manifest = replace(
        old,
        files=tuple(entries),
        parts=tuple(_part(place, entry) for entry in old.parts),
        ledger_rows=len(ledger),
        ledger_head=bundle_ledger_head(ledger),
    )
    write_signed(place, bundle.manifest_bytes(manifest), world.keys, old.hearing, world)


def write_signed(place: Path, data: bytes, key_dir: Path, hearing: str, world: World) -> None:
    """Manifest and signature, by the exporter of the installation whose keys those are."""
    key, paper = keys.exporter(key_dir, hearing=hearing, now=world.clock.wall)
    (place / MANIFEST).write_bytes(data)
    (place / SIGNATURE).write_bytes(bundle.signature_bytes(data, key, paper))


def bundle_ledger_head(bodies: list[str]) -> bytes:
    """The hash of the last row, whatever it is."""
    return chain.link(bodies[-1]) if bodies else chain.GENESIS


def _part(place: Path, old: PartEntry) -> PartEntry:
    try:
        blocks = list(read(place / "parts" / f"{old.part:03d}"))
    except Malformed:
        return old
    if not blocks:
        return old
    kinds = [event["e"] for event in blocks[-1].header.events]
    end = next((kind for kind in kinds if kind in {"close", "stop"}), "")
    return PartEntry(old.part, len(blocks), blocks[-1].link, end)
