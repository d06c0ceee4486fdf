"""The court and a relay that only remembers: it comes to have what the ledger says."""

from collections.abc import Mapping

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from hearing.commands import CloseHearing, GiveFloor, HoldFloor, RevokeSeat
from hearing.ids import HearingId
from hearing.state import Status
from signaling.court.desired import RECORDER, SOURCES, Grant, courtroom
from tests.hearing.cast import ACCUSED, BENCH, DOCK, GALLERY_SCREEN, HEARING
from tests.signaling.court.world import Relay, World, court_on, until

FULL = Grant(publish=True, sources=SOURCES, hidden=False)
ROOM = courtroom(HEARING)


def in_room(world: World) -> Mapping[str, Grant]:
    return world.relay.rooms.get(ROOM, {})


async def test_an_opened_hearing_has_its_courtroom(world: World) -> None:
    await world.bring_to(Status.OPEN)
    await until(lambda: ROOM in world.relay.rooms, "the room")


async def test_a_hold_reaches_the_relay_and_is_lifted_there(world: World) -> None:
    await world.bring_to(Status.IN_SESSION)
    world.relay.join(DOCK, FULL)
    await world.do(HoldFloor(device=DOCK))
    await until(lambda: "microphone" not in in_room(world)[DOCK].sources, "the hold")
    await world.do(GiveFloor(device=DOCK))
    await until(lambda: in_room(world)[DOCK] == FULL, "the floor")


async def test_strangers_and_revoked_people_are_put_out_and_the_recorder_stays(
    world: World,
) -> None:
    await world.bring_to(Status.IN_SESSION)
    for name in ("stranger", DOCK, BENCH, RECORDER):
        world.relay.join(name, FULL)
    await world.do(RevokeSeat(seat=ACCUSED.seat))
    await until(lambda: set(in_room(world)) == {BENCH, RECORDER}, "their removal")


async def test_the_gallery_is_made_to_only_watch(world: World) -> None:
    await world.bring_to(Status.OPEN)
    world.relay.join(GALLERY_SCREEN, FULL)
    world.court.wake(HEARING)
    await until(lambda: in_room(world)[GALLERY_SCREEN].hidden, "the gallery's grant")


async def test_arrivals_and_departures_come_into_the_ledger(world: World) -> None:
    await world.bring_to(Status.OPEN)
    world.relay.join(DOCK, FULL)
    world.court.wake(HEARING)
    await world.until_known(lambda state: state.devices[DOCK].present)
    world.relay.leave(DOCK)
    world.court.wake(HEARING)
    await world.until_known(lambda state: not state.devices[DOCK].present)
    events = [entry.event.type for entry in await world.court.entries(HEARING)]
    assert events[-2:] == ["device_arrived", "device_left"]


async def test_the_room_ends_with_the_hearing(world: World) -> None:
    await world.bring_to(Status.IN_SESSION)
    await until(lambda: ROOM in world.relay.rooms, "the room")
    await world.do(CloseHearing())
    await until(lambda: ROOM not in world.relay.rooms, "its end")


async def test_a_relay_that_was_down_is_brought_up_to_date(world: World) -> None:
    world.relay.down = True
    await world.bring_to(Status.IN_SESSION)
    await world.do(HoldFloor(device=DOCK))
    assert world.relay.did == []
    world.relay.join(DOCK, FULL)
    world.relay.down = False
    await until(lambda: "microphone" not in in_room(world)[DOCK].sources, "the hold")


async def test_a_relay_that_lost_its_rooms_gets_them_again(world: World) -> None:
    await world.bring_to(Status.IN_SESSION)
    await until(lambda: ROOM in world.relay.rooms, "the room")
    world.relay.rooms.clear()
    await until(lambda: ROOM in world.relay.rooms, "the room again")


async def test_after_a_restart_the_court_goes_on_where_the_ledger_is(
    engine: AsyncEngine,
) -> None:
    async with court_on(engine) as before:
        await before.bring_to(Status.IN_SESSION)
        await before.do(HoldFloor(device=DOCK))
    relay = Relay()
    relay.join(DOCK, FULL)
    async with court_on(engine, relay=relay) as after:
        await until(lambda: "microphone" not in in_room(after)[DOCK].sources, "the hold")
        await after.until_known(lambda state: state.devices[DOCK].present)


async def test_a_courtroom_left_over_from_an_ended_hearing_is_ended(
    engine: AsyncEngine,
) -> None:
    async with court_on(engine) as before:
        before.relay.down = True
        await before.bring_to(Status.CLOSED)
    relay = Relay()
    relay.join("somebody", FULL)
    relay.rooms["not-ours"] = {}
    async with court_on(engine, relay=relay):
        await until(lambda: ROOM not in relay.rooms, "its end")
        assert "not-ours" in relay.rooms


async def test_two_hearings_at_once_are_kept_apart(world: World) -> None:
    other = HearingId("hrg_0000000000000002")
    await world.bring_to(Status.IN_SESSION)
    await world.bring_to(Status.IN_SESSION, other)
    world.relay.join(DOCK, FULL)
    world.relay.join(DOCK, FULL, other)
    await world.do(HoldFloor(device=DOCK), other)
    theirs = world.relay.rooms[courtroom(other)]
    await until(lambda: "microphone" not in theirs[DOCK].sources, "the hold")
    await world.until_known(lambda state: state.devices[DOCK].present)
    assert in_room(world)[DOCK] == FULL


@pytest.mark.parametrize("trouble", ["participants", "grant"])
async def test_one_call_that_fails_is_tried_again(
    world: World, trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.bring_to(Status.IN_SESSION)
    world.relay.join(DOCK, FULL)
    working = getattr(world.relay, trouble)
    failures: list[object] = []

    async def failing(*arguments: object) -> object:
        if len(failures) < 2:
            failures.append(arguments)
            raise RuntimeError("an answer nobody expected")
        return await working(*arguments)

    monkeypatch.setattr(world.relay, trouble, failing)
    await world.do(HoldFloor(device=DOCK))
    await until(lambda: "microphone" not in in_room(world)[DOCK].sources, "the hold")
    assert len(failures) == 2
