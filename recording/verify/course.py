"""The parts of a record as one course: how they follow one another, and where it is silent."""

from collections.abc import Sequence
from itertools import pairwise

from recording.journal.clock import SECOND
from recording.verify.part import PartRecord
from recording.verify.report import Gap, Report

STEP = 2 * SECOND  # µs by which a part may seem to begin before the end of the one before it


def check_course(parts: Sequence[PartRecord], report: Report) -> None:
    """Parts numbered from 0, each citing the end of the one before; the last one closed.

    parts: in the order of their numbers, those without a single block left out.
    """
    for expected, number in enumerate(sorted(_numbers(parts))):
        if number != expected:
            report.add("part.missing", f"part {expected}", part=expected)
            break
    if parts and parts[0].start and parts[0].start.previous is not None:
        report.add("part.previous", f"part {parts[0].number}", what="part")
    for before, after in pairwise(parts):
        _follow(before, after, report)
    if not parts:
        report.add("record.empty")
    elif parts[-1].end != "close":
        report.add("record.open", f"part {parts[-1].number}")


def collect_gaps(parts: Sequence[PartRecord]) -> list[Gap]:
    """Every declared stretch without record; between two parts it is a restart's."""
    gaps = [gap for part in parts for gap in part.gaps]
    for before, after in pairwise(parts):
        reason = after.start.reason if after.start else ""
        gaps.append(Gap(before.last, after.first, reason, ""))
    return gaps


def _numbers(parts: Sequence[PartRecord]) -> list[int]:
    return [part.number for part in parts]


def _follow(before: PartRecord, after: PartRecord, report: Report) -> None:
    where = f"part {after.number}"
    if before.end == "close":
        report.add("part.after_close", where)
    if after.hearing != before.hearing:
        report.add("part.previous", where, what="hearing")
    if after.first < before.last - STEP:
        seconds = f"{(after.first - before.last) / SECOND:+.1f}"
        report.add("clock.stepped", where, block=0, seconds=seconds)
    if after.start is None:
        return
    cited = after.start.previous
    if cited is None:
        report.add("part.previous", where, what="link")
        return
    held = (before.number, len(before.links) - 1, before.links[-1], before.last)
    said = (cited.part, cited.block, cited.link, cited.wall)
    names = ("part", "block", "link", "wall")
    for name, one, other in zip(names, held, said, strict=True):
        if one != other:
            report.add("part.previous", where, what=name)
            return
