"""Rulings on what became of notices, as the hearing's ledger is told."""

from dataclasses import replace

import pytest

from hearing.apply import apply
from hearing.decide import decide
from hearing.refusal import Refusal
from hearing.service_events import NoticeConfirmed, NoticeFailed, NoticeServed, ServiceEvent
from hearing.state import ENDED, Status
from tests.hearing.cast import DEFENCE, JUDGE, NOON, STAFF, SYSTEM, a_hearing

SEAT = DEFENCE.seat
SERVED = NoticeServed(notice="ntc_1", seat=SEAT, occasion="listed", way="mail", record="a" * 64)
REPORTS: tuple[ServiceEvent, ...] = (
    SERVED,
    NoticeFailed(notice="ntc_1", seat=SEAT, occasion="moved", why="late", record="b" * 64),
    NoticeConfirmed(notice="ntc_1", seat=SEAT),
)


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("status", [Status.SCHEDULED, Status.IN_SESSION, *sorted(ENDED)])
def test_each_is_kept_as_told_and_changes_nothing(report: ServiceEvent, status: Status) -> None:
    """After the end as well: a cancellation is served, too."""
    state = replace(a_hearing(), status=status)
    [event] = decide(state, report, SYSTEM, NOON)
    assert event.type == report.type
    for name in type(report).__dataclass_fields__:
        assert getattr(event, name) == getattr(report, name)
    assert apply(state, event, NOON) == state


def test_a_draft_has_no_notices_and_nobody_unknown_is_served() -> None:
    with pytest.raises(Refusal, match=r"hearing\.state"):
        decide(replace(a_hearing(), status=Status.DRAFT), SERVED, SYSTEM, NOON)
    with pytest.raises(Refusal, match=r"hearing\.unknown_seat"):
        decide(replace(a_hearing(), seats={}), SERVED, SYSTEM, NOON)


@pytest.mark.parametrize("report", REPORTS)
def test_no_seat_says_so_and_staff_only_what_they_handed_over(report: ServiceEvent) -> None:
    with pytest.raises(Refusal, match=r"hearing\.role"):
        decide(a_hearing(), report, JUDGE, NOON)
    if report is SERVED:
        assert decide(a_hearing(), report, STAFF, NOON)
        return
    with pytest.raises(Refusal, match=r"hearing\.role"):
        decide(a_hearing(), report, STAFF, NOON)
