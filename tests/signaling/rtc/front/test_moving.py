"""Rulings with real clients and real kills: a room whose worker dies goes on at another."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from livekit import api

from tests.signaling.rtc.front.sharded import Sharded, sharded
from tests.signaling.rtc.server.running import ACCUSED, JUDGE, LiveDevice, until

LONG = 60.0


@pytest.fixture
async def relay(tmp_path: Path) -> AsyncIterator[Sharded]:
    async with sharded(tmp_path) as relay:
        yield relay


Joined = Callable[..., Awaitable[LiveDevice]]


@pytest.fixture
async def join(relay: Sharded) -> AsyncIterator[Joined]:
    """Devices that publish sound in a room."""
    present: list[LiveDevice] = []

    async def join(room: str, who: tuple[str, int, tuple[int, int, int]]) -> LiveDevice:
        device = LiveDevice(*who)
        present.append(device)
        await device.join(relay.court.url, relay.court.token(device.identity, room))
        await device.speak()
        return device

    yield join
    for device in present:
        await device.leave()


async def test_a_room_moves_when_its_worker_is_killed_and_others_notice_nothing(
    relay: Sharded, join: Joined
) -> None:
    judge, accused = await join("one", JUDGE), await join("one", ACCUSED)
    calm, party = await join("two", JUDGE), await join("two", ACCUSED)
    await until(lambda: judge.hears(accused) and accused.hears(judge), "room one", LONG)
    await until(lambda: calm.hears(party), "room two", LONG)
    first, second = await relay.of("one"), await relay.of("two")
    assert {first.worker, second.worker} == {1, 2}
    assert first.udp_port != second.udp_port
    sid = await party.room.sid
    calm.room.on("reconnecting", lambda: pytest.fail("room two was disturbed"))

    await relay.end(first)
    began = time.monotonic()
    judge.forget(accused)
    accused.forget(judge)
    await until(lambda: judge.hears(accused) and accused.hears(judge), "room one again", LONG)
    print(f"heard again after {time.monotonic() - began:.2f} s")
    assert (await relay.of("one")).worker == second.worker
    assert not judge.ended
    assert not accused.ended
    calm.forget(party)
    await until(lambda: calm.hears(party), "room two goes on", LONG)
    assert await party.room.sid == sid

    (back,) = [one for one in await relay.all_there() if one.worker == first.worker]
    assert back.pid != first.pid
    assert back.udp_port == first.udp_port
    await join("three", ("dev_new", 660, (0, 0, 0)))
    assert (await relay.of("three")).worker == first.worker


async def test_every_workers_rooms_are_one_api(relay: Sharded, join: Joined) -> None:
    async with relay.court.administration() as administration:
        room = administration.room
        for name in ("one", "two", "three"):
            made = await room.create_room(api.CreateRoomRequest(name=name))
            assert made.name == name
        assert len((await relay.of("one")).rooms) in (1, 2)
        listed = await room.list_rooms(api.ListRoomsRequest())
        assert sorted(one.name for one in listed.rooms) == ["one", "three", "two"]
        named = await room.list_rooms(api.ListRoomsRequest(names=["two"]))
        assert [one.name for one in named.rooms] == ["two"]
        for name in ("one", "two"):
            await join(name, (f"dev_{name}", 440, (0, 0, 0)))
        for name in ("one", "two"):
            asked = api.ListParticipantsRequest(room=name)
            present = (await room.list_participants(asked)).participants
            assert [one.identity for one in present] == [f"dev_{name}"]
        with pytest.raises(api.TwirpError, match="not_found"):
            await room.delete_room(api.DeleteRoomRequest(room="nowhere"))
        await room.delete_room(api.DeleteRoomRequest(room="two"))
        rooms = await room.list_rooms(api.ListRoomsRequest())
        assert sorted(one.name for one in rooms.rooms) == ["one", "three"]


async def test_a_front_that_dies_finds_every_room_where_it_was(
    relay: Sharded, join: Joined
) -> None:
    """Media goes on meanwhile; this client joins anew once its resume was refused."""
    judge, accused = await join("one", JUDGE), await join("one", ACCUSED)
    await until(lambda: judge.hears(accused), "room one", LONG)
    before = await relay.of("one")
    await relay.end_front()
    judge.forget(accused)
    await until(lambda: judge.hears(accused) and accused.hears(judge), "it goes on", LONG)
    assert await relay.of("one") == before
    assert not judge.ended
    assert not accused.ended
