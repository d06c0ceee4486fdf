"""Timed probing upwards: padding for a moment, to learn whether more would come through. Pure.

An estimate grows no further than what is sent; what is sent are whole layers. So when a better
layer is wanted and the estimate does not allow it, padding fills the difference for a quarter
of a second. A queue that grows meanwhile ends it at once. Source of the idea:
draft-ietf-rmcat-gcc-02 §3 (probing), libwebrtc's ProbeController and ProbeBitrateEstimator.
"""

from collections.abc import Iterable

from media.congestion.sent import Arrival

_SECONDS, _SLOWLY = 0.25, 0.35  # the latter on slow ways, where few packets tell little
_REPORTS = 0.4  # seconds after its end until all feedback has come
_DRAIN = 0.6  # seconds after a failed one, in which its queue drains
_STEP = 3.0  # times the estimate, at most…
_ALWAYS = 30_000.0  # …or so much: fewer packets would tell nothing
_CAREFUL, _SLOW = 1.3, 300_000.0  # on slow ways: a second's worth of queue is soon made there
_BOLDER = 2.0  # times, on slow ways too: after one that came where another had failed
_SOON, _FIRST, _LONGEST = 0.6, 3.0, 12.0  # seconds to the next one
_NEXT, _OFTEN = 0.2, 6.0  # on slow ways; after small ones: a way gets wide again
_SETTLES = 0.06  # seconds until the bursts are even
_BURSTS = 3  # that must have come, to know a rate
_NEARLY = 0.95  # of what was sent arrived: the way carries it
_MOST_LOST = 0.5
_SHARE = 0.92  # of what arrived, when less did


class Probe:
    """At most one at a time. Rates in bits a second, times in seconds."""

    def __init__(self) -> None:
        self._next_at = 0.0
        self._patience = _FIRST
        self._wall = 0.0  # the rate of the last that failed
        self._bold = False  # the last came through, beyond the wall
        self._began = self._ended = 0.0
        self._from = self._target = 0.0
        self._octets = 0  # counter of what was sent, when it began
        self._sent = 0
        self._settled = -1  # counter of what was sent, when the bursts were even
        self._arrived: list[Arrival] = []
        self._drained = float("-inf")
        self.running = self.waiting = False

    def felt(self, now: float) -> bool:
        """Whether a queue may be there because of a probe."""
        return self.running or self.waiting or now < self._drained

    def consider(self, goal: float, estimate: float, octets: int, now: float) -> bool:
        """Begins one if `goal` is above the estimate and it is time. `octets`: sent so far."""
        if self.running or self.waiting or now < self._next_at or goal <= estimate:
            return False
        step = _STEP if estimate >= _SLOW else _BOLDER if self._bold else _CAREFUL
        most = goal * _BOLDER if self._bold else goal
        self._from, self._target = estimate, min(most, max(estimate * step, _ALWAYS))
        self._began, self._octets, self._settled = now, octets, -1
        self._ended = now + (_SLOWLY if estimate < _SLOW else _SECONDS)
        self._arrived.clear()
        self.running = True
        return True

    def padding(self, octets: int, now: float) -> int:
        """How many bytes of padding to send now. `octets`: sent so far, padding included."""
        if not self.running:
            return 0
        if self._settled < 0 and now - self._began > _SETTLES:
            self._settled = octets
        due = self._target / 8 * (now - self._began)
        missing = int(due) - (octets - self._octets)
        if now >= self._ended:
            self._sent = octets - self._octets + max(0, missing)
            self.running, self.waiting, self._ended = False, True, now
        return max(0, missing)

    def note(self, arrivals: Iterable[Arrival]) -> None:
        """What arrived, of the probe or beside it."""
        if self.running or self.waiting:
            begun = self._began + _SETTLES
            self._arrived += [one for one in arrivals if begun < one.sent <= self._ended]

    def failed(self, now: float) -> None:
        """A queue grew, or more was lost: no more of it, and the next one later."""
        self._bold, self._wall = False, self._target
        self._patience = min(self._patience * 2, self._longest())
        self._next_at, self._drained = now + self._patience, now + _DRAIN
        self.running = self.waiting = False

    def _longest(self) -> float:
        """A small one makes a small queue."""
        return _OFTEN if self._target <= _BOLDER * self._from else _LONGEST

    def seen(self) -> float:
        """The rate at which it arrived so far: what a link carries where a queue grows. 0 where
        too little came."""
        first = min((one.arrived for one in self._arrived), default=0.0)
        later = [one for one in self._arrived if one.arrived > first]
        span = max((one.arrived for one in later), default=first) - first
        if len(later) < _BURSTS or span < _SETTLES:
            return 0.0
        return sum(one.octets for one in later) * 8 / span

    def result(self, own: float, now: float, *, queued: bool = False) -> float | None:
        """The rate that came through, once it is known. `own`: share the link always loses.
        queued: what did not come may still be waiting."""
        if not self.waiting or now < self._ended + _REPORTS:
            return None
        self.waiting = False
        carried = self._carried(own, queued)
        if carried is None:
            self.failed(now)
            return None
        if carried <= self._from:
            self.failed(now)
        else:
            self._bold = carried >= max(_NEARLY * self._target, self._wall)
            soon = _NEXT if self._from < _SLOW else _SOON
            self._patience, self._next_at = _FIRST, now + soon
        return carried

    def _after_first(self, first: float) -> float:
        """How many bytes were sent behind the first burst that came."""
        even = max(1, self._octets + self._sent - max(self._settled, self._octets))
        return (
            even * (self._ended - first) / max(self._ended - self._began - _SETTLES, _SETTLES)
        )

    def _carried(self, own: float, queued: bool) -> float | None:
        """From the end of the first burst with padding to the end of the last."""
        arrived = self._arrived
        if not arrived:
            return None
        first = arrived[0].sent
        begun = max(one.arrived for one in arrived if one.sent == first)
        later = [one for one in arrived if one.sent > first]
        span = max((one.arrived for one in later), default=begun) - begun
        if len(later) < _BURSTS or span <= 0:
            return None
        sending = self._sent * 8 / (self._ended - self._began)
        octets = sum(one.octets for one in later)
        if (
            sending < _SLOW and not queued
        ):  # its own loss, as long as no queue grows: see media.congestion.loss
            own = max(own, min(_MOST_LOST, 1.0 - octets / self._after_first(first)))
        received = octets * 8 / span / (1.0 - own)
        return min(received, sending) if received >= _NEARLY * sending else _SHARE * received
