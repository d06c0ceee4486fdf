"""A listed hearing's cast, points and devices changed: nobody is erased who once was told.

What is not needed any more is marked, not deleted: links, notices and the ledger name it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.refusal import Refusal
from hearing.roles import Role
from scheduler import links, moving
from scheduler.booking import knowledge
from scheduler.hearings import Booked, BookedDevice, BookedSeat, find
from scheduler.plan import Plan, check
from scheduler.source import Source
from scheduler.tables import DeviceRow, SeatRow


@dataclass(frozen=True, slots=True)
class Recast:
    """The hearing as it was and as it is. leaving: seats that are nobody's from now on."""

    was: Booked
    now: Booked
    leaving: tuple[str, ...]

    @property
    def moved(self) -> bool:
        """Whether somebody who was told to come is to come at another time or place."""
        return _where(self.was, self.now) != _where(self.now, self.was)


async def recast(
    connection: AsyncConnection, source: Source, hearing: str, plan: Plan
) -> Recast:
    """Make the listed `hearing` what `plan` says; its title and lobby stay. Who stays in a
    role keeps the seat and its links.

    Raises Refusal `hearing.listed`, a rule's, or a Conflict.
    """
    was = await find(connection, hearing)
    _must_stay(was, plan)
    check(plan, await knowledge(connection, plan))
    devices = await _devices(connection, source, was, plan)
    leaving = _leaving(was, plan, set(devices.values()))
    await connection.execute(
        update(SeatRow).where(SeatRow.id.in_(leaving)).values(revoked_at=source.now)
    )
    await links.end_seats(connection, source, leaving)
    await _seats(connection, source, was, plan, devices)
    return Recast(was, await moving.move(connection, hearing, plan), leaving)


def _must_stay(was: Booked, plan: Plan) -> None:
    line = was.line
    if plan.title not in (None, line.title) or plan.admission != line.admission:
        raise Refusal("hearing.listed")


def _leaving(was: Booked, plan: Plan, devices: set[str]) -> tuple[str, ...]:
    """The seats of who does not stay, and of points' own screens that go."""
    stay = {(one.person, one.role) for one in plan.seats}

    def stays(seat: BookedSeat) -> bool:
        if seat.role is Role.ROOM_DEVICE:
            return seat.device in devices
        return (seat.person, seat.role) in stay

    return tuple(one.id for one in was.seats if not (one.revoked or stays(one)))


async def _devices(
    connection: AsyncConnection, source: Source, was: Booked, plan: Plan
) -> dict[str, str]:
    """The plan's devices by key; one that was withdrawn comes back as itself."""
    ours = DeviceRow.hearing == was.line.id
    rows = await connection.execute(select(DeviceRow.key, DeviceRow.id).where(ours))
    known = {key: device for key, device in rows}
    await connection.execute(
        update(DeviceRow)
        .where(ours, DeviceRow.key.not_in([one.key for one in plan.devices]))
        .values(withdrawn_at=source.now)
    )
    found: dict[str, str] = {}
    for wish in plan.devices:
        values: dict[str, Any] = {"kind": wish.kind.value, "point": wish.point}
        if wish.key in known:
            row = update(DeviceRow).where(DeviceRow.id == known[wish.key])
            await connection.execute(row.values(**values, withdrawn_at=None))
        else:
            known[wish.key] = source.identifier("dev")
            values |= {"id": known[wish.key], "hearing": was.line.id, "key": wish.key}
            await connection.execute(insert(DeviceRow).values(values))
        found[wish.key] = known[wish.key]
    return found


async def _seats(
    connection: AsyncConnection,
    source: Source,
    was: Booked,
    plan: Plan,
    devices: Mapping[str, str],
) -> None:
    sit = {(one.person, one.role): one.id for one in was.seats if not one.revoked}
    for wish in plan.seats:
        device, there = devices[wish.device], sit.get((wish.person, wish.role))
        if there is not None:
            row = update(SeatRow).where(SeatRow.id == there)
            await connection.execute(row.values(device=device))
            continue
        who = {"person": wish.person, "role": wish.role.value, "hearing": was.line.id}
        identity = source.identifier("seat")
        await connection.execute(insert(SeatRow).values(id=identity, device=device, **who))


def _where(one: Booked, other: Booked) -> tuple[object, ...]:
    """When and where `one` is held, and where those sit in it who sit in `other` too."""
    both = {seat.id for seat in one.seats if not seat.revoked}
    both &= {seat.id for seat in other.seats if not seat.revoked}
    at: dict[str, BookedDevice] = {device.id: device for device in one.devices}
    places = {
        seat.id: (seat.device, at[seat.device].point) for seat in one.seats if seat.id in both
    }
    return one.sittings, {point.id for point in one.points}, places
