"""The signed events that the verifier understands, read out of a block. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from recording.canonical import Fields, Malformed
from recording.journal.block import Header, LedgerHead
from recording.verify.report import printable


@dataclass(frozen=True, slots=True)
class Order:
    """A pause, resume or close, the ledger row it obeys, and when it took effect (µs)."""

    kind: str
    reason: str
    by: str
    mono: int
    wall: int
    ledger: LedgerHead
    part: int
    block: int


@dataclass(frozen=True, slots=True)
class Cited:
    """What a START says of the part before it. wall: µs when its last block was sealed."""

    part: int
    block: int
    link: bytes
    wall: int


@dataclass(frozen=True, slots=True)
class Start:
    """The first event of a part."""

    reason: str
    previous: Cited | None
    ledger: LedgerHead
    wall: int
    part: int


@dataclass(frozen=True, slots=True)
class DeclaredGap:
    """A stretch in which the recorder sealed nothing, by its own account. µs, monotonic."""

    start: int
    end: int
    reason: str


def read_order(event: Mapping[str, Any], header: Header) -> Order:
    """Raises Malformed."""
    fields = Fields(event, f"event {printable(str(event.get('e')))!r}")
    ledger = fields.inner("ledger")
    mono = fields.integer("mono")
    if not 0 <= header.mono - mono <= header.wall:
        raise Malformed(f"{fields.what}: takes effect outside its block")
    return Order(
        kind=fields.text("e"),
        reason=printable(fields.text("reason")),
        by=printable(fields.text("by")),
        mono=mono,
        wall=header.wall - (header.mono - mono),
        ledger=LedgerHead(ledger.integer("seq"), ledger.octets("hash", 32)),
        part=header.part,
        block=header.number,
    )


def read_start(event: Mapping[str, Any], header: Header) -> Start:
    """Raises Malformed."""
    fields = Fields(event, "event 'start'")
    if event.get("previous") is None:
        return Start("", None, header.ledger, header.wall, header.part)
    cited = fields.inner("previous")
    previous = Cited(
        cited.integer("part"),
        cited.integer("block"),
        cited.octets("link", 32),
        cited.integer("wall"),
    )
    reason = printable(fields.text("reason"))
    return Start(reason, previous, header.ledger, header.wall, header.part)


def read_gap(event: Mapping[str, Any], header: Header) -> DeclaredGap:
    """Raises Malformed."""
    fields = Fields(event, "event 'gap'")
    start, end = fields.integer("from"), fields.integer("to")
    if not start <= end <= header.mono or header.mono - start > header.wall:
        raise Malformed("event 'gap': not a stretch before its block")
    return DeclaredGap(start, end, printable(fields.text("reason")))


def read_moment(event: Mapping[str, Any], header: Header) -> int:
    """When an event happened: µs, wall. Raises Malformed."""
    fields = Fields(event, f"event {printable(str(event.get('e')))!r}")
    mono = fields.integer("mono")
    if not 0 <= header.mono - mono <= header.wall:
        raise Malformed(f"{fields.what}: happens outside its block")
    return header.wall - (header.mono - mono)
