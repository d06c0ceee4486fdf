"""When a place is shut or a person away: nothing can be booked into it, by the same guard."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.refusal import Refusal
from hearing.roles import Role
from scheduler.booking import must_know, people_where
from scheduler.conflicts import Collision, conflict
from scheduler.entries import Person
from scheduler.hearings import points_where
from scheduler.occupancy import enter, lock, release_absence, taken
from scheduler.slot import FARTHEST, LONGEST, Slot
from scheduler.source import Source
from scheduler.tables import AbsenceRow, BookingRow, CheckRow, PersonRow, PointRow
from scheduler.text import clean
from scheduler.wanted import Wanted, person_wanted

Kind = Literal["point", "person"]
_KINDS: Mapping[str, Kind] = {"point": "point", "person": "person"}


@dataclass(frozen=True, slots=True)
class Absence:
    """A point shut, or a person away, during `span`. The reason never goes to a log."""

    id: str
    court: str
    kind: Kind
    resource: str
    span: Slot
    reason: str = field(repr=False)


async def add(
    connection: AsyncConnection,
    source: Source,
    *,
    court: str,
    kind: Kind,
    resource: str,
    span: Slot,
    reason: str,
) -> Absence:
    """Keep everything out of `span`. Who has a card number is away from every court.

    Raises Refusal `point.unknown`, `person.unknown`, `hearing.other_court`, `time.too_long`,
    those of `clean`, or a Conflict with the hearings that stand in the way.
    """
    if span.end - span.start > FARTHEST:
        raise Refusal("time.too_long", days=FARTHEST.days)
    absence = Absence(
        source.identifier("abs"), court, kind, resource, span, clean("reason", reason)
    )
    wanted = await _wanted(connection, absence)
    await lock(connection, [wanted])
    await _must_be_free(connection, absence, wanted)
    await connection.execute(
        insert(AbsenceRow).values(
            id=absence.id,
            court=court,
            kind=kind,
            resource=resource,
            starts_at=span.start,
            ends_at=span.end,
            reason=absence.reason,
            created_at=source.now,
        )
    )
    slots = range(wanted.capacity)
    await enter(connection, _rows(absence, wanted.kind, wanted.resource, slots))
    return absence


async def remove(connection: AsyncConnection, absence: str) -> None:
    """Let things be booked there again."""
    await release_absence(connection, absence)
    await connection.execute(delete(AbsenceRow).where(AbsenceRow.id == absence))


async def find(connection: AsyncConnection, absence: str) -> Absence:
    """One of them; a technical check is none (scheduler/checks.py), though it keeps its point.

    Raises Refusal `absence.unknown`.
    """
    checks = select(CheckRow.id)
    found = await _where(connection, AbsenceRow.id == absence, AbsenceRow.id.not_in(checks))
    if not found:
        raise Refusal("absence.unknown")
    return found[0]


async def of_court(connection: AsyncConnection, court: str, span: Slot) -> list[Absence]:
    """A court's at some moment of `span`, the earliest first."""
    return await _where(
        connection,
        AbsenceRow.court == court,
        AbsenceRow.starts_at < span.end,
        AbsenceRow.ends_at > span.start,
    )


async def widen(connection: AsyncConnection, point: str, capacity: int, now: datetime) -> None:
    """Shut what a point has more of since it was shut, for as long as it still is."""
    rows = []
    for absence in await _shut(connection, point, AbsenceRow.ends_at > now):
        slots = set(
            await connection.scalars(
                select(BookingRow.slot).where(BookingRow.absence == absence.id)
            )
        )
        rows += _rows(absence, "point", point, set(range(capacity)) - slots)
    if rows:
        await connection.execute(insert(BookingRow), rows)


async def narrow(connection: AsyncConnection, point: str, capacity: int) -> None:
    """A point that is to have less is shut as it will be."""
    shut = [one.id for one in await _shut(connection, point)]
    await connection.execute(
        delete(BookingRow).where(BookingRow.absence.in_(shut), BookingRow.slot >= capacity)
    )


async def rekey(connection: AsyncConnection, person: Person) -> None:
    """Keep somebody away under the number that their entry now has.

    Raises Refusal `person.in_use`: whoever has that number already is booked elsewhere then.
    """
    theirs = select(AbsenceRow.id).where(
        AbsenceRow.kind == "person", AbsenceRow.resource == person.id
    )
    key = person_wanted(person, Role.OBSERVER).resource
    try:
        async with connection.begin_nested():
            await connection.execute(
                update(BookingRow)
                .where(BookingRow.absence.in_(theirs), BookingRow.resource != key)
                .values(resource=key)
            )
    except IntegrityError as error:
        raise Refusal("person.in_use", hearing="—") from error


async def _shut(
    connection: AsyncConnection, point: str, *conditions: ColumnElement[bool]
) -> list[Absence]:
    """A point's absences; a technical check keeps but one of its places."""
    return await _where(
        connection,
        AbsenceRow.kind == "point",
        AbsenceRow.resource == point,
        AbsenceRow.id.not_in(select(CheckRow.id)),
        *conditions,
    )


async def _wanted(connection: AsyncConnection, absence: Absence) -> Wanted:
    """All there is of the point or person."""
    if absence.kind == "person":
        await must_know(connection, absence.court, absence.resource)
        people = await people_where(connection, PersonRow.id == absence.resource)
        return person_wanted(people[0], Role.OBSERVER)
    points = await points_where(connection, PointRow.id == absence.resource)
    if not points:
        raise Refusal("point.unknown", id=absence.resource)
    if points[0].court != absence.court:
        raise Refusal("hearing.other_court", what="point", id=absence.resource)
    return Wanted("point", absence.resource, points[0].capacity)


async def _must_be_free(connection: AsyncConnection, absence: Absence, wanted: Wanted) -> None:
    """A place for several is shut only when none of them is there."""
    collisions = [
        Collision(
            kind=wanted.kind,
            id=absence.resource,
            role="absence",
            hearing=each.hearing,
            absence=each.absence,
            court=each.court,
            span=each.span,
        )
        for each in await taken(connection, [absence.span], [wanted])
        if each.span.overlaps(absence.span)
    ]
    if collisions:
        raise conflict(absence.court, collisions)


def _rows(
    absence: Absence, kind: str, resource: str, slots: Iterable[int]
) -> list[dict[str, Any]]:
    return [
        {
            "absence": absence.id,
            "hearing": None,
            "kind": kind,
            "resource": resource,
            "slot": slot,
            "starts_at": piece.start,
            "ends_at": piece.end,
        }
        for slot in slots
        for piece in _pieces(absence.span)
    ]


def _pieces(span: Slot) -> Iterator[Slot]:
    """`span` in pieces no longer than a reservation may be."""
    start = span.start
    while start < span.end:
        end = min(start + LONGEST, span.end)
        yield Slot(start, end)
        start = end


async def _where(
    connection: AsyncConnection, *conditions: ColumnElement[bool]
) -> list[Absence]:
    rows = await connection.execute(
        select(
            AbsenceRow.id,
            AbsenceRow.court,
            AbsenceRow.kind,
            AbsenceRow.resource,
            AbsenceRow.starts_at,
            AbsenceRow.ends_at,
            AbsenceRow.reason,
        )
        .where(*conditions)
        .order_by(AbsenceRow.starts_at, AbsenceRow.id)
    )
    return [
        Absence(i, court, _KINDS[kind], resource, Slot(start, end), reason)
        for i, court, kind, resource, start, end, reason in rows
    ]
