"""How well a participant is connected: LiveKit's score of loss, delay and jitter. Pure.

Source: livekit-server, pkg/sfu/connectionquality/scorer.go (a simplified E-model). The worst of
a participant's streams decides, those it sends and those it receives.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from livekit.protocol.models import ConnectionQuality

from media.health import Stream

WINDOW = 2.0  # seconds between two looks at the counts
SILENT = 1.0  # seconds without a packet of a peer that sends several a second: it is lost
WEIGHT = {"audio": 8.0 / 1.5, "video": 10.0}  # points a percent of loss costs; Opus has FEC
FULL, LEAST, DRY, LOST = 100.0, 30.0, 40.0, 20.0
RISE, FALL = 0.4, 0.8  # how much of a better or worse reading counts at once
LEVELS = (
    (80.0, ConnectionQuality.EXCELLENT),
    (40.0, ConnectionQuality.GOOD),
    (20.0, ConnectionQuality.POOR),
)
_Key = tuple[str, bool]


def rating(score: float) -> ConnectionQuality:
    """The level of a score of 0 to 100."""
    return next((level for above, level in LEVELS if score > above), ConnectionQuality.LOST)


def opinion(score: float) -> float:
    """The score as a mean opinion score, 1 to 4.5 (ITU-T G.107 annex B)."""
    if score <= 0.0:
        return 1.0
    if score >= FULL:
        return 4.5
    return 1.0 + 0.035 * score + score * (score - 60.0) * (100.0 - score) * 7e-6


def reading(stream: Stream, packets: int, lost: int) -> float:
    """The score of one stream by `packets` expected in a window, of which `lost`."""
    delay = stream.rtt * 1000.0 / 2 + stream.jitter * 2 * 1000.0 * (not stream.up)
    effect = (delay - 120.0) / 10.0 if delay > 160.0 else delay / 40.0
    return max(0.0, FULL - effect - 100.0 * max(0, lost) / packets * WEIGHT[stream.kind])


@dataclass(slots=True)
class Scorer:
    """One participant's score; times are monotonic seconds."""

    score: float = FULL
    _looked: float | None = None
    _counts: dict[_Key, tuple[int, int]] = field(default_factory=dict)
    _scores: dict[_Key, float] = field(default_factory=dict)

    def note(self, streams: Iterable[Stream], last_heard: float, now: float) -> None:
        """Looks at the counts, once in a window; at silence at once."""
        if now - last_heard > SILENT:
            self.score = LOST
            return
        if self._looked is not None and now - self._looked < WINDOW:
            if self.score == LOST:  # heard again: as good as it was
                self.score = min(self._scores.values(), default=FULL)
            return
        self._looked = now
        before, self._counts = self._counts, {}
        scores: dict[_Key, float] = {}
        for stream in streams:
            key = stream.sid, stream.up
            self._counts[key] = stream.packets, stream.lost
            scores[key] = self._next(stream, before.get(key), self._scores.get(key, FULL))
        self._scores = scores
        self.score = min(scores.values(), default=FULL)

    def _next(self, stream: Stream, before: tuple[int, int] | None, score: float) -> float:
        if before is None:
            return score
        packets, lost = stream.packets - before[0], stream.lost - before[1]
        if packets <= 0:
            return DRY if stream.due and stream.packets else score
        value = reading(stream, packets, lost)
        weight = FALL if value < score else RISE
        return max(LEAST, weight * value + (1.0 - weight) * score)

    @property
    def rating(self) -> ConnectionQuality:
        """The level now."""
        return rating(self.score)
