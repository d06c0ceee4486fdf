"""Rulings on the HTTP server that both servers' processes are made of."""

import asyncio

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from signaling.app.ports import unused
from signaling.http_server import HttpServer, open_door

HOST = "127.0.0.1"


async def test_it_answers_once_ready_and_says_farewell_when_cancelled() -> None:
    app, port = FastAPI(), unused()
    ready, left = asyncio.Event(), asyncio.Event()

    async def farewell() -> None:
        left.set()

    config = uvicorn.Config(app, log_config=None)
    with open_door(HOST, port) as door:
        server = HttpServer(config, ready.set, farewell)
        serving = asyncio.create_task(server.until_cancelled(door))
        async with asyncio.timeout(30), httpx.AsyncClient() as client:
            await ready.wait()
            assert (await client.get(f"http://{HOST}:{port}/openapi.json")).status_code == 200
            serving.cancel()
            with pytest.raises(asyncio.CancelledError):
                await serving
    assert left.is_set()


def test_a_port_that_is_taken_is_an_error_and_no_end_of_the_process() -> None:
    with open_door(HOST, unused()) as door, pytest.raises(OSError, match="in use"):
        open_door(HOST, door.getsockname()[1])
