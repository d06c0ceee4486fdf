"""How much work one peer may make of its RTCP: what it says is cheap to say, dear to act on.

One datagram can ask for five thousand packets again, or speak of as many. Work is counted when
it is known, and paid afterwards: who owes is not read until the debt is worn off. Pure.
"""

from collections.abc import Sequence

from media import rtcp
from media.rtcp import Report
from media.transport_feedback import TransportFeedback

_PACKET = 10
"""Units of any packet: decrypting and reading it costs as much as finding ten kept packets."""
_KEY = 4


def work(reports: Sequence[Report]) -> int:
    """Units of acting on the reports of one packet: about the microseconds of a slow core."""
    return _PACKET + sum(map(_work, reports))


def _work(report: Report) -> int:
    match report:
        case rtcp.Nack():
            return len(report.missing)
        case TransportFeedback():
            return len(report.arrivals) // 4
        case rtcp.KeyFrameRequest():
            return _KEY
        case _:
            return 1


class Credit:
    """`rate` units a second; as much again may be owed or saved."""

    def __init__(self, rate: float, now: float) -> None:
        self._rate = self._level = float(rate)
        self._at = now

    def good(self, now: float) -> bool:
        """Whether nothing is owed."""
        self._level = min(self._rate, self._level + (now - self._at) * self._rate)
        self._at = now
        return self._level > 0

    def spend(self, units: float) -> None:
        """Pays, on credit."""
        self._level -= units
