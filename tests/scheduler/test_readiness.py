"""Rulings on what a point's technical checks say of it before a hearing."""

from datetime import UTC, datetime, timedelta

import pytest

from scheduler.readiness import Before, Check, Outcome, Result, State, standing
from scheduler.slot import Slot

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
VALID = 30 * DAY
HEARING = Before(Slot(NOW + 7 * DAY, NOW + 7 * DAY + HOUR), "hrg_this")
POINT = Before(Slot(NOW, NOW + HOUR))


def check(
    starts: timedelta, result: Result | None = None, hearing: str | None = None, id: str = "chk"
) -> Check:
    """A check of an hour that began so long after NOW; its result stood at its end."""
    span = Slot(NOW + starts, NOW + starts + HOUR)
    if result is None:
        return Check(id, "crt", "pt", hearing, span, "stf")
    return Check(id, "crt", "pt", hearing, span, "stf", Outcome(result), span.end)


PASSED, FAILED = Result.PASSED, Result.FAILED


@pytest.mark.parametrize(
    ("checks", "before", "state"),
    [
        ([], HEARING, State.UNCHECKED),
        ([check(DAY)], HEARING, State.PLANNED),
        ([check(-HOUR / 2)], HEARING, State.PLANNED),  # it goes on
        ([check(-HOUR)], HEARING, State.UNCHECKED),  # its time is over, nobody said anything
        ([check(-HOUR, hearing="hrg_this")], HEARING, State.UNCHECKED),
        ([check(8 * DAY)], HEARING, State.UNCHECKED),  # too late for it
        ([check(8 * DAY, hearing="hrg_other")], HEARING, State.UNCHECKED),
        ([check(7 * DAY, hearing="hrg_this")], HEARING, State.PLANNED),
        ([check(DAY)], POINT, State.PLANNED),
        ([check(-HOUR)], POINT, State.UNCHECKED),
        ([check(-DAY, PASSED)], HEARING, State.PASSED),
        ([check(-23 * DAY - HOUR, PASSED)], HEARING, State.PASSED),  # thirty days to the hour
        ([check(-23 * DAY - 2 * HOUR, PASSED)], HEARING, State.UNCHECKED),
        ([check(-90 * DAY, PASSED, "hrg_this")], HEARING, State.PASSED),
        ([check(-90 * DAY, PASSED, "hrg_other")], HEARING, State.UNCHECKED),
        ([check(-2 * DAY, PASSED), check(-DAY, FAILED)], HEARING, State.FAILED),
        ([check(-DAY, PASSED), check(-2 * DAY, FAILED)], HEARING, State.PASSED),
        ([check(-DAY, FAILED), check(DAY)], HEARING, State.FAILED),  # until it is done
        ([check(8 * DAY, PASSED)], HEARING, State.UNCHECKED),  # after the hearing
    ],
)
def test_a_point_stands_as_its_checks_say(
    checks: list[Check], before: Before, state: State
) -> None:
    assert standing(checks, before, VALID, NOW).state is state


def test_of_several_still_to_come_the_next_is_named() -> None:
    several = [check(2 * DAY, id="later"), check(DAY, id="next"), check(-DAY, id="missed")]
    told = standing(several, HEARING, VALID, NOW)
    assert (told.check, told.at) == ("next", NOW + DAY)
