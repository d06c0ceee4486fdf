"""Rulings on the policy file: every row says where it comes from and when it holds."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hearing.plan import MAX_COMPONENT_POINTS
from scheduler.plan import MOST_COMPONENT_POINTS
from scheduler.policy import Policy, read, vietnam

ROW = """
[[rule]]
key = "booking.freeze"
value = {value}
unit = "minutes"
effect = "block"
confidence = "P"
source = "x"
from = {since}
{until}
vi = "x"
en = "x"
"""


def row(value: int, since: str, until: str = "") -> str:
    """A rule as the file has it."""
    return ROW.format(value=value, since=since, until=f"until = {until}" if until else "")


def test_the_shipped_policy_is_whole() -> None:
    """What code relies on is there; what is from memory or unsure never blocks."""
    policy = vietnam()
    freeze = policy.on(date(2026, 3, 2), "booking.freeze")
    assert freeze is not None
    assert (freeze.value, freeze.unit, freeze.effect) == (30, "minutes", "block")
    points = policy.on(date(2026, 3, 2), "points.max_component")
    assert points is not None
    assert points.value == MOST_COMPONENT_POINTS == MAX_COMPONENT_POINTS
    for rule in policy.rules:
        assert rule.confidence in "VP" or rule.effect in ("warn", "prompt"), rule.key


def test_a_rule_holds_from_its_first_day_to_the_day_before_its_end() -> None:
    """The next one takes over."""
    policy = read(row(30, "2026-01-01", "2026-03-01") + row(60, "2026-03-01"))
    assert policy.minutes(datetime(2026, 2, 28, tzinfo=UTC), "booking.freeze") == timedelta(
        minutes=30
    )
    assert policy.minutes(datetime(2026, 3, 1, tzinfo=UTC), "booking.freeze") == timedelta(
        hours=1
    )
    assert policy.on(date(2025, 12, 31), "booking.freeze") is None
    assert Policy(()).minutes(datetime(2026, 3, 1, tzinfo=UTC), "booking.freeze") == timedelta()


@pytest.mark.parametrize(
    "text",
    [
        row(30, "2026-01-01") + row(60, "2026-03-01"),
        row(-1, "2026-01-01"),
        row(30, "2026-02-30"),
        row(30, "2026-01-01").replace("block", "refuse"),
        row(30, "2026-01-01") + "surprise = 1",
    ],
)
def test_a_policy_that_contradicts_itself_is_refused(text: str) -> None:
    """Two of one key at once, impossible values, words nobody knows."""
    with pytest.raises(ValueError, match=r".+"):
        read(text)
