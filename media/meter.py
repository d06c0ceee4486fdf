"""How many bits a second a stream brings, looked at from time to time. Pure."""

_LOOK = 0.5  # seconds between two looks, at least
_NEW = 0.3  # what the latest look counts: key frames come and go
_OVERHEAD = 60  # bytes of each packet besides its payload: IP, UDP, SRTP, RTP with extensions


class Meter:
    """Counts what is handed on: padding is not."""

    def __init__(self) -> None:
        self.bits = 0.0
        self._total = 0
        self._before: tuple[float, int] | None = None

    def note(self, octets: int) -> None:
        """One packet with so many bytes of payload."""
        self._total += octets + _OVERHEAD

    def look(self, now: float) -> float:
        """The rate, by what the stream has brought so far."""
        if self._before is None:
            self._before = (now, self._total)
        since = now - self._before[0]
        if since >= _LOOK:
            latest = (self._total - self._before[1]) * 8 / since
            self.bits += (_NEW if self.bits else 1.0) * (latest - self.bits)
            self._before = (now, self._total)
        return self.bits
