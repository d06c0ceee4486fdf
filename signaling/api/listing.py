"""What the listing desk does to times: move, split, adjourn, succeed; in one transaction."""

from collections.abc import Awaitable, Callable

from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.actors import StaffActor
from hearing.commands import Adjourn, Command, NameSuccessor
from hearing.ids import HearingId
from hearing.refusal import Refusal
from hearing.state import HearingState, Status
from scheduler import booking, moving, recasting, redrafting
from scheduler import hearings as bookings
from scheduler.busy import Busy, busy
from scheduler.hearings import Booked, Listed
from scheduler.moving import Wish
from scheduler.plan import Plan
from scheduler.policy import vietnam
from scheduler.slot import Slot
from signaling.api import desk, planned
from signaling.api.marks import must_be
from signaling.api.wiring import Wiring

Wished = Callable[[Booked], Wish]
"""When and where instead, from how a hearing is booked once nobody else can change it."""


async def move(
    wiring: Wiring,
    hearing: str,
    wish: Wished,
    *,
    reason: str,
    by: StaffActor,
    expected: str | None = None,
) -> None:
    """Move a draft or a listed hearing as `wish` has it; what it occupies moves with it.

    expected: the mark of the hearing as the asker saw it. Raises Refusal `hearing.unknown`,
    `hearing.state`, `request.changed`, `booking.frozen`, a Conflict, or that of a rule.
    """
    await _at_hand(wiring, hearing)
    plan = _plan(hearing, wish)

    async def attempt(connection: AsyncConnection) -> bool:
        await moving.lock(connection, hearing)
        await must_be(connection, hearing, expected)
        line = await _movable(connection, wiring, hearing)
        moved = await moving.move(connection, hearing, await plan(connection))
        if line.booked == "draft":
            return False
        await wiring.court.execute(
            HearingId(hearing),
            planned.reschedule(moved, reason),
            by=by,
            command_id=wiring.source().identifier("cmd"),
            connection=connection,
        )
        return True

    if await desk.freeing(wiring, plan, attempt, but=hearing):
        await wiring.court.published(HearingId(hearing))


def _plan(hearing: str, wish: Wished) -> Callable[[AsyncConnection], Awaitable[Plan]]:
    """The plan of the hearing as `wish` has it, read anew each time it is asked for."""

    async def plan(connection: AsyncConnection) -> Plan:
        booked = await bookings.find(connection, hearing)
        return moving.plan_of(booked, wish(booked))

    return plan


async def _movable(connection: AsyncConnection, wiring: Wiring, hearing: str) -> Listed:
    """The hearing, if the listing desk may still move it.

    Raises Refusal `hearing.state`, `booking.frozen`.
    """
    line = await bookings.line(connection, hearing)
    if line.booked == "cancelled":
        raise Refusal("hearing.state", state=line.booked, command="reschedule")
    moving.must_not_be_frozen(vietnam(), line, wiring.source().now)
    return line


async def redraft(
    wiring: Wiring,
    hearing: str,
    asked: Callable[[Listed], Plan],
    *,
    reason: str,
    by: StaffActor,
    expected: str | None = None,
) -> None:
    """Write a draft anew, or change a listed hearing, whose ledger then says why. asked: its
    plan, from what it is now.

    Raises Refusal `hearing.unknown`, `hearing.state`, `hearing.listed`, `request.changed`,
    `booking.frozen`, a Conflict, a rule's.
    """
    await _at_hand(wiring, hearing)

    async def plan(connection: AsyncConnection) -> Plan:
        return asked(await bookings.line(connection, hearing))

    async def attempt(connection: AsyncConnection) -> bool:
        await moving.lock(connection, hearing)
        await must_be(connection, hearing, expected)
        line, wanted = await _movable(connection, wiring, hearing), await plan(connection)
        if line.booked == "draft":
            await redrafting.redraft(connection, wiring.source(), hearing, wanted)
            return False
        done = await recasting.recast(connection, wiring.source(), hearing, wanted)
        orders: list[Command] = [planned.replan(done.now, done.leaving, reason)]
        orders += [planned.reschedule(done.now, reason)] if done.moved else []
        for order in orders:
            await wiring.court.execute(
                HearingId(hearing),
                order,
                by=by,
                command_id=wiring.source().identifier("cmd"),
                connection=connection,
            )
        return True

    if await desk.freeing(wiring, plan, attempt, but=hearing):
        await wiring.court.published(HearingId(hearing))


