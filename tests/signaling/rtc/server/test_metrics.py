"""Rulings on metrics: what they say, who may read them, and how several workers' become one."""

import re
from pathlib import Path

import httpx
import pytest
from livekit import api
from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families
from websockets import InvalidStatus
from websockets.asyncio.client import connect

from signaling.app.ports import unused
from signaling.rtc.server.metrics import RelayCollector, merged, registry
from tests.signaling.rtc.server.fakes import CAMERA, MICROPHONE, House
from tests.signaling.rtc.server.running import Running, relay

DOCUMENTED = Path(__file__).parents[4] / "docs" / "metrics.md"
Samples = dict[tuple[str, tuple[str, ...]], float]


def text_of(house: House) -> str:
    collector = RelayCollector(
        house.rooms,
        webhooks=lambda: {"delivered": 3},
        waiting=lambda: 2,
        datagrams=lambda: {"unsent": 1},
    )
    return generate_latest(registry(collector)).decode()


def samples(text: str) -> Samples:
    return {
        (
            sample.name.removeprefix("phientoa_relay_"),
            tuple(sample.labels.values()),
        ): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def test_metrics_say_what_is_there() -> None:
    house = House()
    judge, clerk = house.enters("dev_judge"), house.enters("dev_clerk")
    judge.publish("a", CAMERA)
    judge.publish("b", MICROPHONE)
    house.rooms.counts["joined"] = 2
    found = samples(text_of(house))
    assert found["rooms", ()] == 1
    assert found["participants", ()] == 2
    assert found["tracks", ("audio",)] == found["tracks", ("video",)] == 1
    assert found["subscriptions", ()] == 2
    assert found["connection_quality", ("excellent",)] == 2
    assert found["sessions_total", ("joined",)] == 2
    assert found["webhooks_total", ("delivered",)] == 3
    assert found["webhooks_waiting", ()] == 2
    assert found["datagrams_total", ("unsent",)] == 1
    assert found["media_packets_total", ("received",)] == 4
    clerk.session.room.remove(clerk.session.who, 0)  # type: ignore[arg-type]
    house.later(0.25)
    assert samples(text_of(house))["media_packets_total", ("received",)] == 4


def test_every_metric_is_documented_and_no_other() -> None:
    found = re.findall(r"`(phientoa_relay_\w+)`", DOCUMENTED.read_text())
    names = {name for name in found if "_workers" not in name}  # those are the front's
    families = text_string_to_metric_families(text_of(House()))
    given = {
        family.name + ("_total" if family.type == "counter" else "")
        for family in families
        if family.name.startswith("phientoa")
    }
    assert given == names


def test_several_workers_become_one() -> None:
    house = House()
    text = merged({"0": text_of(house), "1": text_of(house)})
    assert samples(text)["rooms", ("0",)] == samples(text)["rooms", ("1",)] == 0
    assert text.count("# TYPE phientoa_relay_rooms gauge") == 1


async def test_strangers_read_nothing_and_a_token_reads_all(court: Running) -> None:
    def bearer(**grants: bool) -> dict[str, str]:
        maker = api.AccessToken(court.api_key, court.api_secret)
        token = maker.with_grants(api.VideoGrants(**grants)).to_jwt()  # type: ignore[arg-type]
        return {"authorization": f"Bearer {token}"}

    async with httpx.AsyncClient(timeout=60) as client:
        url = f"{court.http}/metrics"
        joining = {"authorization": f"Bearer {court.token('dev_x')}"}
        for headers in ({}, joining, bearer(room_admin=True), {"authorization": "Bearer x"}):
            assert (await client.get(url, headers=headers)).status_code == 401
        answer = await client.get(url, headers=bearer(room_list=True))
    assert answer.headers["content-type"].startswith("text/plain")
    assert samples(answer.text)["rooms", ()] == 0
    assert "process_resident_memory_bytes" in answer.text


async def test_behind_the_door_of_metrics_is_nothing_else() -> None:
    port = unused()
    async with relay(metrics=("127.0.0.1", port)), httpx.AsyncClient(timeout=60) as client:
        own = f"http://127.0.0.1:{port}"
        assert "phientoa_relay_rooms 0.0" in (await client.get(f"{own}/metrics")).text
        for path in ("/", "/rtc/validate", "/twirp/livekit.RoomService/ListRooms"):
            assert (await client.get(own + path)).status_code == 404
        with pytest.raises(InvalidStatus):
            await connect(f"ws://127.0.0.1:{port}/rtc/v1")
