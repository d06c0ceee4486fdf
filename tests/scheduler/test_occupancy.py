"""Rulings on double booking, on both databases."""

import asyncio
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError

from hearing.refusal import Refusal
from hearing.roles import Role
from scheduler.hearings import mark_over
from scheduler.occupancy import GUARD
from scheduler.plan import DeviceKind, DeviceWish, Plan, SeatWish
from scheduler.tables import BookingRow, HearingRow
from tests.scheduler.test_slot import OVERLAPS
from tests.scheduler.world import SOURCE, World, at, migrated, settle


@pytest.mark.parametrize(("start", "end", "overlaps"), OVERLAPS)
async def test_a_room_holds_one_hearing_at_a_time(
    world: World, start: float, end: float, overlaps: bool
) -> None:
    """Hearings may touch, not overlap; the refusal names what collides."""
    first = await world.book(world.plan())
    plan = world.plan(start, end, judge=1)
    if not overlaps:
        await world.book(plan)
        return
    with pytest.raises(Refusal) as refused:
        await world.book(plan)
    assert refused.value.code == "booking.conflict"
    assert refused.value.facts == {
        "kind": "point",
        "id": world.room.id,
        "hearing": first.line.id,
        "from": at(0).isoformat(),
        "to": at(1).isoformat(),
    }


async def test_a_person_is_in_one_hearing_at_a_time(world: World) -> None:
    """Even in another courtroom."""
    await world.book(world.plan())
    with pytest.raises(Refusal) as refused:
        await world.book(world.elsewhere(world.plan(0.5, 2)))
    assert refused.value.facts["kind"] == "person"
    assert refused.value.facts["id"] == world.judges[0].id
    await world.book(world.elsewhere(world.plan(1, 2)))


async def test_a_refused_booking_leaves_nothing(world: World) -> None:
    """Neither the hearing nor what of it would have been free."""
    await world.book(world.plan())
    with pytest.raises(Refusal):
        await world.book(world.elsewhere(world.plan()))
    await world.book(world.elsewhere(world.plan(judge=1)))
    async with world.engine.begin() as connection:
        assert await connection.scalar(select(func.count()).select_from(HearingRow)) == 2


async def test_a_detention_facility_holds_as_many_hearings_as_it_can(world: World) -> None:
    """Its capacity is two: a third at the same time is refused, a later one is not."""

    def with_detention(plan: Plan) -> Plan:
        return replace(plan, points=(*plan.points, world.detention.id))

    await world.book(with_detention(world.plan(0, 2)))
    await world.book(with_detention(world.elsewhere(world.plan(1, 3, judge=1))))
    third = replace(world.plan(2, 3, judge=2), points=(world.room.id,))
    with pytest.raises(Refusal) as refused:
        await world.book(with_detention(replace(third, slot=world.plan(1.5, 2.5).slot)))
    assert refused.value.facts["id"] in {world.room.id, world.detention.id}
    await world.book(with_detention(third))


async def test_a_hearing_called_off_frees_what_it_occupied(world: World) -> None:
    """At once, for the same time."""
    first = await world.book(world.plan())
    async with world.engine.begin() as connection:
        await mark_over(connection, SOURCE, first.line.id, cancelled=True)
    await world.book(world.plan())


async def test_the_database_itself_refuses_an_overlap(world: World) -> None:
    """Whatever code asks, by insert and by update."""
    booked = await world.book(world.plan())

    def row(start: datetime, end: datetime) -> dict[str, object]:
        return {
            "hearing": booked.line.id,
            "kind": "point",
            "resource": world.room.id,
            "slot": 0,
            "starts_at": start,
            "ends_at": end,
        }

    with pytest.raises(IntegrityError, match=GUARD):
        async with world.engine.begin() as connection:
            await connection.execute(insert(BookingRow).values(row(at(0.5), at(1.5))))
    async with world.engine.begin() as connection:
        await connection.execute(insert(BookingRow).values(row(at(1), at(2))))
    with pytest.raises(IntegrityError, match=GUARD):
        async with world.engine.begin() as connection:
            await connection.execute(
                update(BookingRow)
                .where(BookingRow.starts_at == at(1))
                .values(starts_at=at(0.5))
            )


async def test_of_thirty_who_book_a_room_at_once_one_gets_it(database_url: str) -> None:
    """The others are told which hearing has it."""
    async with migrated(database_url) as engine:
        world = await settle(engine, judges=30)
        outcomes = await asyncio.gather(
            *(world.book(world.plan(judge=judge)) for judge in range(30)),
            return_exceptions=True,
        )
        won = [one for one in outcomes if not isinstance(one, BaseException)]
        lost = [one for one in outcomes if isinstance(one, Refusal)]
        assert (len(won), len(lost)) == (1, 29)
        assert {one.code for one in lost} == {"booking.conflict"}
        assert {one.facts["hearing"] for one in lost} == {won[0].line.id}


async def test_bookings_that_cross_each_other_never_deadlock(database_url: str) -> None:
    """Two judges named in opposite order, many times at once: each is booked or refused."""
    async with migrated(database_url) as engine:
        world = await settle(engine, judges=4)

        def crossed(number: int) -> Plan:
            people = [judge.id for judge in world.judges]
            order = people if number % 2 else people[::-1]
            plan = world.plan() if number % 3 else world.elsewhere(world.plan())
            return replace(
                plan,
                devices=(*plan.devices, DeviceWish("l", DeviceKind.PERSONAL, None)),
                seats=tuple(SeatWish(person, Role.JUDGE, "room") for person in order),
            )

        outcomes = await asyncio.gather(
            *(world.book(crossed(number)) for number in range(12)), return_exceptions=True
        )
        refused = [one for one in outcomes if isinstance(one, BaseException)]
        assert len(refused) == 11
        assert all(isinstance(one, Refusal) for one in refused)
