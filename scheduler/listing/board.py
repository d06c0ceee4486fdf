"""What is taken so far, and where something still fits: a bit for each step. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from scheduler.listing.problem import STEPS_A_DAY, Placed, Problem, Resource, Span, Waiting

MARGIN = 2 * STEPS_A_DAY
"""Bits below step 0: buffers may reach there."""


class Board:
    """Resources with what they already do; hearings are put on it."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._full: dict[str, int] = {}
        self._counts: defaultdict[str, Counter[int]] = defaultdict(Counter)
        self._load: defaultdict[str, Counter[int]] = defaultdict(Counter)
        for one in problem.resources.values():
            self._full[one.id] = 0
            for span in one.busy:
                self._take(one, span)
            self._load[one.id].update(one.used)

    def starts(self, one: Waiting) -> list[int]:
        """Where it could begin, as the court's days, its windows and its lock have it."""
        return [
            start
            for begin, end in self._problem.open
            for start in range(begin, end - one.length + 1)
            if _in_window(one, start) and one.lock.start in (None, start)
        ]

    def free(self, resource: str, start: int, length: int) -> bool:
        """Whether one of it is to be had, buffers and load included."""
        found = self._problem.resources[resource]
        first = start - found.before + MARGIN
        mask = (1 << (length + found.before + found.after)) - 1
        return not (self._full[resource] >> first) & mask and self._bears(found, start, length)

    def put(self, one: Waiting, placed: Placed) -> None:
        """Take everything it needs."""
        for name in {placed.room, placed.judge, *one.needs}:
            found = self._problem.resources[name]
            end = placed.start + one.length
            self._take(found, (placed.start - found.before, end + found.after))
            self._load[name][placed.start // STEPS_A_DAY] += one.length

    def load(self, resource: str) -> int:
        """Steps of hearings it has in all."""
        return self._load[resource].total()

    def _bears(self, found: Resource, start: int, length: int) -> bool:
        day = start // STEPS_A_DAY
        load = self._load[found.id]
        a_day = found.most_a_day is None or load[day] + length <= found.most_a_day
        return a_day and (found.most is None or load.total() + length <= found.most)

    def _take(self, one: Resource, span: Span) -> None:
        first, last = max(span[0], -MARGIN) + MARGIN, span[1] + MARGIN
        if one.capacity == 1:
            self._full[one.id] |= ((1 << max(0, last - first)) - 1) << first
            return
        counts = self._counts[one.id]
        for step in range(first, last):
            counts[step] += 1
            if counts[step] >= one.capacity:
                self._full[one.id] |= 1 << step


def _in_window(one: Waiting, start: int) -> bool:
    if not one.windows:
        return True
    return any(begin <= start and start + one.length <= end for begin, end in one.windows)


def rooms_of(one: Waiting) -> tuple[str, ...]:
    """Those it may have."""
    return _chosen(one.rooms, one.lock.room)


def judges_of(one: Waiting) -> tuple[str, ...]:
    """Those it may have."""
    return _chosen(one.judges, one.lock.judge)


def _chosen(several: Iterable[str], one: str | None) -> tuple[str, ...]:
    return tuple(several) if one is None else tuple(each for each in several if each == one)


def by_id(problem: Problem) -> Mapping[str, Waiting]:
    """What waits."""
    return {one.id: one for one in problem.waiting}
