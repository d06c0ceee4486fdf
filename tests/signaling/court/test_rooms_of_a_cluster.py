"""A room outlives the node that carried it, also when nobody comes back to it."""

from contextlib import suppress
from pathlib import Path

import pytest

from hearing.ids import HearingId
from signaling.court.desired import courtroom
from signaling.court.media_access import MediaAccess
from signaling.court.ports import RelayUnreachable
from signaling.court.rooms import LiveKitRooms
from tests.livekit_cluster import cluster

ROOM = courtroom(HearingId("hrg_1"))
ROUNDS = 20
"""Of one to three seconds each; a dead node is known after five."""


@pytest.mark.livekit
@pytest.mark.usefixtures("livekit_binary")
async def test_a_room_whose_node_died_is_asked_about_at_another(
    tmp_path: Path,
) -> None:
    with cluster(tmp_path) as two:
        rooms = LiveKitRooms(MediaAccess(two.url, two.url, two.api_key, two.api_secret))
        await rooms.create(ROOM)
        assert await rooms.participants(ROOM) == ()
        before = two.host_of(ROOM)
        before.kill()
        with pytest.raises(RelayUnreachable):
            await rooms.participants(ROOM)
        for _ in range(ROUNDS):
            with suppress(RelayUnreachable):
                assert await rooms.participants(ROOM) == ()
                break
        assert two.host_of(ROOM) is not before
        assert await rooms.names() == {ROOM}
        await rooms.delete(ROOM)
        assert await rooms.names() == frozenset()
        await rooms.close()
