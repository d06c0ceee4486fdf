"""What one client may cost the relay: the table of bounds, and the bucket that meters rates."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SignalLimits:
    """Bounds on what a client or an API caller may ask for. Sizes in bytes, times in seconds.

    A signal message of a fifty-section offer has about 60 KiB; a real client sends fewer than
    twenty messages a second, joining included.
    """

    rooms: int = 200
    participants: int = 64  # a room
    tracks: int = 8  # a participant, pending ones included
    named_tracks: int = 1_024  # by one message: more than a room's rules let it have
    identity: int = 256
    room_name: int = 256
    display_name: int = 256
    metadata: int = 64 * 1024
    attributes: int = 64 * 1024
    request_line: int = 64 * 1024  # the offer travels in the query string of `/rtc/v1`
    join_request: int = 256 * 1024  # unpacked
    message: int = 256 * 1024
    malformed_messages: int = 10  # then the socket is closed
    messages_per_second: float = 40.0
    messages_burst: float = 200.0
    work_per_second: float = 0.1  # of a second's computing, for one client's messages
    work_burst: float = 1.0  # everybody joins at once: an offer for each
    data_packet: int = 64 * 1024
    data_per_second: float = 512 * 1024.0  # SCTP in Python is slow: files go by HTTP
    data_burst: float = 1024 * 1024.0
    api_body: int = 512 * 1024
    outgoing_messages: int = 2_000  # queued for a reader that does not read
    negotiation: float = 15.0  # from joining to media up
    departure: float = 15.0  # a lost socket with living media may resume this long
    webhook_queue: int = 1_000


@dataclass(slots=True)
class Bucket:
    """A token bucket: `rate` units a second, `burst` at once. Times are monotonic seconds."""

    rate: float
    burst: float
    _level: float = field(init=False)
    _at: float | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self._level = self.burst

    def take(self, amount: float, now: float) -> bool:
        """Take `amount` if it is there."""
        self._fill(now)
        if self._level < amount:
            return False
        self._level -= amount
        return True

    def owe(self, amount: float, now: float) -> float:
        """Take `amount` on credit: seconds to wait until the debt is paid (0 if none)."""
        self._fill(now)
        self._level -= amount
        return max(0.0, -self._level / self.rate)

    def _fill(self, now: float) -> None:
        passed = 0.0 if self._at is None else max(0.0, now - self._at)
        self._level = min(self.burst, self._level + passed * self.rate)
        self._at = now
