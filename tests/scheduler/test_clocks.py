"""Rulings on the law's clocks before a hearing."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from scheduler.clocks import (
    CLOCKS,
    SUSPENSION,
    Answer,
    Deadline,
    Facts,
    Owner,
    State,
    against_online,
    clocks,
    may_answer,
    months_later,
)
from scheduler.entries import CaseType, Flag
from scheduler.policy import Policy, vietnam

HANOI, BERLIN = ZoneInfo("Asia/Ho_Chi_Minh"), ZoneInfo("Europe/Berlin")
BOOKED = datetime(2026, 3, 1, 20, tzinfo=UTC)  # the second of March in Hà Nội
HEARD = datetime(2026, 3, 30, 1, tzinfo=UTC)


def due(
    *flags: Flag, kind: CaseType = CaseType.CRIMINAL, zone: ZoneInfo = HANOI
) -> dict[str, str]:
    """The last day of each clock, by the court's clocks."""
    facts = Facts(kind, frozenset(flags), BOOKED, HEARD, HANOI)
    return {
        one.key: one.due_at.astimezone(HANOI).date().isoformat()
        for one in clocks(vietnam(), facts)
    }


@pytest.mark.parametrize(
    ("flags", "kind", "expected"),
    [
        (
            (),
            CaseType.CRIMINAL,
            {"assess": "2026-03-09", "procuracy": "2026-03-05", "service": "2026-03-20"},
        ),
        (
            (Flag.SIMPLIFIED, Flag.DETAINED),
            CaseType.CRIMINAL,
            {
                "assess": "2026-03-09",
                "procuracy": "2026-03-03",
                "detention": "2026-03-05",
                "service": "2026-03-20",
            },
        ),
        ((), CaseType.CIVIL, {"assess": "2026-03-09"}),
    ],
)
def test_who_owes_what_until_when(
    flags: tuple[Flag, ...], kind: CaseType, expected: dict[str, str]
) -> None:
    """TTLT 05/2021: seven days to assess, three for procuracy and facility, one simplified."""
    assert due(*flags, kind=kind) == expected


def test_days_are_the_courts_and_end_at_its_midnight() -> None:
    """Also over the change of the clocks: 29 March has 23 hours in Berlin."""
    facts = Facts(
        CaseType.CIVIL, frozenset(), datetime(2026, 3, 22, 9, tzinfo=UTC), HEARD, BERLIN
    )
    (assess,) = clocks(vietnam(), facts)
    assert assess.due_at == datetime(2026, 3, 29, 22, tzinfo=UTC) - timedelta(microseconds=1)


def test_silence_is_not_consent() -> None:
    """Unanswered it is open, then overdue, for ever; answered it was met or late."""
    one = Deadline("procuracy", Owner.PROCURACY, HEARD)
    moment = timedelta(microseconds=1)
    assert one.state(HEARD) is State.OPEN
    assert one.state(HEARD + moment) is State.OVERDUE
    assert one.state(HEARD + timedelta(days=999)) is State.OVERDUE
    for at, state in ((HEARD, State.MET), (HEARD + moment, State.LATE)):
        answered = Deadline("procuracy", Owner.PROCURACY, HEARD, at, Answer.AGREES)
        assert answered.state(HEARD + timedelta(days=999)) is state


def test_only_who_is_asked_agrees() -> None:
    """Others do what they must."""
    assert {key for key in CLOCKS if may_answer(key, Answer.DISAGREES)} == {
        "procuracy",
        "detention",
    }
    assert {key for key in CLOCKS if may_answer(key, Answer.DONE)} == {"service"}
    assert {key for key in CLOCKS if may_answer(key, Answer.SIMPLE)} == {"assess"}
    assert not may_answer("nothing", Answer.DONE)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-02-28", 12, "2027-02-28"),
    ],
)
def test_a_month_ends_on_the_same_day_or_the_months_last(
    day: str, months: int, expected: str
) -> None:
    """BLTTDS 259 counts in months."""
    assert months_later(date.fromisoformat(day), months).isoformat() == expected


def test_only_some_answers_send_a_hearing_to_a_courtroom() -> None:
    """The procuracy is heard on criminal cases; the facility says what it can do."""
    against = {
        (key, answer, kind)
        for key in (*CLOCKS, SUSPENSION)
        for answer in Answer
        for kind in CaseType
        if against_online(key, answer, kind)
    }
    assert against == {
        ("procuracy", Answer.DISAGREES, CaseType.CRIMINAL),
        *(("assess", Answer.NOT_SIMPLE, kind) for kind in CaseType),
    }


def test_a_clock_without_a_rule_does_not_run() -> None:
    """Another country's policy may have none."""
    facts = Facts(CaseType.CRIMINAL, frozenset(Flag), BOOKED, HEARD, HANOI)
    assert list(clocks(Policy(()), facts)) == []
