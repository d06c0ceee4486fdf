"""Memory of who has left goes back to the system.

Keys and buffers of a connection are made and freed by C libraries. glibc keeps what lies
between blocks still in use: without this a relay stays as large as its busiest minute, for
months. It takes a few milliseconds, so it is done seldom, and only after somebody left.
Source: malloc_trim(3).
"""

import ctypes
from collections.abc import Callable

EVERY = 20.0  # seconds at least between two


def _trim() -> Callable[[], object]:
    """glibc's own; nothing where the C library has none (musl, macOS)."""
    try:
        trim = ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError):
        return lambda: None
    trim.argtypes, trim.restype = (ctypes.c_size_t,), ctypes.c_int
    return lambda: trim(0)


class Thrift:
    """Told often how many sessions have ended so far."""

    def __init__(self, trim: Callable[[], object] | None = None) -> None:
        self._trim = _trim() if trim is None else trim
        self._ended, self._at = 0, float("-inf")

    def look(self, ended: int, now: float) -> bool:
        """Gives back what is free, when it is time; whether it did. `now` in seconds."""
        if ended == self._ended or now - self._at < EVERY:
            return False
        self._ended, self._at = ended, now
        self._trim()
        return True
