"""What is taken so far, and where something still fits: a bit for each step. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from operator import and_

from scheduler.listing.problem import STEPS_A_DAY, Placed, Problem, Resource, Span, Waiting

MARGIN = 2 * STEPS_A_DAY
"""Bits below step 0: buffers may reach there."""
_DAY = (1 << STEPS_A_DAY) - 1


class Board:
    """Resources with what they already do; hearings are put on it.

    Starts are told as numbers whose bit `start + MARGIN` is set.
    """

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._days = sorted({begin // STEPS_A_DAY for begin, _ in problem.open})
        self._full: dict[str, int] = {}
        self._closed: dict[str, int] = {}
        self._slots: dict[str, list[int]] = {}
        self._counts: defaultdict[str, Counter[int]] = defaultdict(Counter)
        self._load: defaultdict[str, Counter[int]] = defaultdict(Counter)
        for one in problem.resources.values():
            self._full[one.id] = self._closed[one.id] = 0
            for begin, end in one.closed:
                self._closed[one.id] |= _bits(begin, end)
            for span in one.busy:
                self._take(one, span)
            if one.slots:
                self._slots[one.id] = _by_slot(one)
            self._load[one.id].update(one.used)

    def starts(self, one: Waiting) -> int:
        """Where it could begin, as the court's days, its windows and its lock have it."""
        allowed = _starts(self._problem.open, one.length)
        if one.windows:
            allowed &= _starts(one.windows, one.length)
        if one.lock.start is not None:
            allowed &= _bits(one.lock.start, one.lock.start + 1)
        return allowed

    def free(self, resource: str, length: int) -> int:
        """Where one of it is to be had so long, buffers and load included."""
        found = self._problem.resources[resource]
        whole = length + found.before + found.after
        blocked = _smeared(self._full[resource], whole)
        if resource in self._slots:
            blocked |= reduce(and_, (_smeared(one, whole) for one in self._slots[resource]))
        # Bit b of `blocked`: taken within [b, b + whole); a hearing begins `before` later.
        closed = _smeared(self._closed[resource], length)
        return ~(blocked << found.before) & ~closed & self._bearing(found, length)

    def any_free(self, several: Iterable[str], length: int) -> int:
        """Where at least one of them is to be had."""
        whole = 0
        for one in several:
            whole |= self.free(one, length)
        return whole

    def fitting(self, one: Waiting) -> int:
        """Where everything it needs is to be had."""
        found = self.starts(one)
        for need in one.needs:
            found &= self.free(need, one.length)
        return (
            found
            & self.any_free(judges_of(one), one.length)
            & self.any_free(rooms_of(one), one.length)
        )

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

    def _bearing(self, found: Resource, length: int) -> int:
        """Where its load allows another hearing so long."""
        load = self._load[found.id]
        if found.most is not None and load.total() + length > found.most:
            return 0
        if found.most_a_day is None:
            return -1
        days = 0
        for day in self._days:
            if load[day] + length <= found.most_a_day:
                days |= _DAY << (day * STEPS_A_DAY + MARGIN)
        return days

    def _take(self, one: Resource, span: Span) -> None:
        begin, end = max(span[0], -MARGIN), span[1]
        if one.capacity == 1:
            self._full[one.id] |= _bits(begin, end)
            return
        counts = self._counts[one.id]
        for step in range(begin, end):
            counts[step] += 1
            if counts[step] >= one.capacity:
                self._full[one.id] |= _bits(step, step + 1)


def listed(starts: int) -> Iterator[int]:
    """The starts that a number tells, the earliest first."""
    while starts:
        lowest = starts & -starts
        yield lowest.bit_length() - 1 - MARGIN
        starts ^= lowest


def has(starts: int, start: int) -> bool:
    """Whether `start` is among them."""
    return bool(starts >> (start + MARGIN) & 1)


def rooms_of(one: Waiting) -> tuple[str, ...]:
    """Those it may have."""
    return _chosen(one.rooms, one.lock.room)


def judges_of(one: Waiting) -> tuple[str, ...]:
    """Those it may have."""
    return _chosen(one.judges, one.lock.judge)


def by_id(problem: Problem) -> Mapping[str, Waiting]:
    """What waits."""
    return {one.id: one for one in problem.waiting}


def _by_slot(one: Resource) -> list[int]:
    """What each of several does already."""
    slots = [0] * one.capacity
    for number, (begin, end) in zip(one.slots, one.busy, strict=True):
        if number < one.capacity:  # there were more of them once
            slots[number] |= _bits(begin, end)
    return slots


def _chosen(several: Iterable[str], one: str | None) -> tuple[str, ...]:
    return tuple(several) if one is None else tuple(each for each in several if each == one)


def _starts(spans: Iterable[Span], length: int) -> int:
    """Where something so long fits into one of `spans`."""
    whole = 0
    for begin, end in spans:
        whole |= _bits(begin, end - length + 1)
    return whole


def _bits(begin: int, end: int) -> int:
    first = max(begin, -MARGIN) + MARGIN
    return ((1 << max(0, end + MARGIN - first)) - 1) << first


def _smeared(full: int, length: int) -> int:
    """Bit b is set if any of `full`'s bits [b, b + length) is: by doubling."""
    done = 1
    while done < length:
        step = min(done, length - done)
        full |= full >> step
        done += step
    return full
