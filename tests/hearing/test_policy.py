from typing import get_args

import pytest

from hearing.actors import SeatActor, StaffActor, System
from hearing.commands import Command, Recess, RevokeSeat
from hearing.decide import decide
from hearing.ids import SeatId
from hearing.policy import MAY, admit
from hearing.refusal import Refusal
from hearing.roles import GALLERY, Role
from hearing.state import Status
from tests.hearing.cast import ACCUSED, JUDGE, NOON, a_hearing, a_plan, done

JUDGES_ALONE = {
    "start_session",
    "recess",
    "resume",
    "suspend",
    "adjourn",
    "move_in_person",
    "close_hearing",
}
DESK = {
    *("open_hearing", "hold_floor", "give_floor", "seat_person", "revoke_seat"),
    *("call_to_reception", "end_reception", "admit", "admit_point", "return_to_lobby"),
    *("issue_transfer", "answer_call", "end_share", "allow_share"),
}
EVERYBODY = {"report_check", "report_companion"}
NOT_THE_GALLERY = {"call_staff"}
STAFF = {
    "schedule",
    "reschedule",
    "replan",
    "name_successor",
    "open_hearing",
    "adjourn",
    "cancel",
    "move_in_person",
    "seat_person",
    "revoke_seat",
    "notice_served",
}
SYSTEM = {
    "device_arrived",
    "device_left",
    "recorder_reported",
    "seat_transferred",
    "notice_served",
    "notice_failed",
    "notice_confirmed",
}


def name(kind: type[Command]) -> str:
    return str(kind.__dataclass_fields__["type"].default)


def test_the_table_has_a_row_for_every_command_and_each_has_a_source() -> None:
    seated = JUDGES_ALONE | DESK | EVERYBODY | NOT_THE_GALLERY
    assert {name(kind) for kind in MAY} == seated | STAFF | SYSTEM
    assert all(may.source for may in MAY.values())
    assert len(get_args(Command)) == len(MAY)


@pytest.mark.parametrize("role", list(Role))
def test_each_role_may_exactly_what_the_table_says(role: Role) -> None:
    allowed = {name(kind) for kind, may in MAY.items() if role in may.roles}
    expected = {
        Role.PRESIDING_JUDGE: JUDGES_ALONE | DESK,
        Role.CLERK: DESK,
    }.get(role, set())
    takes_part = set() if role in GALLERY else NOT_THE_GALLERY
    assert allowed == expected | EVERYBODY | takes_part


def test_staff_and_the_system_may_exactly_what_the_table_says() -> None:
    assert {name(kind) for kind, may in MAY.items() if may.staff} == STAFF
    assert {name(kind) for kind, may in MAY.items() if may.system} == SYSTEM


def test_the_accused_does_not_order_a_recess() -> None:
    with pytest.raises(Refusal) as refused:
        decide(a_hearing(), Recess(), ACCUSED, NOON)
    assert refused.value.code == "hearing.role"
    assert refused.value.facts == {"role": "accused", "command": "recess"}


def test_the_role_is_the_ledgers_whatever_the_session_believes() -> None:
    posing = SeatActor(seat=ACCUSED.seat, role=Role.PRESIDING_JUDGE)
    with pytest.raises(Refusal) as refused:
        decide(a_hearing(), Recess(), posing, NOON)
    assert refused.value.code == "hearing.role"


def test_a_stranger_to_the_hearing_does_nothing() -> None:
    stranger = SeatActor(seat=SeatId("seat_elsewhere"), role=Role.PRESIDING_JUDGE)
    with pytest.raises(Refusal) as refused:
        admit(a_hearing(), Recess(), stranger)
    assert refused.value.code == "hearing.unknown_seat"


def test_a_revoked_judge_does_nothing() -> None:
    state = done(a_hearing(), RevokeSeat(seat=JUDGE.seat))
    with pytest.raises(Refusal) as refused:
        admit(state, Recess(), JUDGE)
    assert refused.value.code == "hearing.seat_revoked"


@pytest.mark.parametrize("by", [StaffActor(name="x"), System(reason="x")])
def test_nobody_outside_the_hearing_orders_a_recess(by: StaffActor | System) -> None:
    with pytest.raises(Refusal) as refused:
        decide(a_hearing(), Recess(), by, NOON)
    assert refused.value.code == "hearing.role"


def test_a_judge_does_not_schedule() -> None:
    with pytest.raises(Refusal) as refused:
        decide(a_hearing(Status.SCHEDULED), a_plan(), JUDGE, NOON)
    assert refused.value.code == "hearing.role"
