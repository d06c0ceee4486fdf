"""A court's days: which hearing sits when, where and under whom."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.refusal import Refusal
from hearing.roles import Role
from scheduler.hearings import booked_state, sitting_during
from scheduler.slot import Slot
from scheduler.tables import (
    CaseRow,
    HearingPointRow,
    HearingRow,
    PersonRow,
    SeatRow,
    SittingRow,
)

MOST = timedelta(days=62)
"""How much of a calendar is read at once."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sitting in a calendar. `booked`: draft, scheduled or cancelled. presiding: the judge's
    id and name; points: ids."""

    hearing: str
    number: int
    span: Slot
    title: str
    case: str
    case_number: str
    booked: str
    presiding: tuple[str, str] | None = field(repr=False)
    points: tuple[str, ...]


async def agenda(connection: AsyncConnection, court: str, span: Slot) -> list[Line]:
    """The court's sittings at some moment of `span`, the earliest first; cancelled ones too.

    Raises Refusal `time.too_long`.
    """
    if span.end - span.start > MOST:
        raise Refusal("time.too_long", days=MOST.days)
    rows = (
        await connection.execute(
            select(
                SittingRow.hearing,
                SittingRow.number,
                SittingRow.starts_at,
                SittingRow.ends_at,
                HearingRow.title,
                HearingRow.case.label("case"),
                CaseRow.number.label("case_number"),
                HearingRow.scheduled_at,
                HearingRow.cancelled_at,
            )
            .join(HearingRow, HearingRow.id == SittingRow.hearing)
            .join(CaseRow, CaseRow.id == HearingRow.case)
            .where(sitting_during(court, span))
            .order_by(SittingRow.starts_at, SittingRow.hearing)
        )
    ).all()
    hearings = {row.hearing for row in rows}
    points = await _points(connection, hearings)
    judges = await _presiding(connection, hearings)
    return [
        Line(
            row.hearing,
            row.number,
            Slot(row.starts_at, row.ends_at),
            row.title,
            row.case,
            row.case_number,
            booked_state(row.scheduled_at, row.cancelled_at),
            judges.get(row.hearing),
            tuple(points[row.hearing]),
        )
        for row in rows
    ]


async def _points(
    connection: AsyncConnection, hearings: Collection[str]
) -> defaultdict[str, list[str]]:
    rows = await connection.execute(
        select(HearingPointRow.hearing, HearingPointRow.point)
        .where(HearingPointRow.hearing.in_(hearings))
        .order_by(HearingPointRow.point)
    )
    of: defaultdict[str, list[str]] = defaultdict(list)
    for hearing, point in rows:
        of[hearing].append(point)
    return of


async def _presiding(
    connection: AsyncConnection, hearings: Collection[str]
) -> dict[str, tuple[str, str]]:
    rows = await connection.execute(
        select(SeatRow.hearing, PersonRow.id, PersonRow.name)
        .join(PersonRow, PersonRow.id == SeatRow.person)
        .where(SeatRow.hearing.in_(hearings), SeatRow.role == Role.PRESIDING_JUDGE.value)
        .where(SeatRow.revoked_at.is_(None))
    )
    return {hearing: (person, name) for hearing, person, name in rows}
