"""What one subscriber's way carries, by delay and by loss together. Pure."""

from media.congestion.loss import Loss
from media.congestion.rate import LEAST, Acknowledged, Rate
from media.congestion.sent import Result
from media.congestion.trend import Trend, Usage

_NARROW, _LESS = 300_000.0, 0.85
_LOSING = 2.0  # seconds after a loss
_QUEUED = 0.05  # seconds: what is lost beside such a queue, the queue lost


class Estimate:
    """Fed with feedback; `bits` a second, of what is sent with transport-wide numbers."""

    def __init__(self, start: float) -> None:
        self.trend = Trend()
        self.rate = Rate(start)
        self.loss = Loss()
        self.acknowledged = Acknowledged()
        self.heard = False  # some feedback came
        self._losing_until = float("-inf")

    @property
    def bits(self) -> float:
        """The lesser of both."""
        return max(LEAST, min(self.rate.bits, self.loss.bits))

    @property
    def lossy(self) -> float:
        """The share that is lost however little is sent, as far as is known."""
        return (
            self.loss.own if self.trend.queue > _QUEUED else max(self.loss.own, self.loss.share)
        )

    def note(self, result: Result, now: float, *, probing: bool = False) -> Usage:
        """One feedback. While `probing`, a queue is the probe's: it drains when that ends."""
        self.heard = True
        for arrival in result.arrivals:
            self.trend.note(arrival.sent, arrival.arrived)
            self.acknowledged.note(arrival)
        if result.lost:
            self._losing_until = now + _LOSING
        usage = self.trend.judge(now, losing=now < self._losing_until)
        arriving = self.acknowledged.rate
        queued = self.trend.queue > _QUEUED
        self.loss.note(result.sent, result.lost, arriving or 0.0, now, queued=queued)
        stands = self.trend.stands
        if not probing and self.rate.update(usage, arriving, now, stands=stands):
            self.loss.less(now)
        return usage

    def proven(self, bits: float) -> None:
        """So much of a probe came through, in bits a second."""
        if bits < self.bits:
            self.refuted(bits)
        self.rate.proven(bits)
        self.loss.proven(bits)

    def refuted(self, bits: float = 0.0) -> None:
        """A probe made a queue, or less came through than was thought: `bits`, as far as known.
        A narrow way is thought narrower, since it may be that nothing else is sent that would
        show it."""
        if self.bits < _NARROW:
            self.rate.bits = max(LEAST, bits if 0.0 < bits < self.bits else _LESS * self.bits)
