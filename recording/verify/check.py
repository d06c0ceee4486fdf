"""The whole check of a bundle, offline: papers, files, parts, ledger, and how they agree."""

import os
import re
from dataclasses import replace
from pathlib import Path

from recording import bundle
from recording.bundle import LEDGER, Manifest
from recording.certificate import Certificate
from recording.journal.disk import CERTIFICATE
from recording.trust import Trust
from recording.verify import files, papers
from recording.verify.course import check_course, collect_gaps
from recording.verify.files import LARGE, Found, Unreadable
from recording.verify.ledger import Ledger, read_ledger
from recording.verify.orders import check_orders
from recording.verify.part import PartCheck, PartRecord
from recording.verify.report import Gap, Report

_PART_FILE = re.compile(
    r"(?:parts/|part-)([0-9]{3,6})/(certificate\.json|segment-[0-9]{6}\.ptj)", re.ASCII
)


def verify(directory: Path, trust_file: Path | None = None) -> Report:
    """Checks a bundle and says what was found; never raises, whatever lies there.

    directory: the bundle. trust_file: the trust file got from elsewhere, or None. Reads
    nothing else, follows no link, needs no network.
    """
    report = Report()
    try:
        if not os.path.exists(directory):  # noqa: PTH110 - Path.exists raises for some names
            report.add("bundle.absent", str(directory))
        elif not directory.is_dir():
            report.add("bundle.no_directory", str(directory))
        else:
            _verify(directory, trust_file, report)
    except Exception as error:  # whatever goes wrong is a failed check, never a crash
        report.add("verifier.failed", "", why=f"{type(error).__name__}: {error}")
    report.finish()
    return report


def _verify(directory: Path, trust_file: Path | None, report: Report) -> None:
    anchor = papers.open_trust(trust_file, report) if trust_file is not None else None
    found = files.look(directory, report)
    manifest, exporter = papers.open_manifest(found, report)
    if manifest is not None:
        report.hearing = manifest.hearing
        files.compare(found, manifest, report)
    if exporter is not None:
        papers.check_exporter(exporter, manifest, report)
    parts, recorders = _parts(found, manifest, report)
    ledger = _ledger(found, manifest, report)
    _together(parts, ledger, report)
    if manifest is not None:
        _agrees(manifest, parts, ledger, report)
    _origin([exporter, *recorders], anchor, report)
    report.trusted = anchor is not None


def _origin(listed: list[Certificate | None], anchor: Trust | None, report: Report) -> None:
    papers.check_origin([paper for paper in listed if paper is not None], anchor, report)


def _parts(
    found: Found, manifest: Manifest | None, report: Report
) -> tuple[list[PartRecord], list[Certificate | None]]:
    records: list[PartRecord] = []
    recorders: list[Certificate | None] = []
    for number, paths in sorted(_part_files(found).items()):
        paper_path = str(Path(paths[0]).parent / CERTIFICATE)
        paper = papers.open_recorder_paper(found, paper_path, report.hearing, number, report)
        recorders.append(paper)
        check = PartCheck(number, report.hearing, paper, report)
        segments = [path for path in paths if path != paper_path]
        for path in segments:
            # a bundle has no unfinished blocks: export leaves them out
            torn = manifest is None and path == segments[-1]
            check.segment(found.files[path], path, torn_allowed=torn)
        record = check.finish()
        if record.links:
            records.append(record)
    return records, recorders


def _part_files(found: Found) -> dict[int, list[str]]:
    """Part number → paths in order; also of a recorder's own directory (`part-NNN`)."""
    parts: dict[int, list[str]] = {}
    for path in sorted(found.files):
        named = _PART_FILE.fullmatch(path)
        if named:
            parts.setdefault(int(named[1]), []).append(path)
    return parts


def _ledger(found: Found, manifest: Manifest | None, report: Report) -> Ledger | None:
    if LEDGER not in found.files:
        if manifest is not None:
            report.add("file.missing", LEDGER)
        return None
    try:
        data = files.read_whole(found.files[LEDGER], LARGE)
    except Unreadable as error:
        report.add("file.unreadable", LEDGER, why=error)
        return None
    return read_ledger(data, report.hearing, LEDGER, report)


def _together(parts: list[PartRecord], ledger: Ledger | None, report: Report) -> None:
    check_course(parts, report)
    report.parts = len(parts)
    report.blocks = sum(len(part.links) for part in parts)
    if not parts:
        return
    report.hearing = report.hearing or parts[0].hearing
    report.first, report.last = parts[0].first, parts[-1].last
    gaps = collect_gaps(parts)
    if ledger is not None:
        gaps = [_ordered(gap, ledger) for gap in gaps]
        gaps += check_orders(parts, ledger, report)
    report.gaps = sorted(gaps, key=lambda gap: (gap.start, gap.end))


def _ordered(gap: Gap, ledger: Ledger) -> Gap:
    """A pause is called what the hearing was then; what the order said stays as a note."""
    stretch = ledger.wanted_at(gap.row) if gap.row else None
    if stretch is None or stretch.state == gap.reason:
        return gap
    return replace(gap, reason=stretch.state, note=gap.reason)


def _agrees(
    manifest: Manifest, parts: list[PartRecord], ledger: Ledger | None, report: Report
) -> None:
    """The exporter's own sums are those of the content."""
    held = tuple(
        bundle.PartEntry(part.number, len(part.links), part.links[-1], part.end)
        for part in parts
    )
    if held != manifest.parts:
        report.add("manifest.disagrees", bundle.MANIFEST, what="parts")
    if ledger is not None:
        last = ledger.rows[-1].hash if ledger.rows else bytes(32)
        if (len(ledger.rows), last) != (manifest.ledger_rows, manifest.ledger_head):
            report.add("manifest.disagrees", bundle.MANIFEST, what="ledger")
