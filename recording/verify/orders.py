"""Record against ledger, both ways: every pause was ordered, every order was obeyed."""

from collections.abc import Mapping, Sequence

from recording.canonical import Malformed
from recording.journal.clock import SECOND
from recording.verify.events import Order
from recording.verify.ledger import Ledger, Stretch, head_event
from recording.verify.part import PartRecord
from recording.verify.report import Gap, Report

SKEW = 120 * SECOND  # µs by which recorder and hearing server may disagree about the time
PROMPT = 5 * SECOND  # µs within which an order is obeyed without a word
ASKS: Mapping[str, str] = {"pause": "paused", "resume": "recording", "close": "closed"}


def check_orders(parts: Sequence[PartRecord], ledger: Ledger, report: Report) -> list[Gap]:
    """Findings where record and ledger contradict; the stretches held without record."""
    for part in parts:
        _cites(part, ledger, report)
        for order in part.orders:
            _founded(order, ledger, report)
    _reported_heads(parts, ledger, report)
    missing: list[Gap] = []
    for stretch in ledger.stretches:
        if stretch.wanted == "paused":
            _obeyed(stretch, parts, ledger, report)
        elif stretch.wanted == "recording":
            _obeyed(stretch, parts, ledger, report)
            missing += _unrecorded(stretch, parts, report)
    return missing


def _cites(part: PartRecord, ledger: Ledger, report: Report) -> None:
    """Each block names the newest ledger row its recorder knew: hash, order and time agree."""
    known = 0
    for cite in part.cites:
        seq, where = cite.head.seq, f"part {part.number}"
        row = ledger.row(seq)
        if (row is None and seq) or (row and row.hash != cite.head.hash) or seq < known:
            report.add("ledger.head", where, block=cite.block, row=seq)
        elif row and cite.wall < row.at - SKEW:
            seconds = round((row.at - cite.wall) / SECOND)
            report.add("clock.ledger", where, block=cite.block, seconds=seconds)
        known = max(known, seq)


def _founded(order: Order, ledger: Ledger, report: Report) -> None:
    where, seq = f"part {order.part}", order.ledger.seq
    row, stretch = ledger.row(seq), ledger.wanted_at(seq)
    known = row is not None and row.hash == order.ledger.hash
    if not known or stretch is None or stretch.wanted != ASKS[order.kind]:
        report.add("order.unfounded", where, event=order.kind, block=order.block, row=seq)
        return
    late = order.wall - stretch.start
    if late > PROMPT:
        seconds = round(late / SECOND)
        report.add("order.late", where, event=order.kind, seconds=seconds, row=stretch.seq)


def _obeyed(
    stretch: Stretch, parts: Sequence[PartRecord], ledger: Ledger, report: Report
) -> None:
    """A recorder that was alive during a stretch must have followed into it."""
    event = next(event for event, wanted in ASKS.items() if wanted == stretch.wanted)
    for part in parts:
        if _alive(stretch, part) and not _followed(stretch, part):
            code = "order.excused" if ledger.unanswered(stretch) else "order.unobeyed"
            where = f"part {part.number}"
            report.add(code, where, state=stretch.state, row=stretch.seq, event=event)


def _alive(stretch: Stretch, part: PartRecord) -> bool:
    """Whether the part seals blocks for more than a moment within the stretch."""
    end = part.last if stretch.end is None else min(part.last, stretch.end)
    return end - max(part.first, stretch.start) > PROMPT


def _followed(stretch: Stretch, part: PartRecord) -> bool:
    obeyed = any(
        ASKS[order.kind] == stretch.wanted and stretch.seq <= order.ledger.seq < stretch.until
        for order in part.orders
    )
    return obeyed or _state(part, max(part.first, stretch.start)) == stretch.wanted


def _state(part: PartRecord, wall: int) -> str:
    starts = {order.wall for order in part.orders if order.kind == "pause"}
    pauses = [gap for gap in part.gaps if gap.start in starts]
    return "paused" if any(one.start <= wall < one.end for one in pauses) else "recording"


def _unrecorded(stretch: Stretch, parts: Sequence[PartRecord], report: Report) -> list[Gap]:
    """The time in session before the record's first block: it has no part to declare it."""
    first = parts[0].first
    end = first if stretch.end is None else min(first, stretch.end)
    if end - stretch.start <= PROMPT:
        return []
    report.add("not_recorded", "", seconds=round((end - stretch.start) / SECOND))
    return [Gap(stretch.start, end, "not_recorded", "")]


def _reported_heads(parts: Sequence[PartRecord], ledger: Ledger, report: Report) -> None:
    """What the recorder told the ledger while it ran must be what its journal holds now."""
    links = {part.number: part.links for part in parts}
    for row in ledger.rows:
        try:
            said = head_event(row)
        except Malformed as error:
            report.add("ledger.broken", "", why=error)
            continue
        if said is None:
            continue
        part, blocks, head = said
        held = links.get(part, ())
        if len(held) < blocks or held[blocks - 1] != head:
            report.add("ledger.block", f"part {part}", row=row.seq, block=blocks - 1)
