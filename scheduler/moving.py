"""Moving what is booked: other times, another courtroom, a sitting split, a successor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.refusal import Refusal
from hearing.roles import Role
from scheduler import deadlines
from scheduler.booking import enter_sittings, knowledge
from scheduler.entries import PointKind
from scheduler.hearings import Booked, BookedSeat, Listed, find
from scheduler.links import last_until
from scheduler.occupancy import Owner, release, reserve
from scheduler.plan import DeviceWish, Plan, SeatWish, check
from scheduler.policy import Policy
from scheduler.slot import Slot, together
from scheduler.tables import DeviceRow, HearingPointRow, HearingRow, SittingRow
from scheduler.wanted import wanted_by


@dataclass(frozen=True, slots=True)
class Wish:
    """When and where a hearing is to be instead; no courtroom: where it is."""

    sittings: tuple[Slot, ...]
    courtroom: str | None = None


def plan_of(booked: Booked, wish: Wish) -> Plan:
    """The plan of a hearing like `booked` as `wish` has it. Pure.

    Revoked seats are nobody's; points' own screens are seated by their links.
    """
    rooms = {point.id for point in booked.points if point.kind is PointKind.CENTRAL}

    def at(point: str | None) -> str | None:
        return wish.courtroom if wish.courtroom and point in rooms else point

    keys = {device.id: device.key for device in booked.devices}
    line = booked.line
    return Plan(
        court=line.court,
        case=line.case,
        title=line.title,
        slot=wish.sittings[0],
        points=tuple(at(point.id) or point.id for point in booked.points),
        devices=tuple(DeviceWish(one.key, one.kind, at(one.point)) for one in booked.devices),
        seats=tuple(
            SeatWish(seat.person, seat.role, keys[seat.device])
            for seat in _people(booked).values()
        ),
        admission=line.admission,
        more=wish.sittings[1:],
    )


def _people(booked: Booked) -> dict[str, BookedSeat]:
    """A seat of everybody who comes: who was seated in a second role since comes once."""
    seats: dict[str, BookedSeat] = {}
    for seat in booked.seats:
        if seat.role is not Role.ROOM_DEVICE and not seat.revoked:
            seats.setdefault(seat.person, seat)
    return seats


def split(sittings: Sequence[Slot], number: int, at: datetime, resumes_at: datetime) -> Wish:
    """Sitting `number` (from 1) ends at `at`; its rest begins at `resumes_at`. Pure.

    Raises Refusal `sitting.unknown`, `sitting.split`.
    """
    if not 1 <= number <= len(sittings):
        raise Refusal("sitting.unknown", number=number)
    whole = sittings[number - 1]
    if not whole.start < at < whole.end or resumes_at < at:
        raise Refusal("sitting.split")
    rest = Slot(resumes_at, resumes_at + (whole.end - at))
    others = [one for other, one in enumerate(sittings, 1) if other != number]
    together_again = sorted([*others, Slot(whole.start, at), rest], key=lambda one: one.start)
    return Wish(tuple(together_again))


def must_not_be_frozen(policy: Policy, line: Listed, now: datetime) -> None:
    """From so long before its start a listed hearing is not the listing desk's any more.

    Raises Refusal `booking.frozen`.
    """
    freeze = policy.minutes(now, "booking.freeze")
    if line.booked == "scheduled" and freeze and now > line.span.start - freeze:
        raise Refusal(
            "booking.frozen",
            minutes=int(freeze.total_seconds() // 60),
            starts_at=line.span.start.isoformat(),
        )


async def move(connection: AsyncConnection, hearing: str, plan: Plan) -> Booked:
    """Reserve `plan` in place of what the hearing occupies, and write it down.

    Raises Refusal: a rule of scheduler/plan.py, or a Conflict.
    """
    known = await knowledge(connection, plan)
    check(plan, known)
    await release(connection, hearing)
    sittings = plan.sittings
    owner = Owner(plan.court, hearing)
    await reserve(connection, owner, sittings, wanted_by(plan, known))
    await _enter(connection, hearing, plan)
    line = (await find(connection, hearing)).line
    await connection.execute(delete(SittingRow).where(SittingRow.hearing == hearing))
    await enter_sittings(connection, line, sittings)
    await last_until(connection, hearing, line.span.end)
    await deadlines.move(connection, hearing)
    return await find(connection, hearing)


async def lock(connection: AsyncConnection, hearing: str) -> None:
    """Let nobody else change the hearing's booking until the transaction ends."""
    await connection.execute(
        select(HearingRow.id).where(HearingRow.id == hearing).with_for_update()
    )


async def succeed(connection: AsyncConnection, successor: str, predecessor: str) -> None:
    """Note which hearing `successor` follows. Raises Refusal `hearing.succeeded`."""
    known = await successor_of(connection, predecessor)
    if known is not None:
        raise Refusal("hearing.succeeded", hearing=known)
    await connection.execute(
        update(HearingRow).where(HearingRow.id == successor).values(predecessor=predecessor)
    )
    await deadlines.inherit(connection, successor, predecessor)


async def successor_of(connection: AsyncConnection, hearing: str) -> str | None:
    """The hearing that follows, if one does."""
    return await connection.scalar(
        select(HearingRow.id).where(HearingRow.predecessor == hearing)
    )


async def _enter(connection: AsyncConnection, hearing: str, plan: Plan) -> None:
    span = together(plan.sittings)
    await connection.execute(
        update(HearingRow)
        .where(HearingRow.id == hearing)
        .values(starts_at=span.start, ends_at=span.end)
    )
    await connection.execute(delete(HearingPointRow).where(HearingPointRow.hearing == hearing))
    await connection.execute(
        insert(HearingPointRow), [{"hearing": hearing, "point": one} for one in plan.points]
    )
    for device in plan.devices:
        await connection.execute(
            update(DeviceRow)
            .where(DeviceRow.hearing == hearing, DeviceRow.key == device.key)
            .values(point=device.point)
        )
