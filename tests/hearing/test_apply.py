from datetime import timedelta

from hearing.apply import apply, fold
from hearing.commands import (
    CloseHearing,
    HoldFloor,
    Recess,
    ReportArrival,
    ReportRecorder,
    Resume,
    RevokeSeat,
)
from hearing.events import StatusChanged
from hearing.state import HearingState, Status, attends, seated, speaks
from tests.hearing.cast import (
    ACCUSED,
    BENCH,
    CLERK,
    DOCK,
    GALLERY_SCREEN,
    HEARING,
    JUDGE,
    LAPTOP,
    NOON,
    a_hearing,
    done,
)

LATER = NOON + timedelta(minutes=30)


def test_the_hearing_remembers_when_it_opened_when_its_session_began_and_when_it_ended() -> (
    None
):
    moves = [
        (StatusChanged(was=Status.SCHEDULED, to=Status.OPEN), NOON),
        (StatusChanged(was=Status.OPEN, to=Status.IN_SESSION), LATER),
        (StatusChanged(was=Status.IN_SESSION, to=Status.RECESS), LATER + timedelta(hours=1)),
        (StatusChanged(was=Status.RECESS, to=Status.IN_SESSION), LATER + timedelta(hours=2)),
        (StatusChanged(was=Status.IN_SESSION, to=Status.CLOSED), LATER + timedelta(hours=3)),
    ]
    state = fold(HearingState(id=HEARING), moves)
    assert (state.opened_at, state.session_at) == (NOON, LATER)
    assert state.ended_at == LATER + timedelta(hours=3)


def test_the_last_reason_stands() -> None:
    recess = done(a_hearing(), Recess(reason="nghỉ trưa"))
    assert recess.reason == "nghỉ trưa"
    assert done(recess, Resume()).reason == ""


def test_everybody_has_left_a_hearing_that_ended() -> None:
    here = done(a_hearing(), ReportArrival(device=BENCH), ReportArrival(device=DOCK))
    assert here.devices[DOCK].present
    ended = done(here, CloseHearing())
    assert not any(device.present for device in ended.devices.values())


def test_a_hold_survives_a_recess() -> None:
    state = done(a_hearing(), HoldFloor(device=DOCK), Recess(), Resume())
    assert state.devices[DOCK].held


def test_an_event_leaves_the_state_before_it_as_it_was() -> None:
    before = a_hearing()
    copy = a_hearing()
    done(before, HoldFloor(device=DOCK), RevokeSeat(seat=ACCUSED.seat), CloseHearing())
    assert before == copy


def test_the_recording_is_what_the_recorder_last_said() -> None:
    state = done(
        a_hearing(), ReportRecorder(state="failed", part=2, ledger_seq=9, error="disk full")
    )
    recording = state.recording
    assert (recording.state, recording.part, recording.error) == ("failed", 2, "disk full")
    assert recording.since == NOON


def test_a_device_attends_while_somebody_entitled_sits_at_it() -> None:
    state = a_hearing()
    assert attends(state, DOCK)
    assert not attends(done(state, RevokeSeat(seat=ACCUSED.seat)), DOCK)
    one_left = done(state, RevokeSeat(seat=JUDGE.seat))
    assert attends(one_left, BENCH)
    assert [seat.id for seat in seated(one_left, BENCH)] == [CLERK.seat]


def test_a_companion_laptop_has_the_desk_and_no_sound() -> None:
    assert not attends(a_hearing(), LAPTOP)
    assert not speaks(a_hearing(), LAPTOP)


def test_the_gallery_attends_without_a_voice() -> None:
    assert attends(a_hearing(), GALLERY_SCREEN)
    assert not speaks(a_hearing(), GALLERY_SCREEN)


def test_nobody_attends_before_the_doors_open() -> None:
    assert not attends(a_hearing(Status.SCHEDULED), BENCH)


def test_a_status_change_alone_opens_the_doors() -> None:
    opened = apply(
        a_hearing(Status.SCHEDULED),
        StatusChanged(was=Status.SCHEDULED, to=Status.OPEN),
        NOON,
    )
    assert attends(opened, BENCH)
