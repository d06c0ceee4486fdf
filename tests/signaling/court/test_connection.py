import asyncio

import pytest

from signaling.court import connection
from signaling.court.connection import QUEUE, Connection, Goodbye
from signaling.court.protocol import Pong
from tests.hearing.cast import JUDGE


async def sent(one: Connection) -> list[str | Goodbye]:
    """What a socket would send until its end."""
    async with asyncio.timeout(60):
        return [item async for item in one.outgoing()]


async def test_messages_go_out_in_order_and_end_with_a_goodbye() -> None:
    one = Connection(JUDGE.seat, 0)
    one.say(Pong(n=1))
    one.pass_on('{"type":"pong","n":2}')
    one.close("seat.revoked")
    one.say(Pong(n=3))
    *messages, last = await sent(one)
    assert last == Goodbye(4401, "seat.revoked")
    assert [str(message)[:20] for message in messages] == [
        '{"type":"pong","n":1',
        '{"type":"pong","n":2',
        '{"type":"closing","c',
    ]


async def test_who_does_not_read_is_gone_when_the_queue_is_full() -> None:
    one = Connection(JUDGE.seat, 0)
    for n in range(QUEUE):
        one.say(Pong(n=n))
    assert not one.gone.is_set()
    one.say(Pong(n=QUEUE))
    assert one.gone.is_set()


async def test_a_full_queue_that_must_close_is_gone_at_once() -> None:
    one = Connection(JUDGE.seat, 0)
    for n in range(QUEUE):
        one.say(Pong(n=n))
    one.close("server.stopping")
    assert one.gone.is_set()


async def test_a_closing_socket_that_does_not_read_is_gone_after_its_grace(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connection, "GRACE_S", 0.01)
    one = Connection(JUDGE.seat, 0)
    one.close("seat.revoked")
    one.close("seat.revoked")
    async with asyncio.timeout(60):
        await one.gone.wait()
