"""Rulings on lists: nothing collides, nothing is left out that could be in, and why."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.listing import Size, measure, overlaps
from scheduler.listing.problem import STEPS_A_DAY, Listing, Lock, Problem, Resource, Waiting
from scheduler.listing.reasons import explained
from scheduler.listing.solving import solve
from tests.scheduler.listing.checker import faults
from tests.scheduler.listing.week import CLOSES, OPENS, case, day, everything, held, problem


def listed(asked: Problem) -> Listing:
    """The best list, checked."""
    found = solve(asked, 20, everything)
    assert overlaps(asked, found) == 0
    assert faults(asked, found.placed) == []
    return found


def why(asked: Problem) -> dict[str, tuple[str, tuple[str, ...]]]:
    """What is not on the best list, and why."""
    return {one.id: (one.reason, one.about) for one in explained(asked, listed(asked))}


def test_a_day_holds_what_fits_into_it_and_the_weightier_first() -> None:
    """Nine hours and a half of one room: four cases of two hours, not five."""
    cases = [case(str(number), weight=number + 1) for number in range(5)]
    found = listed(problem(*cases, days=1))
    assert {one.id for one in found.placed} == {"1", "2", "3", "4"}
    assert (found.weight, found.bound, found.proven, found.gap) == (14, 14, True, 0.0)


def test_what_the_hand_misses_the_solver_finds() -> None:
    """The long one first would leave the room to itself; two of half a day weigh more."""
    cases = [case("long", 30, weight=3), case("one", 19, weight=2), case("two", 19, weight=2)]
    found = listed(problem(*cases, days=1))
    assert {one.id for one in found.placed} == {"one", "two"}
    assert found.proven


def test_whoever_is_away_is_not_listed_and_rooms_keep_their_buffers() -> None:
    """Judge A is away all week but Friday; the room is aired for an hour after each."""
    away = tuple(day(number) for number in range(4))
    changed = [Resource("A", busy=away), Resource("1", after=4)]
    found = listed(problem(*(case(str(number)) for number in range(3)), other=changed))
    starts = sorted(one.start - 4 * STEPS_A_DAY for one in found.placed)
    assert len(starts) == 3
    assert starts[0] >= OPENS
    assert starts[1] - starts[0] >= 12
    assert starts[2] - starts[1] >= 12


def test_a_room_that_is_shut_at_noon_is_not_sat_in_at_noon() -> None:
    """But buffers may reach into it."""
    noon = tuple((number * STEPS_A_DAY + 46, number * STEPS_A_DAY + 54) for number in range(5))
    found = listed(
        problem(
            *(case(str(number), 14) for number in range(10)),
            other=[Resource("1", closed=noon, after=8)],
        )
    )
    clocks = {one.start % STEPS_A_DAY for one in found.placed}
    assert len(found.placed) >= 5
    assert all(start + 14 <= 46 or start >= 54 for start in clocks)


def test_a_point_holds_as_many_as_it_can_and_no_more() -> None:
    """Two at once at the detention facility, where one is booked already."""
    start, end = day(0)
    jail = Resource("jail", capacity=2, busy=((start, end),))
    cases = [
        case("a", needs=("jail",), windows=((start, start + 8),)),
        case("b", needs=("jail",), windows=((start, start + 8),), judges=("B",), rooms=("2",)),
    ]
    found = why(problem(*cases, other=[jail]))
    assert list(found.values()) == [("listing.taken", ("jail",))]


def test_a_judge_sits_so_long_a_day_and_no_longer() -> None:
    """What is booked already counts."""
    start, _ = day(0)
    judge = Resource("A", busy=((start, start + 8),), most_a_day=16, used={0: 8})
    found = listed(problem(*(case(str(n)) for n in range(6)), days=2, other=[judge]))
    days = [one.start // STEPS_A_DAY for one in found.placed]
    assert (days.count(0), days.count(1)) == (1, 2)


def test_what_is_settled_stays_and_the_rest_goes_around_it() -> None:
    """Lock one, solve again."""
    start, _ = day(0)
    kept = case("kept", lock=Lock(start=start + 3, room="1", judge="B"), judges=("A", "B"))
    found = listed(problem(kept, *(case(str(number)) for number in range(4)), days=1))
    (one,) = [each for each in found.placed if each.id == "kept"]
    assert (one.start, one.room, one.judge) == (start + 3, "1", "B")
    assert len(found.placed) == 4


def _cases() -> Iterator[tuple[Problem, tuple[str, tuple[str, ...]]]]:
    start, _ = day(0)
    bounded = Resource("A", most_a_day=12)
    whole_week = tuple(day(number) for number in range(5))
    morning, afternoon = ((start, start + 18),), ((start + 18, start + 38),)
    yield problem(case("x", 39)), ("listing.too_long", ())
    yield problem(case("x", windows=((start, start + 7),))), ("listing.no_time", ())
    yield problem(case("x", lock=held(start - 4))), ("listing.locked", ())
    yield (
        problem(case("x"), other=[Resource("A", busy=whole_week)]),
        ("listing.no_judge", ("A",)),
    )
    yield (
        problem(case("x"), other=[Resource("1", closed=whole_week)]),
        ("listing.no_room", ("1",)),
    )
    yield (
        problem(case("x", needs=("counsel",)), other=[Resource("counsel", busy=whole_week)]),
        ("listing.never_free", ("counsel",)),
    )
    yield (
        problem(
            case("x"),
            days=1,
            other=[Resource("A", busy=morning), Resource("1", busy=afternoon)],
        ),
        ("listing.never_together", ("A",)),
    )
    yield (
        problem(case("x", 20), case("y", 20, weight=2, rooms=("2",)), days=1),
        ("listing.judges_taken", ("A",)),
    )
    yield (
        problem(case("x", 20), case("y", 20, weight=2, judges=("B",)), days=1),
        ("listing.rooms_taken", ("1",)),
    )
    yield (
        problem(case("x", needs=("esc_1",)), other=[Resource("esc_1", busy=whole_week)]),
        ("listing.no_escort", ("esc_1",)),
    )
    yield problem(case("x"), other=[Resource("A", most_a_day=7)]), ("listing.no_load", ("A",))
    yield (
        problem(case("x", 8), case("y", 8, weight=2), days=1, other=[bounded]),
        ("listing.load_taken", ("A",)),
    )
    yield (
        problem(case("x", 20), case("y", 20, weight=2), days=1),
        ("listing.crowded", ("A", "1")),
    )


@pytest.mark.parametrize(("asked", "reason"), list(_cases()))
def test_what_could_not_be_listed_is_explained(
    asked: Problem, reason: tuple[str, tuple[str, ...]]
) -> None:
    """By what it lacks where it lacks least."""
    assert why(asked)["x"] == reason


def test_who_wants_no_more_has_the_best_so_far() -> None:
    """The first list is there at once."""
    cases = [case(str(number), 5 + number % 7, weight=number) for number in range(60)]
    found = solve(problem(*cases), 60, lambda _listing: False)
    assert found.placed
    assert not found.proven


@settings(max_examples=15, deadline=None)
@given(
    lengths=st.lists(st.integers(1, 38), min_size=1, max_size=14),
    busy=st.lists(st.tuples(st.integers(0, 2 * STEPS_A_DAY), st.integers(1, 40)), max_size=4),
    after=st.integers(0, 6),
)
def test_whatever_waits_nothing_collides_and_nothing_is_lost(
    lengths: list[int], busy: list[tuple[int, int]], after: int
) -> None:
    """Every case is on the list or explained."""
    waiting: list[Waiting] = [
        case(str(number), length, judges=("A", "B")[number % 2 :], rooms=("1", "2"))
        for number, length in enumerate(lengths)
    ]
    spans = tuple((begin, begin + long) for begin, long in busy)
    asked = problem(*waiting, days=2, other=[Resource("1", busy=spans, after=after)])
    found = solve(asked, 2, everything)
    assert overlaps(asked, found) == 0
    assert faults(asked, found.placed) == []
    assert len(found.placed) + len(explained(asked, found)) == len(waiting)
    assert all(OPENS <= one.start % STEPS_A_DAY < CLOSES for one in found.placed)


def test_a_courts_whole_week_is_listed() -> None:
    """200 hearings, 30 judges, 12 rooms: all of it, proven."""
    figures = measure(Size(), 60)
    assert (figures.placed, figures.overlaps, figures.proven) == (200, 0, True)
