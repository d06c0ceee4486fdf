"""One line for each HTTP request and each WebSocket, at level debug: which route, what became
of it, how long it took. Never an address: a path may be anything that somebody typed."""

import time

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = structlog.get_logger("http")

_SAID = {
    "http.response.start": "status",
    "websocket.http.response.start": "status",
    "websocket.close": "code",
}


class AccessLog:
    """ASGI, around everything else."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        began, outcome = time.perf_counter(), {}

        async def noted(message: Message) -> None:
            if said := _SAID.get(message["type"]):
                outcome[said] = message.get(said)
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            log.debug(
                "request",
                method=scope.get("method", "WEBSOCKET"),
                route=getattr(scope.get("route"), "path", None),
                ms=round(1000 * (time.perf_counter() - began), 1),
                **outcome,
            )
