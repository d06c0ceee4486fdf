"""The LiveKit server that tests run against does answer."""

import aiohttp
import pytest
from livekit.api import CreateRoomRequest, ListRoomsRequest, LiveKitAPI

from tests.livekit import LiveKit


@pytest.mark.livekit
async def test_the_server_makes_a_room_for_whoever_holds_its_key(livekit: LiveKit) -> None:
    """Admin calls go through with the keys it was started with."""
    http = livekit.url.replace("ws", "http", 1)
    async with LiveKitAPI(http, livekit.api_key, livekit.api_secret) as api:
        await api.room.create_room(CreateRoomRequest(name="hrg_1.courtroom"))
        rooms = await api.room.list_rooms(ListRoomsRequest())
    assert [room.name for room in rooms.rooms] == ["hrg_1.courtroom"]
    async with aiohttp.ClientSession() as session, session.get(http) as answer:
        assert answer.status == 200
