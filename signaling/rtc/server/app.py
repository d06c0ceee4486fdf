"""The relay's HTTP server: routes, start and stop."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request, Response, WebSocket
from fastapi.responses import PlainTextResponse

from hearing.refusal import Refusal
from signaling.http_access import AccessLog
from signaling.rtc.server import join, metrics, tokens, twirp
from signaling.rtc.server.config import RelayConfig
from signaling.rtc.server.connection import SignalConnection, token_of
from signaling.rtc.server.doors import ANYWHERE, doors
from signaling.rtc.server.refusals import answer
from signaling.rtc.server.relay import Relay
from signaling.rtc.server.rooms import Rooms


def build(config: RelayConfig) -> FastAPI:
    """The relay as an ASGI application; its lifespan opens and closes the media port."""
    return application(Relay(config))


def application(relay: Relay) -> FastAPI:
    """The relay's routes; the lifespan is for tests, `run` has it without."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        await relay.start()
        try:
            yield
        finally:
            await relay.stop()

    app = FastAPI(lifespan=lifespan, openapi_url=None, docs_url=None, redoc_url=None)
    _signalling(app, relay.rooms)
    app.include_router(metrics.router(relay.metrics, relay.rooms.keys, relay.rooms.clock))
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
        return _validated(rooms, request)

    @app.websocket("/rtc/v1")
    async def signal_connection(connection: WebSocket) -> None:
        await SignalConnection(rooms, connection).serve()

    @app.websocket("/rtc")
    async def signal_v0(connection: WebSocket) -> None:
        await SignalConnection(rooms, connection, two=True).serve()


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
    with doors(config) as serve:
        relay = Relay(config)
        await relay.start()
        try:
            await serve(application(relay), ready, relay.farewell)
        finally:
            await relay.stop()
