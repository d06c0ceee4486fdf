"""The delay-based estimate: additive or multiplicative increase, multiplicative decrease.

Pure. Source: draft-ietf-rmcat-gcc-02 §5.5. Rates in bits a second.
"""

from collections import deque

from media.congestion.sent import Arrival
from media.congestion.trend import Usage

LEAST, MOST = 10_000.0, 100_000_000.0
_WINDOW = 0.5  # seconds over which what arrives is counted
_SHORTEST, _FEW, _LONGEST = 0.15, 6, 2.0  # or as long as it takes to know so many
_KEPT = 1_024  # arrivals: far more than half a second has
_GROWTH = 1.08  # a second, far from the known capacity
_PACKET, _FRAMES = 1200 * 8, 30  # bits of a packet; or as many of them as a frame is
_RESPONSE = 0.5  # seconds until a change of rate shows in a feedback
_BETA = 0.85
_NEAR = 3.0  # deviations around the known capacity
AHEAD, ALWAYS = 1.1, 10_000.0  # no further than this beyond what is known to arrive


class Acknowledged:
    """The rate at which packets arrive."""

    def __init__(self) -> None:
        self._arrivals: deque[Arrival] = deque()
        self._octets = 0

    def note(self, arrival: Arrival) -> None:
        """Some packets arrived."""
        self._arrivals.append(arrival)
        self._octets += arrival.octets
        # A receiver may say that all came at once, or before its time.
        while (age := abs(arrival.arrived - self._arrivals[0].arrived)) > _WINDOW or len(
            self._arrivals
        ) > _KEPT:
            if age <= _LONGEST and len(self._arrivals) <= _FEW:
                return
            self._octets -= self._arrivals.popleft().octets

    @property
    def rate(self) -> float | None:
        """None while too little is known."""
        if len(self._arrivals) < 2:
            return None
        span = self._arrivals[-1].arrived - self._arrivals[0].arrived
        if span < _SHORTEST:
            return None
        return (self._octets - self._arrivals[0].octets) * 8 / span


class Capacity:
    """Where decreases happened: about there the link's capacity lies."""

    def __init__(self) -> None:
        self._mean: float | None = None
        self._spread = 0.4  # of (rate - mean)² / mean, in kbit/s

    def decreased(self, rate: float) -> None:
        """Too much was sent when this much arrived."""
        kilo = rate / 1000
        if self._mean is None:
            self._mean = kilo
        self._mean += 0.05 * (kilo - self._mean)
        error = (kilo - self._mean) ** 2 / max(self._mean, 1.0)
        self._spread = min(max(0.95 * self._spread + 0.05 * error, 0.4), 2.5)

    def near(self, rate: float) -> bool:
        """Whether `rate` is close to it. A rate far above or below makes it unknown."""
        if self._mean is None:
            return False
        away = abs(rate / 1000 - self._mean)
        if away <= _NEAR * (self._spread * self._mean) ** 0.5:
            return True
        if rate / 1000 > self._mean:
            self._mean = None
        return False


class Rate:
    """`bits` is the estimate."""

    def __init__(self, start: float) -> None:
        self.bits = start
        self._capacity = Capacity()
        self._updated: float | None = None
        self._decreased = float("-inf")
        self._hold = False

    def update(
        self, usage: Usage, acknowledged: float | None, now: float, *, stands: bool = False
    ) -> bool:
        """One feedback; the seconds since the last make it grow. Whether it fell. stands: the
        queue does not drain, so what arrives is still too much."""
        since = 0.0 if self._updated is None else min(now - self._updated, 1.0)
        self._updated = now
        if usage is Usage.OVER:
            return self._decrease(acknowledged, now, stands)
        if usage is Usage.UNDER:
            self._hold = True  # the queue drains: let it
        elif self._hold:
            self._hold = False
        else:
            self._increase(acknowledged, since)
        return False

    def _decrease(self, acknowledged: float | None, now: float, stands: bool) -> bool:
        self._hold = True
        if now - self._decreased < _RESPONSE:
            return False
        self._decreased = now
        carried = self.bits if acknowledged is None else acknowledged
        if stands:
            carried = min(carried, self.bits)
        if self._capacity.near(carried) or carried < self.bits:
            self._capacity.decreased(carried)
        self.bits = max(LEAST, min(self.bits, _BETA * carried))
        return True

    def _increase(self, acknowledged: float | None, since: float) -> None:
        if acknowledged is None:
            return
        limit = AHEAD * acknowledged + ALWAYS
        if self.bits >= limit:
            return
        if self._capacity.near(acknowledged):
            step = max(4000.0, min(_PACKET, self.bits / _FRAMES) / _RESPONSE) * since
        else:
            step = max(1000.0, self.bits * (_GROWTH**since - 1))
        self.bits = min(MOST, limit, self.bits + step)

    def proven(self, bits: float) -> None:
        """A probe arrived at this rate, and no queue grew."""
        self.bits = min(MOST, max(self.bits, bits))
