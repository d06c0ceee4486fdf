"""When a sample was captured: RTP ticks → the sender's clock → seconds of the record. Pure.

Two maps. A sender report says which RTP tick was at which moment of the sender's clock; between
reports the line is straight (RFC 3550 §6.4.1). The sender's clock is not the recorder's: their
difference is the smallest seen between a report's own time and its arrival, taken over all
streams of one device, so that its picture and its sound move together whatever it is.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_MOST_DRIFT = 0.01  # a line steeper than this is a stepped clock, no crystal
_WINDOW = 30.0  # seconds over which the smallest delay is taken


class Report(NamedTuple):
    """One sender report. ticks: extended RTP time; ntp, arrival: seconds."""

    ticks: int
    ntp: float
    arrival: float


def unwrap(ticks: int, near: int) -> int:
    """The whole number congruent to the 32-bit `ticks` that lies nearest to `near`."""
    return near + ((ticks - near + 0x80000000) & 0xFFFFFFFF) - 0x80000000


class StreamClock:
    """RTP ticks of one stream → seconds of its sender's clock. rate: ticks a second."""

    def __init__(self, reports: Iterable[Report], rate: int) -> None:
        self._rate = rate
        self._points = _consistent(reports, rate)
        self._ticks = [point.ticks for point in self._points]

    @property
    def reports(self) -> Sequence[Report]:
        """Those that can be true of one clock, in order."""
        return self._points

    def seconds(self, ticks: int) -> float:
        """The moment of `ticks`; beyond the reports the nominal rate holds."""
        after = bisect_right(self._ticks, ticks)
        if after in (0, len(self._points)):
            near = self._points[max(0, after - 1)]
            return near.ntp + (ticks - near.ticks) / self._rate
        left, right = self._points[after - 1], self._points[after]
        share = (ticks - left.ticks) / (right.ticks - left.ticks)
        return left.ntp + share * (right.ntp - left.ntp)


def _consistent(reports: Iterable[Report], rate: int) -> list[Report]:
    points: list[Report] = []
    for report in sorted(reports):
        if points:
            ticks, seconds = report.ticks - points[-1].ticks, report.ntp - points[-1].ntp
            if (
                ticks <= 0
                or abs(seconds * rate / ticks - 1) > _MOST_DRIFT + 0.01 * rate / ticks
            ):
                continue
        points.append(report)
    return points


@dataclass(frozen=True, slots=True)
class Difference:
    """Sender's clock → recorder's clock, at the middle of each window of reports."""

    at: Sequence[float]
    offset: Sequence[float]

    @classmethod
    def of(cls, reports: Iterable[Report]) -> "Difference":
        """From all reports of one device in one part; at least one."""
        windows: dict[int, list[Report]] = {}
        for report in sorted(reports, key=lambda report: report.ntp):
            windows.setdefault(int(report.ntp // _WINDOW), []).append(report)
        at = [(items[0].ntp + items[-1].ntp) / 2 for items in windows.values()]
        least = [min(r.arrival - r.ntp for r in items) for items in windows.values()]
        return cls(at, least)

    def arrival(self, seconds: float) -> float:
        """The recorder's time of `seconds` by the sender's clock, as if nothing took time."""
        after = bisect_right(self.at, seconds)
        if after in (0, len(self.at)):
            return seconds + self.offset[max(0, after - 1)]
        left, right = self.at[after - 1], self.at[after]
        share = (seconds - left) / (right - left)
        low, high = self.offset[after - 1], self.offset[after]
        return seconds + low + share * (high - low)


def by_arrival(packets: Iterable[tuple[int, float]], rate: int) -> StreamClock:
    """Without reports: of (ticks, arrival), the packet that took least time sets the clock."""
    first, least = 0, 0.0
    for number, (ticks, arrival) in enumerate(packets):
        if number == 0:
            first, least = ticks, arrival
        least = min(least, arrival - (ticks - first) / rate)
    return StreamClock([Report(first, least, least)], rate)
