import pytest

from hearing.actors import Actor
from hearing.commands import (
    Adjourn,
    Cancel,
    Command,
    GiveFloor,
    HoldFloor,
    MoveInPerson,
    Recess,
    ReportArrival,
    ReportDeparture,
    ReportRecorder,
    RevokeSeat,
    SeatPerson,
    Suspend,
)
from hearing.decide import decide
from hearing.events import (
    DeviceArrived,
    DeviceLeft,
    FloorGiven,
    FloorHeld,
    PersonSeated,
    RecorderReported,
    SeatRevoked,
)
from hearing.ids import DeviceId, PersonId, SeatId
from hearing.refusal import Refusal
from hearing.roles import Role
from hearing.state import ENDED, LIVE, Status
from hearing.texts import MAX_NAME, MAX_REASON
from tests.hearing.cast import (
    ACCUSED,
    BENCH,
    CLERK,
    COUNSEL,
    DOCK,
    GALLERY_SCREEN,
    JUDGE,
    LAPTOP,
    NOON,
    a_hearing,
    done,
    events_of,
)

NOWHERE = DeviceId("dev_nowhere")


def a_witness(device: DeviceId = DOCK, seat: str = "seat_witness") -> SeatPerson:
    return SeatPerson(
        seat=SeatId(seat),
        person=PersonId("per_witness"),
        role=Role.WITNESS,
        device=device,
        display="Trần Thị B",
    )


def code_of(command: Command, status: Status = Status.IN_SESSION) -> str:
    with pytest.raises(Refusal) as refused:
        events_of(a_hearing(status), command)
    return refused.value.code


@pytest.mark.parametrize(
    "command",
    [Suspend(reason=" "), Adjourn(reason=""), MoveInPerson(reason="\t")],
    ids=lambda command: command.type,
)
def test_what_ends_or_suspends_a_hearing_needs_a_reason(command: Command) -> None:
    assert code_of(command) == "hearing.reason_missing"


def test_cancelling_needs_a_reason() -> None:
    assert code_of(Cancel(reason=""), Status.SCHEDULED) == "hearing.reason_missing"


def test_a_reason_has_a_limit() -> None:
    assert events_of(a_hearing(), Recess(reason="a" * MAX_REASON))
    assert code_of(Recess(reason="a" * (MAX_REASON + 1))) == "hearing.text_too_long"


def test_a_judge_holds_and_gives_the_floor_of_a_device() -> None:
    state = a_hearing()
    assert decide(state, HoldFloor(device=DOCK), JUDGE, NOON) == [FloorHeld(device=DOCK)]
    held = done(state, HoldFloor(device=DOCK))
    assert decide(held, GiveFloor(device=DOCK), CLERK, NOON) == [FloorGiven(device=DOCK)]


@pytest.mark.parametrize("by", [JUDGE, CLERK])
def test_nobody_withholds_the_floor_from_the_presiding_judge(by: Actor) -> None:
    with pytest.raises(Refusal) as refused:
        decide(a_hearing(), HoldFloor(device=BENCH), by, NOON)
    assert refused.value.code == "floor.presiding"


def test_holding_what_is_held_changes_nothing() -> None:
    held = done(a_hearing(), HoldFloor(device=DOCK))
    assert events_of(held, HoldFloor(device=DOCK)) == []
    assert events_of(a_hearing(), GiveFloor(device=DOCK)) == []


@pytest.mark.parametrize("status", sorted(set(Status) - LIVE - {Status.DRAFT}))
def test_there_is_no_floor_outside_an_open_hearing(status: Status) -> None:
    assert code_of(HoldFloor(device=DOCK), status) == "hearing.state"


def test_nobody_holds_the_floor_of_a_device_of_another_hearing() -> None:
    assert code_of(HoldFloor(device=NOWHERE)) == "hearing.unknown_device"


def test_a_witness_is_seated_at_a_device_of_the_hearing() -> None:
    (event,) = events_of(a_hearing(), a_witness())
    assert isinstance(event, PersonSeated)
    assert (event.role, event.device) == (Role.WITNESS, DOCK)


