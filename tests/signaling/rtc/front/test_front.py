"""Rulings on the front's own answers; a front and two workers in this process.

Every ruling of tests/signaling/rtc/server can be run behind a front: PHIENTOA_RELAY_WORKERS=2.
"""

from collections.abc import AsyncIterator

import httpx
import pytest
import websockets
from livekit import api, rtc

from signaling.rtc.server.front_key import PATH, key
from tests.signaling.rtc.server.running import LiveDevice, Running, relay, until_async

ROOT = "/twirp/livekit.RoomService"


@pytest.fixture
async def court(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Running]:
    monkeypatch.setenv("PHIENTOA_RELAY_WORKERS", "2")
    async with relay() as running:
        yield running


def bearer(court: Running, **grants: object) -> dict[str, str]:
    made = api.AccessToken(court.api_key, court.api_secret)
    token = made.with_grants(api.VideoGrants(**grants)).to_jwt()  # type: ignore[arg-type]
    return {"authorization": f"Bearer {token}"}


async def test_what_is_wrong_with_a_call_is_said_as_without_a_front(court: Running) -> None:
    headers = bearer(court, room_list=True, room_create=True)
    calls = [
        ("/ListRooms", b"{", 400, "malformed"),
        ("/CreateRoom", b"{}", 400, "invalid_argument"),
        ("/CreateRoom", b"x" * 600_000, 400, "invalid_argument"),
        ("/Dance", b"{}", 404, "bad_route"),
        ("/DeleteRoom", b'{"room": "nowhere"}', 404, "not_found"),
        ("/ListParticipants", b'{"room": "one"}', 401, "unauthenticated"),
    ]
    async with httpx.AsyncClient(timeout=60, base_url=court.http + ROOT) as client:
        for path, content, status, code in calls:
            told = {**headers, "content-type": "application/json"}
            answer = await client.post(path, content=content, headers=told)
            assert (answer.status_code, answer.json()["code"]) == (status, code), path
        assert (await client.post("/ListRooms", json={})).json()["code"] == "unauthenticated"


async def test_a_token_that_opens_nothing_is_not_allowed(court: Running) -> None:
    device = LiveDevice("dev_x", 440, (0, 0, 0))
    with pytest.raises(rtc.ConnectError, match="401"):
        await device.join(court.url, court.forged("dev_x"))
    await device.leave()
    async with httpx.AsyncClient(timeout=60) as client:
        for token, status in (("not.a.token", 401), (court.token("dev_x"), 200)):
            asked = {"access_token": token}
            answer = await client.get(court.http + "/rtc/v1/validate", params=asked)
            assert answer.status_code == status
            assert answer.headers["access-control-allow-origin"] == "*"


async def test_nobody_is_a_worker_without_the_key(court: Running) -> None:
    async with httpx.AsyncClient(timeout=60) as client:
        assert (await client.get(court.http + PATH)).status_code == 401
        bad = {"authorization": f"Bearer {key('another secret of thirty-two bytes')}"}
        assert (await client.get(court.http + PATH, headers=bad)).status_code == 401
        good = {"authorization": f"Bearer {key(court.api_secret)}"}

        async def there() -> list[int]:
            told = (await client.get(court.http + PATH, headers=good)).json()
            return sorted(one["worker"] for one in told["workers"])

        async def both() -> bool:
            return await there() == [1, 2]

        await until_async(both, "both workers")
    with pytest.raises(websockets.InvalidStatus):
        await websockets.connect(court.url + PATH)


async def test_the_metrics_of_all_workers_are_read_at_once(court: Running) -> None:
    device = LiveDevice("dev_x", 440, (0, 0, 0))
    await device.join(court.url, court.token("dev_x"))
    async with httpx.AsyncClient(timeout=60) as client:
        headers = bearer(court, room_list=True)
        told = (await client.get(court.http + "/metrics", headers=headers)).text.splitlines()
        assert (await client.get(court.http + "/metrics")).status_code == 401
    await device.leave()
    rooms = sorted(line for line in told if line.startswith("phientoa_relay_rooms{"))
    assert rooms == [
        'phientoa_relay_rooms{worker="1"} 1.0',
        'phientoa_relay_rooms{worker="2"} 0.0',
    ]
    assert 'phientoa_relay_workers{state="there",worker="front"} 2.0' in told
