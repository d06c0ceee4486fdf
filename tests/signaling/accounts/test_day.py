"""Rulings on what today is, where a court is."""

from datetime import UTC, datetime, timedelta

import pytest

from signaling.accounts.day import day_of, today


@pytest.mark.parametrize(
    ("now", "zone", "start", "hours"),
    [
        ("2026-03-01T16:59:59", "Asia/Ho_Chi_Minh", "2026-02-28T17:00:00", 24),
        ("2026-03-01T17:00:00", "Asia/Ho_Chi_Minh", "2026-03-01T17:00:00", 24),
        ("2026-03-29T12:00:00", "Europe/Paris", "2026-03-28T23:00:00", 23),
        ("2026-10-25T12:00:00", "Europe/Paris", "2026-10-24T22:00:00", 25),
    ],
)
def test_a_day_is_the_courts(now: str, zone: str, start: str, hours: int) -> None:
    """From midnight to midnight by its clocks, also when they are set."""
    day = day_of(today(datetime.fromisoformat(now).replace(tzinfo=UTC), zone), zone)
    assert day.start == datetime.fromisoformat(start).replace(tzinfo=UTC)
    assert day.end - day.start == timedelta(hours=hours)
