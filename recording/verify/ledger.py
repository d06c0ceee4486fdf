"""The hearing's ledger in the bundle: its chain, and what it asked of the recorder."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from hearing import chain
from recording.canonical import Fields, Malformed, decode
from recording.certificate import parse_moment
from recording.journal.clock import wall_of
from recording.verify.report import Report, printable

RECORDING_IN: Mapping[str, str] = {
    "in_session": "recording",
    "recess": "paused",
    "suspended": "paused",
    "adjourned": "closed",
    "moved_in_person": "closed",
    "cancelled": "closed",
    "closed": "closed",
}
"""What each state of a hearing asks of the recorder; in the others there is no record yet."""

UNANSWERED = frozenset({"unconfirmed", "failed"})
"""States by which the ledger itself says that the recorder did not obey."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: at is µs since 1970 UTC; to is the state it leads to, "" for other events."""

    seq: int
    hash: bytes
    at: int
    to: str
    recorder: str
    event: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A span of the ledger in which the same is asked of the recorder.

    start, end: µs ([start, end), end None: until the ledger ends); rows [seq, until).
    """

    wanted: str
    state: str
    seq: int
    until: int
    start: int
    end: int | None


class Ledger:
    """The rows, the first at index 0 having seq 1."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = tuple(rows)
        self.stretches = _stretches(self.rows)

    def row(self, seq: int) -> Row | None:
        """The row `seq`, if there is one."""
        return self.rows[seq - 1] if 1 <= seq <= len(self.rows) else None

    def wanted_at(self, seq: int) -> Stretch | None:
        """The stretch that row `seq` lies in."""
        for stretch in self.stretches:
            if stretch.seq <= seq < stretch.until:
                return stretch
        return None

    def unanswered(self, stretch: Stretch) -> bool:
        """Whether the ledger says that the recorder did not follow into `stretch`."""
        rows = self.rows[stretch.seq - 1 : stretch.until - 1]
        return any(row.recorder in UNANSWERED for row in rows)


def read_ledger(data: bytes, hearing: str, path: str, report: Report) -> Ledger | None:
    """The ledger of `hearing`; None if it is broken, which is then a finding."""
    try:
        rows = _rows(data)
    except (Malformed, chain.ChainBroken, UnicodeDecodeError, RecursionError) as error:
        report.add("ledger.broken", path, why=_reason(error))
        return None
    for row, owner in rows:
        if hearing and owner != hearing:
            report.add("ledger.foreign", path, row=row.seq)
    return Ledger([row for row, _ in rows])


def _rows(data: bytes) -> list[tuple[Row, str]]:
    text = data.decode("utf-8")
    if text and not text.endswith("\n"):
        raise Malformed("the last row is cut short")
    bodies = text.split("\n")[:-1]
    links = chain.walk(bodies)
    return [_row(seq, link, body) for (seq, link), body in zip(links, bodies, strict=True)]


def _row(seq: int, link: bytes, body: str) -> tuple[Row, str]:
    fields = decode(body, f"row {seq}")
    event = fields.inner("event")
    kind = event.text("type")
    row = Row(
        seq=seq,
        hash=link,
        at=wall_of(parse_moment(fields.text("at"), f"row {seq}")),
        to=event.text("to") if kind == "status_changed" else "",
        recorder=event.text("state") if kind == "recorder_reported" else "",
        event=event.values,
    )
    return row, fields.text("hearing")


def _stretches(rows: Sequence[Row]) -> tuple[Stretch, ...]:
    changes = [row for row in rows if row.to]
    return tuple(
        Stretch(
            wanted=RECORDING_IN.get(row.to, ""),
            state=row.to,
            seq=row.seq,
            until=after.seq if after else len(rows) + 1,
            start=row.at,
            end=after.at if after else None,
        )
        for row, after in zip_longest(changes, changes[1:])
    )


def _reason(error: Exception) -> str:
    return printable(str(error)) if isinstance(error, ValueError) else type(error).__name__


def head_event(row: Row) -> tuple[int, int, bytes] | None:
    """(part, blocks, link of the last of them) that the row says the recorder reported."""
    fields = Fields(row.event, f"row {row.seq}")
    if not row.recorder or not row.event.get("head"):
        return None
    return fields.integer("part"), fields.integer("blocks", 1), fields.octets("head", 32)
