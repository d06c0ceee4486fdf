"""Hearings as booked: made, read, put on the list, called off."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.refusal import Refusal
from hearing.roles import Role
from scheduler.entries import Person, Point, PointKind
from scheduler.occupancy import Wanted, release, reserve
from scheduler.plan import DeviceKind, Known, Plan, check
from scheduler.slot import Slot
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

Columns = Select[*tuple[Any, ...]]

LIST_LIMIT = 500


@dataclass(frozen=True, slots=True)
class BookedDevice:
    """A device; `key` is the name its request gave it."""

    id: str
    key: str
    kind: DeviceKind
    point: str | None


@dataclass(frozen=True, slots=True)
class BookedSeat:
    """A person in a role at a device. `name` is the person's: never in a log."""

    id: str
    person: str
    name: str
    role: Role
    device: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A hearing's line in a list. `booked`: draft, scheduled or cancelled."""

    id: str
    court: str
    case: str
    title: str
    span: Slot
    scheduled_at: datetime | None
    cancelled_at: datetime | None

    @property
    def booked(self) -> str:
        """Where the booking stands; what became of the hearing is the ledger's to say."""
        if self.cancelled_at is not None:
            return "cancelled"
        return "draft" if self.scheduled_at is None else "scheduled"


@dataclass(frozen=True, slots=True)
class Booked:
    """A hearing with its places, devices and seats."""

    line: Listed
    points: tuple[Point, ...]
    devices: tuple[BookedDevice, ...]
    seats: tuple[BookedSeat, ...]


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


async def hearings(
    connection: AsyncConnection,
    *,
    court: str | None = None,
    case: str | None = None,
    limit: int = LIST_LIMIT,
) -> list[Listed]:
    """Hearings by their start, the latest first."""
    query = _lines()
    if court is not None:
        query = query.where(HearingRow.court == court)
    if case is not None:
        query = query.where(HearingRow.case == case)
    rows = await connection.execute(
        query.order_by(HearingRow.starts_at.desc(), HearingRow.id).limit(limit)
    )
    return [_line(row) for row in rows]


async def line(connection: AsyncConnection, hearing: str) -> Listed:
    """One hearing's line. Raises Refusal `hearing.unknown`."""
    row = (await connection.execute(_lines().where(HearingRow.id == hearing))).first()
    if row is None:
        raise Refusal("hearing.unknown")
    return _line(row)


async def find(connection: AsyncConnection, hearing: str) -> Booked:
    """One hearing whole. Raises Refusal `hearing.unknown`."""
    return Booked(
        await line(connection, hearing),
        await _points_of(connection, hearing),
        await _devices_of(connection, hearing),
        await _seats_of(connection, hearing),
    )


async def mark_scheduled(connection: AsyncConnection, source: Source, hearing: str) -> None:
    """Note that the hearing is on the list (the ledger decided it, in this transaction)."""
    await connection.execute(
        update(HearingRow).where(HearingRow.id == hearing).values(scheduled_at=source.now)
    )


async def mark_over(
    connection: AsyncConnection, source: Source, hearing: str, *, cancelled: bool
) -> None:
    """Free what a hearing occupies that will not go on (the ledger decided it)."""
    await release(connection, hearing)
    if cancelled:
        await connection.execute(
            update(HearingRow).where(HearingRow.id == hearing).values(cancelled_at=source.now)
        )


async def must_know(connection: AsyncConnection, court: str, person: str) -> None:
    """Raise Refusal `person.unknown` or `hearing.other_court` unless they are the court's."""
    of = await connection.scalar(select(PersonRow.court).where(PersonRow.id == person))
    if of is None:
        raise Refusal("person.unknown", id=person)
    if of != court:
        raise Refusal("hearing.other_court", what="person", id=person)


async def adopt(connection: AsyncConnection, hearing: str, seats: Sequence[BookedSeat]) -> None:
    """Enter those of `seats` that are new, if the directory knows the person."""
    known = {seat.id for seat in await _seats_of(connection, hearing)}
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
        source.identifier("hrg"), plan.court, plan.case, title, plan.slot, None, None
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
    points = await connection.execute(_points().where(PointRow.id.in_(plan.points)))
    people = await connection.execute(
        select(PersonRow.id, PersonRow.court, PersonRow.name).where(
            PersonRow.id.in_([seat.person for seat in plan.seats])
        )
    )
    return Known(
        {point.id: point for point in map(_point, points)},
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


def _lines() -> Columns:
    return select(
        HearingRow.id,
        HearingRow.court,
        HearingRow.case,
        HearingRow.title,
        HearingRow.starts_at,
        HearingRow.ends_at,
        HearingRow.scheduled_at,
        HearingRow.cancelled_at,
    )


def _line(row: Sequence[Any]) -> Listed:
    identity, court, case, title, start, end, scheduled, cancelled = row
    return Listed(identity, court, case, title, Slot(start, end), scheduled, cancelled)


def _points() -> Columns:
    return select(PointRow.id, PointRow.court, PointRow.name, PointRow.kind, PointRow.capacity)


def _point(row: Sequence[Any]) -> Point:
    identity, court, name, kind, capacity = row
    return Point(identity, court, name, PointKind(kind), capacity)


async def _points_of(connection: AsyncConnection, hearing: str) -> tuple[Point, ...]:
    rows = await connection.execute(
        _points()
        .join(HearingPointRow, HearingPointRow.point == PointRow.id)
        .where(HearingPointRow.hearing == hearing)
        .order_by(PointRow.kind, PointRow.id)
    )
    return tuple(map(_point, rows))


async def _devices_of(connection: AsyncConnection, hearing: str) -> tuple[BookedDevice, ...]:
    rows = await connection.execute(
        select(DeviceRow.id, DeviceRow.key, DeviceRow.kind, DeviceRow.point)
        .where(DeviceRow.hearing == hearing)
        .order_by(DeviceRow.key)
    )
    return tuple(BookedDevice(i, key, DeviceKind(kind), p) for i, key, kind, p in rows)


async def _seats_of(connection: AsyncConnection, hearing: str) -> tuple[BookedSeat, ...]:
    rows = await connection.execute(
        select(SeatRow.id, SeatRow.person, PersonRow.name, SeatRow.role, SeatRow.device)
        .join(PersonRow, PersonRow.id == SeatRow.person)
        .where(SeatRow.hearing == hearing)
        .order_by(SeatRow.id)
    )
    return tuple(BookedSeat(i, p, name, Role(role), d) for i, p, name, role, d in rows)
