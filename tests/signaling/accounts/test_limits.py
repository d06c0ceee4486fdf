"""Rulings on how often something may be tried."""

from datetime import UTC, datetime, timedelta

import pytest

from hearing.refusal import Refusal
from signaling.accounts.limits import MOST_KEYS, Allowance

NOW = datetime(2026, 3, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_the_window_slides() -> None:
    """Each try leaves it a minute after it came in; who is refused is told how long to wait."""
    allowance = Allowance(2, MINUTE, "staff.too_many")
    allowance.take("hoa", NOW)
    allowance.take("hoa", NOW + timedelta(seconds=20))
    with pytest.raises(Refusal) as refused:
        allowance.take("hoa", NOW + timedelta(seconds=45))
    assert (refused.value.code, refused.value.facts["seconds"]) == ("staff.too_many", 15)
    allowance.take("hoa", NOW + MINUTE)
    with pytest.raises(Refusal):
        allowance.take("hoa", NOW + MINUTE)
    allowance.take("binh", NOW + MINUTE)


def test_what_turned_out_well_is_given_back() -> None:
    """And a proof forgets all failures."""
    allowance = Allowance(2, MINUTE, "x")
    for _ in range(5):
        allowance.take("hoa", NOW)
        allowance.give_back("hoa")
    allowance.take("hoa", NOW)
    allowance.take("hoa", NOW)
    allowance.forget("hoa")
    allowance.take("hoa", NOW)
    allowance.give_back("nobody")


def test_memory_is_bounded() -> None:
    """Whoever was not heard of for longest is forgotten first."""
    allowance = Allowance(1, MINUTE, "x")
    for number in range(MOST_KEYS + 1):
        allowance.take(f"user-{number}", NOW)
    allowance.take("user-0", NOW)
    with pytest.raises(Refusal):
        allowance.take(f"user-{MOST_KEYS}", NOW)
