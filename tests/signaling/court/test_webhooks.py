import base64
import hashlib

import httpx
import pytest
from livekit.api import AccessToken

from hearing.state import Status
from signaling.court import service
from signaling.court.desired import SOURCES, Grant, courtroom
from tests.hearing.cast import DOCK, HEARING
from tests.signaling.court.party import serving
from tests.signaling.court.world import MEDIA, World

NOTICE = f'{{"event":"participant_joined","room":{{"name":"{courtroom(HEARING)}"}}}}'


def signed(body: str, key: str = MEDIA.key, secret: str = MEDIA.secret) -> dict[str, str]:
    """As the relay signs: a token over the body's hash."""
    digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
    return {"Authorization": AccessToken(key, secret).with_sha256(digest).to_jwt()}


async def test_a_notice_of_the_relay_is_looked_into_at_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.bring_to(Status.OPEN)
    monkeypatch.setattr(service, "TICK_S", 3600.0)  # only the notice can tell now
    async with (
        serving(world.court) as server,
        httpx.AsyncClient(timeout=60) as client,
    ):
        world.relay.join(DOCK, Grant(publish=True, sources=SOURCES, hidden=False))
        url = f"http://{server}/internal/webhooks/livekit"
        answer = await client.post(url, content=NOTICE, headers=signed(NOTICE))
        assert answer.status_code == 204
        await world.until_known(lambda state: state.devices[DOCK].present)


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (NOTICE, signed(NOTICE + " ")),
        (NOTICE, signed(NOTICE, secret="x" * 32)),
        (NOTICE, signed(NOTICE, key="PTother")),
        (NOTICE, {"Authorization": AccessToken(MEDIA.key, MEDIA.secret).to_jwt()}),
        ("not json", signed("not json")),
        ("", {}),
    ],
    ids=["another body", "another secret", "another key", "no hash", "no notice", "nothing"],
)
async def test_a_forged_notice_is_refused(
    world: World, body: str, headers: dict[str, str]
) -> None:
    async with (
        serving(world.court) as server,
        httpx.AsyncClient(timeout=60) as client,
    ):
        url = f"http://{server}/internal/webhooks/livekit"
        answer = await client.post(url, content=body, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (401, "webhook.unsigned")


@pytest.mark.parametrize("body", ["{}", '{"room":{"name":"other"}}', '{"new":1}'])
async def test_a_notice_about_something_else_is_taken_and_forgotten(
    world: World, body: str
) -> None:
    async with (
        serving(world.court) as server,
        httpx.AsyncClient(timeout=60) as client,
    ):
        url = f"http://{server}/internal/webhooks/livekit"
        answer = await client.post(url, content=body, headers=signed(body))
        assert answer.status_code == 204
