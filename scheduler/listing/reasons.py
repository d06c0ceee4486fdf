"""Why a case is not on the list: the first thing that leaves it no time. Pure; a table."""

from collections.abc import Iterator, Sequence

from scheduler.listing.board import Board, by_id, judges_of, rooms_of
from scheduler.listing.greedy import fits
from scheduler.listing.problem import Listing, Problem, Unplaced, Waiting


def explained(problem: Problem, listing: Listing) -> tuple[Unplaced, ...]:
    """Every case that is not placed, with the reason."""
    listed = {one.id for one in listing.placed}
    empty, full = Board(problem), Board(problem)
    waiting = by_id(problem)
    for placed in listing.placed:
        full.put(waiting[placed.id], placed)
    return tuple(_why(one, empty, full) for one in problem.waiting if one.id not in listed)


def _why(one: Waiting, empty: Board, full: Board) -> Unplaced:
    starts = empty.starts(one)
    if not starts:
        reason = "listing.locked" if one.lock.start is not None else "listing.no_time"
        return Unplaced(one.id, reason)
    alone = _blocked(one, empty, starts)
    if alone is not None:
        return alone
    if not any(fits(empty, one, start) for start in starts):
        return Unplaced(one.id, "listing.never_together")
    return _crowded(one, full, [start for start in starts if fits(empty, one, start)])


def _blocked(one: Waiting, board: Board, starts: Sequence[int]) -> Unplaced | None:
    """Something that is not to be had at any of `starts`, whatever else is listed."""
    for need in one.needs:
        if not any(board.free(need, start, one.length) for start in starts):
            return Unplaced(one.id, "listing.never_free", need)
    for several, reason in _choices(one):
        if not any(board.free(each, at, one.length) for each in several for at in starts):
            return Unplaced(one.id, reason, several[0] if len(several) == 1 else "")
    return None


def _choices(one: Waiting) -> Iterator[tuple[tuple[str, ...], str]]:
    yield judges_of(one), "listing.no_judge"
    yield rooms_of(one), "listing.no_room"


def _crowded(one: Waiting, board: Board, starts: Sequence[int]) -> Unplaced:
    """It would fit, but for the others on the list: what they take from it."""
    for need in one.needs:
        if not any(board.free(need, start, one.length) for start in starts):
            return Unplaced(one.id, "listing.taken", need)
    judges, rooms = judges_of(one), rooms_of(one)
    if not any(board.free(each, at, one.length) for each in judges for at in starts):
        return Unplaced(one.id, "listing.judges_taken", judges[0] if len(judges) == 1 else "")
    if not any(board.free(each, at, one.length) for each in rooms for at in starts):
        return Unplaced(one.id, "listing.rooms_taken", rooms[0] if len(rooms) == 1 else "")
    return Unplaced(one.id, "listing.crowded")
