"""What stands before every HTTP request: a size limit, and an answer even when we fail."""

import traceback
from collections.abc import Mapping

import structlog
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hearing.ids import identifier
from hearing.refusal import Refusal
from signaling.api.wiring import Randomness
from signaling.problems import problem

BODY_LIMIT = 256 * 1024  # bytes; the largest hearing that may be booked is a fifth of it

log = structlog.get_logger()


class BodyLimit:
    """Refuses bodies over `limit` bytes, declared or not, before anything is made of them."""

    def __init__(
        self, app: ASGIApp, limit: int = BODY_LIMIT, larger: Mapping[str, int] | None = None
    ) -> None:
        """larger: other limits, of paths that have that in them."""
        self._app = app
        self._limit = limit
        self._larger = dict(larger or {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS"):
            await self._app(scope, receive, send)
            return
        named = (most for part, most in self._larger.items() if part in scope["path"])
        limit = max(named, default=self._limit)
        first = await self._read(scope, receive, limit)
        if first is None:
            refused = problem(Refusal("request.too_large", limit=limit))
            await refused(scope, receive, send)
            return
        await self._app(scope, _then(first, receive), send)

    async def _read(self, scope: Scope, receive: Receive, limit: int) -> Message | None:
        """The whole body as one message; None if it is too large."""
        if _declared(scope) > limit:
            return None
        body = bytearray()
        while True:
            message = await receive()
            if message["type"] != "http.request":
                return message
            body += message.get("body", b"")
            if len(body) > limit:
                return None
            if not message.get("more_body"):
                return {"type": "http.request", "body": bytes(body), "more_body": False}


class Private:
    """Tells caches and browsers to keep nothing of what the API answers, nor to guess at it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http" or not scope["path"].startswith("/api/"):
            await self._app(scope, receive, send)
            return

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Cache-Control"] = "no-store"
                headers["X-Content-Type-Options"] = "nosniff"
            await send(message)

        await self._app(scope, receive, marked)


class LastResort:
    """Answers what nothing else caught: 500 with a reference, and no trace to the asker.

    The log gets where it happened, not what the error says: database errors quote names.
    """

    def __init__(self, app: ASGIApp, randomness: Randomness) -> None:
        self._app = app
        self._randomness = randomness

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:  # the request's outer edge
            incident = identifier("err", self._randomness(5))
            log.error("request_failed", incident=incident, **_where(error))  # noqa: TRY400
            if started:
                raise ConnectionAbortedError(incident) from None  # half an answer is none
            await problem(Refusal("server.error", incident=incident))(scope, receive, send)


def _where(error: Exception) -> dict[str, object]:
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    return {
        "error": type(error).__name__,
        "frames": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }


def _declared(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value[:20])
    return 0


def _then(first: Message, receive: Receive) -> Receive:
    """`first`, then whatever else comes (a disconnect)."""
    waiting = [first]

    async def replay() -> Message:
        return waiting.pop() if waiting else await receive()

    return replay
