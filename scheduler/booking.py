"""Booking: a plan checked, named and reserved; later seats entered."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.refusal import Refusal
from scheduler.entries import Person
from scheduler.hearings import (
    Booked,
    BookedDevice,
    BookedSeat,
    Listed,
    points_where,
    seats_of,
)
from scheduler.occupancy import Wanted, reserve
from scheduler.plan import Known, Plan, check
from scheduler.source import Source
from scheduler.tables import (
    CaseRow,
    CourtRow,
    DeviceRow,
    HearingPointRow,
    HearingRow,
    PersonRow,
    PointRow,
    SeatRow,
)


async def book(connection: AsyncConnection, source: Source, plan: Plan) -> Booked:
    """Book `plan` as a draft; its places and people are reserved from now on.

    Raises Refusal: the first rule of scheduler/plan.py it breaks, `court.unknown`,
    `case.unknown`, or `booking.conflict` naming what collides.
    """
    title = await _title(connection, plan)
    known = await _known(connection, plan)
    check(plan, known)
    booked = _name(source, plan, known, title)
    await _insert(connection, source, booked)
    await reserve(connection, booked.line.id, plan.slot, _wanted(plan, known))
    return booked


async def must_know(connection: AsyncConnection, court: str, person: str) -> None:
    """Raise Refusal `person.unknown` or `hearing.other_court` unless they are the court's."""
    of = await connection.scalar(select(PersonRow.court).where(PersonRow.id == person))
    if of is None:
        raise Refusal("person.unknown", id=person)
    if of != court:
        raise Refusal("hearing.other_court", what="person", id=person)


async def adopt(connection: AsyncConnection, hearing: str, seats: Sequence[BookedSeat]) -> None:
    """Enter those of `seats` that are new, if the directory knows the person."""
    known = {seat.id for seat in await seats_of(connection, hearing)}
    new = [seat for seat in seats if seat.id not in known]
    people = await connection.scalars(
        select(PersonRow.id).where(PersonRow.id.in_([seat.person for seat in new]))
    )
    met = set(people)
    await _insert_all(
        connection, SeatRow, (_seat_values(hearing, seat) for seat in new if seat.person in met)
    )


def _wanted(plan: Plan, known: Known) -> list[Wanted]:
    places = [Wanted("point", point, known.points[point].capacity) for point in plan.points]
    return places + [Wanted("person", seat.person) for seat in plan.seats]


def _name(source: Source, plan: Plan, known: Known, title: str) -> Booked:
    """The plan with fresh ids."""
    devices = tuple(
        BookedDevice(source.identifier("dev"), wish.key, wish.kind, wish.point)
        for wish in plan.devices
    )
    by_key = {device.key: device.id for device in devices}
    seats = tuple(
        BookedSeat(
            source.identifier("seat"),
            wish.person,
            known.people[wish.person].name,
            wish.role,
            by_key[wish.device],
        )
        for wish in plan.seats
    )
    listed = Listed(
        source.identifier("hrg"),
        plan.court,
        plan.case,
        title,
        plan.slot,
        scheduled_at=None,
        cancelled_at=None,
        admission=plan.admission,
    )
    return Booked(listed, tuple(known.points[point] for point in plan.points), devices, seats)


async def _title(connection: AsyncConnection, plan: Plan) -> str:
    if await connection.scalar(select(CourtRow.id).where(CourtRow.id == plan.court)) is None:
        raise Refusal("court.unknown", id=plan.court)
    case = (
        await connection.execute(
            select(CaseRow.court, CaseRow.title).where(CaseRow.id == plan.case)
        )
    ).first()
    if case is None:
        raise Refusal("case.unknown", id=plan.case)
    if case.court != plan.court:
        raise Refusal("hearing.other_court", what="case", id=plan.case)
    return plan.title or case.title


async def _known(connection: AsyncConnection, plan: Plan) -> Known:
    points = await points_where(connection, PointRow.id.in_(plan.points))
    people = await connection.execute(
        select(PersonRow.id, PersonRow.court, PersonRow.name).where(
            PersonRow.id.in_([seat.person for seat in plan.seats])
        )
    )
    return Known(
        {point.id: point for point in points},
        {person.id: person for person in (Person(*row) for row in people)},
    )


async def _insert(connection: AsyncConnection, source: Source, booked: Booked) -> None:
    listed = booked.line
    await connection.execute(
        insert(HearingRow).values(
            id=listed.id,
            court=listed.court,
            case=listed.case,
            title=listed.title,
            starts_at=listed.span.start,
            ends_at=listed.span.end,
            created_at=source.now,
            admission=listed.admission,
        )
    )
    await _insert_all(
        connection,
        HearingPointRow,
        ({"hearing": listed.id, "point": point.id} for point in booked.points),
    )
    await _insert_all(
        connection,
        DeviceRow,
        (
            {
                "id": device.id,
                "hearing": listed.id,
                "key": device.key,
                "kind": device.kind.value,
                "point": device.point,
            }
            for device in booked.devices
        ),
    )
    await _insert_all(connection, SeatRow, (_seat_values(listed.id, s) for s in booked.seats))


def _seat_values(hearing: str, seat: BookedSeat) -> dict[str, str]:
    """A seat as its table keeps it."""
    return {
        "id": seat.id,
        "hearing": hearing,
        "person": seat.person,
        "role": seat.role.value,
        "device": seat.device,
    }


async def _insert_all(
    connection: AsyncConnection,
    table: type[HearingPointRow | DeviceRow | SeatRow],
    rows: Iterable[dict[str, Any]],
) -> None:
    values = list(rows)
    if values:
        await connection.execute(insert(table), values)
