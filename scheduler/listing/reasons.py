"""Why a case is not on the list: what it lacks at the time at which it lacks least. Pure.

What is named is enough: were it to be had then, the case could be heard at `at`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from scheduler.listing.board import Board, by_id, has, judges_of, listed, rooms_of
from scheduler.listing.problem import ESCORT, Listing, Placed, Problem, Span, Unplaced, Waiting

Kind = Literal["need", "escort", "judge", "room", "load"]
_ALONE: dict[Kind, str] = {
    "need": "never_free",
    "escort": "no_escort",
    "judge": "no_judge",
    "room": "no_room",
    "load": "no_load",
}
_BESIDE: dict[Kind, str] = {
    "need": "taken",
    "escort": "escorts_taken",
    "judge": "judges_taken",
    "room": "rooms_taken",
    "load": "load_taken",
}


@dataclass(frozen=True, slots=True)
class _Boards:
    """What is taken; and what would be if nobody's load had an end."""

    board: Board
    boundless: Board


@dataclass(frozen=True, slots=True)
class _Part:
    """One of `several` that a case needs, and when it is to be had."""

    kind: Kind
    several: tuple[str, ...]
    starts: int
    boundless: int


def explained(problem: Problem, listing: Listing) -> tuple[Unplaced, ...]:
    """Every case that is not placed, with the reason."""
    placed = {one.id for one in listing.placed}
    empty, full = _boards(problem, ()), _boards(problem, listing.placed)
    return tuple(
        _why(problem, one, empty, full) for one in problem.waiting if one.id not in placed
    )


def _boards(problem: Problem, placed: Sequence[Placed]) -> _Boards:
    boundless = replace(
        problem,
        resources={
            name: replace(one, most=None, most_a_day=None)
            for name, one in problem.resources.items()
        },
    )
    made = _Boards(Board(problem), Board(boundless))
    waiting = by_id(problem)
    for one in placed:
        made.board.put(waiting[one.id], one)
        made.boundless.put(waiting[one.id], one)
    return made


def _why(problem: Problem, one: Waiting, empty: _Boards, full: _Boards) -> Unplaced:
    starts = empty.board.starts(one)
    if not starts:
        return Unplaced(one.id, f"listing.{_no_start(problem, one)}")
    possible = empty.board.fitting(one)
    if not possible:
        return _lacking(one, empty, starts, _ALONE, "never_together")
    return _lacking(one, full, possible, _BESIDE, "crowded")


def _no_start(problem: Problem, one: Waiting) -> str:
    """What of its times leaves it none."""
    if not _long_enough(problem.open, one.length):
        return "too_long"
    return "no_time" if one.lock.start is None else "locked"


def _long_enough(spans: Sequence[Span], length: int) -> bool:
    return any(end - begin >= length for begin, end in spans)


def _lacking(
    one: Waiting, boards: _Boards, starts: int, words: dict[Kind, str], several: str
) -> Unplaced:
    """What it lacks at the time of `starts` at which it lacks least, the earliest of them."""
    parts = list(_parts(one, boards))
    at = min(listed(starts), key=lambda start: len(_missing(parts, start)))
    missing = _missing(parts, at)
    about = tuple(dict.fromkeys(name for part in missing for name in part.several))
    if len(missing) > 1 or missing[0].starts & starts:
        return Unplaced(one.id, f"listing.{several}", about, at)
    (part,) = missing
    kind: Kind = "load" if has(part.boundless, at) else part.kind
    return Unplaced(one.id, f"listing.{words[kind]}", about, at)


def _missing(parts: Sequence[_Part], start: int) -> list[_Part]:
    return [part for part in parts if not has(part.starts, start)]


def _parts(one: Waiting, boards: _Boards) -> Iterator[_Part]:
    asked: list[tuple[Kind, tuple[str, ...]]] = [
        ("escort" if need.startswith(ESCORT) else "need", (need,)) for need in one.needs
    ]
    for kind, several in (*asked, ("judge", judges_of(one)), ("room", rooms_of(one))):
        yield _Part(
            kind,
            several,
            boards.board.any_free(several, one.length),
            boards.boundless.any_free(several, one.length),
        )
