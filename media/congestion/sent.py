"""What was sent with transport-wide numbers, and what the receiver says became of it. Pure."""

from collections import deque
from dataclasses import dataclass
from typing import NamedTuple

from media.rtp import extend
from media.transport_feedback import TICK, TransportFeedback

_BURSTS = 2048  # remembered: seconds of video, far longer than a receiver waits
_OVERTAKEN = 0.3  # seconds of later packets that came, until one missing is lost


class Burst(NamedTuple):
    """`packets` from number `first` (unwrapped) on, sent together at `sent` seconds;
    each of `size` bytes but the last."""

    first: int
    packets: int
    size: int
    last: int
    sent: float


class Arrival(NamedTuple):
    """What came of packets sent together: when the last of them came (receiver's seconds),
    how many bytes did."""

    sent: float
    arrived: float
    octets: int


@dataclass(frozen=True, slots=True)
class Result:
    """What one feedback says: in order of sending. `sent` counts packets, lost ones too."""

    arrivals: tuple[Arrival, ...]
    sent: int
    lost: int


class Sent:
    """Numbers packets and remembers them by burst; a burst costs one entry."""

    def __init__(self) -> None:
        self.next = 1  # unwrapped number of the next packet
        self.octets = 0
        self._bursts: deque[Burst] = deque(maxlen=_BURSTS)
        self._missing: dict[int, float] = {}  # when sent
        self._newest = float("-inf")  # when the newest packet reported was sent

    def left(self, count: int, size: int, last: int, now: float) -> None:
        """`count` packets, numbered from `next` on, have left together."""
        self._bursts.append(Burst(self.next, count, size, last, now))
        self.next += count
        self.octets += size * (count - 1) + last

    def reported(self, feedback: TransportFeedback) -> Result:
        """Packets that no feedback spoke of count as neither lost nor sent; one that was only
        overtaken is not lost."""
        base = extend(feedback.base, self.next)
        end = base + len(feedback.arrivals)
        if self._missing:
            self._found(feedback, base, end)
        found: list[Arrival] = []
        sent = 0
        while self._bursts and self._bursts[0].first < end:
            burst = self._bursts[0]
            last = burst.first + burst.packets
            if last > base:
                sent += min(last, end) - max(burst.first, base)
                arrival = self._arrival(burst, feedback, base)
                if arrival is not None:
                    found.append(arrival)
            if last > end:
                break
            self._bursts.popleft()
        return Result(tuple(found), sent, self._lost())

    def _arrival(self, burst: Burst, feedback: TransportFeedback, base: int) -> Arrival | None:
        begin = max(burst.first, base)
        came = feedback.arrivals[begin - base : burst.first + burst.packets - base]
        self._newest = max(self._newest, burst.sent)
        here = [at for at in came if at is not None]
        if len(here) < len(came):
            for number, at in enumerate(came, begin):
                if at is None:
                    self._missing[number] = burst.sent
        if not here:
            return None
        octets = burst.size * len(here)
        if came[-1] is not None and begin + len(came) == burst.first + burst.packets:
            octets += burst.last - burst.size
        return Arrival(burst.sent, max(here) * TICK, octets)

    def _found(self, feedback: TransportFeedback, base: int, end: int) -> None:
        """What was missing before and has come meanwhile."""
        for number in [n for n in self._missing if base <= n < end]:
            if feedback.arrivals[number - base] is not None:
                del self._missing[number]

    def _lost(self) -> int:
        """How many of the missing will not come any more."""
        if not self._missing:
            return 0
        gone = [n for n, at in self._missing.items() if self._newest - at > _OVERTAKEN]
        for number in gone:
            del self._missing[number]
        return len(gone)
