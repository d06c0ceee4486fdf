"""A small HTTP server of the product's making, with a socket that says what it hears."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Literal

import uvicorn
from fastapi import FastAPI, Request, Response, WebSocket

from signaling.app.ports import unused
from signaling.http_server import HttpServer, open_door
from signaling.web_sockets import WebSockets

HOST = "127.0.0.1"


HttpOf = type[asyncio.Protocol] | Literal["auto"]


@asynccontextmanager
async def echoing(http: HttpOf = "auto") -> AsyncIterator[int]:
    """Its port: /echo answers, /shut is a door that stays shut, /count says how much it was
    sent. http: who speaks HTTP there."""
    async with echoing_server(http) as (port, _):
        yield port


@asynccontextmanager
async def echoing_server(http: HttpOf = "auto") -> AsyncIterator[tuple[int, HttpServer]]:
    """The same, with the server itself."""
    app = FastAPI()

    @app.post("/count")
    async def count(request: Request) -> int:
        return len(await request.body())

    @app.websocket("/echo")
    async def echo(socket: WebSocket) -> None:
        await socket.accept()
        async for text in socket.iter_text():
            await socket.send_text(text)

    @app.websocket("/shut")
    async def shut(socket: WebSocket) -> None:
        await socket.send_denial_response(Response("no", status_code=401))

    ready, port = asyncio.Event(), unused()
    config = uvicorn.Config(app, http=http, ws=WebSockets, log_config=None)
    with open_door(HOST, port) as door:
        server = HttpServer(config, ready.set)
        serving = asyncio.create_task(server.until_cancelled(door))
        try:
            await ready.wait()
            yield port, server
        finally:
            serving.cancel()
            await asyncio.gather(serving, return_exceptions=True)
