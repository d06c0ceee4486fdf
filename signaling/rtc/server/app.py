"""The relay's HTTP server: routes, start and stop."""

import contextlib
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import uvicorn
from fastapi import FastAPI, Request, Response, WebSocket
from fastapi.responses import PlainTextResponse
from websockets import http11

from hearing.refusal import Refusal
from signaling.http_access import AccessLog
from signaling.http_server import HttpServer, open_door, serve_all
from signaling.rtc.server import join, scrubbing, tokens, twirp
from signaling.rtc.server.config import RelayConfig
from signaling.rtc.server.connection import SignalConnection, token_of
from signaling.rtc.server.refusals import answer
from signaling.rtc.server.relay import Relay
from signaling.rtc.server.rooms import Rooms
from signaling.web_sockets import WebSockets

ANYWHERE = {"access-control-allow-origin": "*"}  # a token is what counts, as in livekit-server
STOP_WITHIN = 1  # seconds for sockets to close after their clients were told


def build(config: RelayConfig) -> FastAPI:
    """The relay as an ASGI application; its lifespan opens and closes the media port."""
    return _application(Relay(config))


def _application(relay: Relay) -> FastAPI:
    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        await relay.start()
        try:
            yield
        finally:
            await relay.stop()

    app = FastAPI(lifespan=lifespan, openapi_url=None, docs_url=None, redoc_url=None)
    _signalling(app, relay.rooms)
    app.include_router(twirp.router(relay.rooms))
    app.add_middleware(AccessLog)
    return app


def _signalling(app: FastAPI, rooms: Rooms) -> None:
    @app.api_route("/", methods=["GET", "HEAD"])
    async def alive() -> Response:
        return PlainTextResponse("OK", headers=ANYWHERE)

    @app.get("/rtc/v1/validate")
    async def validate(request: Request) -> Response:
        return _validated(rooms, request)

    @app.get("/rtc/validate")
    async def validate_v0(request: Request) -> Response:
        refused = _validated(rooms, request)
        return refused if refused.status_code != 200 else answer(Refusal("rtc.version"))

    @app.websocket("/rtc/v1")
    async def signal_connection(connection: WebSocket) -> None:
        await SignalConnection(rooms, connection).serve()

    @app.websocket("/rtc")
    async def signal_v0(connection: WebSocket) -> None:
        await connection.send_denial_response(answer(Refusal("rtc.version")))


def _validated(rooms: Rooms, request: Request) -> Response:
    """What livekit-client asks when its WebSocket was refused: 401 means "not allowed"."""
    try:
        claims = tokens.verify(token_of(request), rooms.keys, rooms.clock.wall())
        join.may_join(claims, rooms.limits)
        rooms.check(claims)
    except Refusal as refusal:
        return answer(refusal)
    return PlainTextResponse("success", headers=ANYWHERE)


async def run(config: RelayConfig, ready: Callable[[], None] | None = None) -> None:
    """Serve until cancelled; clients then come back by themselves.

    `ready` is called once HTTP and media are reachable. Stops within 3 s. Raises OSError when
    a port is taken.
    """
    # A join request carries a whole SDP offer in its query string.
    http11.MAX_LINE_LENGTH = config.limits.request_line
    scrubbing.install()
    with contextlib.ExitStack() as doors:
        door = doors.enter_context(open_door(config.host, config.port))
        own = doors.enter_context(open_door(*config.inside)) if config.inside else None
        relay = Relay(config)
        await relay.start()
        app = _application(relay)
        server = HttpServer(_uvicorn(config, app, config.tls), ready, relay.farewell)
        served = [(server, door)]
        if own is not None:
            served.append((HttpServer(_uvicorn(config, app)), own))
        try:
            await serve_all(*served)
        finally:
            await relay.stop()


def _uvicorn(
    config: RelayConfig, app: FastAPI, tls: ssl.SSLContext | None = None
) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        ssl_context_factory=None if tls is None else lambda _config, _default: tls,
        proxy_headers=False,  # nothing here goes by a client's address
        lifespan="off",  # `run` starts the relay, so that a port taken is an OSError
        ws=WebSockets,
        ws_max_size=config.limits.message,
        ws_per_message_deflate=False,
        ws_ping_interval=10.0,
        ws_ping_timeout=10.0,
        h11_max_incomplete_event_size=config.limits.request_line + 16 * 1024,
        access_log=False,  # request lines hold access tokens
        log_config=None,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=STOP_WITHIN,
    )
