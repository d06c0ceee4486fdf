"""What a court publishes of its days: when, where, which case; never who, nor what about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from hearing.refusal import Refusal
from scheduler.agenda import MOST
from scheduler.entries import CaseType, Flag, Instance, PointKind
from scheduler.hearings import booked_state, sitting_during
from scheduler.pages import Columns
from scheduler.slot import Slot
from scheduler.tables import (
    BookingRow,
    CaseRow,
    CourtRow,
    HearingPointRow,
    HearingRow,
    PointRow,
    SittingRow,
)
from scheduler.text import clean

MOST_LINES = 500
EARLY = timedelta(hours=2)
"""So long before its first sitting a hearing may already be open."""


@dataclass(frozen=True, slots=True)
class Published:
    """A sitting as anybody may read it. `number` of `of`: they count from 1.

    hearing: for us, never for the answer. closed: held behind closed doors. booked: scheduled
    or cancelled; quiet: nothing can have happened to the hearing beyond that.
    """

    hearing: str
    number: int
    of: int
    span: Slot
    court: str
    court_name: str
    zone: str
    case_number: str
    type: CaseType
    instance: Instance
    closed: bool
    room: str
    booked: str
    listed_at: datetime
    quiet: bool


async def of_court(
    connection: AsyncConnection, court: str, span: Slot, now: datetime
) -> list[Published]:
    """The listed sittings of `court` at some moment of `span`, the earliest first.

    Raises Refusal `time.too_long`.
    """
    if span.end - span.start > MOST:
        raise Refusal("time.too_long", days=MOST.days)
    return await _read(connection, now, sitting_during(court, span))


async def of_case(
    connection: AsyncConnection, number: str, since: datetime, now: datetime
) -> list[Published]:
    """The listed sittings that end after `since` of cases whose number begins with `number`.

    Raises Refusal (text.*).
    """
    asked = clean("number", number)
    # As typed and in capitals: the database's own lower-casing knows nothing of «Đ».
    spelt = {asked, asked.upper()}
    begins = or_(*(CaseRow.number.startswith(one, autoescape=True) for one in spelt))
    return await _read(connection, now, begins, SittingRow.ends_at > since)


async def _read(
    connection: AsyncConnection, now: datetime, *conditions: ColumnElement[bool]
) -> list[Published]:
    listed = HearingRow.scheduled_at.is_not(None)
    query = _lines().where(listed, *conditions)
    query = query.order_by(SittingRow.starts_at, CaseRow.number, SittingRow.number)
    rows = (await connection.execute(query.limit(MOST_LINES))).all()
    return [_line(row, now) for row in rows]


def _lines() -> Columns:
    every = aliased(SittingRow)
    of = (
        select(func.count()).where(every.hearing == HearingRow.id).correlate(HearingRow)
    ).scalar_subquery()
    occupied = exists().where(BookingRow.hearing == HearingRow.id).correlate(HearingRow)
    return (
        select(
            HearingRow.id,
            SittingRow.number,
            of.label("of"),
            SittingRow.starts_at,
            SittingRow.ends_at,
            CourtRow.id.label("court"),
            CourtRow.name.label("court_name"),
            CourtRow.zone,
            CaseRow.number.label("case_number"),
            CaseRow.type,
            CaseRow.instance,
            CaseRow.flags,
            PointRow.name.label("room"),
            HearingRow.scheduled_at,
            HearingRow.cancelled_at,
            HearingRow.starts_at.label("begins"),
            occupied.label("occupied"),
        )
        .select_from(SittingRow)
        .join(HearingRow, HearingRow.id == SittingRow.hearing)
        .join(CourtRow, CourtRow.id == HearingRow.court)
        .join(CaseRow, CaseRow.id == HearingRow.case)
        .join(HearingPointRow, HearingPointRow.hearing == HearingRow.id)
        .join(PointRow, PointRow.id == HearingPointRow.point)
        .where(PointRow.kind == PointKind.CENTRAL.value)
    )


def _line(row: Any, now: datetime) -> Published:
    booked = booked_state(row.scheduled_at, row.cancelled_at)
    return Published(
        hearing=row.id,
        number=row.number,
        of=row.of,
        span=Slot(row.starts_at, row.ends_at),
        court=row.court,
        court_name=row.court_name,
        zone=row.zone,
        case_number=row.case_number,
        type=CaseType(row.type),
        instance=Instance(row.instance),
        closed=Flag.CLOSED.value in row.flags.split(),
        room=row.room,
        booked=booked,
        listed_at=row.scheduled_at,
        quiet=booked == "cancelled" or (row.occupied and now < row.begins - EARLY),
    )


def told_once(lines: Sequence[Published]) -> list[str]:
    """The hearings of `lines` of which more may be known than the booking says. Pure."""
    return list(dict.fromkeys(one.hearing for one in lines if not one.quiet))
