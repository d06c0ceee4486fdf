"""What one RTP stream has delivered: order, duplicates, what to ask for again, what to report.

Pure: packets' fields and monotonic times go in, decisions come out.
"""

from dataclasses import dataclass

_ASK_AFTER = (0.0, 0.1, 0.22, 0.4, 0.7, 1.1)
"""Seconds after a hole was seen at which it is asked for: a round trip apart, then slower."""
_GIVE_UP = 1.6  # past what relays keep for retransmission
_DROPOUT = 3000  # RFC 3550 §A.1: a larger jump is another stream under the same SSRC
_ASK_AT_ONCE = 128  # sequence numbers in one request; more is an outage, not a loss


@dataclass(slots=True)
class _Hole:
    since: float
    asked: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """One reception report block (RFC 3550 §6.4.1), without the SR times."""

    fraction: int
    lost: int
    highest: int
    jitter: int


class Reception:
    """The bookkeeping of one SSRC. clock: RTP ticks a second."""

    def __init__(self, clock: int) -> None:
        self.clock = clock
        self.received = 0
        self.given_up = 0
        self.heard = False
        self._base = self._highest = 0
        self._holes: dict[int, _Hole] = {}
        self._restart = -1
        self._expected_before = self._received_before = 0
        self._jitter = 0.0
        self._transit: float | None = None

    def arrived(self, sequence: int, timestamp: int, now: float) -> bool:
        """Take note of a packet. True if it is new: False for one already had."""
        if not self.heard:
            self._begin(sequence)
        elif not self._place(sequence, now):
            return False
        self.received += 1
        self._measure(timestamp, now)
        return True

    def _begin(self, sequence: int) -> None:
        self.heard = True
        self._base = self._highest = sequence
        self._holes.clear()
        self.received = self._received_before = self._expected_before = 0
        self._restart = -1

    def _place(self, sequence: int, now: float) -> bool:
        ahead = (sequence - self._highest) & 0xFFFF
        if 0 < ahead < _DROPOUT:
            for missing in range(self._highest + 1, self._highest + ahead):
                self._holes[missing] = _Hole(now)
            self._highest += ahead
            return True
        if 0 < 0x10000 - ahead < _DROPOUT or ahead == 0:
            late = self._highest - ((0x10000 - ahead) & 0xFFFF)
            return self._holes.pop(late, None) is not None
        if sequence != self._restart:  # one stray packet is not yet a new numbering
            self._restart = (sequence + 1) & 0xFFFF
            return False
        self._begin(sequence)
        return True

    def _measure(self, timestamp: int, now: float) -> None:
        transit = now * self.clock - timestamp
        if self._transit is not None:
            change = min(abs(transit - self._transit), self.clock)
            self._jitter += (change - self._jitter) / 16
        self._transit = transit

    def wanted(self, now: float) -> tuple[int, ...]:
        """Sequence numbers (16 bit) to ask for now, in order; also forgets hopeless ones."""
        due: list[int] = []
        for number, hole in list(self._holes.items()):
            age = now - hole.since
            if age > _GIVE_UP:
                del self._holes[number]
                self.given_up += 1
            elif hole.asked < len(_ASK_AFTER) and age >= _ASK_AFTER[hole.asked]:
                hole.asked += 1
                due.append(number & 0xFFFF)
        return tuple(due[:_ASK_AT_ONCE])

    def report(self) -> Report:
        """The report block since the last call. Source: RFC 3550 §A.3."""
        expected = self._highest - self._base + 1
        expected_now = expected - self._expected_before
        lost_now = expected_now - (self.received - self._received_before)
        self._expected_before, self._received_before = expected, self.received
        fraction = (lost_now << 8) // expected_now if expected_now > 0 and lost_now > 0 else 0
        return Report(
            fraction=min(255, fraction),
            lost=max(0, min(0x7FFFFF, expected - self.received)),
            highest=self._highest & 0xFFFFFFFF,
            jitter=int(self._jitter),
        )
