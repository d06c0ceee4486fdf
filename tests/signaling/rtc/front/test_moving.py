"""Rulings with real clients and real kills: a room whose worker dies goes on at another."""

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

import pytest
from livekit import api
from livekit.protocol.models import DisconnectReason

from signaling.rtc.client.room import Room
from signaling.rtc.client.tracks import Stream
from tests.signaling.rtc.front.sharded import Shard, Sharded, sharded
from tests.signaling.rtc.server.running import ACCUSED, JUDGE, LiveDevice, until

LONG = 60.0
Who = tuple[str, int, tuple[int, int, int]]
Joined = Callable[[str, Who], Awaitable[LiveDevice]]


@pytest.fixture(scope="module")
def relay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sharded]:
    """One for all rulings of this file: each has rooms of its own."""
    with sharded(tmp_path_factory.mktemp("relay")) as relay:
        yield relay


@pytest.fixture
async def join(relay: Sharded) -> AsyncIterator[Joined]:
    """Devices that publish sound in a room; all workers are there before."""
    present: list[LiveDevice] = []
    await relay.all_there()

    async def join(room: str, who: Who) -> LiveDevice:
        device = LiveDevice(*who)
        present.append(device)
        await device.join(relay.court.url, relay.court.token(device.identity, room))
        await device.speak()
        return device

    yield join
    for device in present:
        await device.leave()


class Taken:
    """A recorder's listener that counts."""

    def __init__(self) -> None:
        self.stays, self.losses, self.packets = 0, list[str](), 0

    def joined(self) -> None:
        self.stays += 1
        self.packets = 0

    def lost(self, reason: str, at: float) -> None:
        assert at
        self.losses.append(reason)

    def stream(self, stream: Stream) -> None:
        """Which it is does not matter here."""

    def rtp(self, ssrc: int, at: float, packet: bytes) -> None:
        assert ssrc
        assert at
        self.packets += bool(packet)

    def rtcp(self, ssrc: int, at: float, packet: bytes) -> None:
        """Not counted."""


async def pair(room: str, join: Joined) -> tuple[LiveDevice, LiveDevice]:
    """Two who hear each other."""
    judge, accused = await join(room, JUDGE), await join(room, ACCUSED)
    await hear_each_other(judge, accused)
    return judge, accused


async def hear_each_other(judge: LiveDevice, accused: LiveDevice) -> None:
    """Wait for it, from now on."""
    judge.forget(accused)
    accused.forget(judge)
    await until(lambda: judge.hears(accused) and accused.hears(judge), "both heard", LONG)
    assert not judge.ended
    assert not accused.ended


async def back(relay: Sharded, gone: Shard) -> Shard:
    """The one that stands in the place of `gone`, at the same port."""
    (one,) = [one for one in await relay.all_there() if one.worker == gone.worker]
    assert one.pid != gone.pid
    assert one.udp_port == gone.udp_port
    return one


async def test_a_room_moves_when_its_worker_is_killed_and_others_notice_nothing(
    relay: Sharded, join: Joined
) -> None:
    judge, accused = await pair("one", join)
    calm, party = await pair("two", join)
    taken = Taken()
    token = relay.court.token("recorder", "one", hidden=True, recorder=True)
    recording = asyncio.create_task(Room(relay.court.url, token, taken).run())
    await until(lambda: taken.packets > 50, "the recorder takes both", LONG)
    first, second = await relay.of("one"), await relay.of("two")
    assert {first.worker, second.worker} == {1, 2}
    assert first.udp_port != second.udp_port
    sid = await party.room.sid
    calm.room.on("reconnecting", lambda: pytest.fail("room two was disturbed"))

    with relay.without_restarts():
        first.end()
        await hear_each_other(judge, accused)
        await until(lambda: taken.stays > 1 and taken.packets > 50, "the recorder again", LONG)
        assert (await relay.of("one")).worker == second.worker
    calm.forget(party)
    await until(lambda: calm.hears(party), "room two goes on", LONG)
    assert await party.room.sid == sid
    recording.cancel()
    await asyncio.gather(recording, return_exceptions=True)

    anew = await back(relay, first)
    await join("three", ("dev_new", 660, (0, 0, 0)))
    assert (await relay.of("three")).worker == anew.worker


