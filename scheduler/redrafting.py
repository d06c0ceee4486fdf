"""A draft written anew: title, times, places, devices and cast, while nobody is bound by it."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.refusal import Refusal
from hearing.roles import Role
from scheduler import moving
from scheduler.booking import knowledge
from scheduler.hearings import Booked, find
from scheduler.plan import Plan, check
from scheduler.source import Source
from scheduler.tables import (
    DeviceRow,
    HearingRow,
    JoinLinkRow,
    SeatRow,
    SeatSessionRow,
    SeatTransferRow,
)


async def redraft(
    connection: AsyncConnection, source: Source, hearing: str, plan: Plan
) -> Booked:
    """Make the draft `hearing` what `plan` says. Seats that stay keep their ids and links.

    Raises Refusal `hearing.unknown`, `hearing.state` (it is listed), a rule's, or a Conflict.
    """
    booked = await find(connection, hearing)
    if booked.line.booked != "draft":
        raise Refusal("hearing.state", state=booked.line.booked, command="redraft")
    check(plan, await knowledge(connection, plan))
    await connection.execute(
        update(HearingRow)
        .where(HearingRow.id == hearing)
        .values(title=plan.title or booked.line.title, admission=plan.admission)
    )
    await _seats_go(connection, booked, plan)
    devices = await _devices(connection, source, booked, plan)
    await _seats_come(connection, source, booked, plan, devices)
    return await moving.move(connection, hearing, plan)


async def _seats_go(connection: AsyncConnection, booked: Booked, plan: Plan) -> None:
    stay = {(one.person, one.role) for one in plan.seats}
    gone = [
        one.id
        for one in booked.seats
        if one.role is not Role.ROOM_DEVICE and (one.person, one.role) not in stay
    ]
    await _take_away(connection, gone)


async def _take_away(connection: AsyncConnection, seats: Sequence[str]) -> None:
    """Nobody can have sat down yet; what was made for these seats opens nothing."""
    for row in (SeatTransferRow, SeatSessionRow, JoinLinkRow):
        await connection.execute(delete(row).where(row.seat.in_(seats)))
    await connection.execute(delete(SeatRow).where(SeatRow.id.in_(seats)))


async def _devices(
    connection: AsyncConnection, source: Source, booked: Booked, plan: Plan
) -> dict[str, str]:
    """Ids by key, once the plan's are there. Those it no longer has go with the seats."""
    known = {one.key: one.id for one in booked.devices}
    for wish in plan.devices:
        values: dict[str, Any] = {"kind": wish.kind.value, "point": wish.point}
        if wish.key in known:
            row = update(DeviceRow).where(DeviceRow.id == known[wish.key])
            await connection.execute(row.values(values))
        else:
            known[wish.key] = source.identifier("dev")
            values |= {"id": known[wish.key], "hearing": booked.line.id, "key": wish.key}
            await connection.execute(insert(DeviceRow).values(values))
    return known


async def _seats_come(
    connection: AsyncConnection,
    source: Source,
    booked: Booked,
    plan: Plan,
    devices: dict[str, str],
) -> None:
    known = {(one.person, one.role): one.id for one in booked.seats}
    for wish in plan.seats:
        at = {"device": devices[wish.device]}
        there = known.get((wish.person, wish.role))
        if there is not None:
            await connection.execute(update(SeatRow).where(SeatRow.id == there).values(at))
            continue
        who = {"person": wish.person, "role": wish.role.value, "hearing": booked.line.id}
        await connection.execute(
            insert(SeatRow).values({**at, **who, "id": source.identifier("seat")})
        )
    await _devices_go(connection, booked, {one.key for one in plan.devices})


async def _devices_go(
    connection: AsyncConnection, booked: Booked, keys: Collection[str]
) -> None:
    gone = [one.id for one in booked.devices if one.key not in keys]
    # A point's own screen has its seat by its link, not by the plan.
    screens = await connection.scalars(select(SeatRow.id).where(SeatRow.device.in_(gone)))
    await _take_away(connection, list(screens))
    await connection.execute(delete(DeviceRow).where(DeviceRow.id.in_(gone)))
