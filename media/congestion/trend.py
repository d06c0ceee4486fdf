"""Whether the queue before the narrowest link grows: trendline filter, overuse detector. Pure.

Source: draft-ietf-rmcat-gcc-02 §5, with the trendline of libwebrtc in place of the Kalman
filter. One judgement a feedback instead of one a group of packets: it costs less, and a
receiver sends feedback ten to twenty times a second.
"""

from collections import deque
from enum import Enum

_GROUP = 0.005  # seconds: packets sent within are one group
_WINDOW = 20  # groups the slope is taken over
_SMOOTHING, _PER = 0.9, 0.05  # of the past, for so many seconds; groups further apart: less
_LOOK, _ENOUGH, _FULL = 0.5, 3, 20  # seconds between two looks at a standing queue; looks, and
# looks where packets are lost meanwhile: a longer way loses none, a full queue does
_DRAINS = 0.02  # seconds of queue that a second takes away
_STANDING = 0.15  # seconds of queue that is too much, whether it grows or not
_GAIN = 4.0
_DELTAS = 60
_UP, _DOWN = 0.0087, 0.039  # how fast the threshold follows
_LEAST, _MOST = 6.0, 600.0  # ms
_OUTLIER = 15.0  # ms beyond the threshold that do not move it
_STEP = 0.1  # seconds: the threshold is moved by no more than this at once
_BREAK = 3.0  # seconds between arrivals: another story begins
_HEIGHT, _NOISES = 8.0, 3.0  # ms and mean deviations a queue must have, to be one
_BASE = 5000.0  # ms of arrivals whose least delay is the empty queue's


class Usage(Enum):
    """How the path is used: by less than it carries again, as it should be, by too much."""

    UNDER = "under"
    NORMAL = "normal"
    OVER = "over"


class Trend:
    """Fed with when packets were sent and arrived, by any two clocks."""

    def __init__(self) -> None:
        self._group: tuple[float, float, float] | None = None  # first sent, last sent, arrived
        self._before: tuple[float, float] | None = None
        self._points: deque[tuple[float, float]] = deque(maxlen=_WINDOW)
        self._delay = self._smooth = self._noise = 0.0  # ms
        self._least = (0.0, 0.0, 0.0)  # ms: of the period before, of this one; its begin
        self._deltas = 0
        self._threshold = 12.5
        self._judged_at: float | None = None
        self._slope = 0.0
        self._over = 0
        self._looked, self._stood = (0.0, 0.0), 0  # when; the queue then; how often it stood
        self.usage = Usage.NORMAL
        self.stands = False  # a queue that does not drain, whether it grows or not

    @property
    def queue(self) -> float:
        """Seconds of delay above the least of late."""
        return (self._smooth - min(self._least[:2])) / 1000

    @property
    def noise(self) -> float:
        """Seconds by which delays vary anyway."""
        return self._noise / 1000

    def note(self, sent: float, arrived: float) -> None:
        """Packets sent together at `sent`, of which the last came at `arrived`."""
        group = self._group
        if group is None:
            self._group = (sent, sent, arrived)
        elif self._joins(group, sent, arrived):
            self._group = (group[0], sent, max(group[2], arrived))
        else:
            self._done(group[1], group[2])
            self._group = (sent, sent, arrived)

    def _joins(self, group: tuple[float, float, float], sent: float, arrived: float) -> bool:
        if sent - group[0] <= _GROUP:
            return True
        late, apart = arrived - group[2], sent - group[1]
        return late <= _GROUP and late < apart  # what a gate along the way let go at once

    def _done(self, sent: float, arrived: float) -> None:
        before, self._before = self._before, (sent, arrived)
        if before is None:
            return
        between = arrived - before[1]
        if abs(between) > _BREAK:
            self._points.clear()
            self._delay = self._smooth = 0.0
            self._least = (0.0, 0.0, self._least[2])
            return
        self._deltas += 1
        self._delay += 1000 * (between - (sent - before[0]))
        away = self._delay - self._smooth
        self._smooth += (1 - _SMOOTHING ** max(1.0, (sent - before[0]) / _PER)) * away
        self._noise += 0.05 * (abs(away) - self._noise)
        self._points.append((1000 * sent, self._smooth))
        self._settle(1000 * sent)

    def _settle(self, at: float) -> None:
        before, least, since = self._least
        if at - since > _BASE:
            self._least = (least, self._smooth, at)
        else:
            self._least = (before, min(least, self._smooth), since)

    def judge(self, now: float, *, losing: bool = False) -> Usage:
        """Once for each feedback, after its packets were noted. losing: some are lost now."""
        stands = self.stands = self._stands(now, _FULL if losing else _ENOUGH)
        if len(self._points) < _WINDOW // 2:
            self._judged_at = now
            self.usage = Usage.OVER if stands else Usage.NORMAL
            return self.usage
        slope = _slope(self._points)
        modified = min(self._deltas, _DELTAS) * slope * _GAIN
        if modified > self._threshold:
            self._over += 1
            if self._over > 1 and slope >= self._slope and self._queued():
                self.usage = Usage.OVER
        else:
            self._over = 0
            self.usage = Usage.UNDER if modified < -self._threshold else Usage.NORMAL
        if self.usage is Usage.NORMAL and stands:
            self.usage = Usage.OVER
        self._slope = slope
        self._adapt(abs(modified), now)
        return self.usage

    def _stands(self, now: float, enough: int) -> bool:
        """A long queue that does not drain, even if it grows no more. One that stays although
        less and less is sent is none: the way itself became longer."""
        at, before = self._looked
        drains = self.queue < before - _DRAINS * (now - at)
        if now - at >= _LOOK:
            self._looked = (now, self.queue)
            self._stood = self._stood + 1 if self.queue > _STANDING and not drains else 0
            if self._stood > enough:
                self._least = (self._smooth, self._smooth, self._least[2])
                self._stood = 0
        return self.queue > _STANDING and not drains

    def _queued(self) -> bool:
        """Jitter alone also has a slope, now and then, but no height."""
        return 1000 * self.queue > max(_HEIGHT, _NOISES * self._noise)

    def _adapt(self, size: float, now: float) -> None:
        since = 0.0 if self._judged_at is None else now - self._judged_at
        self._judged_at = now
        if size > self._threshold + _OUTLIER:
            return
        rate = _DOWN if size < self._threshold else _UP
        self._threshold += rate * (size - self._threshold) * 1000 * min(since, _STEP)
        self._threshold = min(max(self._threshold, _LEAST), _MOST)


def _slope(points: deque[tuple[float, float]]) -> float:
    """Of the least squares' line."""
    count = len(points)
    mean_x = sum(x for x, _ in points) / count
    mean_y = sum(y for _, y in points) / count
    across = sum((x - mean_x) ** 2 for x, _ in points)
    if not across:
        return 0.0
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / across
