"""One open socket of a seat: what waits to be sent, and its end. Knows no network.

A slow reader fills only its own queue; then it is dropped and nobody waits for it.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

from hearing.ids import SeatId
from hearing.state import Room
from signaling.court.messages import closing
from signaling.court.protocol import Message

QUEUE = 256  # messages; a hearing says a few a second
GRACE_S = 1.0  # for the last messages of a closing socket; revocation must end within 2 s


@dataclass(frozen=True, slots=True)
class Goodbye:
    """Close the socket with this code (RFC 6455 §7.4.2: 4000-4999 are ours)."""

    code: int
    reason: str


CLOSE_CODES = {
    "seat.revoked": 4401,
    "seat.transferred": 4409,
    "seat.session_ended": 4401,
    "socket.too_many": 4429,
    "server.stopping": 1012,
}


class Connection:
    """What one socket is owed. `seq`: the last event it has; `placed`: the media room it was
    told to be in."""

    def __init__(self, seat: SeatId, seq: int) -> None:
        self.seat = seat
        self.seq = seq
        self.placed: Room | None = None
        self.gone = asyncio.Event()
        self._waiting: asyncio.Queue[str | Goodbye] = asyncio.Queue(QUEUE)
        self._closing = False

    def say(self, message: Message) -> None:
        """Queue `message`."""
        self.pass_on(message.model_dump_json())

    def pass_on(self, text: str) -> None:
        """Queue a message that is already JSON (the same text for many sockets)."""
        if self._closing:
            return
        try:
            self._waiting.put_nowait(text)
        except asyncio.QueueFull:
            self._closing = True
            self.gone.set()

    def close(self, code: str) -> None:
        """Say why, close, and be gone soon even if the other end does not read."""
        if self._closing:
            return
        self.say(closing(code))
        self._closing = True
        try:
            self._waiting.put_nowait(Goodbye(CLOSE_CODES[code], code))
        except asyncio.QueueFull:
            self.gone.set()
            return
        asyncio.get_running_loop().call_later(GRACE_S, self.gone.set)

    async def outgoing(self) -> AsyncIterator[str | Goodbye]:
        """What to send, in order; ends after a Goodbye."""
        while True:
            item = await self._waiting.get()
            yield item
            if isinstance(item, Goodbye):
                return
