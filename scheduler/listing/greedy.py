"""A list at once: the hardest first, each where it fits earliest. Pure.

It is good enough to be shown while the solver looks for better, and where everything fits, it
is already the best.
"""

from collections.abc import Callable, Mapping, Sequence

from scheduler.listing.board import Board, judges_of, rooms_of
from scheduler.listing.problem import Placed, Problem, Waiting

Places = Mapping[str, tuple[int, ...]]
"""Where each could begin if nothing else waited."""


def places(problem: Problem) -> Places:
    """Each case's possible starts, alone."""
    board = Board(problem)
    return {
        one.id: tuple(start for start in board.starts(one) if fits(board, one, start))
        for one in problem.waiting
    }


def fits(board: Board, one: Waiting, start: int) -> bool:
    """Whether everything it needs is free at `start`."""
    return _fitting(board, one, start) is not None


def greedy(problem: Problem, alone: Places) -> tuple[Placed, ...]:
    """The best of a few orders."""
    best: tuple[Placed, ...] = ()
    weights = {one.id: one.weight for one in problem.waiting}
    for order in _ORDERS:
        found = _in_order(
            problem, alone, sorted(problem.waiting, key=lambda w: order(w, alone))
        )
        if sum(weights[one.id] for one in found) > sum(weights[one.id] for one in best):
            best = found
        if len(best) == len(problem.waiting):
            break
    return best


def _in_order(problem: Problem, alone: Places, order: Sequence[Waiting]) -> tuple[Placed, ...]:
    board = Board(problem)
    found: list[Placed] = []
    for one in order:
        placed = next(
            (it for start in alone[one.id] if (it := _fitting(board, one, start)) is not None),
            None,
        )
        if placed is not None:
            board.put(one, placed)
            found.append(placed)
    return tuple(found)


def _fitting(board: Board, one: Waiting, start: int) -> Placed | None:
    if not all(board.free(need, start, one.length) for need in one.needs):
        return None
    judge = _least_loaded(board, judges_of(one), start, one.length)
    room = _least_loaded(board, rooms_of(one), start, one.length)
    if judge is None or room is None:
        return None
    return Placed(one.id, start, room, judge)


def _least_loaded(board: Board, several: Sequence[str], start: int, length: int) -> str | None:
    free = [one for one in several if board.free(one, start, length)]
    return min(free, key=lambda one: (board.load(one), one), default=None)


def _locked(one: Waiting) -> bool:
    return one.lock.start is None


_ORDERS: tuple[Callable[[Waiting, Places], tuple[object, ...]], ...] = (
    lambda one, alone: (_locked(one), -one.weight, len(alone[one.id]), -one.length, one.id),
    lambda one, alone: (_locked(one), len(alone[one.id]), -one.weight, -one.length, one.id),
    lambda one, alone: (_locked(one), -one.weight / one.length, len(alone[one.id]), one.id),
    lambda one, _alone: (_locked(one), one.length, -one.weight, one.id),
)
