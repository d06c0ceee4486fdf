"""The list as a model of CP-SAT (OR-Tools, the optional extra `solver`)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from scheduler.listing.board import Board, has, judges_of, rooms_of
from scheduler.listing.greedy import Places
from scheduler.listing.problem import STEPS_A_DAY, Placed, Problem, Resource, Waiting
from scheduler.listing.room_left import Left, left_of, left_of_rooms

Use = Mapping[int, cp_model.IntVar]
"""Whether something is taken, by day."""


@dataclass(frozen=True, slots=True)
class Case:
    """A case's variables. rooms, judges: whether it has that one; days: whether it is then."""

    one: Waiting
    placed: cp_model.IntVar
    start: cp_model.IntVar
    rooms: Mapping[str, cp_model.IntVar]
    judges: Mapping[str, cp_model.IntVar]
    days: Use

    def uses(self) -> dict[str, cp_model.IntVar]:
        """Whether it takes a resource, for each that it may take."""
        return {**dict.fromkeys(self.one.needs, self.placed), **self.rooms, **self.judges}


class Model:
    """The model of a problem, from a list that is known already. firm: cases that must be on
    it."""

    def __init__(
        self,
        problem: Problem,
        alone: Places,
        known: Sequence[Placed],
        firm: Iterable[str] = (),
    ) -> None:
        self.model = cp_model.CpModel()
        self._problem = problem
        self._board = Board(problem)
        self._cases: dict[str, Case] = {}
        self._taken: defaultdict[str, list[cp_model.IntervalVar]] = defaultdict(list)
        self._uses: defaultdict[str, list[tuple[Use, Waiting]]] = defaultdict(list)
        for one in problem.waiting:
            if alone[one.id]:
                self._add(one, alone[one.id])
        for resource in problem.resources.values():
            self._share(resource)
        self._all_rooms()
        for name in firm:
            self.model.add(self._cases[name].placed == 1)
        self._hint(known)
        self.model.maximize(sum(case.placed * case.one.weight for case in self._cases.values()))

    def found(self, value: "Values") -> tuple[Placed, ...]:
        """The list that a solution is."""
        return tuple(
            Placed(name, value(case.start), _one(value, case.rooms), _one(value, case.judges))
            for name, case in self._cases.items()
            if value(case.placed)
        )

    def _add(self, one: Waiting, starts: Sequence[int]) -> None:
        model = self.model
        placed = model.new_bool_var(f"placed {one.id}")
        domain = cp_model.Domain.from_values(list(starts))
        start = model.new_int_var_from_domain(domain, f"start {one.id}")
        rooms = self._choice(one, start, placed, rooms_of(one), starts)
        judges = self._choice(one, start, placed, judges_of(one), starts)
        days = self._days(one, start, placed, starts)
        case = self._cases[one.id] = Case(one, placed, start, rooms, judges, days)
        for name, used in case.uses().items():
            resource = self._problem.resources[name]
            self._taken[name].append(
                model.new_optional_fixed_size_interval_var(
                    start - resource.before,
                    one.length + resource.before + resource.after,
                    used,
                    f"{name} {one.id}",
                )
            )
        for name in one.needs:
            self._uses[name].append((days, one))
        self._shared_out(case, judges)
        if len(rooms) == 1:
            self._shared_out(case, rooms)

    def _shared_out(self, case: Case, several: Mapping[str, cp_model.IntVar]) -> None:
        """Who of `several` has it on which day: what a day can hold is counted by that."""
        by_day: defaultdict[int, list[cp_model.IntVar]] = defaultdict(list)
        for name, used in several.items():
            if len(several) == 1:
                self._uses[name].append((case.days, case.one))
                continue
            both = {
                day: self.model.new_bool_var(f"{case.one.id} {name} {day}") for day in case.days
            }
            self.model.add(sum(both.values()) == used)
            for day, one in both.items():
                by_day[day].append(one)
            self._uses[name].append((both, case.one))
        for day, ones in by_day.items():
            self.model.add(sum(ones) == case.days[day])

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
                self._within(start, good, chosen[name])
        self.model.add(sum(chosen.values()) == placed)
        return chosen

    def _days(
        self,
        one: Waiting,
        start: cp_model.IntVar,
        placed: cp_model.IntVar,
        starts: Sequence[int],
    ) -> Use:
        """Exactly one day if it is placed."""
        by_day: defaultdict[int, list[int]] = defaultdict(list)
        for at in starts:
            by_day[at // STEPS_A_DAY].append(at)
        if len(by_day) == 1:
            return dict.fromkeys(by_day, placed)
        days = {day: self.model.new_bool_var(f"{one.id} on {day}") for day in by_day}
        for day, on in days.items():
            self._within(start, by_day[day], on)
        self.model.add(sum(days.values()) == placed)
        return days

    def _within(self, start: cp_model.IntVar, good: list[int], if_: cp_model.IntVar) -> None:
        domain = cp_model.Domain.from_values(good)
        self.model.add_linear_expression_in_domain(start, domain).only_enforce_if(if_)

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
        uses = self._uses[resource.id]
        if resource.most is not None:
            most = max(0, resource.most - sum(resource.used.values()))
            whole = [on * one.length for use, one in uses for on in use.values()]
            self.model.add(sum(whole) <= most)
        for left in left_of(self._problem, resource):
            self._hold(left, uses)

    def _hold(self, left: Left, uses: Sequence[tuple[Use, Waiting]]) -> None:
        """A day holds no more than there is of it: follows from the rest, and proves sooner."""
        on = [(use[left.day], one.length + left.beside) for use, one in uses if left.day in use]
        if sum(length for _, length in on) > left.steps:
            self.model.add(sum(used * length for used, length in on) <= left.steps)

    def _all_rooms(self) -> None:
        """No more at once than there are rooms: follows from the rest, and proves sooner."""
        rooms = {room for case in self._cases.values() for room in case.rooms}
        if len(rooms) < 2:
            return
        known = [self._problem.resources[room] for room in rooms]
        before = min(room.before for room in known)
        after = min(room.after for room in known)
        intervals = [
            self.model.new_optional_fixed_size_interval_var(
                case.start - before, case.one.length + before + after, case.placed, "in a room"
            )
            for case in self._cases.values()
        ]
        intervals += [
            self.model.new_fixed_size_interval_var(begin, end - begin, "busy")
            for room in known
            for begin, end in room.busy
        ]
        self.model.add_cumulative(intervals, [1] * len(intervals), len(rooms))
        uses = [(case.days, case.one) for case in self._cases.values()]
        for left in left_of_rooms(self._problem, known):
            self._hold(left, uses)

    def _hint(self, known: Sequence[Placed]) -> None:
        chosen = {one.id: one for one in known}
        for name, case in self._cases.items():
            at = chosen.get(name)
            self.model.add_hint(case.placed, at is not None)
            if at is not None:
                self.model.add_hint(case.start, at.start)
            self._hint_days(case, at)
            for other, used in case.uses().items():
                if used is not case.placed:
                    self.model.add_hint(used, at is not None and other in (at.room, at.judge))

    def _hint_days(self, case: Case, at: Placed | None) -> None:
        for day, on in case.days.items():
            if on is not case.placed:
                self.model.add_hint(on, at is not None and at.start // STEPS_A_DAY == day)


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
