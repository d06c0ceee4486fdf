"""What a list is made of, and what it is. Time counts in quarters of an hour. Pure.

A step is a quarter since midnight, by the court's clocks, before the first day; a day has 96.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

STEPS_A_DAY = 96
MINUTES = 15
ESCORT = "esc_"
"""How the ids of escort teams begin."""

Span = tuple[int, int]
"""[from, to) in steps."""


@dataclass(frozen=True, slots=True)
class Resource:
    """Somebody or something hearings need, of which there are `capacity`.

    busy: when one of them is taken, each its own entry; slots: of each entry which of them that
    is, if there are several (a hearing keeps to one). closed: when none is to be had, but for
    buffers. before, after: steps kept free around each hearing. most_a_day, most: steps of
    hearings at most; used: steps already booked, by day.
    """

    id: str
    capacity: int = 1
    busy: tuple[Span, ...] = ()
    slots: tuple[int, ...] = ()
    closed: tuple[Span, ...] = ()
    before: int = 0
    after: int = 0
    most_a_day: int | None = None
    most: int | None = None
    used: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lock:
    """What is not to be decided any more."""

    start: int | None = None
    room: str | None = None
    judge: str | None = None


FREE = Lock()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case that waits for a hearing of `length` steps.

    judges, rooms: one of each. needs: all of these as well (other people, component points,
    escort teams). windows: it lies within one of them (an accused is brought then); none: at
    any time. weight: how much it matters that it is listed, 1 or more. lock: if a start is
    settled, it is on the list whatever that costs the others.
    """

    id: str
    length: int
    judges: tuple[str, ...]
    rooms: tuple[str, ...]
    needs: tuple[str, ...] = ()
    windows: tuple[Span, ...] = ()
    weight: int = 1
    lock: Lock = FREE


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything at once. open: when the court sits, a span lies within one day."""

    open: tuple[Span, ...]
    waiting: tuple[Waiting, ...]
    resources: Mapping[str, Resource]

    @property
    def total(self) -> int:
        """The weight of all that waits."""
        return sum(one.weight for one in self.waiting)


@dataclass(frozen=True, slots=True)
class Placed:
    """A case with its time, room and judge."""

    id: str
    start: int
    room: str
    judge: str


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A case that is not on the list. reason: a code of refusals; about: whom or what it lacks
    at `at`, the start at which it lacks least; none of several: all of them."""

    id: str
    reason: str
    about: tuple[str, ...] = ()
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list. weight: of what is placed; bound: what no list can exceed."""

    placed: tuple[Placed, ...]
    weight: int
    bound: int

    @property
    def proven(self) -> bool:
        """Whether no other list has more."""
        return self.weight >= self.bound

    @property
    def gap(self) -> float:
        """How much more there could be at most, as a share."""
        return 0.0 if self.proven else (self.bound - self.weight) / max(1, self.bound)
