"""A list at once: the hardest first, each where it fits earliest. Pure.

It is good enough to be shown while the solver looks for better, and where everything fits, it
is already the best.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from scheduler.listing.board import Board, has, judges_of, listed, rooms_of
from scheduler.listing.problem import Placed, Problem, Waiting

Places = Mapping[str, tuple[int, ...]]
"""Where each could begin if nothing else waited."""


def places(problem: Problem) -> Places:
    """Each case's possible starts, alone."""
    board = Board(problem)
    return {one.id: tuple(listed(board.fitting(one))) for one in problem.waiting}


def greedy(problem: Problem, alone: Places) -> Iterator[tuple[Placed, ...]]:
    """A list of each of a few orders, until one has everything that can be listed."""
    possible = sum(bool(starts) for starts in alone.values())
    for order in _ORDERS:
        found = _in_order(problem, sorted(problem.waiting, key=lambda w: order(w, alone)))
        yield found
        if len(found) == possible:
            break


def _in_order(problem: Problem, order: Sequence[Waiting]) -> tuple[Placed, ...]:
    board = Board(problem)
    found: list[Placed] = []
    for one in order:
        start = next(listed(board.fitting(one)), None)
        if start is not None:
            judge = _least_loaded(board, judges_of(one), start, one.length)
            room = _least_loaded(board, rooms_of(one), start, one.length)
            placed = Placed(one.id, start, room, judge)
            board.put(one, placed)
            found.append(placed)
    return tuple(found)


def _least_loaded(board: Board, several: Sequence[str], start: int, length: int) -> str:
    free = [one for one in several if has(board.free(one, length), start)]
    return min(free, key=lambda one: (board.load(one), one))


def _unlocked(one: Waiting) -> bool:
    return one.lock.start is None


_ORDERS: tuple[Callable[[Waiting, Places], tuple[object, ...]], ...] = (
    lambda one, alone: (_unlocked(one), -one.weight, len(alone[one.id]), -one.length, one.id),
    lambda one, alone: (_unlocked(one), len(alone[one.id]), -one.weight, -one.length, one.id),
    lambda one, alone: (_unlocked(one), -one.weight / one.length, len(alone[one.id]), one.id),
    lambda one, _alone: (_unlocked(one), one.length, -one.weight, one.id),
)
