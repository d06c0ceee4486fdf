"""A small court's week for the solver: one courtroom, two judges, five days."""

from collections.abc import Sequence

from scheduler.listing.problem import STEPS_A_DAY, Listing, Lock, Problem, Resource, Waiting

OPENS, CLOSES = 30, 68  # 7:30 and 17:00


def day(number: int) -> tuple[int, int]:
    """A day's hours; Monday 0."""
    return number * STEPS_A_DAY + OPENS, number * STEPS_A_DAY + CLOSES


def case(name: str, length: int = 8, **changes: object) -> Waiting:
    """A case of two hours before judge A in room 1."""
    fields: dict[str, object] = {"judges": ("A",), "rooms": ("1",), **changes}
    return Waiting(name, length, **fields)  # type: ignore[arg-type]


def problem(*waiting: Waiting, other: Sequence[Resource] = (), days: int = 5) -> Problem:
    """A week of that court, but for `other`."""
    standing = {name: Resource(name) for name in ("A", "B", "1", "2", "counsel")}
    changed = {one.id: one for one in other}
    spans = tuple(day(number) for number in range(days))
    return Problem(spans, waiting, {**standing, **changed})


def everything(_listing: Listing) -> bool:
    """Goes on."""
    return True


def held(start: int) -> Lock:
    """A time that is settled."""
    return Lock(start=start)
