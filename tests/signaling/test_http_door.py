"""Rulings on strangers at the HTTP door: few of one address, none of them for long."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import uvicorn
import websockets
from fastapi import FastAPI, WebSocket

from signaling.app.ports import unused
from signaling.http_door import Door
from signaling.http_server import HttpServer, open_door
from signaling.web_sockets import WebSockets

HOST = "127.0.0.1"


class _Narrow(Door):
    from_one, patience = 3, 0.5


@pytest.fixture
async def port() -> AsyncIterator[int]:
    """A server with an echo."""
    app = FastAPI()

    @app.websocket("/echo")
    async def echo(socket: WebSocket) -> None:
        await socket.accept()
        async for text in socket.iter_text():
            await socket.send_text(text)

    ready, number = asyncio.Event(), unused()
    config = uvicorn.Config(app, http=_Narrow, ws=WebSockets, log_config=None)
    with open_door(HOST, number) as door:
        serving = asyncio.create_task(HttpServer(config, ready.set).until_cancelled(door))
        await ready.wait()
        yield number
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)


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
async def test_who_says_nothing_whole_is_hung_up_on(port: int, said: bytes) -> None:
    reader, writer = await asyncio.open_connection(HOST, port)
    writer.write(said)
    assert await hung_up(reader)
    writer.close()


async def test_who_came_in_stays(port: int) -> None:
    async with websockets.connect(f"ws://{HOST}:{port}/echo", proxy=None) as socket:
        reader, writer = await asyncio.open_connection(HOST, port)
        assert await hung_up(reader)  # it has waited as long as a stranger may
        writer.close()
        await socket.send("here")
        assert await socket.recv() == "here"


async def test_an_address_has_so_many_strangers_and_those_inside_do_not_count(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_Narrow, "patience", 600.0)
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
