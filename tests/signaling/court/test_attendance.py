from hearing.commands import OpenHearing, ReportArrival, ReportDeparture
from hearing.state import HearingState
from signaling.court.attendance import LEAVE_S, RETURN_S, Attendance
from tests.hearing.cast import ACCUSED, DOCK, HEARING, JUDGE, OBSERVER, a_hearing
from tests.hearing.test_lobby import after, comes, lobby_plan, waiting

CAME = ReportArrival(device=DOCK, place="lobby")
LEFT = ReportDeparture(device=DOCK, place="lobby")
LISTED = after(HearingState(id=HEARING), lobby_plan())
HERE = after(LISTED, *comes(DOCK))


def test_who_opens_their_page_has_come_into_the_lobby() -> None:
    assert Attendance().reports(LISTED, {ACCUSED.seat}, 0.0) == [CAME]
    assert Attendance().reports(HERE, {ACCUSED.seat}, 0.0) == []


def test_a_reloaded_page_keeps_its_place_and_one_that_is_gone_leaves() -> None:
    attendance = Attendance()
    attendance.reports(LISTED, {ACCUSED.seat}, 0.0)
    assert attendance.reports(HERE, set(), LEAVE_S) == []
    assert attendance.reports(HERE, set(), LEAVE_S + 0.1) == [LEFT]
    assert attendance.reports(HERE, set(), LEAVE_S + 1) == [LEFT]  # until it is written down
    assert attendance.reports(LISTED, set(), LEAVE_S + 2) == []


def test_after_a_restart_people_have_time_to_come_back() -> None:
    attendance = Attendance()
    assert attendance.reports(HERE, set(), 100.0) == []
    assert attendance.reports(HERE, set(), 100.0 + RETURN_S - 1) == []
    assert attendance.reports(HERE, set(), 100.0 + RETURN_S + 1) == [LEFT]


def test_where_everybody_may_enter_nobody_is_written_down_in_a_lobby() -> None:
    everybody = {JUDGE.seat, ACCUSED.seat, OBSERVER.seat}
    assert Attendance().reports(a_hearing(), everybody, 0.0) == []


def test_who_was_admitted_leaves_only_by_the_relays_word() -> None:
    inside = after(LISTED, OpenHearing(), *comes(DOCK))
    attendance = Attendance()
    attendance.reports(inside, {ACCUSED.seat}, 0.0)
    admitted = a_hearing()
    assert attendance.reports(admitted, set(), 100.0) == []
    assert waiting().devices[DOCK].place == "lobby"
