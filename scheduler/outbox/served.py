"""The record of service: who was told what, when, by what way, and whether they have it."""

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.refusal import Refusal
from hearing.roles import Role
from scheduler.notices.notice import Occasion
from scheduler.outbox.facts import sittings_from
from scheduler.slot import Slot
from scheduler.source import Source
from scheduler.tables import CourtRow, HearingRow, NoticeRow, PersonRow

Channel = Literal["mail", "phone"]
HOW_LIMIT = 500
MOST_LISTED = 500
MOST_MISSED = 50
_OPEN = ("dead", "unaddressed")
LATE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Attached:
    """A paper by its hash."""

    name: str
    type: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Served:
    """A notice and what became of it. state: due, sent, dropped, dead, unaddressed, by_hand.
    salt: of its fingerprint."""

    id: str
    seat: str
    person: str
    name: str = field(repr=False)
    role: Role
    occasion: Occasion
    channel: Channel
    state: str
    due_at: datetime
    attempts: int
    address: str | None = field(repr=False)
    language: str | None
    sittings: tuple[Slot, ...]
    papers: tuple[Attached, ...]
    message_id: str | None
    digest: str | None
    sent_at: datetime | None
    answer: str | None
    error: str | None
    confirmed_at: datetime | None
    by_hand: str | None
    salt: str | None = field(repr=False)


async def record(connection: AsyncConnection, hearing: str) -> list[Served]:
    """Every notice of a hearing in the order they were written down; what was overtaken before
    it was made is left out."""
    rows = await connection.execute(
        _rows()
        .where(NoticeRow.hearing == hearing, NoticeRow.state != "dropped")
        .order_by(NoticeRow.number)
    )
    return [_served(row) for row in rows]


async def find(connection: AsyncConnection, notice: str) -> Served:
    """One notice as it stands. Raises Refusal `notice.unknown`."""
    row = (await connection.execute(_rows().where(NoticeRow.id == notice))).first()
    if row is None:
        raise Refusal("notice.unknown")
    return _served(row)


async def again(connection: AsyncConnection, source: Source, hearing: str, notice: str) -> None:
    """Try once more what was given up, to where the person is reached now if no message was
    made yet. Raises Refusal `notice.unknown`, `notice.state`."""
    await _change(
        connection,
        hearing,
        notice,
        NoticeRow.state.in_(("dead", "unaddressed")),
        state="due",
        attempts=0,
        next_at=source.now,
        lease_until=None,
    )


async def by_hand(
    connection: AsyncConnection, source: Source, hearing: str, notice: str, how: str
) -> None:
    """Note that the court served it itself, by `how` (clean). Raises Refusal `notice.*`."""
    await _change(
        connection,
        hearing,
        notice,
        NoticeRow.state.in_(("due", "dead", "unaddressed")),
        NoticeRow.sealed_at.is_(None) | (NoticeRow.state == "dead"),
        state="by_hand",
        by_hand=how,
        sent_at=source.now,
        sealed=None,
    )


@dataclass(frozen=True, slots=True)
class Trouble:
    """How many notices were refused for good though their time is ahead, or wait too long."""

    dead: int
    late: int


async def trouble(connection: AsyncConnection, now: datetime) -> Trouble:
    """What somebody must see to in the whole installation."""
    dead = await _count(connection, NoticeRow.state == "dead", NoticeRow.until > now)
    late = await _count(
        connection,
        NoticeRow.state == "due",
        NoticeRow.attempts > 0,
        NoticeRow.due_at < now - LATE,
    )
    return Trouble(dead, late)


async def to_be_seen_to(
    connection: AsyncConnection, court: str, now: datetime
) -> list[tuple[str, Served]]:
    """A court's notices that were not told to their people, with their hearings."""
    rows = await connection.execute(
        _rows()
        .where(
            NoticeRow.court == court,
            NoticeRow.state.in_(_OPEN),
            NoticeRow.until > now,
        )
        .order_by(NoticeRow.due_at, NoticeRow.number)
        .limit(MOST_LISTED)
    )
    return [(row.hearing, _served(row)) for row in rows]


@dataclass(frozen=True, slots=True)
class Missed:
    """A hearing ahead, and how many of its papers did not reach their people."""

    hearing: str
    title: str
    starts_at: datetime
    zone: str
    papers: int


async def missed(
    connection: AsyncConnection, courts: Collection[str], now: datetime
) -> list[Missed]:
    """Hearings whose papers somebody of `courts` must see to, the next one first."""
    rows = await connection.execute(
        select(
            HearingRow.id,
            HearingRow.title,
            HearingRow.starts_at,
            CourtRow.zone,
            func.count().label("papers"),
        )
        .select_from(NoticeRow)
        .join(HearingRow, HearingRow.id == NoticeRow.hearing)
        .join(CourtRow, CourtRow.id == HearingRow.court)
        .where(
            NoticeRow.state.in_(_OPEN),
            NoticeRow.until > now,
            NoticeRow.occasion != Occasion.REMINDER.value,
            NoticeRow.court.in_(courts),
        )
        .group_by(HearingRow.id, HearingRow.title, HearingRow.starts_at, CourtRow.zone)
        .order_by(HearingRow.starts_at, HearingRow.id)
        .limit(MOST_MISSED)
    )
    return [Missed(*row) for row in rows]


async def _count(connection: AsyncConnection, *where: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(NoticeRow).where(*where)
    return await connection.scalar(query) or 0


def _rows() -> Any:
    return select(NoticeRow.__table__, PersonRow.name.label("name")).join(
        PersonRow, PersonRow.id == NoticeRow.person
    )


async def _change(
    connection: AsyncConnection,
    hearing: str,
    notice: str,
    *where: ColumnElement[bool],
    **values: Any,
) -> None:
    this = (NoticeRow.id == notice, NoticeRow.hearing == hearing)
    done = await connection.execute(update(NoticeRow).where(*this, *where).values(**values))
    if done.rowcount:
        return
    state = await connection.scalar(select(NoticeRow.state).where(*this))
    if state is None:
        raise Refusal("notice.unknown")
    raise Refusal("notice.state", state=state)


def _served(row: Any) -> Served:
    return Served(
        id=row.id,
        seat=row.seat,
        person=row.person,
        name=row.name,
        role=Role(row.role),
        occasion=Occasion(row.occasion),
        channel=row.channel,
        state=row.state,
        due_at=row.due_at,
        attempts=row.attempts,
        address=row.address,
        language=row.language,
        sittings=sittings_from(row.told),
        papers=_attached(row.papers),
        message_id=row.message_id,
        digest=row.digest,
        sent_at=row.sent_at,
        answer=row.answer,
        error=row.error,
        confirmed_at=row.confirmed_at,
        by_hand=row.by_hand,
        salt=row.receipt.hex() if row.receipt else None,
    )


def _attached(text: str) -> tuple[Attached, ...]:
    return tuple(Attached(**one) for one in json.loads(text))


def masked(address: str | None) -> str | None:
    """An address as those may see it who need not write to it. Pure."""
    if address is None:
        return None
    local, at, domain = address.rpartition("@")
    return f"{local[:1]}•••@{domain}" if at else f"•••{address[-3:]}"
