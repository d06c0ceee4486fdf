"""The LiveKit cluster that tests run against is one, with the files of deploy/livekit."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from livekit.api import CreateRoomRequest, ListRoomsRequest, LiveKitAPI

from tests import engines
from tests.livekit_cluster import Cluster, cluster
from tests.waiting import until

ROOM = "hrg_1.courtroom"


@pytest.fixture
def running(livekit_binary: Path, tmp_path: Path) -> Iterator[Cluster]:
    assert livekit_binary.exists()
    with cluster(tmp_path) as two:
        yield two


async def _rooms(two: Cluster, url: str) -> list[str]:
    async with LiveKitAPI(url.replace("ws", "http", 1), two.api_key, two.api_secret) as api:
        return [room.name for room in (await api.room.list_rooms(ListRoomsRequest())).rooms]


def _answers(url: str) -> bool:
    """A node that has just come back may be left out for its two seconds yet."""
    return httpx.get(url.replace("ws", "http", 1), timeout=10).is_success


@pytest.mark.livekit
async def test_every_node_and_the_door_know_every_room(running: Cluster) -> None:
    async with LiveKitAPI(
        running.url.replace("ws", "http", 1), running.api_key, running.api_secret
    ) as api:
        await api.room.create_room(CreateRoomRequest(name=ROOM))
    doors = [running.url, *(f"ws://127.0.0.1:{node.port}" for node in running.nodes)]
    assert [await _rooms(running, url) for url in doors] == [[ROOM]] * 3
    assert running.host_of(ROOM) in running.nodes
    with pytest.raises(LookupError):
        running.host_of("hrg_2.courtroom")


@pytest.mark.livekit
async def test_the_door_leads_past_a_dead_node_and_back_to_it(running: Cluster) -> None:
    first, second = running.nodes
    first.kill()
    for _ in range(4):
        assert await _rooms(running, running.url) == []
    first.start()
    assert first.name in running.redis.ask("HKEYS", "nodes").split()
    second.kill()
    await until(lambda: _answers(running.url))


def test_an_engine_is_used_for_as_long_as_it_is_chosen() -> None:
    before = engines.chosen()
    with engines.using(engines.LIVEKIT):
        assert engines.chosen() == engines.LIVEKIT
    assert engines.chosen() == before


def test_what_is_set_already_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIVEKIT_URL", "ws://elsewhere.example")
    with engines.using(engines.LIVEKIT), engines.beside(tmp_path) as nothing:
        assert (nothing.env, nothing.cluster) == ({}, None)
