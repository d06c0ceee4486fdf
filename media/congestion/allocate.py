"""Which layer of each video a subscriber gets, for the bits there are. Pure.

Sound is never weighed: only video is made smaller or paused, so that sound does not suffer.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

_ROOM = 1.15  # more than what one holds is taken only if it fits so many times

KEPT = "video.kept"
"""A LiveKit participant with this attribute, of any value, is one whom everybody must see."""


class Importance(IntEnum):
    """Who keeps a picture longest: those one must see, then what is shown, then the others."""

    KEY = 0
    SCREEN = 1
    OTHER = 2


_RAISED = {Importance.SCREEN: 0, Importance.KEY: 1, Importance.OTHER: 2}
"""Who gets better layers first: writing must be legible; all have their lowest layer before."""


@dataclass(frozen=True, slots=True)
class Stream:
    """One video. `layers`: (rank, bits a second) of those it has now, lowest first; what is
    above `whole` nobody gets before all have what is not."""

    key: str
    importance: Importance
    wanted: int  # the best rank the subscriber would show
    layers: tuple[tuple[int, float], ...]
    order: int = 0  # among those of the same importance: the subscriber's own wish
    pausable: bool = True
    whole: int = 0

    def fitting(self) -> tuple[tuple[int, float], ...]:
        """The layers worth sending: none better than wanted, unless it is the only one."""
        return tuple(one for one in self.layers if one[0] <= self.wanted) or self.layers[:1]


@dataclass(frozen=True, slots=True)
class Plan:
    """ranks: by stream; None for a paused one. goal: bits a second that would make the next
    thing better, 0 when all have what they want."""

    ranks: Mapping[str, int | None]
    bits: float
    goal: float


def allocate(
    streams: Iterable[Stream],
    bits: float,
    held: Mapping[str, int | None],
    *,
    raising: bool = True,
) -> Plan:
    """First the lowest layer of each, by importance, then its whole frame rate; then better
    layers, as far as bits go.

    `held`: what each has now; what it does not have must fit with room to spare, and is given
    only while `raising`.
    """
    ways = sorted((one for one in streams if one.layers), key=lambda s: (s.importance, s.order))
    share = _Share(bits, held, raising)
    for stream in ways:
        share.begin(stream, stream.fitting())
    for stream in ways:
        share.raised(stream, [one for one in stream.fitting() if one[0] <= stream.whole])
    for stream in sorted(ways, key=lambda s: (_RAISED[s.importance], s.order)):
        share.raised(stream, stream.fitting())
    return Plan(share.ranks, share.used, share.goal)


class _Share:
    def __init__(self, bits: float, held: Mapping[str, int | None], raising: bool) -> None:
        self._bits, self._held, self._raising = bits, held, raising
        self.ranks: dict[str, int | None] = {}
        self.used = self.goal = 0.0

    def begin(self, stream: Stream, layers: Sequence[tuple[int, float]]) -> None:
        rank, cost = layers[0]
        if not stream.pausable or self._fits(stream, rank, cost):
            self.ranks[stream.key] = rank
            self.used += cost
        else:
            self.ranks[stream.key] = None
            self._want(cost)

    def raised(self, stream: Stream, layers: Sequence[tuple[int, float]]) -> None:
        had = self.ranks[stream.key]
        if had is None:
            return
        below = max((cost for rank, cost in layers if rank <= had), default=0.0)
        for rank, cost in layers:
            if rank <= had:
                continue
            more = max(0.0, cost - below)
            if not self._fits(stream, rank, more):
                self._want(more)
                return
            self.ranks[stream.key] = rank
            self.used += more
            below = cost

    def _fits(self, stream: Stream, rank: int, more: float) -> bool:
        if stream.key not in self._held:  # a new one: it may begin where there is room
            return self.used + more <= self._bits
        has = self._held[stream.key]
        if has is not None and rank <= has:
            return self.used + more <= self._bits
        room = _ROOM if self.used else 1.0  # one picture at all is worth a try
        return self._raising and (self.used + more) * room <= self._bits

    def _want(self, more: float) -> None:
        if not self.goal:
            self.goal = (self.used + more) * _ROOM * 1.05
