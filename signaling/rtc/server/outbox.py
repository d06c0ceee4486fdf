"""What is waiting to be sent on one signal connection: bounded, in order, closed once."""

import asyncio
from collections.abc import AsyncIterator

from livekit.protocol.rtc import SignalResponse


class Outbox:
    """One socket's outgoing messages. Nobody waits for a slow reader: it loses its socket."""

    def __init__(self, limit: int) -> None:
        self._queue: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._limit = limit
        self._closed = False

    @property
    def closed(self) -> bool:
        """Whether nothing more will be sent."""
        return self._closed

    def put(self, response: SignalResponse) -> None:
        """Queue a message."""
        self.put_bytes(response.SerializeToString())

    def put_bytes(self, message: bytes) -> None:
        """Queue a message serialised once for many; too many waiting closes the outbox."""
        if self._closed:
            return
        if self._queue.qsize() >= self._limit:
            self.close()
            return
        self._queue.put_nowait(message)

    def close(self) -> None:
        """Nothing follows; what is queued is still sent."""
        if not self._closed:
            self._closed = True
            self._queue.put_nowait(None)

    async def messages(self) -> AsyncIterator[bytes]:
        """Every message until the outbox is closed."""
        while (message := await self._queue.get()) is not None:
            yield message
