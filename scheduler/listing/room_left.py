"""How much of a resource each day has left: what the hearings of a day cannot exceed. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from scheduler.listing.problem import STEPS_A_DAY, Problem, Resource, Span


@dataclass(frozen=True, slots=True)
class Left:
    """On `day`, hearings that each take `beside` steps more than they last have so many
    `steps` in all."""

    day: int
    steps: int
    beside: int = 0


def left_of(problem: Problem, resource: Resource) -> Iterator[Left]:
    """What limits a resource's days."""
    beside = resource.before + resource.after
    for day, spans in _by_day(problem.open):
        yield Left(day, _within(resource, spans, closed=True))
        if beside:
            yield Left(day, _within(resource, _widened(spans, resource)), beside)
        if resource.most_a_day is not None:
            yield Left(day, max(0, resource.most_a_day - resource.used.get(day, 0)))


def left_of_rooms(problem: Problem, rooms: Sequence[Resource]) -> Iterator[Left]:
    """What limits the days of several of which a hearing takes one, whichever."""
    beside = min(room.before + room.after for room in rooms)
    for day, spans in _by_day(problem.open):
        yield Left(day, sum(_within(room, spans, closed=True) for room in rooms))
        if beside:
            wide = sum(_within(room, _widened(spans, room)) for room in rooms)
            yield Left(day, wide, beside)


def _by_day(spans: Iterable[Span]) -> Iterator[tuple[int, list[Span]]]:
    days: dict[int, list[Span]] = {}
    for span in spans:
        days.setdefault(span[0] // STEPS_A_DAY, []).append(span)
    yield from sorted(days.items())


def _widened(spans: Iterable[Span], resource: Resource) -> list[Span]:
    """With the buffers of what begins and ends in them."""
    return [(begin - resource.before, end + resource.after) for begin, end in spans]


def _within(resource: Resource, spans: Iterable[Span], *, closed: bool = False) -> int:
    """Its steps in `spans` that nothing takes, each counted once."""
    steps = {step for begin, end in spans for step in range(begin, end)}
    if closed:
        steps -= {step for begin, end in resource.closed for step in range(begin, end)}
    taken: Counter[int] = Counter()
    for begin, end in resource.busy:
        taken.update(steps.intersection(range(begin, end)))
    return sum(max(0, resource.capacity - taken[step]) for step in steps)
