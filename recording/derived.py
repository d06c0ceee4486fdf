"""The note beside a derived copy: what it was made from, signed, so that a copy can be checked.

A film proves nothing by itself. The note binds its SHA-256 to the record's heads by the
exporter's signature; whoever has the trust file can tell this court's copy from any other.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from recording import certificate
from recording.bundle import Manifest
from recording.canonical import Malformed, decode_canonical, encode
from recording.certificate import EXPORTER, Certificate, moment_text, parse_moment
from recording.trust import Trust

KIND = "phientoa derived copy"
_TAG = b"phientoa/derived/v1\0"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Head:
    """Where one part of the record ended when the copy was made."""

    part: int
    blocks: int
    head: bytes


@dataclass(frozen=True, slots=True)
class Note:
    """What the exporter says of a copy. form: grid or tracks; verdict: the check's exit.

    parts, ledger: the record it was made from; made: aware.
    """

    hearing: str
    form: str
    sha256: bytes
    octets: int
    made: datetime
    verdict: int
    parts: tuple[Head, ...]
    ledger_rows: int
    ledger_head: bytes
    certificate: Certificate
    signature: bytes = b""


def note_path(copy: Path) -> Path:
    """Where a copy's note stands."""
    return copy.with_name(f"{copy.name}.note.json")


def sign(
    copy: Path,
    form: str,
    manifest: Manifest,
    verdict: int,
    *,
    exporter: tuple[Ed25519PrivateKey, Certificate],
    now: datetime,
) -> bytes:
    """The bytes of the note about `copy`, made of `manifest`'s bundle. Raises OSError."""
    key, paper = exporter
    digest, octets = digest_of(copy)
    note = Note(
        hearing=manifest.hearing,
        form=form,
        sha256=digest,
        octets=octets,
        made=now,
        verdict=verdict,
        parts=tuple(Head(one.part, one.blocks, one.head) for one in manifest.parts),
        ledger_rows=manifest.ledger_rows,
        ledger_head=manifest.ledger_head,
        certificate=paper,
    )
    signature = key.sign(_TAG + encode(_body(note)))
    return to_bytes(replace(note, signature=signature))


def to_bytes(note: Note) -> bytes:
    """The note's file: canonical JSON and a newline."""
    return encode({**_body(note), "signature": note.signature.hex()}) + b"\n"


def from_bytes(data: bytes) -> Note:
    """Reads a note. Raises Malformed. Proves nothing by itself."""
    fields = decode_canonical(data, "the note")
    fields.integer("v", 1, 1)
    if fields.text("kind") != KIND:
        raise Malformed("the note is of another kind")
    copy, ledger = fields.inner("copy"), fields.inner("ledger")
    return Note(
        hearing=fields.text("hearing"),
        form=fields.text("form"),
        sha256=copy.octets("sha256", 32),
        octets=copy.integer("bytes"),
        made=parse_moment(fields.text("made"), "the note"),
        verdict=fields.integer("verdict", 0, 3),
        parts=tuple(
            Head(one.integer("part"), one.integer("blocks"), one.octets("head", 32))
            for one in fields.array("parts")
        ),
        ledger_rows=ledger.integer("rows"),
        ledger_head=ledger.octets("head", 32),
        certificate=certificate.from_fields(fields.inner("certificate")),
        signature=fields.octets("signature", 64),
    )


SENTENCES: Mapping[str, tuple[str, str]] = {
    "copy.true": (
        "Bản dựng nguyên vẹn, do tòa án này ký.",
        "The copy is untouched and signed by this court.",
    ),
    "copy.unchecked": (
        "Bản dựng khớp với phiếu, nhưng không có tệp tin cậy (--trust) nên chưa rõ nguồn gốc.",
        "The copy is what its note says; without a trust file (--trust) nobody knows whose.",
    ),
    "copy.changed": ("Bản dựng đã bị thay đổi.", "The copy was changed."),
    "note.missing": ("Không có phiếu ký bên cạnh tệp.", "There is no signed note beside it."),
    "note.malformed": ("Phiếu ký sai định dạng.", "The note is not well formed."),
    "note.signature": ("Chữ ký trên phiếu không đúng.", "The note's signature is false."),
    "note.certificate": (
        "Khóa ký phiếu không được tòa án này chứng nhận.",
        "The note's key is not certified by this court.",
    ),
}
"""Codes of `check` in Vietnamese and English; codes never change."""


def check(copy: Path, note: bytes, trust: Trust | None) -> Sequence[str]:
    """What is wrong with a copy, as codes of SENTENCES; nothing if it is untouched.

    Without `trust` nobody knows whose it is: an outsider could have signed it anew. A wrong
    certificate: the root did not let this key sign copies of this hearing then.
    Raises OSError.
    """
    try:
        told = from_bytes(note)
    except Malformed:
        return ["note.malformed"]
    found: list[str] = []
    paper = told.certificate
    signed = certificate.signed(paper.public_key, told.signature, _TAG + encode(_body(told)))
    if not signed:
        found.append("note.signature")
    if not _entitled(paper, told, trust):
        found.append("note.certificate")
    if digest_of(copy) != (told.sha256, told.octets):
        found.append("copy.changed")
    return found


def digest_of(file: Path) -> tuple[bytes, int]:
    """(SHA-256, length) of a file."""
    digest, octets = hashlib.sha256(), 0
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            octets += len(chunk)
    return digest.digest(), octets


def _entitled(paper: Certificate, note: Note, trust: Trust | None) -> bool:
    return (
        paper.signed_by_issuer()
        and (trust is None or paper.issuer == trust.root)
        and (trust is None or paper.public_key not in trust.revoked)
        and (paper.role, paper.hearing) == (EXPORTER, note.hearing)
        and paper.covers(note.made)
    )


def _body(note: Note) -> dict[str, object]:
    return {
        "v": 1,
        "kind": KIND,
        "hearing": note.hearing,
        "form": note.form,
        "copy": {"sha256": note.sha256.hex(), "bytes": note.octets},
        "made": moment_text(note.made),
        "verdict": note.verdict,
        "parts": [
            {"part": one.part, "blocks": one.blocks, "head": one.head.hex()}
            for one in note.parts
        ],
        "ledger": {"rows": note.ledger_rows, "head": note.ledger_head.hex()},
        "certificate": certificate.to_json(note.certificate),
    }
