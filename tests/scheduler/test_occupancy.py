"""Rulings on double booking, on both databases."""

import asyncio
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError

from hearing.refusal import Refusal
from hearing.roles import Role
from scheduler.conflicts import Conflict
from scheduler.entries import PointKind
from scheduler.hearings import mark_over
from scheduler.occupancy import GUARD
from scheduler.plan import DeviceKind, DeviceWish, Plan, SeatWish
from scheduler.slot import Slot
from scheduler.tables import BookingRow, HearingRow, PointRow
from scheduler.wanted import escort_key
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


async def test_what_collides_is_named_by_what_it_is_wanted_for(world: World) -> None:
    """The courtroom and the presiding judge, both at once."""
    first = await world.book(world.plan())
    with pytest.raises(Conflict) as refused:
        await world.book(world.plan(0.5, 2))
    named = [(one.kind, one.role, one.hearing) for one in refused.value.collisions]
    assert named == [
        ("point", "courtroom", first.line.id),
        ("person", "presiding_judge", first.line.id),
    ]


async def test_a_place_is_kept_free_around_each_sitting(world: World) -> None:
    """Half an hour before, a quarter after: stored in the range, so the database keeps it."""
    room = await world.point("Phòng 3", before=30, after=15)

    def there(start: float, end: float, judge: int) -> Plan:
        plan = world.plan(start, end, judge=judge)
        device = DeviceWish("room", DeviceKind.ROOM, room.id)
        return replace(plan, points=(room.id,), devices=(device,))

    await world.book(there(0, 1, 0))
    for start in (1, 1.5, 1.74):
        with pytest.raises(Conflict):
            await world.book(there(start, start + 1, 1))
    await world.book(there(1.75, 2, 1))
    async with world.engine.begin() as connection:
        spans = await connection.execute(
            select(BookingRow.starts_at, BookingRow.ends_at)
            .where(BookingRow.resource == room.id)
            .order_by(BookingRow.starts_at)
        )
        assert [tuple(row) for row in spans] == [
            (at(-0.5), at(1.25)),
            (at(1.25), at(2.25)),
        ]


async def test_every_sitting_of_a_hearing_is_reserved(world: World) -> None:
    """A day between two sittings is free; the second day is not."""
    days = replace(world.plan(), more=(Slot(at(48), at(49)),))
    booked = await world.book(days)
    assert booked.line.span == Slot(at(0), at(49))
    await world.book(world.plan(24, 25))
    with pytest.raises(Conflict) as refused:
        await world.book(world.plan(48.5, 50))
    assert refused.value.hearings == {booked.line.id}


async def test_sittings_of_one_hearing_do_not_overlap(world: World) -> None:
    """That is a mistake, and no collision."""
    with pytest.raises(Refusal) as refused:
        await world.book(replace(world.plan(), more=(Slot(at(0.5), at(2)),)))
    assert refused.value.code == "time.sittings_overlap"


async def test_a_detention_facility_has_so_many_escorts(world: World) -> None:
    """One team for two hearings at once with an accused there; without one, none is needed."""
    jail = await world.point("Trại 2", PointKind.COMPONENT, capacity=3, escorts=1)

    def with_accused(plan: Plan, person: int, role: Role = Role.ACCUSED) -> Plan:
        return replace(
            plan,
            points=(*plan.points, jail.id),
            devices=(*plan.devices, DeviceWish("jail", DeviceKind.ROOM, jail.id)),
            seats=(*plan.seats, SeatWish(world.judges[person].id, role, "jail")),
        )

    await world.book(with_accused(world.plan(judge=0), 1))
    with pytest.raises(Conflict) as refused:
        await world.book(with_accused(world.elsewhere(world.plan(judge=2)), 3))
    assert [one.role for one in refused.value.collisions] == ["escort"]
    witness = with_accused(world.elsewhere(world.plan(judge=2)), 3, Role.WITNESS)
    await world.book(witness)


async def test_one_register_number_is_one_person_at_every_court(world: World) -> None:
    """Counsel at two courts at once; the other court's hearing is not shown."""
    other = await world.another_court()
    for place, number in ((world, "LS 01/HN"), (other, "ls 01/hn")):
        counsel = await place.person("Luật sư", number)
        plan = place.plan()
        plan = replace(
            plan,
            devices=(*plan.devices, DeviceWish("l", DeviceKind.PERSONAL, None)),
            seats=(*plan.seats, SeatWish(counsel.id, Role.DEFENCE_COUNSEL, "l")),
        )
        if place is world:
            first = await place.book(plan)
            continue
        with pytest.raises(Conflict) as refused:
            await place.book(plan)
        assert refused.value.code == "booking.conflict_elsewhere"
        assert refused.value.facts["id"] == counsel.id
        assert first.line.id not in str(refused.value.members())
        assert refused.value.hearings == {first.line.id}


async def test_the_database_refuses_a_place_that_a_point_does_not_have(world: World) -> None:
    """A third hearing in a facility for two, whatever code asks; nor can it shrink below."""
    booked = await world.book(world.plan())

    def row(resource: str, slot: int, kind: str = "point") -> dict[str, object]:
        return {
            "hearing": booked.line.id,
            "kind": kind,
            "resource": resource,
            "slot": slot,
            "starts_at": at(0),
            "ends_at": at(1),
        }

    impossible = (
        row(world.detention.id, 2),
        row(world.detention.id, -1),
        row(escort_key(world.detention.id), 0, "escort"),
        row(world.judges[1].id, 1, "person"),
        {**row(world.detention.id, 0), "ends_at": at(24 * 10)},
        {**row(world.detention.id, 0), "hearing": None},
    )
    for values in impossible:
        with pytest.raises(IntegrityError):
            async with world.engine.begin() as connection:
                await connection.execute(insert(BookingRow).values(values))
    shrink = update(PointRow).where(PointRow.id == world.detention.id).values(capacity=1)
    async with world.engine.begin() as connection:
        await connection.execute(insert(BookingRow).values(row(world.detention.id, 1)))
    with pytest.raises(IntegrityError, match="points_in_use"):
        async with world.engine.begin() as connection:
            await connection.execute(shrink)