async def test_webhooks_tell_the_end_of_what_a_dead_worker_had(
    relay: Sharded, join: Joined
) -> None:
    """Whoever joined has left and what began has ended, before anything is told of the room
    in its new place."""
    judge, accused = await pair("told", join)
    before = [("room_started", ""), ("participant_joined", JUDGE[0])]
    await until(lambda: relay.events("told")[:2] == before, "its beginning", LONG)
    await until(lambda: len(relay.events("told")) == 5, "both and their tracks", LONG)
    (await relay.of("told")).end()
    await hear_each_other(judge, accused)
    await until(lambda: len(relay.events("told")) >= 15, "all of it again", LONG)
    told = [one for one in relay.told if one.room.name == "told"]
    old, new = told[:10], told[10:]
    assert {one.room.sid for one in old}.isdisjoint({one.room.sid for one in new})
    assert sorted(relay.events("told")[5:9]) == [
        ("participant_left", ACCUSED[0]),
        ("participant_left", JUDGE[0]),
        ("track_unpublished", ACCUSED[0]),
        ("track_unpublished", JUDGE[0]),
    ]
    left = [one for one in old if one.event == "participant_left"]
    assert {one.participant.disconnect_reason for one in left} == {
        DisconnectReason.SERVER_SHUTDOWN
    }
    assert old[-1].event == "room_finished"
    assert new[0].event == "room_started"
    assert len({one.id for one in told}) == len(told)


async def test_a_worker_that_hangs_is_replaced(relay: Sharded, join: Joined) -> None:
    judge, accused = await pair("stuck", join)
    hanging = await relay.of("stuck")
    hanging.end(signal.SIGSTOP)
    async with asyncio.timeout(LONG):
        while (await relay.of("stuck")).pid == hanging.pid:
            await asyncio.sleep(0.1)
    await hear_each_other(judge, accused)
    await back(relay, hanging)


async def test_a_worker_that_is_stopped_leads_nobody_back_to_itself(
    relay: Sharded, join: Joined
) -> None:
    judge, accused = await pair("stopped", join)
    stopping = await relay.of("stopped")
    stopping.end(signal.SIGTERM)
    await hear_each_other(judge, accused)
    assert (await relay.of("stopped")).pid != stopping.pid
    await back(relay, stopping)


async def test_a_front_that_dies_finds_every_room_where_it_was(
    relay: Sharded, join: Joined
) -> None:
    """Media goes on meanwhile; this client joins anew once its resume was refused."""
    judge, accused = await pair("kept", join)
    before = await relay.of("kept")
    await relay.end_front()
    await hear_each_other(judge, accused)
    after = await relay.of("kept")
    assert (after.worker, after.pid) == (before.worker, before.pid)


async def test_the_rooms_of_all_workers_are_one_api(relay: Sharded, join: Joined) -> None:
    names, places = list[str](), set[int]()
    async with relay.court.administration() as administration:
        room = administration.room
        while len(places) < 2:  # the last of them is alone at its worker
            names.append(f"api-{len(names):02}")
            made = await room.create_room(api.CreateRoomRequest(name=names[-1]))
            assert made.name == names[-1]
            places.add((await relay.of(made.name)).worker)
        first, last = names[0], names[-1]
        listed = (await room.list_rooms(api.ListRoomsRequest())).rooms
        assert sorted(one.name for one in listed if one.name.startswith("api")) == names
        named = await room.list_rooms(api.ListRoomsRequest(names=[last]))
        assert [one.name for one in named.rooms] == [last]
        for name in (first, last):
            await join(name, (f"dev_{name}", 440, (0, 0, 0)))
            asked = api.ListParticipantsRequest(room=name)
            present = (await room.list_participants(asked)).participants
            assert [one.identity for one in present] == [f"dev_{name}"]
        with pytest.raises(api.TwirpError, match="not_found"):
            await room.delete_room(api.DeleteRoomRequest(room="nowhere"))
        await room.delete_room(api.DeleteRoomRequest(room=last))
        left = (await room.list_rooms(api.ListRoomsRequest(names=names))).rooms
        assert sorted(one.name for one in left) == names[:-1]
