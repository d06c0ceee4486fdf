"""Rulings on webhooks: signed, in order, retried a little, and nobody waits for them."""

import asyncio
from collections.abc import Mapping

import httpx
import pytest
from livekit import api
from livekit.protocol.models import Room
from livekit.protocol.room import CreateRoomRequest, DeleteRoomRequest
from livekit.protocol.webhook import WebhookEvent

from signaling.app.ports import unused
from signaling.rtc.server import tokens
from signaling.rtc.server.webhooks import PATIENCE, PAUSES, Webhooks, signed
from tests.signaling.rtc.server.fakes import KEYS, FakeTime
from tests.signaling.rtc.server.running import relay
from tests.signaling.rtc.server.test_room_service import _request
from tests.waiting import until


class Receiver:
    """Whoever is told: answers as the test says; a pause lets time pass."""

    def __init__(self, *answers: int | Exception) -> None:
        self.answers = list(answers)
        self.bodies: list[bytes] = []
        self.headers: list[Mapping[str, str]] = []
        self.pauses: list[float] = []
        self.time = FakeTime()

    async def post(self, _url: str, body: bytes, headers: Mapping[str, str]) -> int:
        self.bodies.append(body)
        self.headers.append(headers)
        answer = self.answers.pop(0) if self.answers else 200
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.time.now += seconds
        await asyncio.sleep(0)

    def hooks(self, limit: int = 100) -> Webhooks:
        clock = self.time.clock()
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


LATE = [500, 503, 429, httpx.ConnectError("down"), OSError("gone")]


@pytest.mark.parametrize("failure", LATE)
async def test_a_receiver_that_restarts_misses_nothing(failure: int | Exception) -> None:
    receiver = Receiver(*[failure] * 20)
    hooks = receiver.hooks()
    hooks.announce(WebhookEvent(event="room_started"))
    hooks.announce(WebhookEvent(event="room_finished"))
    await hooks.flush()
    assert receiver.pauses[: len(PAUSES)] == list(PAUSES)
    assert set(receiver.pauses[len(PAUSES) :]) == {PAUSES[-1]}
    assert receiver.names() == ["room_started"] * 21 + ["room_finished"]
    assert b"numDropped" not in receiver.bodies[-1]
    assert hooks.waiting == 0


async def test_an_event_is_given_up_in_the_end_and_a_later_one_says_so() -> None:
    receiver = Receiver(*[503] * 44)
    hooks = receiver.hooks()
    hooks.announce(WebhookEvent(event="room_started"))
    await hooks.flush()
    assert PATIENCE - PAUSES[-1] < receiver.time.now - 1000.0 <= PATIENCE
    receiver.answers.clear()
    hooks.announce(WebhookEvent(event="room_finished"))
    hooks.announce(WebhookEvent(event="room_started"))
    await hooks.flush()
    assert [b'"numDropped": 1' in body for body in receiver.bodies[-2:]] == [True, False]


async def test_a_refused_event_delays_its_own_room_only() -> None:
    receiver = Receiver()
    stuck = asyncio.Event()

    async def post(_url: str, body: bytes, _headers: Mapping[str, str]) -> int:
        receiver.bodies.append(body)
        return 503 if b'"name": "a"' in body and not stuck.is_set() else 200

    hooks = Webhooks("http://x", KEYS, receiver.time.clock(), 100, post=post)
    for room in ("a", "b"):
        for name in ("room_started", "room_finished"):
            hooks.announce(WebhookEvent(event=name, room=Room(name=room)))
    running = asyncio.create_task(hooks.run())
    await until(lambda: hooks.waiting == 2)
    stuck.set()
    await until(lambda: hooks.waiting == 0)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    of_a = [
        name
        for name, body in zip(receiver.names(), receiver.bodies, strict=True)
        if b'"name": "a"' in body
    ]
    assert of_a[-2:] == ["room_started", "room_finished"]
    assert set(of_a[:-1]) == {"room_started"}


async def test_what_was_not_taken_before_the_end_is_tried_once_more_at_the_end() -> None:
    receiver = Receiver(503, 503)
    hooks = receiver.hooks()
    waits = asyncio.Event()

    async def sleep(_seconds: float) -> None:
        await waits.wait()

    hooks._sleep = sleep
    hooks.announce(WebhookEvent(event="room_finished"))
    running = asyncio.create_task(hooks.run())
    await until(lambda: bool(receiver.bodies))
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    receiver.answers.clear()
    await hooks.flush()
    assert (hooks.waiting, hooks.counts["delivered"]) == (0, 1)


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


async def test_a_real_receiver_that_was_away_hears_everything_in_order() -> None:
    """Nobody listens when the room opens, and again when it closes."""
    got: list[str] = []
    port = unused()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        headers, body = await _request(reader)
        verifier = api.TokenVerifier("PTtest", "a secret of at least thirty-two bytes")
        event = api.WebhookReceiver(verifier).receive(body.decode(), headers["authorization"])
        got.append(event.event)
        writer.write(b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 0\r\n\r\n")
        writer.close()

    async with (
        relay(webhook_urls=(f"http://127.0.0.1:{port}/hook",)) as court,
        court.administration() as administration,
    ):
        await administration.room.create_room(CreateRoomRequest(name="court"))
        async with await asyncio.start_server(serve, "127.0.0.1", port):
            await until(lambda: got == ["room_started"], 60)
        await administration.room.delete_room(DeleteRoomRequest(room="court"))
        await administration.room.create_room(CreateRoomRequest(name="court"))
        async with await asyncio.start_server(serve, "127.0.0.1", port):
            await until(lambda: len(got) == 3, 60)
    assert got == ["room_started", "room_finished", "room_started"]
