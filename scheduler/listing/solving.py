"""A list made: at once by hand, then better by the solver, until proven or out of time."""

import time
from collections.abc import Callable, Sequence

from ortools.sat.python import cp_model

from scheduler.listing.board import by_id
from scheduler.listing.greedy import Places, greedy, places
from scheduler.listing.model import Model, Values
from scheduler.listing.problem import Listing, Placed, Problem

WORKERS = 2
Told = Callable[[Listing], bool]
"""Hears of each better list and of a better bound; False stops the search."""


def solve(problem: Problem, seconds: float, told: Told) -> Listing:
    """The best list found within `seconds`, and what no list can exceed."""
    end = time.monotonic() + seconds
    alone = places(problem)
    bound = sum(one.weight for one in problem.waiting if alone[one.id])
    first = _listing(problem, (), bound)
    for placed in greedy(problem, alone):
        found = _listing(problem, placed, bound)
        first = max(first, found, key=lambda one: one.weight)
        if not told(first) or first.proven:
            return first
    return _improved(problem, alone, first, max(0.1, end - time.monotonic()), told)


def _improved(
    problem: Problem, alone: Places, first: Listing, seconds: float, told: Told
) -> Listing:
    model = Model(problem, alone, first.placed)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = WORKERS
    solver.parameters.random_seed = 1
    watch = _Watch(problem, model, first, told)
    solver.best_bound_callback = watch.bounded
    watch.solver = solver
    status = solver.solve(model.model, watch)
    bound = min(watch.best.bound, int(solver.best_objective_bound + 1e-6))
    if status == cp_model.OPTIMAL:
        watch.best = _listing(problem, model.found(Values(solver)), bound)
    best = Listing(watch.best.placed, watch.best.weight, max(bound, watch.best.weight))
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
        self.best = Listing(best.placed, best.weight, min(best.bound, int(bound + 1e-6)))
        if not self._told(self.best) and self.solver is not None:
            self.solver.stop_search()


def _listing(problem: Problem, placed: Sequence[Placed], bound: int) -> Listing:
    waiting = by_id(problem)
    weight = sum(waiting[one.id].weight for one in placed)
    ordered = sorted(placed, key=lambda one: (one.start, one.room, one.id))
    return Listing(tuple(ordered), weight, max(bound, weight))