def test_a_personal_device_seats_one_person() -> None:
    assert code_of(a_witness(COUNSEL)) == "hearing.seat_taken"
    freed = done(a_hearing(), RevokeSeat(seat=SeatId("seat_defence")))
    assert events_of(freed, a_witness(COUNSEL))


def test_a_seat_is_given_once() -> None:
    assert code_of(a_witness(seat=JUDGE.seat)) == "hearing.seat_taken"


def test_nobody_is_seated_at_an_unknown_device() -> None:
    assert code_of(a_witness(NOWHERE)) == "hearing.unknown_device"


@pytest.mark.parametrize("status", sorted(ENDED))
def test_nobody_is_seated_after_the_end(status: Status) -> None:
    assert code_of(a_witness(), status) == "hearing.state"


def test_a_name_has_a_limit() -> None:
    long = SeatPerson(
        seat=SeatId("seat_x"),
        person=PersonId("per_x"),
        role=Role.WITNESS,
        device=DOCK,
        display="a" * (MAX_NAME + 1),
    )
    assert code_of(long) == "hearing.text_too_long"


def test_a_seat_is_revoked_once() -> None:
    revoke = RevokeSeat(seat=ACCUSED.seat, reason="gây rối")
    assert events_of(a_hearing(), revoke) == [SeatRevoked(seat=ACCUSED.seat, reason="gây rối")]
    assert events_of(done(a_hearing(), revoke), revoke) == []
    assert code_of(RevokeSeat(seat=SeatId("seat_nobody"))) == "hearing.unknown_seat"


def test_an_arrival_is_news_once() -> None:
    state = a_hearing()
    assert events_of(state, ReportArrival(device=DOCK)) == [DeviceArrived(device=DOCK)]
    here = done(state, ReportArrival(device=DOCK))
    assert events_of(here, ReportArrival(device=DOCK)) == []
    assert events_of(here, ReportDeparture(device=DOCK)) == [DeviceLeft(device=DOCK)]
    assert events_of(state, ReportDeparture(device=DOCK)) == []


@pytest.mark.parametrize("device", [LAPTOP], ids=["a companion"])
def test_who_has_no_place_in_the_courtroom_does_not_arrive(device: DeviceId) -> None:
    assert events_of(a_hearing(), ReportArrival(device=device)) == []


def test_a_device_whose_people_are_all_revoked_does_not_arrive() -> None:
    alone = done(a_hearing(), RevokeSeat(seat=ACCUSED.seat))
    assert events_of(alone, ReportArrival(device=DOCK)) == []


@pytest.mark.parametrize("status", sorted(set(Status) - LIVE - {Status.DRAFT}))
def test_nobody_arrives_at_a_hearing_that_is_not_open(status: Status) -> None:
    assert events_of(a_hearing(status), ReportArrival(device=BENCH)) == []


def test_the_ledger_keeps_what_is_new_of_the_recorder() -> None:
    told = ReportRecorder(state="recording", part=0, ledger_seq=4)
    expected = RecorderReported(state="recording", part=0, ledger_seq=4, error=None)
    assert events_of(a_hearing(), told) == [expected]
    again = ReportRecorder(state="recording", part=0, ledger_seq=9)
    assert events_of(done(a_hearing(), told), again) == []
    part = ReportRecorder(state="recording", part=1, ledger_seq=9)
    assert events_of(done(a_hearing(), told), part)


def test_a_recorder_at_rest_is_no_news() -> None:
    assert events_of(a_hearing(Status.OPEN), ReportRecorder(state="off")) == []


def test_the_gallery_watches_and_is_not_heard() -> None:
    assert a_hearing().floor == {BENCH, DOCK, COUNSEL}
    assert GALLERY_SCREEN not in a_hearing().floor
    assert done(a_hearing(), HoldFloor(device=DOCK)).floor == {BENCH, COUNSEL}
