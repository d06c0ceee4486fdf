"""A list made: at once by hand, then better by the solver, until proven or out of time."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from ortools.sat.python import cp_model

from scheduler.listing.board import by_id
from scheduler.listing.greedy import Places, filled, greedy, places
from scheduler.listing.model import Model, Values
from scheduler.listing.problem import Listing, Placed, Problem

WORKERS = 2
_SETTLED_S = 5.0
"""How long it is looked for a way to have all that is settled, if the first is none."""
Told = Callable[[Listing], bool]
"""Hears of each better list and of a better bound; False stops the search."""


def solve(problem: Problem, seconds: float, told: Told) -> Listing:
    """The best list found within `seconds`, and what no list can exceed. As much as can be of
    what has a settled start is on it; nothing is left out that would still fit."""
    end = time.monotonic() + seconds
    alone = places(problem)
    firm = _settled(problem, alone, min(_SETTLED_S, seconds / 4))
    bound = sum(one.weight for one in problem.waiting if alone[one.id])
    best = _listing(problem, firm, bound)
    for placed in greedy(problem, alone, firm):
        best = max(best, _listing(problem, placed, bound), key=lambda one: one.weight)
        if not told(best) or best.proven:
            return best
        if time.monotonic() > end:
            break
    model = Model(problem, alone, best.placed, [one.id for one in firm])
    return _improved(problem, model, best, max(0.1, end - time.monotonic()), told)


def _settled(problem: Problem, alone: Places, seconds: float) -> tuple[Placed, ...]:
    """Of the cases with a settled start as much as goes together, without the others."""
    only = tuple(one for one in problem.waiting if one.lock.start is not None)
    settled = replace(problem, waiting=only)
    possible = sum(bool(alone[one.id]) for one in only)
    best = max(greedy(settled, alone), key=len)
    if len(best) == possible:
        return best
    bound = sum(one.weight for one in only if alone[one.id])
    first = _listing(settled, best, bound)
    model = Model(settled, alone, best)
    return _improved(settled, model, first, seconds, lambda _listing: True).placed


def _improved(
    problem: Problem, model: Model, first: Listing, seconds: float, told: Told
) -> Listing:
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = WORKERS
    solver.parameters.random_seed = 1
    watch = _Watch(problem, model, first, told)
    solver.best_bound_callback = watch.bounded
    watch.solver = solver
    status = solver.solve(model.model, watch)
    bound = watch.best.bound
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        bound = min(bound, int(solver.best_objective_bound + 1e-6))
        found = _listing(problem, model.found(Values(solver)), bound)
        watch.best = max(watch.best, found, key=lambda one: one.weight)
    best = _listing(problem, watch.best.placed, bound)
    told(best)
    return best


class _Watch(cp_model.CpSolverSolutionCallback):
    """Takes every better list that the solver comes upon."""

    def __init__(self, problem: Problem, model: Model, first: Listing, told: Told) -> None:
        super().__init__()
        self._problem = problem
        self._model = model
        self._told = told
        self.best = first
        self.solver: cp_model.CpSolver | None = None

    def on_solution_callback(self) -> None:
        """A better one, or the first again."""
        bound = min(self.best.bound, int(self.best_objective_bound + 1e-6))
        found = _listing(self._problem, self._model.found(Values(self)), bound)
        if found.weight > self.best.weight:
            self.best = found
        if not self._told(self.best):
            self.stop_search()

    def bounded(self, bound: float) -> None:
        """No list can have more than that."""
        best = self.best
        self.best = replace(best, bound=min(best.bound, int(bound + 1e-6)))
        if not self._told(self.best) and self.solver is not None:
            self.solver.stop_search()


def _listing(problem: Problem, placed: Sequence[Placed], bound: int) -> Listing:
    """A list with whatever still fits beside what is placed."""
    waiting = by_id(problem)
    whole = filled(problem, placed, problem.waiting)
    weight = sum(waiting[one.id].weight for one in whole)
    ordered = sorted(whole, key=lambda one: (one.start, one.room, one.id))
    return Listing(tuple(ordered), weight, max(bound, weight))
