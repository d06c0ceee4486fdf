"""A list at once: the hardest first, each where it fits earliest. Pure.

It is good enough to be shown while the solver looks for better, and where everything fits, it
is already the best.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from scheduler.listing.board import Board, by_id, has, judges_of, listed, rooms_of
from scheduler.listing.problem import Listing, Placed, Problem, Waiting

_AGAIN = 20
_AHEAD = 0.15
"""How far ahead it comes, as a share of all and times its weight."""
Places = Mapping[str, tuple[int, ...]]
"""Where each could begin if nothing else waited."""


def places(problem: Problem) -> Places:
    """Each case's possible starts, alone."""
    board = Board(problem)
    return {one.id: tuple(listed(board.fitting(one))) for one in problem.waiting}


def first(problem: Problem) -> Listing:
    """A list at once, before anything is looked for."""
    alone = places(problem)
    found = next(greedy(problem, alone))
    weights = {one.id: one.weight for one in problem.waiting}
    weight = sum(weights[one.id] for one in found)
    bound = sum(one.weight for one in problem.waiting if alone[one.id])
    return Listing(tuple(sorted(found, key=lambda one: one.start)), weight, bound)


def greedy(
    problem: Problem, alone: Places, firm: Sequence[Placed] = ()
) -> Iterator[tuple[Placed, ...]]:
    """A list of each of a few orders, until one has everything that can be listed. firm: what
    is on each of them. Of each order, what was left out is tried earlier a few times."""
    possible = sum(bool(starts) for starts in alone.values())
    for order in _ORDERS:
        ranked: Sequence[Waiting] = sorted(problem.waiting, key=lambda w: order(w, alone))
        for _ in range(1 + _AGAIN):
            found = filled(problem, firm, ranked)
            yield found
            if len(found) == possible:
                return
            ranked = _left_out_earlier(ranked, found)


def _left_out_earlier(order: Sequence[Waiting], found: Sequence[Placed]) -> Sequence[Waiting]:
    placed, ahead = {one.id for one in found}, len(order) * _AHEAD
    rank = {
        one.id: number - (0 if one.id in placed else ahead * one.weight)
        for number, one in enumerate(order)
    }
    return sorted(order, key=lambda one: rank[one.id])


def filled(
    problem: Problem, firm: Sequence[Placed], order: Iterable[Waiting]
) -> tuple[Placed, ...]:
    """`firm`, and of the others in this order whatever still fits."""
    board = Board(problem)
    waiting = by_id(problem)
    for each in firm:
        board.put(waiting[each.id], each)
    there = {each.id for each in firm}
    found = list(firm)
    for one in order:
        if one.id in there:
            continue
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
