"""Rulings on webhooks: signed, in order, retried a little, and nobody waits for them."""

from collections.abc import Mapping

import httpx
import pytest
from livekit import api
from livekit.protocol.webhook import WebhookEvent

from signaling.rtc.server import tokens
from signaling.rtc.server.webhooks import PAUSES, Webhooks, signed
from tests.signaling.rtc.server.fakes import KEYS, FakeTime


class Receiver:
    """Whoever is told: answers as the test says."""

    def __init__(self, *answers: int | Exception) -> None:
        self.answers = list(answers)
        self.bodies: list[bytes] = []
        self.headers: list[Mapping[str, str]] = []
        self.pauses: list[float] = []

    async def post(self, _url: str, body: bytes, headers: Mapping[str, str]) -> int:
        self.bodies.append(body)
        self.headers.append(headers)
        answer = self.answers.pop(0) if self.answers else 200
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)

    def hooks(self, limit: int = 100) -> Webhooks:
        clock = FakeTime().clock()
        return Webhooks("http://x", KEYS, clock, limit, post=self.post, sleep=self.sleep)

    def names(self) -> list[str]:
        return [b.decode().split('"event": "')[1].split('"')[0] for b in self.bodies]


def test_livekit_api_verifies_what_is_sent() -> None:
    import time

    message = signed(WebhookEvent(event="room_started", id="EV_1"), KEYS, time.time())
    receiver = api.WebhookReceiver(api.TokenVerifier(KEYS.api_key, KEYS.api_secret))
    event = receiver.receive(message.body.decode(), message.headers["authorization"])
    assert (event.event, event.id) == ("room_started", "EV_1")
    with pytest.raises(Exception, match="hash mismatch"):
        receiver.receive(message.body.decode() + " ", message.headers["authorization"])


def test_a_webhooks_token_opens_no_room() -> None:
    claims = tokens.verify(tokens.for_webhook("hash", KEYS, 0.0), KEYS, 1.0)
    assert not claims.grants.room_join


async def test_events_arrive_in_order_each_with_its_id() -> None:
    receiver = Receiver()
    hooks = receiver.hooks()
    for name in ("room_started", "participant_joined", "participant_left"):
        hooks.announce(WebhookEvent(event=name))
    await hooks.flush()
    assert receiver.names() == ["room_started", "participant_joined", "participant_left"]
    assert len({body.split(b'"id": "')[1][:20] for body in receiver.bodies}) == 3


@pytest.mark.parametrize("failure", [500, 503, httpx.ConnectError("down"), OSError("gone")])
async def test_a_failure_is_tried_again_and_then_given_up(failure: int | Exception) -> None:
    receiver = Receiver(*[failure] * (len(PAUSES) + 1))
    hooks = receiver.hooks()
    hooks.announce(WebhookEvent(event="room_started"))
    hooks.announce(WebhookEvent(event="room_finished"))
    await hooks.flush()
    assert receiver.pauses == list(PAUSES)
    assert receiver.names() == ["room_started"] * 6 + ["room_finished"]
    assert b'"numDropped": 1' in receiver.bodies[-1]


async def test_a_refusal_is_not_tried_again() -> None:
    receiver = Receiver(401)
    hooks = receiver.hooks()
    hooks.announce(WebhookEvent(event="room_started"))
    await hooks.flush()
    assert len(receiver.bodies) == 1


async def test_a_full_queue_drops_the_oldest_and_says_so() -> None:
    receiver = Receiver()
    hooks = receiver.hooks(limit=2)
    for name in ("a", "b", "c", "d"):
        hooks.announce(WebhookEvent(event=name))
    await hooks.flush()
    assert receiver.names() == ["c", "d"]
    assert b'"numDropped": 2' in receiver.bodies[0]
    assert b"numDropped" not in receiver.bodies[1]
