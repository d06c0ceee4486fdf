from dataclasses import replace

import pytest

from hearing.actors import Actor
from hearing.apply import apply
from hearing.commands import CloseHearing, Command
from hearing.decide import decide
from hearing.desk_commands import AllowShare, AnswerCall, CallStaff, EndShare
from hearing.ids import DeviceId, SeatId
from hearing.refusal import Refusal
from hearing.state import Call, HearingState, Status
from tests.hearing.cast import (
    ACCUSED,
    CLERK,
    COUNSEL,
    DEFENCE,
    DOCK,
    JUDGE,
    NOON,
    OBSERVER,
    STAFF,
    SYSTEM,
    a_hearing,
)

CALL = CallStaff(reason="cannot_hear")
END, ALLOW = EndShare(device=COUNSEL), AllowShare(device=COUNSEL)
NOBODY = replace(ACCUSED, seat=SeatId("seat_nobody"))


def after(state: HearingState, command: Command, by: Actor) -> HearingState:
    for event in decide(state, command, by, NOON):
        state = apply(state, event, NOON)
    return state


def test_a_call_stands_at_the_device_until_the_clerk_answers_it() -> None:
    called = after(a_hearing(), CALL, ACCUSED)
    assert called.devices[DOCK].call == Call(reason="cannot_hear", at=NOON)
    assert after(called, AnswerCall(device=DOCK), CLERK).devices[DOCK].call is None


def test_who_presses_twice_has_called_once_and_another_need_takes_its_place() -> None:
    called = after(a_hearing(), CALL, ACCUSED)
    assert decide(called, CALL, ACCUSED, NOON) == []
    other = after(called, CallStaff(reason="meet_counsel"), ACCUSED)
    assert other.devices[DOCK].call == Call(reason="meet_counsel", at=NOON)


def test_a_call_that_nobody_made_needs_no_answer() -> None:
    assert decide(a_hearing(), AnswerCall(device=DOCK), CLERK, NOON) == []


def test_help_can_be_called_before_the_hearing_is_open_and_not_after_its_end() -> None:
    assert after(a_hearing(Status.SCHEDULED), CALL, ACCUSED).devices[DOCK].call
    with pytest.raises(Refusal, match=r"hearing\.state"):
        decide(a_hearing(Status.CLOSED), CALL, ACCUSED, NOON)


def test_no_call_outlives_the_hearing() -> None:
    called = after(a_hearing(), CALL, ACCUSED)
    assert after(called, CloseHearing(), JUDGE).devices[DOCK].call is None


def test_a_screen_that_the_judge_ended_may_not_be_shown_until_it_is_allowed() -> None:
    ended = after(a_hearing(), END, JUDGE)
    assert ended.devices[COUNSEL].share_held
    assert decide(ended, END, CLERK, NOON) == []
    assert not after(ended, ALLOW, CLERK).devices[COUNSEL].share_held
    assert decide(a_hearing(), ALLOW, JUDGE, NOON) == []


@pytest.mark.parametrize(
    ("status", "command", "by", "code"),
    [
        (Status.IN_SESSION, CALL, OBSERVER, "hearing.role"),
        (Status.IN_SESSION, CALL, STAFF, "hearing.role"),
        (Status.IN_SESSION, CALL, SYSTEM, "hearing.role"),
        (Status.IN_SESSION, CALL, NOBODY, "hearing.unknown_seat"),
        (Status.IN_SESSION, AnswerCall(device=DOCK), ACCUSED, "hearing.role"),
        (
            Status.IN_SESSION,
            AnswerCall(device=DeviceId("x")),
            CLERK,
            "hearing.unknown_device",
        ),
        (Status.IN_SESSION, END, DEFENCE, "hearing.role"),
        (Status.IN_SESSION, EndShare(device=DeviceId("x")), JUDGE, "hearing.unknown_device"),
        (Status.SCHEDULED, END, JUDGE, "hearing.state"),
        (Status.CLOSED, ALLOW, JUDGE, "hearing.state"),
    ],
)
def test_what_is_refused(status: Status, command: Command, by: Actor, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        decide(a_hearing(status), command, by, NOON)
    assert refused.value.code == code
