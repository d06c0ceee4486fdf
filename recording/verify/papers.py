"""Manifest, signature, certificates, trust: who says so, and may they."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from recording import certificate, trust
from recording.bundle import (
    MANIFEST,
    SIGNATURE,
    Manifest,
    Newer,
    Signature,
    read_manifest,
    read_signature,
)
from recording.canonical import Malformed
from recording.certificate import EXPORTER, RECORDER, Certificate, moment_text
from recording.trust import Trust
from recording.verify.files import Found, Unreadable, read_whole
from recording.verify.report import Report


def open_trust(file: Path, report: Report) -> Trust | None:
    """The trust file; None if it is absent or no trust file, which is then a finding."""
    if not os.path.exists(file):  # noqa: PTH110 - Path.exists raises for some names
        report.add("trust.absent", str(file))
        return None
    try:
        return trust.from_bytes(read_whole(file))
    except (Malformed, Unreadable) as error:
        report.add("trust.malformed", str(file), why=error)
        return None


def open_manifest(found: Found, report: Report) -> tuple[Manifest | None, Certificate | None]:
    """The manifest, as far as it can be read, and its exporter's certificate."""
    if not {MANIFEST, SIGNATURE} & found.files.keys():
        report.add("manifest.missing")
        return None, None
    signature, damage = _signature(found)
    if MANIFEST not in found.files:
        report.add("manifest.removed", MANIFEST)
        return None, signature.certificate if signature else None
    data = _bytes(found, MANIFEST, report)
    manifest, why = _manifest(data)
    if signature is None:
        _unsigned(found, manifest, damage, report)
        return manifest, None
    if signature.sha256 != hashlib.sha256(data).digest():
        report.add("manifest.changed", MANIFEST)
    elif isinstance(why, Newer):
        report.add("format.newer", MANIFEST)
    elif why is not None:
        report.add("manifest.malformed", MANIFEST, why=why)
    if not signature.holds():
        report.add("signature.false", SIGNATURE)
    return manifest, signature.certificate


def check_exporter(paper: Certificate, manifest: Manifest | None, report: Report) -> None:
    """The exporter's certificate is for this hearing's bundle at this time."""
    _genuine(paper, SIGNATURE, report)
    if paper.role != EXPORTER:
        report.add("certificate.use", SIGNATURE, what=paper.role)
    if manifest is None:
        return
    if paper.hearing != manifest.hearing:
        report.add("certificate.use", SIGNATURE, what=paper.hearing)
    if not paper.covers(manifest.exported):
        at = moment_text(manifest.exported)
        report.add("certificate.expired", SIGNATURE, at=at)


def open_recorder_paper(
    found: Found, path: str, hearing: str, part: int, report: Report
) -> Certificate | None:
    """A part's certificate; None if it cannot be read. Wrong use is a finding."""
    if path not in found.files:
        report.add("certificate.damaged", path, why="there is none")
        return None
    try:
        paper = certificate.from_bytes(read_whole(found.files[path]))
    except (Malformed, Unreadable) as error:
        report.add("certificate.damaged", path, why=error)
        return None
    _genuine(paper, path, report)
    expected = (RECORDER, hearing or paper.hearing, part)
    for held, said in zip((paper.role, paper.hearing, paper.part), expected, strict=True):
        if held != said:
            report.add("certificate.use", path, what=held)
    return paper


def check_origin(papers: Iterable[Certificate], anchor: Trust | None, report: Report) -> None:
    """All papers come from one root, and that root is the trust file's."""
    listed = list(papers)
    if len({paper.issuer for paper in listed}) > 1:
        report.add("certificate.issuer")
    if anchor is None:
        return
    if any(paper.issuer != anchor.root for paper in listed):
        report.add("trust.other")
    for paper in listed:
        if paper.public_key in anchor.revoked:
            report.add("certificate.revoked", f"{paper.role} {paper.part}")


def _genuine(paper: Certificate, path: str, report: Report) -> None:
    if not paper.signed_by_issuer():
        report.add("certificate.false", path)


def _signature(found: Found) -> tuple[Signature | None, Exception | None]:
    if SIGNATURE not in found.files:
        return None, None
    try:
        return read_signature(read_whole(found.files[SIGNATURE])), None
    except (Malformed, Unreadable) as error:
        return None, error


def _manifest(data: bytes) -> tuple[Manifest | None, Malformed | None]:
    try:
        return read_manifest(data), None
    except Malformed as error:
        return None, error


def _unsigned(
    found: Found, manifest: Manifest | None, damage: Exception | None, report: Report
) -> None:
    if manifest is None:
        report.add("manifest.unreadable", MANIFEST)
    elif SIGNATURE not in found.files:
        report.add("signature.missing", SIGNATURE)
    else:
        report.add("signature.damaged", SIGNATURE, why=damage)


def _bytes(found: Found, path: str, report: Report) -> bytes:
    try:
        return read_whole(found.files[path])
    except Unreadable as error:
        report.add("file.unreadable", path, why=error)
        return b""
