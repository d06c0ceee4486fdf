"""Rulings on strangers at the HTTP door: few of one address, none of them for long."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
import websockets

from signaling.http_door import Door
from tests.signaling.echo import HOST, echoing


class _Narrow(Door):
    from_one, patience = 3, 600.0


@pytest.fixture
async def port() -> AsyncIterator[int]:
    """A server with an echo."""
    async with echoing(_Narrow) as number:
        yield number


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Once called, strangers are soon hung up on; who must come in comes before."""
    return lambda: monkeypatch.setattr(_Narrow, "patience", 0.2)


async def hung_up(reader: asyncio.StreamReader) -> bool:
    """Whether the server ended the connection, within a minute."""
    try:
        async with asyncio.timeout(60):
            return not await reader.read()
    except ConnectionError:
        return True


@pytest.mark.parametrize(
    "said", [b"", b"GET / HTTP/1.1\r\nHo", b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9"]
)
async def test_who_says_nothing_whole_is_hung_up_on(
    port: int, hasty: Callable[[], None], said: bytes
) -> None:
    hasty()
    reader, writer = await asyncio.open_connection(HOST, port)
    writer.write(said)
    assert await hung_up(reader)
    writer.close()


async def test_who_came_in_stays(port: int, hasty: Callable[[], None]) -> None:
    async with websockets.connect(f"ws://{HOST}:{port}/echo", proxy=None) as socket:
        hasty()
        reader, writer = await asyncio.open_connection(HOST, port)
        assert await hung_up(reader)  # it has waited as long as a stranger may
        writer.close()
        await socket.send("here")
        assert await socket.recv() == "here"


async def test_an_address_has_so_many_strangers_and_those_inside_do_not_count(
    port: int,
) -> None:
    url = f"ws://{HOST}:{port}/echo"
    inside = [await websockets.connect(url, proxy=None) for _ in range(4)]
    strangers = [await asyncio.open_connection(HOST, port) for _ in range(4)]
    over = [asyncio.create_task(hung_up(reader)) for reader, _ in strangers]
    done, waiting = await asyncio.wait(over, return_when=asyncio.FIRST_COMPLETED)
    assert (len(done), len(waiting)) == (1, 3)
    for task in waiting:
        task.cancel()
    for _, writer in strangers:
        writer.close()
    for socket in inside:
        await socket.close()
