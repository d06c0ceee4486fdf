"""A staff member's day: the hearings of their courts on it, and their own seats in them."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.roles import Role
from scheduler import deadlines, directory
from scheduler.entries import Court, Point
from scheduler.hearings import Listed, hearings_sitting, lines_where, points_of
from scheduler.slot import Slot
from scheduler.tables import HearingRow, SeatRow

OWN = frozenset(
    {Role.PRESIDING_JUDGE, Role.JUDGE, Role.ASSESSOR, Role.CLERK, Role.TECHNICAL_OFFICER}
)
"""Seats that staff take by their account; every other seat is taken by a link."""


@dataclass(frozen=True, slots=True)
class OwnSeat:
    """A staff member's seat."""

    id: str
    hearing: str
    role: Role


@dataclass(frozen=True, slots=True)
class Sitting:
    """A hearing of the day, at which court, and where the staff member sits in it.

    overdue: which of its deadlines are.
    """

    line: Listed
    court: Court
    case_number: str
    points: tuple[Point, ...]
    seats: tuple[OwnSeat, ...]
    overdue: tuple[str, ...] = ()


def today(now: datetime, zone: str) -> date:
    """The date at `now` where clocks show `zone`'s time."""
    return now.astimezone(ZoneInfo(zone)).date()


def day_of(day: date, zone: str) -> Slot:
    """The day where clocks show `zone`'s time; 23 to 25 hours long."""
    return Slot(_midnight(day, zone), _midnight(day + timedelta(1), zone))


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


async def sittings(
    connection: AsyncConnection,
    courts: Sequence[Court],
    people: Collection[str],
    on: Callable[[Court], date],
    now: datetime,
) -> list[Sitting]:
    """The hearings at one of `courts` on the day that is asked of each, the earliest first.

    people: the staff member's entries in the directory.
    """
    found: list[Sitting] = []
    for court in courts:
        day = day_of(on(court), court.zone)
        lines = await lines_where(
            connection,
            HearingRow.id.in_(hearings_sitting(court.id, day)),
        )
        seats = await own_seats(connection, people, [line.id for line in lines])
        numbers = await directory.case_numbers(connection, {line.case for line in lines})
        owed = await deadlines.overdue_of(connection, {line.id for line in lines}, now)
        found += [
            Sitting(
                line,
                court,
                numbers[line.case],
                await points_of(connection, line.id),
                tuple(seats.get(line.id, ())),
                tuple(one.deadline.key for one in owed.get(line.id, ())),
            )
            for line in lines
        ]
    return sorted(found, key=lambda one: (one.line.span.start, one.line.id))


async def own_seats(
    connection: AsyncConnection, people: Collection[str], hearings: Collection[str]
) -> dict[str, list[OwnSeat]]:
    """The seats `people` have in `hearings`, by hearing; those staff take by their account."""
    rows = await connection.execute(
        select(SeatRow.id, SeatRow.hearing, SeatRow.role)
        .where(SeatRow.person.in_(people), SeatRow.hearing.in_(hearings))
        .order_by(SeatRow.id)
    )
    seats: dict[str, list[OwnSeat]] = {}
    for seat, hearing, role in rows:
        if Role(role) in OWN:
            seats.setdefault(hearing, []).append(OwnSeat(seat, hearing, Role(role)))
    return seats
