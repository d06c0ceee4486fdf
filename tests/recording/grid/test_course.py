"""Rulings on how the record becomes a film: gaps are shown, long ones shortened."""

import pytest

from recording.grid.course import SHORTENED, SHOWN_WHOLE, Silence, course


def test_a_short_gap_lasts_as_long_as_it_was() -> None:
    film = course([Silence(10, 20, "recess")], 30)
    assert film.seconds == 30
    assert [one.silence is not None for one in film.stretches] == [False, True, False]
    assert film.film(25) == 25
    assert not any(one.shortened for one in film.stretches)


def test_a_long_gap_is_shortened_and_the_clock_still_right_after_it() -> None:
    film = course([Silence(10, 3610, "recess")], 3700)
    assert film.seconds == 100 + SHORTENED
    gap = film.at(12)
    assert gap.shortened
    assert gap.moment(10) == 10
    assert film.at(10 + SHORTENED).moment(10 + SHORTENED) == 3610
    assert film.film(3620) == pytest.approx(20 + SHORTENED)


@pytest.mark.parametrize(("length", "shown"), [(SHOWN_WHOLE, SHOWN_WHOLE), (61.0, SHORTENED)])
def test_a_minute_is_the_boundary(length: float, shown: float) -> None:
    film = course([Silence(0, length, "restart")], length)
    assert film.seconds == shown


def test_nothing_recorded_is_shown_within_a_gap() -> None:
    assert course([Silence(10, 20, "recess")], 30).film(15) is None


def test_overlapping_gaps_are_shown_one_after_the_other() -> None:
    film = course([Silence(10, 20, "recess"), Silence(15, 25, "restart")], 30)
    reasons = [one.silence.reason for one in film.stretches if one.silence]
    assert (reasons, film.seconds) == (["recess", "restart"], 30)


@pytest.mark.parametrize(
    ("silence", "seconds"),
    [
        (Silence(-20, 0, "not_recorded"), 50),  # in session before the first block
        (Silence(25, 90, "room_lost"), 30),  # to the end, however long it is said to be
        (Silence(40, 90, "room_lost"), 30),  # after it
        (Silence(10, 10.2, "stall"), 30),  # too short for anybody to read
    ],
)
def test_a_gap_at_the_edges(silence: Silence, seconds: float) -> None:
    assert course([silence], 30).seconds == seconds


def test_a_record_of_nothing_has_no_length() -> None:
    assert course([], 0).seconds == 0
