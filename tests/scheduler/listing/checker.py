"""Whether a list can be held, counted quarter by quarter, not as the solver does it."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from scheduler.listing.problem import STEPS_A_DAY, Placed, Problem, Waiting

NONE: frozenset[str] = frozenset()


def faults(
    asked: Problem, placed: Iterable[Placed], spare: Collection[str] = NONE
) -> list[str]:
    """Everything that is wrong with it. spare: of these there is always enough."""
    waiting = {one.id: one for one in asked.waiting}
    found: list[str] = []
    taken: Counter[tuple[str, int]] = Counter()
    sat: Counter[tuple[str, int]] = Counter()
    seen: Counter[str] = Counter()
    for at in placed:
        one = waiting[at.id]
        seen[at.id] += 1
        found += _of_its_own(asked, one, at)
        for name in {at.room, at.judge, *one.needs} - set(spare):
            found += _shut(asked, name, one, at)
            resource = asked.resources[name]
            end = at.start + one.length
            for step in range(at.start - resource.before, end + resource.after):
                taken[name, step] += 1
            sat[name, at.start // STEPS_A_DAY] += one.length
    found += [f"{name} is listed twice" for name, count in seen.items() if count > 1]
    return found + list(_too_many(asked, taken)) + list(_too_long(asked, sat))


def _of_its_own(asked: Problem, one: Waiting, at: Placed) -> Iterator[str]:
    """What is wrong with its time, judge or room, whatever else is listed."""
    steps = range(at.start, at.start + one.length)
    for spans, what in ((asked.open, "hours"), (one.windows, "windows")):
        if spans and not any(begin <= steps[0] and steps[-1] < end for begin, end in spans):
            yield f"{one.id} lies outside its {what}"
    if at.judge not in one.judges or at.room not in one.rooms:
        yield f"{one.id} has a judge or room that it may not have"
    if at.judge in one.needs:
        yield f"{one.id} has one person twice"
    for settled, real in (
        (one.lock.start, at.start),
        (one.lock.room, at.room),
        (one.lock.judge, at.judge),
    ):
        if settled is not None and settled != real:
            yield f"{one.id} is not where it is settled"


def _shut(asked: Problem, name: str, one: Waiting, at: Placed) -> Iterator[str]:
    for begin, end in asked.resources[name].closed:
        if begin < at.start + one.length and at.start < end:
            yield f"{name} is shut at {begin} for {one.id}"


def _too_many(asked: Problem, taken: Counter[tuple[str, int]]) -> Iterator[str]:
    for (name, step), count in taken.items():
        resource = asked.resources[name]
        busy = sum(begin <= step < end for begin, end in resource.busy)
        if count + busy > resource.capacity:
            yield f"{name} is taken {count + busy} times at {step}"


def _too_long(asked: Problem, sat: Counter[tuple[str, int]]) -> Iterator[str]:
    for (name, day), steps in sat.items():
        resource = asked.resources[name]
        whole = steps + resource.used.get(day, 0)
        if resource.most_a_day is not None and whole > resource.most_a_day:
            yield f"{name} sits {whole} steps on day {day}"
