"""HTTP connections at uvicorn: how many strangers an address may be, and for how long.

A connection is a stranger until its request has become a WebSocket; those have limits of their
own. Who says nothing, or half a request, would otherwise be waited for without end.
"""

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

FROM_ONE = 256
"""Strangers of one address: a whole court may sit behind one, or behind our own proxy, but each
is one for the moment of a request."""
IN_ALL = 512
"""Strangers of all addresses: some files are left for those who are in."""
PATIENCE = 10.0  # seconds for a whole request, and between two

_THEIR_TURN = (h11.IDLE, h11.SEND_BODY)


class Door(H11Protocol):
    """uvicorn's own, with these limits. Of too many the oldest is hung up on."""

    from_one, in_all, patience = FROM_ONE, IN_ALL, PATIENCE
    _timer: asyncio.TimerHandle | None = None
    _since = 0.0  # the loop's seconds: since when a request is waited for

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Somebody knocks."""
        assert isinstance(transport, asyncio.Transport)
        super().connection_made(transport)
        self._since = self.loop.time()
        self._timer = self.loop.call_later(self.patience, self._look)
        self._make_room()

    def _make_room(self) -> None:
        """Of too many strangers the one who has said nothing for longest goes."""
        strangers = [one for one in self.connections if isinstance(one, Door)]
        same = [one for one in strangers if _host(one) == _host(self)]
        crowd = same if len(same) > self.from_one else strangers
        if crowd is strangers and len(strangers) <= self.in_all:
            return
        oldest = min(crowd, key=lambda one: one._since)
        oldest.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is over."""
        self._settle()
        super().connection_lost(exc)

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """No stranger any more."""
        self._settle()
        super().handle_websocket_upgrade(event)

    def on_response_complete(self) -> None:
        """Another request may come."""
        self._since = self.loop.time()
        super().on_response_complete()

    def _settle(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _look(self) -> None:
        left = self._since + self.patience - self.loop.time()
        if not self._waits():
            left = self.patience
        if left <= 0:
            self.transport.abort()
        else:
            self._timer = self.loop.call_later(left, self._look)

    def _waits(self) -> bool:
        """Whether it is the client's turn."""
        return self.conn.their_state in _THEIR_TURN


def _host(one: Door) -> str | None:
    return one.client[0] if one.client else None
