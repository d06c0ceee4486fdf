"""Rulings on reasons: each is true, and would be enough; what is settled stays."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.listing.board import Board, judges_of, listed, rooms_of
from scheduler.listing.problem import (
    STEPS_A_DAY,
    Lock,
    Placed,
    Problem,
    Resource,
    Unplaced,
    Waiting,
)
from scheduler.listing.reasons import explained
from scheduler.listing.solving import solve
from scheduler.refusals import REFUSALS
from tests.scheduler.listing.checker import faults
from tests.scheduler.listing.week import OPENS, case, day, everything, held, problem

ALONE = {
    f"listing.{one}"
    for one in (
        *("never_free", "no_escort", "no_judge", "no_room", "no_load", "never_together"),
        *("no_time", "too_long", "locked"),
    )
}


def ways(one: Waiting, start: int) -> list[Placed]:
    """Before every judge in every room it may have."""
    return [
        Placed(one.id, start, room, judge) for judge in judges_of(one) for room in rooms_of(one)
    ]


def holds(asked: Problem, why: Unplaced, placed: tuple[Placed, ...]) -> None:
    """It fits nowhere; and where the reason says, if it had what the reason names."""
    one = next(each for each in asked.waiting if each.id == why.id)
    beside = () if why.reason in ALONE else placed
    for start in listed(Board(asked).starts(one)):
        assert all(faults(asked, (*beside, way)) for way in ways(one, start)), why
    if why.at is not None:
        assert any(not faults(asked, (*beside, way), why.about) for way in ways(one, why.at)), (
            why
        )


_waiting: st.SearchStrategy[dict[str, object]] = st.builds(
    dict,
    length=st.integers(1, 40),
    weight=st.integers(1, 3),
    judges=st.sampled_from([("A",), ("B",), ("A", "B")]),
    rooms=st.sampled_from([("1",), ("2",), ("1", "2")]),
    needs=st.sampled_from([(), ("counsel",), ("jail",), ("counsel", "jail", "esc_j")]),
    windows=st.sampled_from([(), ((OPENS, OPENS + 16),), (day(0),)]),
)
_busy = st.tuples(st.integers(0, 2 * STEPS_A_DAY), st.integers(1, 60))


@settings(max_examples=12, deadline=None)
@given(
    waiting=st.lists(_waiting, min_size=4, max_size=10),
    busy=st.lists(_busy, max_size=4),
    after=st.integers(0, 3),
    most=st.integers(10, 38),
)
def test_every_reason_is_real(
    waiting: list[dict[str, object]], busy: list[tuple[int, int]], after: int, most: int
) -> None:
    """By an account of its own: nowhere without what is named, and there with it."""
    spans = tuple((begin, begin + long) for begin, long in busy)
    other = [
        Resource("1", busy=spans[:2], after=after),
        Resource("counsel", busy=spans[2:]),
        Resource("A", most_a_day=most),
        Resource("jail", capacity=2, busy=spans[:1], slots=(0,) * len(spans[:1])),
        Resource("esc_j", closed=spans[1:2]),
    ]
    cases = [case(str(number), **fields) for number, fields in enumerate(waiting)]  # type: ignore[arg-type]
    asked = problem(*cases, days=2, other=other)
    found = solve(asked, 1, everything)
    assert faults(asked, found.placed) == []
    for why in explained(asked, found):
        assert why.reason in REFUSALS
        holds(asked, why, found.placed)


def test_what_is_settled_is_listed_whatever_that_costs() -> None:
    """A light case that is settled at ten keeps out the heavy one that needs the whole day."""
    start, _ = day(0)
    light = case("light", 8, lock=held(start + 10))
    found = solve(problem(light, case("heavy", 38, weight=100), days=1), 10, everything)
    assert [one.id for one in found.placed] == ["light"]
    assert (found.weight, found.bound) == (1, 1)


def test_settled_cases_that_contradict_each_other_are_told() -> None:
    """As many as go together stay; each of the others says what the first ones took."""
    start, _ = day(0)
    both = [case(str(number), 8, lock=Lock(start + number, "1", "A")) for number in range(3)]
    later = case("later", 8, lock=Lock(start + 20, "1", "A"))
    asked = problem(*both, later, case("free"), days=1)
    found = solve(asked, 10, everything)
    assert {"later", "free"} < {one.id for one in found.placed}
    reasons = explained(asked, found)
    assert [(why.reason, why.about) for why in reasons] == [("listing.crowded", ("A", "1"))] * 2
    for why in reasons:
        holds(asked, why, found.placed)


def test_a_hearing_keeps_to_one_place_of_several() -> None:
    """One booth is taken before nine, the other after: nobody moves from booth to booth."""
    start, end = day(0)
    nine = start + 6
    jail = Resource("jail", 2, busy=((start, nine), (nine, end)), slots=(0, 1))
    asked = problem(case("x", 12, needs=("jail",)), days=1, other=[jail])
    found = solve(asked, 10, everything)
    assert [one.start for one in found.placed] == [nine]
    window = ((start + 2, start + 14),)
    over = problem(case("x", 12, needs=("jail",), windows=window), days=1, other=[jail])
    (why,) = explained(over, solve(over, 10, everything))
    assert (why.reason, why.about) == ("listing.never_free", ("jail",))


@pytest.mark.parametrize("count", [0, 1])
def test_a_court_without_judges_rooms_or_cases_has_a_list_all_the_same(count: int) -> None:
    """An empty one, with reasons."""
    cases = [case(str(number), judges=(), rooms=()) for number in range(count)]
    asked = problem(*cases)
    found = solve(asked, 5, everything)
    assert (found.placed, found.proven, found.gap) == ((), True, 0.0)
    assert len(explained(asked, found)) == count


def test_everything_settled_is_taken_as_it_is() -> None:
    """Nothing to decide: proven at once."""
    start, _ = day(0)
    cases = [case(str(n), 4, lock=Lock(start + 5 * n, "1", "A")) for n in range(7)]
    found = solve(problem(*cases, days=1), 10, everything)
    assert [one.start for one in found.placed] == [start + 5 * n for n in range(7)]
    assert found.proven
