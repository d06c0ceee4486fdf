"""A staff member's day: the hearings of their courts today, and their own seats in them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.roles import Role
from scheduler import directory
from scheduler.entries import Court
from scheduler.hearings import Listed, lines_where
from scheduler.slot import Slot
from scheduler.tables import HearingRow, SeatRow
from signaling.accounts.rights import Courts

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
    """A hearing of the day, at which court, and where the staff member sits in it."""

    line: Listed
    court: Court
    case_number: str
    seats: tuple[OwnSeat, ...]


def day_of(now: datetime, zone: str) -> Slot:
    """The day at `now` where clocks show `zone`'s time; 23 to 25 hours long."""
    local = now.astimezone(ZoneInfo(zone))
    return Slot(_midnight(local.date(), zone), _midnight(local.date() + timedelta(1), zone))


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


async def sittings(
    connection: AsyncConnection, courts: Courts, people: Collection[str], now: datetime
) -> list[Sitting]:
    """The hearings that are today at one of `courts`, the earliest first.

    people: the staff member's entries in the directory.
    """
    found: list[Sitting] = []
    for court in await directory.courts(connection, courts):
        day = day_of(now, court.zone)
        lines = await lines_where(
            connection,
            HearingRow.court == court.id,
            HearingRow.starts_at < day.end,
            HearingRow.ends_at > day.start,
        )
        seats = await own_seats(connection, people, [line.id for line in lines])
        numbers = await directory.case_numbers(connection, {line.case for line in lines})
        found += [
            Sitting(line, court, numbers[line.case], tuple(seats.get(line.id, ())))
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
