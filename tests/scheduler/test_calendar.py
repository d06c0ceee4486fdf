"""Rulings on hours as clocks show them, also where the clocks are changed."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from hearing.refusal import Refusal
from scheduler.calendar import WORKING_WEEK, Every, Hours, repeated, shifted, within
from scheduler.slot import Slot

BERLIN = ZoneInfo("Europe/Berlin")  # 2026: forward on 29 March at 2:00, back on 25 October
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def span(zone: ZoneInfo, *start: int, hours: float = 1) -> Slot:
    """From a time on the wall, so many hours."""
    begins = datetime(*start, tzinfo=zone).astimezone(UTC)  # type: ignore[misc, arg-type]
    return Slot(begins, begins + timedelta(hours=hours))


def test_a_weekly_sitting_stays_at_nine_when_the_clocks_change() -> None:
    """In UTC it moves by an hour."""
    sittings = repeated(span(BERLIN, 2026, 3, 23, 9), Every.WEEK, 3, BERLIN)
    assert [one.start.hour for one in sittings] == [8, 7, 7]
    assert {one.start.astimezone(BERLIN).time() for one in sittings} == {time(9)}
    assert {one.end.astimezone(BERLIN).time() for one in sittings} == {time(10)}


def test_workdays_leave_out_the_weekend() -> None:
    """Thursday, Friday, Monday."""
    sittings = repeated(span(HANOI, 2026, 3, 5, 8), Every.WORKDAY, 3, HANOI)
    assert [one.start.astimezone(HANOI).day for one in sittings] == [5, 6, 9]


def test_an_hour_that_the_clocks_skip_is_refused() -> None:
    """Half past two does not exist on the last Sunday of March."""
    night = span(BERLIN, 2026, 3, 28, 2, 30)
    with pytest.raises(Refusal) as refused:
        repeated(night, Every.DAY, 2, BERLIN)
    assert (refused.value.code, refused.value.facts) == ("time.gap", {"days": 1})
    assert shifted(night, timedelta(days=1), BERLIN) is None


@pytest.mark.parametrize(
    ("start", "hours", "holds"),
    [
        ((2026, 3, 2, 7, 30), 9.5, True),  # a Monday, the whole day
        ((2026, 3, 2, 7, 15), 1, False),
        ((2026, 3, 2, 16, 30), 1, False),
        ((2026, 3, 7, 9), 1, False),  # a Saturday
        ((2026, 3, 2, 9), 24, False),
    ],
)
def test_hours_hold_what_lies_within_one_day(
    start: tuple[int, ...], hours: float, holds: bool
) -> None:
    """Opening and closing time included."""
    assert within(WORKING_WEEK, span(HANOI, *start, hours=hours), HANOI) is holds


def test_a_day_may_close_at_midnight() -> None:
    """00:00 is the end of the day, not its beginning."""
    week = {0: (Hours(time(18), time()),)}
    assert within(week, span(HANOI, 2026, 3, 2, 22, hours=2), HANOI)
    assert not within(week, span(HANOI, 2026, 3, 2, 22, hours=2.5), HANOI)
