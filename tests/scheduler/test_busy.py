"""Rulings on when a place for one, or for several, is full."""

from scheduler.busy import full
from scheduler.occupancy import Taken
from scheduler.slot import Slot
from tests.scheduler.world import at


def _taken(slot: int, start: float, end: float) -> Taken:
    return Taken("pt_1", slot, Slot(at(start), at(end)), f"hrg_{slot}", court="crt_1")


def test_a_courtroom_is_full_while_somebody_has_it() -> None:
    """And it is known who."""
    one = _taken(0, 0, 1)
    assert list(full([one], 1)) == [(one.span, one)]


def test_a_place_for_two_is_full_only_while_two_have_it() -> None:
    """Whoever they are; before and after one is still to be had."""
    both = [_taken(0, 0, 2), _taken(1, 1, 3)]
    assert list(full(both, 2)) == [(Slot(at(1), at(2)), None)]
    assert list(full(both, 3)) == []
    assert list(full([_taken(0, 0, 1), _taken(1, 1, 2)], 2)) == []  # one ends as another begins
    assert list(full([], 2)) == []