async def try_move(wiring: Wiring, hearing: str, wish: Wished) -> None:
    """Move as `move` would, and take it back. Raises what `move` would raise."""
    await _at_hand(wiring, hearing)
    plan = _plan(hearing, wish)

    async def attempt(connection: AsyncConnection) -> None:
        await moving.lock(connection, hearing)
        await _movable(connection, wiring, hearing)
        tried = await connection.begin_nested()
        await moving.move(connection, hearing, await plan(connection))
        await tried.rollback()

    await desk.freeing(wiring, plan, attempt, but=hearing)


async def in_the_way(wiring: Wiring, hearing: str, span: Slot) -> list[Busy]:
    """What others have at some moment of `span` that the hearing wants, and their courtrooms.

    Raises Refusal `hearing.unknown`, `time.too_long`.
    """
    plan = _plan(hearing, lambda booked: Wish(booked.sittings))
    async with wiring.reading() as connection:
        return await busy(connection, await plan(connection), hearing, span)


async def split(
    wiring: Wiring,
    hearing: str,
    *,
    number: int,
    span: Slot,
    reason: str,
    by: StaffActor,
    expected: str | None = None,
) -> None:
    """End sitting `number` at `span.start` and go on with its rest at `span.end`; as `move`."""

    def wish(booked: Booked) -> Wish:
        return moving.split(booked.sittings, number, span.start, span.end)

    await move(wiring, hearing, wish, reason=reason, by=by, expected=expected)


async def adjourn(
    wiring: Wiring,
    hearing: str,
    wish: Wish | None,
    *,
    reason: str,
    by: StaffActor,
    expected: str | None = None,
) -> str | None:
    """Adjourn; with a `wish`, book what follows in the same breath. The successor's id.

    Raises Refusal as `move`; then nothing is adjourned.
    """
    await _at_hand(wiring, hearing)
    plan = None if wish is None else _plan(hearing, lambda _: wish)
    source = wiring.source()

    async def attempt(connection: AsyncConnection) -> str | None:
        await moving.lock(connection, hearing)
        await must_be(connection, hearing, expected)
        line = await bookings.line(connection, hearing)
        moving.must_not_be_frozen(vietnam(), line, source.now)
        order = Adjourn(reason=reason)
        await wiring.court.execute(
            HearingId(hearing),
            order,
            by=by,
            command_id=source.identifier("cmd"),
            connection=connection,
        )
        await desk.over(connection, source, line, order)
        if plan is None:
            return None
        follows = (await booking.book(connection, source, await plan(connection))).line.id
        await _succeed(connection, wiring, hearing, follows, by)
        return follows

    if plan is None:
        async with wiring.begin() as connection:
            follows = await attempt(connection)
    else:
        follows = await desk.freeing(wiring, plan, attempt, but=hearing)
    await wiring.court.published(HearingId(hearing))
    return follows


async def succeed(wiring: Wiring, hearing: str, wish: Wish, by: StaffActor) -> str:
    """Book the hearing that follows one adjourned in the courtroom; its id.

    Raises Refusal `hearing.state`, `hearing.succeeded`, a Conflict, or a rule's.
    """
    state = await _at_hand(wiring, hearing)
    if state.status is not Status.ADJOURNED:
        raise Refusal("hearing.state", state=state.status, command="name_successor")
    plan = _plan(hearing, lambda _: wish)

    async def attempt(connection: AsyncConnection) -> str:
        await moving.lock(connection, hearing)
        await bookings.mark_over(connection, wiring.source(), hearing, cancelled=False)
        wanted = await plan(connection)
        follows = (await booking.book(connection, wiring.source(), wanted)).line.id
        await _succeed(connection, wiring, hearing, follows, by)
        return follows

    follows = await desk.freeing(wiring, plan, attempt, but=hearing)
    await wiring.court.published(HearingId(hearing))
    return follows


async def _succeed(
    connection: AsyncConnection, wiring: Wiring, hearing: str, follows: str, by: StaffActor
) -> None:
    await moving.succeed(connection, follows, hearing)
    await wiring.court.execute(
        HearingId(hearing),
        NameSuccessor(successor=HearingId(follows)),
        by=by,
        command_id=wiring.source().identifier("cmd"),
        connection=connection,
    )


async def _at_hand(wiring: Wiring, hearing: str) -> HearingState:
    """The hearing's state, read before a transaction of ours is open (see desk).

    Raises Refusal `hearing.unknown`.
    """
    async with wiring.reading() as connection:
        await bookings.line(connection, hearing)
    return await wiring.court.state(HearingId(hearing))
