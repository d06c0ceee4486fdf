"""Rulings on spans of time: [start, end)."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from hearing.refusal import Refusal
from scheduler.slot import LONGEST, Slot, hearing_slot, link_slot
from tests.scheduler.world import at

OVERLAPS = [
    # (other start, other end, overlaps nine to ten)
    (-1, 0, False),  # ends as it begins
    (1, 2, False),  # begins as it ends
    (0, 1, True),  # the same
    (0.25, 0.75, True),  # inside
    (-1, 2, True),  # around
    (-0.5, 0.5, True),  # over its beginning
    (0.5, 1.5, True),  # over its end
    (-1, 1 / 3_600_000_000, True),  # by a microsecond
    (-2, -1, False),
    (2, 3, False),
]


@pytest.mark.parametrize(("start", "end", "overlaps"), OVERLAPS)
def test_spans_that_only_touch_do_not_overlap(start: float, end: float, overlaps: bool) -> None:
    """One hearing may begin at the moment another ends."""
    hour, other = Slot(at(0), at(1)), Slot(at(start), at(end))
    assert hour.overlaps(other) is overlaps
    assert other.overlaps(hour) is overlaps


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "code"),
    [
        (datetime(2026, 3, 2, 9), at(1), "time.zone"),  # noqa: DTZ001
        (at(0), datetime(2026, 3, 2, 10), "time.zone"),  # noqa: DTZ001
        (at(0), at(0), "time.order"),
        (at(1), at(0), "time.order"),
        (at(0), at(0) + LONGEST + timedelta(microseconds=1), "time.too_long"),
        (datetime.min.replace(tzinfo=UTC), at(0), "time.range"),
        (at(0), datetime.max.replace(tzinfo=timezone(-timedelta(hours=23))), "time.range"),
    ],
)
def test_a_hearing_has_a_possible_time(
    starts_at: datetime, ends_at: datetime, code: str
) -> None:
    """Zones are needed, the end is after the start, a week is the most."""
    with pytest.raises(Refusal) as refused:
        hearing_slot(starts_at, ends_at)
    assert refused.value.code == code


def test_a_week_is_allowed_and_kept_in_utc() -> None:
    """Whatever zone it was asked in."""
    vietnam = timezone(timedelta(hours=7))
    slot = hearing_slot(at(0).astimezone(vietnam), (at(0) + LONGEST).astimezone(vietnam))
    assert slot.start.tzinfo is UTC
    assert slot == Slot(at(0), at(0) + LONGEST)


def test_a_link_is_valid_for_some_time() -> None:
    """Never for none."""
    with pytest.raises(Refusal) as refused:
        link_slot(at(1), at(1))
    assert refused.value.code == "time.order"
