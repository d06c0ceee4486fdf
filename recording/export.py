"""Makes a bundle of a hearing: journals, ledger, manifest, signature; whole or not at all."""

import hashlib
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from hearing import chain
from hearing.refusal import Refusal
from recording import bundle, keys
from recording.bundle import LEDGER, MANIFEST, SIGNATURE, FileEntry, Manifest, PartEntry
from recording.canonical import Malformed
from recording.journal.disk import CERTIFICATE, make_durable, segments, write_durably
from recording.journal.reader import Block, parts, read_block, read_segment
from recording.journal.recovery import find_end

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Exported:
    """Where the bundle and its trust file are."""

    bundle: Path
    trust: Path


@dataclass(frozen=True, slots=True)
class Portion:
    """What of one part goes into the bundle: files with how many of their bytes.

    entry: None if damage leaves no block to be read; the files go into the bundle all the same.
    """

    number: int
    entry: PartEntry | None
    files: tuple[tuple[Path, int], ...]


def export(
    hearing: str,
    destination: Path,
    *,
    recordings_dir: Path,
    keys_dir: Path,
    ledger_bodies: Sequence[str],
    now: datetime,
) -> Exported:
    """Writes the bundle `destination` and `destination`.trust.json beside it.

    Works while the recorder runs: of a part still growing it takes the whole blocks that the
    given ledger (bodies from row 1) knows. The directory appears complete or not at all. An
    existing destination must be an empty directory. now: aware.
    Raises Refusal (export.…, see recording.refusals) or OSError.
    """
    destination = Path(os.path.abspath(destination))  # noqa: PTH100 - resolve follows links
    if not ledger_bodies:
        raise Refusal("export.unknown_hearing", hearing=hearing)
    portions = _portions(recordings_dir / hearing, len(ledger_bodies))
    if not portions:
        raise Refusal("export.not_recorded", hearing=hearing)
    trust = _trust(keys_dir)
    beside = _free_place(destination, trust)
    destination.parent.mkdir(parents=True, exist_ok=True)
    making = destination.with_name(f".{destination.name}.{os.getpid()}.{os.urandom(4).hex()}")
    making.mkdir()
    try:
        files = [_copy(*one, making) for portion in portions for one in _placed(portion)]
        ledger = "".join(f"{body}\n" for body in ledger_bodies).encode()
        write_durably(making / LEDGER, ledger)
        files.append(FileEntry(LEDGER, len(ledger), hashlib.sha256(ledger).digest()))
        manifest = _manifest(hearing, now, ledger_bodies, portions, files)
        _sign(making, manifest, keys_dir)
        if not beside.exists():
            write_durably(beside, trust)
        making.replace(destination)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    make_durable(destination.parent)
    return Exported(destination, beside)


def _portions(recording: Path, ledger_rows: int) -> list[Portion]:
    """The parts that hold anything."""
    found = [_portion(part, ledger_rows) for part in parts(recording)]
    return [portion for portion in found if portion is not None]


def _portion(part: Path, ledger_rows: int) -> Portion | None:
    """The whole blocks of a part; damage is copied as it is, for `verify` to tell.

    A block that cites a ledger row younger than the ledger at hand is left out with all that
    follow: the recorder went on while the ledger was read.
    """
    files: list[tuple[Path, int]] = [(part / CERTIFICATE, -1)]
    last: Block | None = None
    blocks = 0
    for file in segments(part):
        taken, octets, more = _blocks(file, part, ledger_rows)
        if octets:
            files.append((file, octets))
        last = taken[-1] if taken else last
        blocks += len(taken)
        if not more:
            break
    number = int(part.name.removeprefix("part-"))
    if last is None:
        damaged = any(octets < 0 for _, octets in files[1:])
        return Portion(number, None, tuple(files)) if damaged else None
    entry = PartEntry(number, blocks, last.link, _end_of(last))
    return Portion(number, entry, tuple(files))


def _blocks(file: Path, part: Path, ledger_rows: int) -> tuple[list[Block], int, bool]:
    """(blocks without their bodies, bytes to copy or -1 for all, whether to go on after it)."""
    taken: list[Block] = []
    end = 0
    try:
        for block in read_segment(file):
            if block.header.ledger.seq > ledger_rows:
                return taken, end, False
            taken.append(replace(block, bodies=()))
            end = block.end
    except Malformed:
        damaged = _damaged(part, file, end)
        return taken, -1 if damaged else end, damaged
    return taken, end, True  # the file may have grown since: `end` counts


def _damaged(part: Path, file: Path, end: int) -> bool:
    """Whether the block at `end` is more than unfinished: a crash or a live recorder leaves
    its last block so, and the live one has finished it a moment later."""
    found = find_end(part)
    return found.damaged and not (found.file == file and _readable(file, end))


def _readable(file: Path, offset: int) -> bool:
    with file.open("rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        stream.seek(offset)
        try:
            read_block(stream, size)
        except Malformed:
            return False
    return True


def _end_of(block: Block) -> str:
    kinds = [event.get("e") for event in block.header.events]
    return next((str(kind) for kind in kinds if kind in {"close", "stop"}), "")


def _placed(portion: Portion) -> list[tuple[Path, int, str]]:
    part = portion.number
    return [(file, octets, bundle.part_path(part, file.name)) for file, octets in portion.files]


def _copy(file: Path, octets: int, path: str, making: Path) -> FileEntry:
    """Copies the first `octets` bytes (-1: all), durably."""
    target = making / path
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, left = hashlib.sha256(), file.stat().st_size if octets < 0 else octets
    size = left
    with file.open("rb") as source, target.open("xb") as out:
        while left:
            chunk = source.read(min(left, _CHUNK))
            if not chunk:
                raise OSError(f"{file.name} became shorter while it was copied")
            digest.update(chunk)
            out.write(chunk)
            left -= len(chunk)
        out.flush()
        os.fsync(out.fileno())
    return FileEntry(path, size, digest.digest())


def _manifest(
    hearing: str,
    now: datetime,
    bodies: Sequence[str],
    portions: Sequence[Portion],
    files: Sequence[FileEntry],
) -> Manifest:
    return Manifest(
        hearing=hearing,
        exported=now,
        ledger_rows=len(bodies),
        ledger_head=chain.link(bodies[-1]),
        parts=tuple(portion.entry for portion in portions if portion.entry is not None),
        files=tuple(sorted(files, key=lambda entry: entry.path)),
    )


def _sign(making: Path, manifest: Manifest, keys_dir: Path) -> None:
    data = bundle.manifest_bytes(manifest)
    key, paper = keys.exporter(keys_dir, hearing=manifest.hearing, now=manifest.exported)
    write_durably(making / MANIFEST, data)
    write_durably(making / SIGNATURE, bundle.signature_bytes(data, key, paper))
    for directory, _, _ in os.walk(making):
        make_durable(Path(directory))


def _trust(keys_dir: Path) -> bytes:
    try:
        return keys.trust_file(keys_dir)
    except keys.NoRoot as error:
        raise Refusal("export.no_root") from error


def _free_place(destination: Path, trust: bytes) -> Path:
    """The trust file's path beside `destination`, both of them free to be written."""
    if destination.is_symlink() or destination.exists():
        empty = destination.is_dir() and not any(destination.iterdir())
        if destination.is_symlink() or not empty:
            raise Refusal("export.destination_exists", path=str(destination))
    beside = destination.with_name(f"{destination.name}.trust.json")
    if beside.exists() and beside.read_bytes() != trust:
        raise Refusal("export.trust_exists", path=str(beside))
    return beside
