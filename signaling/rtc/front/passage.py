"""One client's signal connection, passed on to the media worker that has its room.

When that worker dies the client is told to join anew, as by a relay that shuts down; it comes
back within moments, and finds its room at another worker.
"""

import asyncio
from contextlib import suppress
from dataclasses import dataclass

import structlog
import websockets
from fastapi import Response, WebSocket, WebSocketDisconnect
from livekit.protocol.models import DisconnectReason
from livekit.protocol.rtc import LeaveRequest, SignalResponse
from websockets.asyncio.client import ClientConnection

from hearing.refusal import Refusal
from signaling.rtc.front.fleet import Fleet
from signaling.rtc.server import tokens
from signaling.rtc.server.clock import Clock
from signaling.rtc.server.connection import token_of
from signaling.rtc.server.refusals import answer

log = structlog.get_logger("relay.front")

CONNECT_S = 5.0
RESTART = 1012  # RFC 6455 §7.4.1, IANA: service restart
_TRIES = 3
_CLOSED = frozenset({1005, 1006, 1015})  # RFC 6455 §7.4.1: never sent, only noticed
_PASSED = ("authorization", "user-agent")
_NOT_PASSED = frozenset({"connection", "content-length", "transfer-encoding", "upgrade"})

ADJOURNED = SignalResponse(
    leave=LeaveRequest(
        reason=DisconnectReason.SERVER_SHUTDOWN,
        action=LeaveRequest.RECONNECT,
        can_reconnect=True,
    )
).SerializeToString()
"""Join again."""


@dataclass(slots=True, eq=False)
class Passage:
    """`socket`: the client's. Its token is checked here and by the worker."""

    fleet: Fleet
    socket: WebSocket
    keys: tokens.Keys
    clock: Clock
    _open: bool = False

    async def serve(self) -> None:
        """From the handshake to the end."""
        try:
            claims = tokens.verify(token_of(self.socket), self.keys, self.clock.wall())
            await self._led(claims.grants.room)
        except Refusal as refusal:
            log.info("join refused", code=refusal.code)
            await self.socket.send_denial_response(answer(refusal))
        except WebSocketDisconnect:
            log.info("client gone before it was let in")

    async def adjourn(self) -> None:
        """Tell the client to join again, and hang up."""
        if not self._open:
            return
        self._open = False
        with suppress(WebSocketDisconnect, RuntimeError, OSError):
            await self.socket.send_bytes(ADJOURNED)
            await self.socket.close(RESTART)

    async def _led(self, room: str) -> None:
        for _ in range(_TRIES):
            if await self._through(room):
                return
        raise Refusal("rtc.closing")

    async def _through(self, room: str) -> bool:
        """To the room's worker of this moment; False when that one is not there any more."""
        async with self.fleet.at(room) as worker:
            try:
                upstream = await self._connect(worker.url)
            except websockets.InvalidStatus as refused:
                await self.socket.send_denial_response(_denial(refused))
                return True
            except TimeoutError:
                raise Refusal("rtc.closing") from None
            except (OSError, websockets.WebSocketException):
                self.fleet.lost(worker)
                return False
            try:
                await self._pass_on(upstream)
            finally:
                await upstream.close()
            return True

    async def _connect(self, worker: str) -> ClientConnection:
        given, scope = self.socket.headers, self.socket.scope
        query = scope["query_string"].decode("ascii")
        headers = [(name, given[name]) for name in _PASSED[:1] if name in given]
        return await websockets.connect(
            f"{worker.replace('http', 'ws', 1)}{scope['path']}?{query}",
            additional_headers=headers,
            user_agent_header=given.get(_PASSED[1]),
            compression=None,
            max_size=None,  # the worker is ours, and bounds what it sends
            open_timeout=CONNECT_S,
            close_timeout=1.0,
            ping_interval=None,
            proxy=None,
        )

    async def _pass_on(self, upstream: ClientConnection) -> None:
        await self.socket.accept()
        self._open = True
        ways = {
            asyncio.create_task(self._upwards(upstream)),
            asyncio.create_task(self._downwards(upstream)),
        }
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
        code = upstream.close_code  # None: it was the client that went
        if code is not None and code in _CLOSED:
            await self.adjourn()
        elif code is not None and self._open:
            self._open = False
            with suppress(WebSocketDisconnect, RuntimeError, OSError):
                await self.socket.close(code)

    async def _upwards(self, upstream: ClientConnection) -> None:
        with suppress(websockets.ConnectionClosed):
            while (frame := await self.socket.receive())["type"] != "websocket.disconnect":
                raw = frame.get("bytes")
                await upstream.send(frame.get("text") or "" if raw is None else raw)
        if upstream.close_code is None:
            self._open = False

    async def _downwards(self, upstream: ClientConnection) -> None:
        with suppress(websockets.ConnectionClosed, WebSocketDisconnect, RuntimeError, OSError):
            async for message in upstream:
                if isinstance(message, str):
                    await self.socket.send_text(message)
                else:
                    await self.socket.send_bytes(message)


def _denial(refused: websockets.InvalidStatus) -> Response:
    response = refused.response
    headers = {
        name: value
        for name, value in response.headers.raw_items()
        if name.lower() not in _NOT_PASSED
    }
    return Response(bytes(response.body or b""), response.status_code, headers)
