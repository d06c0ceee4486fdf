"""The bundle: which files it has, the manifest that lists them, and the exporter's signature.

BUNDLE/manifest.json        what there is: every other file with size and SHA-256
BUNDLE/manifest.sig.json    the exporter's signature over the manifest, and its certificate
BUNDLE/ledger.jsonl         the hearing's ledger, a row a line
BUNDLE/parts/NNN/…          each part's certificate and journal segments
BUNDLE.trust.json           beside it, never in it: the installation's root
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from recording import certificate
from recording.canonical import Fields, Malformed, decode_canonical, encode
from recording.certificate import Certificate, moment_text, parse_moment

MANIFEST = "manifest.json"
SIGNATURE = "manifest.sig.json"
LEDGER = "ledger.jsonl"
KIND = "phientoa bundle"
VERSION = 1
_TAG = b"phientoa/bundle/manifest/v1\0"
_PATH = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*(/[a-z0-9_-]+(\.[a-z0-9_-]+)*)*", re.ASCII)
_PART = re.compile(r"parts/([0-9]{3,6})/(certificate\.json|segment-[0-9]{6}\.ptj)", re.ASCII)


class Newer(Malformed):
    """The bundle is of a later version than this verifier."""


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One file. path: relative, with `/`; sha256 of its bytes."""

    path: str
    octets: int
    sha256: bytes


@dataclass(frozen=True, slots=True)
class PartEntry:
    """One part of the record. head: the last block's link. end: how its journal ends."""

    part: int
    blocks: int
    head: bytes
    end: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the exporter says is in the bundle. exported: aware."""

    hearing: str
    exported: datetime
    ledger_rows: int
    ledger_head: bytes
    parts: tuple[PartEntry, ...]
    files: tuple[FileEntry, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """The exporter's signature over the hash of the manifest's bytes."""

    sha256: bytes
    signature: bytes
    certificate: Certificate

    def holds(self) -> bool:
        """Whether the certificate's key made it."""
        return certificate.signed(
            self.certificate.public_key, self.signature, _TAG + self.sha256
        )


def part_path(part: int, name: str) -> str:
    """Where a part's file stands in a bundle."""
    return f"parts/{part:03d}/{name}"


def part_of(path: str) -> tuple[int, str] | None:
    """(part, file name) of a part's file in a bundle; None for any other path."""
    found = _PART.fullmatch(path)
    return (int(found[1]), found[2]) if found else None


def manifest_bytes(manifest: Manifest) -> bytes:
    """The manifest's file."""
    body = {
        "v": VERSION,
        "kind": KIND,
        "hearing": manifest.hearing,
        "exported": moment_text(manifest.exported),
        "ledger": {"rows": manifest.ledger_rows, "head": manifest.ledger_head.hex()},
        "parts": [
            {"part": one.part, "blocks": one.blocks, "head": one.head.hex(), "end": one.end}
            for one in manifest.parts
        ],
        "files": [
            {"path": one.path, "bytes": one.octets, "sha256": one.sha256.hex()}
            for one in manifest.files
        ],
    }
    return encode(body) + b"\n"


def signature_bytes(manifest: bytes, key: Ed25519PrivateKey, exporter: Certificate) -> bytes:
    """The signature's file, over the manifest's exact bytes."""
    digest = hashlib.sha256(manifest).digest()
    body = {
        "v": VERSION,
        "manifest_sha256": digest.hex(),
        "signature": key.sign(_TAG + digest).hex(),
        "certificate": certificate.to_json(exporter),
    }
    return encode(body) + b"\n"


def read_signature(data: bytes) -> Signature:
    """Raises Malformed; every byte of the file has one meaning and one spelling."""
    fields = decode_canonical(data, SIGNATURE)
    fields.only("v", "manifest_sha256", "signature", "certificate")
    fields.integer("v", VERSION, VERSION)
    return Signature(
        fields.octets("manifest_sha256", 32),
        fields.octets("signature", 64),
        certificate.from_fields(fields.inner("certificate")),
    )


def read_manifest(data: bytes) -> Manifest:
    """Raises Malformed, or Newer for a manifest of a later version."""
    fields = decode_canonical(data, MANIFEST)
    if fields.text("kind") != KIND:
        raise Malformed(f"{MANIFEST} is of another kind")
    if fields.integer("v", 1) > VERSION:
        raise Newer(f"{MANIFEST} is of a later version")
    ledger = fields.inner("ledger")
    return Manifest(
        hearing=fields.text("hearing"),
        exported=parse_moment(fields.text("exported"), MANIFEST),
        ledger_rows=ledger.integer("rows"),
        ledger_head=ledger.octets("head", 32),
        parts=tuple(_part_entry(one) for one in fields.array("parts")),
        files=_distinct(_file_entry(one) for one in fields.array("files")),
    )


def _part_entry(fields: Fields) -> PartEntry:
    return PartEntry(
        fields.integer("part"),
        fields.integer("blocks"),
        fields.octets("head", 32),
        fields.text("end"),
    )


def _file_entry(fields: Fields) -> FileEntry:
    path = fields.text("path")
    if not _PATH.fullmatch(path) or path in {MANIFEST, SIGNATURE}:
        raise Malformed(f"{MANIFEST} lists a path that a bundle cannot have")
    return FileEntry(path, fields.integer("bytes"), fields.octets("sha256", 32))


def _distinct(entries: Iterable[FileEntry]) -> tuple[FileEntry, ...]:
    listed = tuple(entries)
    if len({one.path for one in listed}) != len(listed):
        raise Malformed(f"{MANIFEST} lists a file twice")
    return listed
