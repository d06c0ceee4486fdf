"""When to look for datagrams: woken by the first, by the clock while they come thick.

As network drivers do: each wake of the event loop costs more than the datagram it is for, and
what is taken together leaves together (media.burst). Sparse datagrams are taken at once.
"""

import asyncio
import socket
from collections.abc import Callable

_PAUSE = 0.0018  # seconds between looks; event loops wake by whole milliseconds


class Polling:
    """`read` takes what waits in `sock`: 0 for nothing, `batch` if there may be more."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        sock: socket.socket,
        read: Callable[[], int],
        batch: int,
    ) -> None:
        self._loop, self._file, self._read, self._batch = loop, sock.fileno(), read, batch
        self._woken_at = float("-inf")
        self._timer: asyncio.Handle | None = None
        loop.add_reader(self._file, self._woken)

    def close(self) -> None:
        """Looks no more; the socket is closed after."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        else:
            self._loop.remove_reader(self._file)

    def _woken(self) -> None:
        now = self._loop.time()
        if now - self._woken_at < _PAUSE:
            self._loop.remove_reader(self._file)
            self._look()
        else:
            self._read()
        self._woken_at = now

    def _look(self) -> None:
        got = 0
        self._timer = self._loop.call_later(_PAUSE, self._look)
        got = self._read()
        if got >= self._batch:
            self._timer.cancel()
            self._timer = self._loop.call_soon(self._look)
        elif not got:
            self._timer.cancel()
            self._timer = None
            self._loop.add_reader(self._file, self._woken)
