"""Requests in progress: how many of one address. Behind a trusted proxy its connections tell
nothing of who asks; the address that it names does (uvicorn's proxy headers)."""

from collections import Counter

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from signaling.strangers import Crowd


class Throng:
    """ASGI, around everything else. Of too many the newest is told to come again (503)."""

    def __init__(self, app: ASGIApp, crowd: Crowd) -> None:
        self._app, self._crowd = app, crowd
        self._asking: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        house = self._crowd.house(scope["client"][0]) if _asked(scope) else None
        if house is None:
            await self._app(scope, receive, send)
            return
        if self._asking[house] >= self._crowd.from_one:
            busy = PlainTextResponse("Too many requests at once.", 503, {"retry-after": "1"})
            await busy(scope, receive, send)
            return
        self._asking[house] += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._asking[house] -= 1
            if not self._asking[house]:
                del self._asking[house]


def _asked(scope: Scope) -> bool:
    return scope["type"] == "http" and bool(scope.get("client"))
