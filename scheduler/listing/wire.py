"""Problems and lists as JSON, for the process that solves. Pure."""

from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter

from scheduler.listing.problem import Listing, Problem, Unplaced

_PROBLEM: TypeAdapter[Problem] = TypeAdapter(Problem)
_LISTING: TypeAdapter[Listing] = TypeAdapter(Listing)
_UNPLACED: TypeAdapter[tuple[Unplaced, ...]] = TypeAdapter(tuple[Unplaced, ...])


def problem_told(problem: Problem) -> Any:
    """As JSON."""
    return asdict(problem)


def problem_read(said: Any) -> Problem:
    """What `problem_told` told. Raises ValueError."""
    return _PROBLEM.validate_python(said)


def listing_told(listing: Listing) -> Any:
    """As JSON."""
    return asdict(listing)


def listing_read(said: Any) -> Listing:
    """What `listing_told` told. Raises ValueError."""
    return _LISTING.validate_python(said)


def unplaced_told(unplaced: tuple[Unplaced, ...]) -> Any:
    """As JSON."""
    return _UNPLACED.dump_python(unplaced)


def unplaced_read(said: Any) -> tuple[Unplaced, ...]:
    """What `unplaced_told` told. Raises ValueError."""
    return _UNPLACED.validate_python(said)
