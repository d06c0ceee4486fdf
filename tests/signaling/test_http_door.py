"""Rulings on strangers at the HTTP door: few of one address, none of them for long, with TLS
and without."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import h11
import httpx
import pytest
import websockets

from signaling.app import authority, tls
from signaling.app.identity import Identity
from signaling.http_door import SLOWEST, door
from signaling.strangers import Crowd
from tests.signaling.echo import HOST, echoing_server

HASTY = Crowd(from_one=3, patience=0.5)
PATIENT = Crowd(from_one=3, patience=600.0)


@pytest.fixture
def proof(tmp_path: Path) -> ssl.SSLContext:
    """What a server shows of itself."""
    made = authority.ensure(tmp_path, [HOST], datetime.now(UTC))
    return tls.context(Identity(made.leaf, made.leaf_key, ()))


@asynccontextmanager
async def serving(
    crowd: Crowd, proof: ssl.SSLContext | None = None
) -> AsyncIterator[tuple[int, set[Any]]]:
    """A server with an echo: its port, and who is there."""
    async with echoing_server(door(crowd, proof)) as (port, server):
        yield port, server.server_state.connections
    assert not server.server_state.connections


async def hung_up(reader: asyncio.StreamReader) -> bool:
    """Whether the server ended the connection, within a minute."""
    try:
        async with asyncio.timeout(60):
            while await reader.read(65_536):
                pass
            return True
    except ConnectionError:
        return True


async def until(true: Callable[[], bool]) -> None:
    """Wait, up to a minute."""
    async with asyncio.timeout(60):
        while not true():
            await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    "said", [b"", b"GET / HTTP/1.1\r\nHo", b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9"]
)
async def test_who_says_nothing_whole_is_hung_up_on(said: bytes) -> None:
    async with serving(HASTY) as (port, _):
        reader, writer = await asyncio.open_connection(HOST, port)
        writer.write(said)
        assert await hung_up(reader)
        writer.close()


@pytest.mark.parametrize("said", [b"", b"\x16\x03\x01", b"GET / HTTP/1.1\r\n\r\n"])
async def test_who_does_not_shake_hands_is_hung_up_on(
    proof: ssl.SSLContext, said: bytes
) -> None:
    async with serving(HASTY, proof) as (port, _):
        reader, writer = await asyncio.open_connection(HOST, port)
        writer.write(said)
        assert await hung_up(reader)
        writer.close()


async def test_who_came_in_stays() -> None:
    async with serving(Crowd(patience=2.0)) as (port, _):
        url = f"ws://{HOST}:{port}/echo"
        async with websockets.connect(url, proxy=None) as socket:
            reader, writer = await asyncio.open_connection(HOST, port)
            assert await hung_up(reader)  # it has waited as long as a stranger may
            writer.close()
            await socket.send("here")
            assert await socket.recv() == "here"


async def test_tls_is_spoken_as_before(proof: ssl.SSLContext) -> None:
    trust = ssl.create_default_context()
    trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE
    async with serving(PATIENT, proof) as (port, _):
        for size in (0, 1, 300_000):
            async with httpx.AsyncClient(verify=trust, timeout=60) as client:
                url = f"https://{HOST}:{port}/count"
                assert (await client.post(url, content=b"x" * size)).json() == size
        async with websockets.connect(f"wss://{HOST}:{port}/echo", ssl=trust) as socket:
            await socket.send("here")
            assert await socket.recv() == "here"


async def test_what_comes_slowly_and_goes_on_is_waited_for() -> None:
    async with serving(PATIENT) as (port, there):
        _, writer = await asyncio.open_connection(HOST, port)
        writer.write(b"POST /count HTTP/1.1\r\nHost: x\r\nContent-Length: 999999\r\n\r\n")
        await until(lambda: any(one.conn.their_state is h11.SEND_BODY for one in there))
        (one,) = there
        one.since = began = one.since - 500
        writer.write(b"x" * (100 * SLOWEST))
        await until(lambda: one.since > began + 99)
        assert one.since < began + 101
        writer.close()


@pytest.mark.parametrize("secure", [False, True])
async def test_an_address_has_so_many_strangers_and_those_inside_do_not_count(
    proof: ssl.SSLContext, secure: bool
) -> None:
    trust = ssl.create_default_context()
    trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE
    async with serving(PATIENT, proof if secure else None) as (port, _):
        url = f"wss://{HOST}:{port}/echo" if secure else f"ws://{HOST}:{port}/echo"
        inside = [
            await websockets.connect(url, proxy=None, ssl=trust if secure else None)
            for _ in range(4)
        ]
        strangers = [await asyncio.open_connection(HOST, port) for _ in range(4)]
        over = [asyncio.create_task(hung_up(reader)) for reader, _ in strangers]
        done, waiting = await asyncio.wait(over, return_when=asyncio.FIRST_COMPLETED)
        assert (len(done), len(waiting)) == (1, 3)
        for socket in inside:
            await socket.send("here")
            assert await socket.recv() == "here"
        for task in waiting:
            task.cancel()
        for _, writer in strangers:
            writer.close()
        for socket in inside:
            await socket.close()
