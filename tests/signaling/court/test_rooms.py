"""The court on real relays: embedded, and livekit-server; the same rulings hold on both."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from livekit import rtc
from sqlalchemy.ext.asyncio import AsyncEngine

from hearing.commands import CloseHearing, GiveFloor, HoldFloor, RevokeSeat
from hearing.state import Status
from signaling.app.ports import unused
from signaling.court.desired import GALLERY_GRANT, RECORDER, SOURCES, Grant, courtroom
from signaling.court.media_access import MediaAccess
from signaling.court.ports import RelayUnreachable
from signaling.court.rooms import LiveKitRooms
from tests.hearing.cast import ACCUSED, DEFENCE, DOCK, GALLERY_SCREEN, HEARING, OBSERVER
from tests.livekit import LiveKit, running
from tests.signaling.court.party import Party, party, serving
from tests.signaling.court.world import World, court_on, until
from tests.signaling.rtc.server.running import Running, relay

ROOM = courtroom(HEARING)
FULL = Grant(publish=True, sources=SOURCES, hidden=False)
HELD = Grant(publish=True, sources=SOURCES - {"microphone"}, hidden=False)
A_MOMENT = timedelta(seconds=1)  # a relay that tells whole seconds


@pytest.fixture(params=["embedded", pytest.param("livekit", marks=pytest.mark.livekit)])
async def media_and_port(
    request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[tuple[MediaAccess, int]]:
    """A relay that sends its notices to the port beside it."""
    port = unused()
    hooks = (f"http://127.0.0.1:{port}/internal/webhooks/livekit",)
    async with AsyncExitStack() as stack:
        server: Running | LiveKit
        if request.param == "livekit":
            request.getfixturevalue("livekit_binary")
            server = stack.enter_context(running(tmp_path / "livekit", hooks))
        else:
            server = await stack.enter_async_context(relay(webhook_urls=hooks))
        access = MediaAccess(server.url, server.url, server.api_key, server.api_secret)
        yield access, port


async def entered(somebody: Party) -> rtc.Room:
    """The media room that the socket sends a party to, joined by an unmodified client."""
    media = await somebody.hear_a("media")
    room = rtc.Room()
    await room.connect(media["url"], media["token"])
    return room


async def granted(rooms: LiveKitRooms, identity: str) -> Grant | None:
    """What the relay lets somebody do; None if they are not there."""
    seen = await rooms.participants(ROOM)
    return next((one.grant for one in seen if one.identity == identity), None)


async def until_granted(rooms: LiveKitRooms, identity: str, grant: Grant | None) -> None:
    """Wait until the relay lets somebody do exactly this."""
    for _ in range(400):
        if await granted(rooms, identity) == grant:
            return
    pytest.fail(f"{identity} never had {grant}")


async def hold_a_hearing(world: World, server: str, rooms: LiveKitRooms) -> None:
    async with (
        party(server, ACCUSED) as accused,
        party(server, DEFENCE) as defence,
        party(server, OBSERVER) as observer,
    ):
        before = datetime.now(UTC)
        dock, counsel, gallery = [await entered(one) for one in (accused, defence, observer)]
        await world.until_known(lambda state: state.devices[DOCK].present)
        await world.until_known(lambda state: state.devices[GALLERY_SCREEN].present)
        await until_granted(rooms, DOCK, FULL)
        await until_granted(rooms, GALLERY_SCREEN, GALLERY_GRANT)
        assert GALLERY_SCREEN not in dock.remote_participants
        joined = [one.joined_at for one in await rooms.participants(ROOM)]
        assert all(before - A_MOMENT < at < datetime.now(UTC) + A_MOMENT for at in joined)

        await world.do(HoldFloor(device=DOCK))
        await until_granted(rooms, DOCK, HELD)
        await world.do(GiveFloor(device=DOCK))
        await until_granted(rooms, DOCK, FULL)

        await world.do(RevokeSeat(seat=DEFENCE.seat))
        await until(lambda: not counsel.isconnected(), "counsel's removal")
        assert (await defence.closed_with())[0] == 4401

        await dock.disconnect()
        await world.until_known(lambda state: not state.devices[DOCK].present)

        await world.do(CloseHearing())
        await until(lambda: not gallery.isconnected(), "the end of the room")
        for room in (dock, counsel, gallery):
            await room.disconnect()


async def test_a_hearing_is_held_as_the_ledger_says(
    engine: AsyncEngine, media_and_port: tuple[MediaAccess, int]
) -> None:
    access, port = media_and_port
    rooms = LiveKitRooms(access)
    async with court_on(engine, media=access) as world:
        async with serving(world.court, port=port) as server:
            await world.bring_to(Status.IN_SESSION)
            await hold_a_hearing(world, server, rooms)
        assert ROOM not in await rooms.names()
    await rooms.close()


async def test_a_recorder_is_in_the_room_and_nobody_sees_it(
    engine: AsyncEngine, media_and_port: tuple[MediaAccess, int]
) -> None:
    access, port = media_and_port
    async with (
        court_on(engine, media=access) as world,
        serving(world.court, port=port) as server,
    ):
        await world.bring_to(Status.IN_SESSION)
        recorder = rtc.Room()
        await recorder.connect(access.url, access.recorder_token(HEARING))
        async with party(server, ACCUSED) as accused:
            dock = await entered(accused)
            await world.until_known(lambda state: state.devices[DOCK].present)
            await until(lambda: DOCK in recorder.remote_participants, "the accused")
            assert RECORDER not in dock.remote_participants
            assert recorder.isconnected()
            await dock.disconnect()
        await recorder.disconnect()


async def test_what_is_already_so_may_be_asked_again(
    media_and_port: tuple[MediaAccess, int],
) -> None:
    rooms = LiveKitRooms(media_and_port[0])
    await rooms.remove(ROOM, "nobody")
    await rooms.grant(ROOM, "nobody", FULL)
    await rooms.delete(ROOM)
    assert await rooms.participants(ROOM) == ()
    await rooms.create(ROOM)
    await rooms.create(ROOM)
    assert ROOM in await rooms.names()
    assert await rooms.participants(ROOM) == ()
    await rooms.remove(ROOM, "nobody")
    await rooms.grant(ROOM, "nobody", FULL)
    await rooms.delete(ROOM)
    assert ROOM not in await rooms.names()
    await rooms.close()


async def test_a_relay_that_is_not_there_is_unreachable() -> None:
    nowhere = f"ws://127.0.0.1:{unused()}"
    rooms = LiveKitRooms(MediaAccess(nowhere, nowhere, "PTkey", "s" * 32))
    with pytest.raises(RelayUnreachable):
        await rooms.names()
    await rooms.close()


async def test_a_relay_with_other_keys_is_unreachable(
    media_and_port: tuple[MediaAccess, int],
) -> None:
    url = media_and_port[0].url
    rooms = LiveKitRooms(MediaAccess(url, url, "PTother", "s" * 32))
    with pytest.raises(RelayUnreachable):
        await rooms.names()
    await rooms.close()
