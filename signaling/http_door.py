"""HTTP connections at uvicorn: how many strangers an address may be, and for how long.

A connection is a stranger until its request has become a WebSocket; those have limits of their
own. Who says nothing, or half a request, would otherwise be waited for without end.
"""

import asyncio
import ssl
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from signaling.strangers import Crowd, Stranger, too_many
from signaling.tls_door import Vestibule

SLOWEST = 1024  # bytes a second: whoever sends so much of a request is waited for

_THEIR_TURN = (h11.IDLE, h11.SEND_BODY)


class Door(H11Protocol):
    """uvicorn's own, with these limits."""

    crowd = Crowd()
    house: str | None = None
    since = 0.0
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Somebody knocks."""
        assert isinstance(transport, asyncio.Transport)
        super().connection_made(transport)
        self.house = self.crowd.house(self.client[0] if self.client else None)
        self.since = self.loop.time()
        self._timer = self.loop.call_later(self.crowd.patience, self._look)
        make_room(self.crowd, self, self.connections)

    def connection_lost(self, exc: Exception | None) -> None:
        """It is over."""
        self._settle()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Part of a request: a large one may take its time, if it goes on."""
        self.since = min(self.loop.time(), self.since + len(data) / SLOWEST)
        super().data_received(data)

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """No stranger any more."""
        self._settle()
        super().handle_websocket_upgrade(event)

    def on_response_complete(self) -> None:
        """Another request may come."""
        self.since = self.loop.time()
        super().on_response_complete()

    def waits(self) -> bool:
        """Whether it is the client's turn, and we listen."""
        return self.conn.their_state in _THEIR_TURN and not self.flow.read_paused

    def hang_up(self) -> None:
        """End it at once."""
        self.transport.abort()

    def _settle(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _look(self) -> None:
        patience = self.crowd.patience
        left = self.since + patience - self.loop.time() if self.waits() else patience
        if left <= 0:
            self.hang_up()
        else:
            self._timer = self.loop.call_later(left, self._look)


def make_room(crowd: Crowd, newcomer: Stranger, connections: set[Any]) -> None:
    """Hangs up on one of too many, WebSockets aside."""
    if len(connections) <= min(crowd.from_one, crowd.in_all):
        return
    strangers = [one for one in connections if isinstance(one, Door | Vestibule)]
    going = too_many(crowd, newcomer, strangers)
    if going is not None:
        going.hang_up()


def door(crowd: Crowd, tls: ssl.SSLContext | None = None) -> type[asyncio.Protocol]:
    """What uvicorn is given as `http`: a door for so many, behind TLS or without."""

    class Inner(Door):
        pass

    Inner.crowd = crowd
    if tls is None:
        return Inner

    context = tls

    class Outer(Vestibule):
        def __init__(self, **given: Any) -> None:
            within = Inner(**given)
            super().__init__(context, crowd, within, within.connections, make_room)

    return Outer
