"""The list as a model of CP-SAT (OR-Tools, the optional extra `solver`)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from scheduler.listing.board import Board, by_id, has, judges_of, rooms_of
from scheduler.listing.greedy import Places
from scheduler.listing.problem import STEPS_A_DAY, Placed, Problem, Resource, Waiting


@dataclass(frozen=True, slots=True)
class Case:
    """A case's variables. rooms, judges: whether it has that one."""

    placed: cp_model.IntVar
    start: cp_model.IntVar
    rooms: Mapping[str, cp_model.IntVar]
    judges: Mapping[str, cp_model.IntVar]

    def uses(self, one: Waiting) -> dict[str, cp_model.IntVar]:
        """Whether it takes a resource, for each that it may take."""
        return {**dict.fromkeys(one.needs, self.placed), **self.rooms, **self.judges}


class Model:
    """The model of a problem, from a list that is known already."""

    def __init__(self, problem: Problem, alone: Places, known: Sequence[Placed]) -> None:
        self.model = cp_model.CpModel()
        self._problem = problem
        self._board = Board(problem)
        self._cases: dict[str, Case] = {}
        self._taken: defaultdict[str, list[cp_model.IntervalVar]] = defaultdict(list)
        self._loads: defaultdict[str, list[tuple[cp_model.IntVar, Waiting]]] = defaultdict(list)
        for one in problem.waiting:
            if alone[one.id]:
                self._add(one, alone[one.id])
        for resource in problem.resources.values():
            self._share(resource)
        self._all_rooms()
        self._hint(known)
        self.model.maximize(
            sum(self._cases[one.id].placed * one.weight for one in self._listed())
        )

    def found(self, value: "Values") -> tuple[Placed, ...]:
        """The list that a solution is."""
        return tuple(
            Placed(name, value(case.start), _one(value, case.rooms), _one(value, case.judges))
            for name, case in self._cases.items()
            if value(case.placed)
        )

    def _listed(self) -> Iterable[Waiting]:
        return (one for one in self._problem.waiting if one.id in self._cases)

    def _add(self, one: Waiting, starts: Sequence[int]) -> None:
        model = self.model
        placed = model.new_bool_var(f"placed {one.id}")
        domain = cp_model.Domain.from_values(list(starts))
        start = model.new_int_var_from_domain(domain, f"start {one.id}")
        rooms = self._choice(one, start, placed, rooms_of(one), starts)
        judges = self._choice(one, start, placed, judges_of(one), starts)
        case = self._cases[one.id] = Case(placed, start, rooms, judges)
        for name, used in case.uses(one).items():
            resource = self._problem.resources[name]
            self._taken[name].append(
                model.new_optional_fixed_size_interval_var(
                    start - resource.before,
                    one.length + resource.before + resource.after,
                    used,
                    f"{name} {one.id}",
                )
            )
            self._loads[name].append((used, one))

    def _choice(
        self,
        one: Waiting,
        start: cp_model.IntVar,
        placed: cp_model.IntVar,
        several: Sequence[str],
        starts: Sequence[int],
    ) -> dict[str, cp_model.IntVar]:
        """Exactly one of `several` if it is placed, and only when that one is free."""
        chosen: dict[str, cp_model.IntVar] = {}
        for name in several:
            free = self._board.free(name, one.length)
            good = [at for at in starts if has(free, at)]
            if not good:
                continue
            chosen[name] = self.model.new_bool_var(f"{one.id} has {name}")
            if len(good) < len(starts):
                domain = cp_model.Domain.from_values(good)
                self.model.add_linear_expression_in_domain(start, domain).only_enforce_if(
                    chosen[name]
                )
        self.model.add(sum(chosen.values()) == placed)
        return chosen

    def _share(self, resource: Resource) -> None:
        taken = self._taken[resource.id]
        if resource.capacity == 1:
            self.model.add_no_overlap(taken)
        elif taken:
            busy = [
                self.model.new_fixed_size_interval_var(begin, end - begin, "busy")
                for begin, end in resource.busy
            ]
            everything = [*taken, *busy]
            self.model.add_cumulative(everything, [1] * len(everything), resource.capacity)
        self._limit(resource)

    def _limit(self, resource: Resource) -> None:
        loads = self._loads[resource.id]
        if resource.most is not None:
            left = resource.most - sum(resource.used.values())
            self.model.add(sum(used * one.length for used, one in loads) <= max(0, left))
        if resource.most_a_day is not None:
            for day in sorted({begin // STEPS_A_DAY for begin, _ in self._problem.open}):
                left = resource.most_a_day - resource.used.get(day, 0)
                on = [self._on(used, one, day) * one.length for used, one in loads]
                self.model.add(sum(on) <= max(0, left))

    def _on(self, used: cp_model.IntVar, one: Waiting, day: int) -> cp_model.IntVar:
        """Whether it takes that resource on that day."""
        on = self.model.new_bool_var(f"{one.id} on {day}")
        start = self._cases[one.id].start
        first, last = day * STEPS_A_DAY, (day + 1) * STEPS_A_DAY - 1
        before = self.model.new_bool_var("before")
        after = self.model.new_bool_var("after")
        self.model.add(start < first).only_enforce_if(before)
        self.model.add(start > last).only_enforce_if(after)
        self.model.add_bool_or([on, before, after, used.negated()])
        return on

    def _all_rooms(self) -> None:
        """No more at once than there are rooms: follows from the rest, and proves sooner."""
        rooms = {room for case in self._cases.values() for room in case.rooms}
        intervals = [
            self.model.new_optional_fixed_size_interval_var(
                self._cases[one.id].start, one.length, self._cases[one.id].placed, "in a room"
            )
            for one in self._listed()
        ]
        if rooms:
            self.model.add_cumulative(intervals, [1] * len(intervals), len(rooms))

    def _hint(self, known: Sequence[Placed]) -> None:
        chosen = {one.id: one for one in known}
        waiting = by_id(self._problem)
        for name, case in self._cases.items():
            at = chosen.get(name)
            self.model.add_hint(case.placed, at is not None)
            if at is not None:
                self.model.add_hint(case.start, at.start)
            for other, used in case.uses(waiting[name]).items():
                if used is not case.placed:
                    self.model.add_hint(used, at is not None and other in (at.room, at.judge))


class Values:
    """Reads a variable of a solution."""

    def __init__(
        self, solution: "cp_model.CpSolver | cp_model.CpSolverSolutionCallback"
    ) -> None:
        self._solution = solution

    def __call__(self, variable: cp_model.IntVar) -> int:
        return int(self._solution.value(variable))


def _one(value: Values, several: Mapping[str, cp_model.IntVar]) -> str:
    return next(name for name, used in several.items() if value(used))
