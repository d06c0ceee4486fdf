"""TLS before uvicorn: who has connected and not shaken hands yet counts as a stranger already.

asyncio's own server tells of a connection only when its handshake is done, and waits a minute
for that.
"""

import asyncio
import ssl
from collections.abc import Callable
from typing import Any

from uvicorn.protocols.utils import get_remote_addr

from signaling.strangers import Crowd

MakeRoom = Callable[[Crowd, "Vestibule", set[Any]], None]


class Vestibule(asyncio.Protocol):
    """One connection until its handshake is done; then `within` has it. What comes with the
    handshake's last words is kept for it."""

    house: str | None = None
    since = 0.0

    def __init__(
        self,
        context: ssl.SSLContext,
        crowd: Crowd,
        within: asyncio.Protocol,
        connections: set[Any],
        make_room: MakeRoom,
    ) -> None:
        self._context, self._crowd, self._within = context, crowd, within
        self._connections, self._make_room = connections, make_room
        self._loop = asyncio.get_running_loop()
        self._task: asyncio.Task[None] | None = None
        self._kept = bytearray()
        self._lost = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """TCP is there."""
        assert isinstance(transport, asyncio.Transport)
        transport.pause_reading()
        address = get_remote_addr(transport)
        self.house = self._crowd.house(address[0] if address else None)
        self.since = self._loop.time()
        self._connections.add(self)
        self._task = self._loop.create_task(self._shake_hands(transport))
        self._make_room(self._crowd, self, self._connections)

    def data_received(self, data: bytes) -> None:
        """Said before `within` was told of the connection."""
        self._kept += data

    def connection_lost(self, _exc: Exception | None) -> None:
        """It ended in the very moment."""
        self._lost = True

    def waits(self) -> bool:
        """Always the client's turn, as good as."""
        return True

    def hang_up(self) -> None:
        """End it at once."""
        if self._task is not None:
            self._task.cancel()

    shutdown = hang_up  # as uvicorn calls it when the server stops

    async def _shake_hands(self, transport: asyncio.Transport) -> None:
        secure = None
        try:
            async with asyncio.timeout(self._crowd.patience):
                secure = await self._loop.start_tls(
                    transport, self, self._context, server_side=True
                )
        except OSError:  # no TLS, no certificate they believe, too late, gone
            pass
        finally:
            self._connections.discard(self)
            if secure is None:
                transport.abort()
        if secure is not None and not self._lost:
            secure.set_protocol(self._within)
            self._within.connection_made(secure)
            if self._kept:
                self._within.data_received(bytes(self._kept))
