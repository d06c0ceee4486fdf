"""Why a case is not on the list: the first thing that leaves it no time. Pure; a table."""

from collections.abc import Iterator

from scheduler.listing.board import Board, by_id, judges_of, rooms_of
from scheduler.listing.problem import Listing, Problem, Unplaced, Waiting

_ALONE = {"need": "never_free", "judge": "no_judge", "room": "no_room"}
_BESIDE = {"need": "taken", "judge": "judges_taken", "room": "rooms_taken"}


def explained(problem: Problem, listing: Listing) -> tuple[Unplaced, ...]:
    """Every case that is not placed, with the reason."""
    placed = {one.id for one in listing.placed}
    empty, full = Board(problem), Board(problem)
    waiting = by_id(problem)
    for one in listing.placed:
        full.put(waiting[one.id], one)
    return tuple(_why(one, empty, full) for one in problem.waiting if one.id not in placed)


def _why(one: Waiting, empty: Board, full: Board) -> Unplaced:
    starts = empty.starts(one)
    if not starts:
        locked = one.lock.start is not None
        return Unplaced(one.id, "listing.locked" if locked else "listing.no_time")
    alone = _missing(one, empty, starts, _ALONE)
    if alone is not None:
        return alone
    possible = empty.fitting(one)
    if not possible:
        return Unplaced(one.id, "listing.never_together")
    beside = _missing(one, full, possible, _BESIDE)
    return beside or Unplaced(one.id, "listing.crowded")


def _missing(one: Waiting, board: Board, starts: int, words: dict[str, str]) -> Unplaced | None:
    """Something that is to be had at none of `starts`."""
    for kind, several in _asked(one):
        if not board.any_free(several, one.length) & starts:
            about = several[0] if len(several) == 1 else ""
            return Unplaced(one.id, f"listing.{words[kind]}", about)
    return None


def _asked(one: Waiting) -> Iterator[tuple[str, tuple[str, ...]]]:
    for need in one.needs:
        yield "need", (need,)
    yield "judge", judges_of(one)
    yield "room", rooms_of(one)
