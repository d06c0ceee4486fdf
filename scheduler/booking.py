"""Booking: a plan checked, named and reserved; later seats entered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.refusal import Refusal
from hearing.roles import Role
from scheduler import deadlines, entry_rows
from scheduler.clocks import Facts
from scheduler.eligibility import must_be_eligible
from scheduler.entries import CaseType, Flag, Person
from scheduler.hearings import (
    Booked,
    BookedDevice,
    BookedSeat,
    Listed,
    points_where,
    seats_of,
    sittings_of,
)
from scheduler.occupancy import Owner, release, reserve, reserve_more
from scheduler.plan import Known, Plan, check
from scheduler.policy import vietnam
from scheduler.slot import Slot, together
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
    SittingRow,
)
from scheduler.wanted import person_wanted, wanted_by


async def book(connection: AsyncConnection, source: Source, plan: Plan) -> Booked:
    """Book `plan` as a draft; its places and people are reserved from now on.

    Raises Refusal: the first rule of scheduler/plan.py it breaks, `court.unknown`,
    `case.unknown`, or a Conflict naming what collides.
    """
    case = await _case(connection, plan)
    known = await knowledge(connection, plan)
    check(plan, known)
    booked = _name(source, plan, known, plan.title or case.title)
    await _insert(connection, source, booked)
    facts = Facts(case.type, case.flags, source.now, booked.line.span.start, case.zone)
    await deadlines.begin(connection, booked.line.id, plan.court, facts)
    owner = Owner(plan.court, booked.line.id)
    await reserve(connection, owner, booked.sittings, wanted_by(plan, known))
    return booked


async def seat_more(connection: AsyncConnection, line: Listed, person: str, role: Role) -> None:
    """Occupy somebody who is seated after the booking, whatever hours they work: they came.

    Raises Refusal `person.unknown`, `person.retired`, `hearing.other_court`, or a Conflict.
    """
    await must_know(connection, line.court, person)
    people = await people_where(connection, PersonRow.id == person)
    wanted = [replace(person_wanted(one, role), hours=None) for one in people]
    sittings = await sittings_of(connection, line.id)
    await reserve_more(connection, Owner(line.court, line.id), sittings, wanted)


async def vacate(connection: AsyncConnection, hearing: str, seat: str, now: datetime) -> None:
    """A seat is nobody's any more (the ledger says so): who sat there is free for others."""
    await connection.execute(
        update(SeatRow)
        .where(SeatRow.hearing == hearing, SeatRow.id == seat, SeatRow.revoked_at.is_(None))
        .values(revoked_at=now)
    )
    left = (SeatRow.hearing == hearing, SeatRow.revoked_at.is_(None))
    stay = select(SeatRow.person).where(*left)
    sat = select(SeatRow.person).where(SeatRow.id == seat)
    gone = PersonRow.id.in_(sat) & PersonRow.id.not_in(stay)
    for person in await people_where(connection, gone):
        resource = person_wanted(person, Role.OBSERVER).resource
        await release(connection, hearing, resource)


async def must_know(connection: AsyncConnection, court: str, person: str) -> None:
    """Raise Refusal `person.unknown`, `hearing.other_court` or `person.retired` unless they
    are the court's."""
    row = (
        await connection.execute(
            select(PersonRow.court, PersonRow.retired_at).where(PersonRow.id == person)
        )
    ).first()
    if row is None:
        raise Refusal("person.unknown", id=person)
    if row.court != court:
        raise Refusal("hearing.other_court", what="person", id=person)
    if row.retired_at is not None:
        raise Refusal("person.retired", id=person)


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
        together(plan.sittings),
        scheduled_at=None,
        cancelled_at=None,
        admission=plan.admission,
    )
    points = tuple(known.points[point] for point in plan.points)
    return Booked(listed, points, devices, seats, plan.sittings)


@dataclass(frozen=True, slots=True)
class _Case:
    """What booking needs to know of the case, and its court's clocks."""

    title: str
    type: CaseType
    flags: frozenset[Flag]
    zone: ZoneInfo


async def _case(connection: AsyncConnection, plan: Plan) -> _Case:
    case = (
        await connection.execute(
            select(
                CaseRow.court,
                CaseRow.title,
                CaseRow.type,
                CaseRow.flags,
                CaseRow.retired_at,
                CourtRow.zone,
                CourtRow.retired_at.label("court_retired_at"),
            )
            .select_from(CourtRow)
            .outerjoin(CaseRow, CaseRow.id == plan.case)
            .where(CourtRow.id == plan.court)
        )
    ).first()
    if case is None:
        raise Refusal("court.unknown", id=plan.court)
    if case.court is None:
        raise Refusal("case.unknown", id=plan.case)
    if case.court != plan.court:
        raise Refusal("hearing.other_court", what="case", id=plan.case)
    _must_be_kept(case.court_retired_at, case.retired_at)
    flags, zone = frozenset(map(Flag, case.flags.split())), ZoneInfo(case.zone)
    must_be_eligible(vietnam(), flags, plan.slot.start.astimezone(zone).date())
    return _Case(case.title, CaseType(case.type), flags, zone)


def _must_be_kept(court_retired_at: datetime | None, case_retired_at: datetime | None) -> None:
    if court_retired_at is not None:
        raise Refusal("court.retired")
    if case_retired_at is not None:
        raise Refusal("case.retired")


async def knowledge(connection: AsyncConnection, plan: Plan) -> Known:
    """What the directory knows of the points and people that `plan` names."""
    points = await points_where(connection, PointRow.id.in_(plan.points))
    wanted = [seat.person for seat in plan.seats]
    people = await people_where(connection, PersonRow.id.in_(wanted))
    return Known({one.id: one for one in points}, {one.id: one for one in people})


async def people_where(
    connection: AsyncConnection, condition: ColumnElement[bool]
) -> list[Person]:
    """The people for whom `condition` holds."""
    rows = await connection.execute(entry_rows.people().where(condition))
    return [entry_rows.person_of(row) for row in rows]


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
            predecessor=listed.predecessor,
        )
    )
    await enter_sittings(connection, listed, booked.sittings)
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


async def enter_sittings(
    connection: AsyncConnection, line: Listed, sittings: Sequence[Slot]
) -> None:
    """Write down when a hearing sits."""
    values = [
        {
            "hearing": line.id,
            "number": number,
            "court": line.court,
            "starts_at": span.start,
            "ends_at": span.end,
        }
        for number, span in enumerate(sittings, 1)
    ]
    await connection.execute(insert(SittingRow), values)


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
