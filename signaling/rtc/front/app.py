"""The front's HTTP server: the relay's routes, each led to a media worker."""

import asyncio
from collections.abc import Callable

import httpx
import structlog
from fastapi import FastAPI, Request, Response, WebSocket
from fastapi.responses import JSONResponse, PlainTextResponse

from hearing.refusal import Refusal
from signaling.http_access import AccessLog
from signaling.rtc.front.calls import ANSWER_S, Calls
from signaling.rtc.front.fleet import Fleet
from signaling.rtc.front.metrics import Metrics
from signaling.rtc.front.passage import Passage
from signaling.rtc.front.register import Line
from signaling.rtc.server import metrics, tokens, twirp
from signaling.rtc.server.clock import Clock
from signaling.rtc.server.config import RelayConfig
from signaling.rtc.server.connection import token_of
from signaling.rtc.server.doors import ANYWHERE, doors
from signaling.rtc.server.front_key import PATH, fits
from signaling.rtc.server.refusals import answer
from signaling.rtc.server.sending import Sending
from signaling.rtc.server.tokens import Keys

log = structlog.get_logger("relay.front")


class Front:
    """Everything of the front but its sockets."""

    def __init__(self, config: RelayConfig, workers: int) -> None:
        self._config = config
        self._keys = Keys(config.api_key, config.api_secret)
        self._clock = Clock()
        self._client = httpx.AsyncClient(
            timeout=ANSWER_S,
            trust_env=False,
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=32),
        )
        self._sending = Sending(config, self._keys, self._clock)
        self._fleet = Fleet(workers)
        self._calls = Calls(self._fleet, config.limits, self._client)
        self._metrics = Metrics(
            self._fleet, self._calls, self._sending, self._keys, self._clock
        )
        self._passages: set[Passage] = set()
        self._watch: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to watch over workers."""
        self._sending.start()
        self._watch = asyncio.create_task(self._fleet.watch())

    async def farewell(self) -> None:
        """Tell every client to join again later. Idempotent."""
        await asyncio.gather(*(passage.adjourn() for passage in self._passages))

    async def stop(self) -> None:
        """End everything; the last webhooks get a second."""
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)
        await self._sending.stop()
        await self._client.aclose()

    def application(self) -> FastAPI:
        """The routes."""
        app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
        self._signalling(app)
        self._api(app)
        self._workers(app)
        app.include_router(metrics.router(self._metrics.text, self._keys, self._clock))
        app.add_middleware(AccessLog)
        return app

    def _signalling(self, app: FastAPI) -> None:
        @app.api_route("/", methods=["GET", "HEAD"])
        async def alive() -> Response:
            return PlainTextResponse("OK", headers=ANYWHERE)

        @app.get("/rtc/validate")
        @app.get("/rtc/v1/validate")
        async def validate(request: Request) -> Response:
            try:
                now = self._clock.wall()
                claims = tokens.verify(token_of(request), self._keys, now)
                return await self._calls.at(claims.grants.room, request)
            except Refusal as refusal:
                return answer(refusal)

        @app.websocket("/rtc")
        @app.websocket("/rtc/v1")
        async def signal_connection(connection: WebSocket) -> None:
            passage = Passage(self._fleet, connection, self._keys, self._clock)
            self._passages.add(passage)
            try:
                await passage.serve()
            finally:
                self._passages.discard(passage)

    def _api(self, app: FastAPI) -> None:
        @app.post("/twirp/livekit.RoomService/{method}")
        async def call(method: str, request: Request) -> Response:
            try:
                return await self._calls.room_service(method, request)
            except Refusal as refusal:
                return twirp.error(refusal)

        @app.api_route("/twirp/{rest:path}", methods=["GET", "POST", "PUT", "DELETE"])
        async def elsewhere() -> Response:
            return twirp.error(Refusal("rtc.bad_route"))

    def _workers(self, app: FastAPI) -> None:
        @app.get(PATH + "/{number}")
        async def there(number: int) -> Response:
            return Response(status_code=204 if number in self._fleet.workers else 404)

        @app.get(PATH)
        async def listed(request: Request) -> Response:
            if not fits(request.headers.get("authorization", ""), self._config.api_secret):
                return answer(Refusal("rtc.token"))
            return JSONResponse(self._fleet.listed())

        @app.websocket(PATH)
        async def line(connection: WebSocket) -> None:
            announce = self._sending.announce
            await Line(self._fleet, connection, announce).serve(self._config.api_secret)


async def run(
    config: RelayConfig, workers: int, ready: Callable[[], None] | None = None
) -> None:
    """Serve until cancelled. workers: how many are expected to register.

    Raises OSError when a port is taken.
    """
    with doors(config) as serve:
        front = Front(config, workers)
        front.start()
        try:
            await serve(front.application(), ready, front.farewell)
        finally:
            await front.stop()
