from dataclasses import replace
from datetime import timedelta

import pytest

from hearing.actors import Actor, SeatActor
from hearing.apply import apply
from hearing.commands import (
    CloseHearing,
    Command,
    OpenHearing,
    ReportArrival,
    ReportDeparture,
    ReportTransfer,
    RevokeSeat,
    SeatPerson,
    StartSession,
)
from hearing.decide import decide
from hearing.ids import DeviceId, PersonId, PointId, SeatId
from hearing.lobby_commands import (
    AdmitDevice,
    AdmitPoint,
    CallToReception,
    EndReception,
    IssueTransfer,
    ReportCheck,
    ReportCompanion,
    ReturnToLobby,
)
from hearing.refusal import Refusal
from hearing.roles import Role
from hearing.state import HearingState, Status, room_of, speaks
from tests.hearing.cast import (
    ACCUSED,
    BENCH,
    CLERK,
    COUNSEL,
    COURTROOM,
    DEFENCE,
    DOCK,
    GALLERY_SCREEN,
    HEARING,
    JUDGE,
    LAPTOP,
    NOON,
    OBSERVER,
    PRISON,
    SYSTEM,
    a_hearing,
    a_plan,
    actor_for,
    device,
    seat,
)

DESK = DeviceId("dev_desk")
LATER = NOON + timedelta(minutes=3)
CHECK = ReportCheck(
    camera="ok", microphone="ok", speaker="untested", network="good", rtt_ms=20, loss=0
)


def lobby_plan() -> Command:
    """As `a_plan`, the clerk at a desk of their own, everybody admitted by the clerk."""
    plan = a_plan()
    seats = tuple(one for one in plan.seats if one.id != CLERK.seat)
    return replace(
        plan,
        devices=(*plan.devices, device(DESK)),
        seats=(*seats, seat(CLERK, DESK)),
        admission="by_clerk",
    )


def after(
    state: HearingState, *commands: Command, by: Actor | None = None, at: object = NOON
) -> HearingState:
    for command in commands:
        for event in decide(state, command, by or actor_for(command), NOON):
            state = apply(state, event, NOON if at is NOON else LATER)
    return state


def comes(*devices: DeviceId) -> tuple[Command, ...]:
    return tuple(ReportArrival(device=name, place="lobby") for name in devices)


def waiting() -> HearingState:
    """Open; bench and clerk inside, the accused, counsel and an observer have come."""
    listed = after(HearingState(id=HEARING), lobby_plan(), *comes(BENCH, DESK, DOCK))
    return after(listed, OpenHearing(), *comes(COUNSEL, GALLERY_SCREEN))


def received() -> HearingState:
    return after(waiting(), CallToReception(device=DOCK), by=CLERK)


def code_of(state: HearingState, command: Command, by: Actor) -> str:
    with pytest.raises(Refusal) as refused:
        decide(state, command, by, NOON)
    return refused.value.code


def test_who_comes_before_the_doors_open_waits_and_since_when_is_known() -> None:
    listed = after(HearingState(id=HEARING), lobby_plan(), *comes(DOCK), at=LATER)
    assert (listed.devices[DOCK].place, listed.devices[DOCK].waiting_since) == ("lobby", LATER)
    assert room_of(listed, DOCK) is None


def test_bench_clerk_and_gallery_enter_unasked_and_the_others_wait() -> None:
    places = {name: one.place for name, one in waiting().devices.items()}
    assert places == {
        BENCH: "courtroom",
        DESK: "courtroom",
        GALLERY_SCREEN: "courtroom",
        DOCK: "lobby",
        COUNSEL: "lobby",
        LAPTOP: "away",
    }


def test_without_a_lobby_everybody_is_in_the_courtroom_once_it_is_open() -> None:
    assert after(a_hearing(Status.SCHEDULED), *comes(DOCK)) == a_hearing(Status.SCHEDULED)
    state = a_hearing(Status.OPEN)
    assert {name: room_of(state, name) for name in state.devices} == {
        **dict.fromkeys((BENCH, DOCK, COUNSEL, GALLERY_SCREEN), "courtroom"),
        LAPTOP: None,
    }
    assert after(state, *comes(DOCK)) == state


def test_a_device_called_to_reception_is_there_with_the_clerk_and_nowhere_else() -> None:
    state = received()
    assert {name: room_of(state, name) for name in (DOCK, DESK, BENCH, COUNSEL)} == {
        DOCK: "reception",
        DESK: "reception",
        BENCH: "courtroom",
        COUNSEL: None,
    }


def test_who_was_identified_waits_again_and_the_clerk_is_back() -> None:
    done = after(
        received(), EndReception(device=DOCK, outcome="identified"), by=CLERK, at=LATER
    )
    assert (done.devices[DOCK].place, done.devices[DESK].place) == ("lobby", "courtroom")
    assert done.devices[DOCK].waiting_since == NOON  # the wait goes on, not anew
    assert done.seats[ACCUSED.seat].identified_at == LATER
    assert not done.seats[DEFENCE.seat].identified
    assert done.reception is None


def test_who_could_not_be_identified_is_not() -> None:
    end = EndReception(device=DOCK, outcome="not_identified", note="không có giấy tờ")
    assert not after(received(), end, by=CLERK).seats[ACCUSED.seat].identified


@pytest.mark.parametrize(
    ("state", "command", "by", "code"),
    [
        (received(), CallToReception(device=COUNSEL), CLERK, "hearing.reception_taken"),
        (received(), CallToReception(device=COUNSEL), JUDGE, "hearing.reception_taken"),
        (received(), AdmitDevice(device=DOCK), CLERK, "hearing.not_waiting"),
        (received(), ReturnToLobby(device=DOCK, reason="x"), CLERK, "hearing.not_inside"),
        (waiting(), CallToReception(device=BENCH), CLERK, "hearing.not_waiting"),
        (waiting(), CallToReception(device=DeviceId("x")), CLERK, "hearing.unknown_device"),
        (
            waiting(),
            EndReception(device=DOCK, outcome="identified"),
            CLERK,
            "hearing.not_in_reception",
        ),
        (waiting(), AdmitDevice(device=LAPTOP), CLERK, "hearing.not_waiting"),
        (waiting(), AdmitPoint(point=PointId("x")), CLERK, "hearing.unknown_point"),
        (waiting(), ReturnToLobby(device=BENCH, reason="x"), CLERK, "hearing.bench"),
        (waiting(), ReturnToLobby(device=COUNSEL, reason=" "), JUDGE, "hearing.reason_missing"),
        (a_hearing(Status.SCHEDULED), AdmitDevice(device=DOCK), CLERK, "hearing.state"),
        (a_hearing(Status.CLOSED), CallToReception(device=DOCK), CLERK, "hearing.state"),
        (waiting(), IssueTransfer(seat=SeatId("x")), CLERK, "hearing.unknown_seat"),
        (waiting(), ReportCompanion(silent=True), JUDGE, "hearing.companion_room"),
        (waiting(), replace(CHECK, loss=1001), ACCUSED, "hearing.check_range"),
        (waiting(), replace(CHECK, rtt_ms=-1), ACCUSED, "hearing.check_range"),
        (waiting(), AdmitDevice(device=DOCK), ACCUSED, "hearing.role"),
        (waiting(), IssueTransfer(seat=ACCUSED.seat), DEFENCE, "hearing.role"),
        (waiting(), CHECK, SYSTEM, "hearing.role"),
    ],
)
def test_what_is_refused(state: HearingState, command: Command, by: Actor, code: str) -> None:
    assert code_of(state, command, by) == code


def test_a_judge_who_shares_the_courtrooms_device_does_not_take_it_to_reception() -> None:
    shared = after(HearingState(id=HEARING), replace(a_plan(), admission="by_clerk"))
    state = after(shared, *comes(BENCH, DOCK), OpenHearing())
    command = CallToReception(device=DOCK)
    assert code_of(state, command, CLERK) == "hearing.reception_host"


@pytest.mark.parametrize("gone", [DOCK, DESK])
def test_nobody_stays_in_reception_alone(gone: DeviceId) -> None:
    left = after(received(), ReportDeparture(device=gone, place="lobby"))
    assert left.reception is None
    assert left.devices[DESK].place == "courtroom"
    assert left.devices[DOCK].place == ("away" if gone == DOCK else "lobby")


@pytest.mark.parametrize("seat_of", [ACCUSED, CLERK])
def test_a_seat_revoked_in_reception_ends_it(seat_of: SeatActor) -> None:
    assert after(received(), RevokeSeat(seat=seat_of.seat)).reception is None


def test_a_whole_point_is_admitted_at_once() -> None:
    state = after(waiting(), AdmitPoint(point=PRISON), by=CLERK)
    assert (state.devices[DOCK].place, state.devices[COUNSEL].place) == ("courtroom", "lobby")
    assert state.devices[DOCK].waiting_since is None
    assert decide(state, AdmitPoint(point=COURTROOM), CLERK, NOON) == []


def test_who_was_sent_back_waits_until_admitted_even_after_leaving() -> None:
    sent = after(
        waiting(), ReturnToLobby(device=GALLERY_SCREEN, reason="mất trật tự"), by=JUDGE
    )
    assert sent.devices[GALLERY_SCREEN].returned == "mất trật tự"
    again = after(
        sent, ReportDeparture(device=GALLERY_SCREEN, place="lobby"), *comes(GALLERY_SCREEN)
    )
    assert again.devices[GALLERY_SCREEN].place == "lobby"
    admitted = after(again, AdmitDevice(device=GALLERY_SCREEN), by=CLERK)
    assert admitted.devices[GALLERY_SCREEN].place == "courtroom"
    assert admitted.devices[GALLERY_SCREEN].returned is None


def test_sending_back_works_where_everybody_may_enter() -> None:
    state = after(a_hearing(), ReturnToLobby(device=COUNSEL, reason="mất trật tự"), by=JUDGE)
    assert room_of(state, COUNSEL) is None
    left = after(state, ReportDeparture(device=COUNSEL, place="lobby"))
    back = after(left, *comes(COUNSEL))
    assert back.devices[COUNSEL].place == "lobby"
    assert room_of(after(back, AdmitDevice(device=COUNSEL), by=CLERK), COUNSEL) == "courtroom"


def test_an_admitted_device_keeps_its_place_while_its_connection_is_lost() -> None:
    inside = after(waiting(), AdmitDevice(device=DOCK), by=CLERK)
    seen = after(inside, ReportArrival(device=DOCK))
    lost = after(
        seen, ReportDeparture(device=DOCK), ReportDeparture(device=DOCK, place="lobby")
    )
    assert (lost.devices[DOCK].place, lost.devices[DOCK].present) == ("courtroom", False)


def test_a_device_that_was_lost_is_told_from_one_that_never_came() -> None:
    inside = after(waiting(), AdmitDevice(device=DOCK), by=CLERK)
    assert not inside.devices[DOCK].came
    lost = after(inside, ReportArrival(device=DOCK), ReportDeparture(device=DOCK))
    assert lost.devices[DOCK].came
    returned = after(lost, ReturnToLobby(device=DOCK, reason="nghị án"), by=CLERK)
    assert not after(returned, AdmitDevice(device=DOCK), by=CLERK).devices[DOCK].came


def test_a_companion_beside_a_room_device_has_no_microphone_in_the_floor() -> None:
    state = after(a_hearing(), ReportCompanion(silent=True), by=DEFENCE)
    assert COUNSEL not in state.floor
    assert COUNSEL in after(state, ReportCompanion(silent=False), by=DEFENCE).floor


def test_a_check_is_known_to_all_and_not_reported_in_a_loop() -> None:
    state = after(waiting(), CHECK, by=ACCUSED)
    check = state.devices[DOCK].check
    assert check is not None
    assert (check.network, check.at) == ("good", NOON)
    assert code_of(state, CHECK, ACCUSED) == "hearing.check_soon"
    assert decide(state, CHECK, ACCUSED, LATER)


def test_a_screen_has_one_seat_and_commands_nothing() -> None:
    screen = SeatPerson(
        seat=SeatId("seat_screen"),
        person=PersonId("per_prison"),
        role=Role.ROOM_DEVICE,
        device=DOCK,
        display="Trại tạm giam",
    )
    state = after(waiting(), screen)
    by = SeatActor(seat=screen.seat, role=Role.ROOM_DEVICE)
    assert code_of(state, AdmitDevice(device=DOCK), by) == "hearing.role"
    assert decide(state, CHECK, by, NOON)
    twice = replace(screen, seat=SeatId("seat_more"))
    assert code_of(state, twice, CLERK) == "hearing.seat_taken"
    personal = replace(twice, device=COUNSEL)
    assert code_of(state, personal, CLERK) == "hearing.seat_taken"


def test_a_screen_where_nobody_is_booked_is_heard_and_one_of_the_gallery_is_not() -> None:
    def with_screen(state: HearingState, at: DeviceId) -> HearingState:
        return after(
            state,
            SeatPerson(
                seat=SeatId("seat_screen"),
                person=PersonId("per_point"),
                role=Role.ROOM_DEVICE,
                device=at,
                display="Điểm cầu",
            ),
        )

    plan = a_plan()
    hall = DeviceId("dev_hall")
    seats = tuple(
        replace(one, device=hall) if one.id == OBSERVER.seat else one for one in plan.seats
    )
    wide = replace(plan, devices=(*plan.devices, device(hall, PRISON)), seats=seats)
    state = after(HearingState(id=HEARING), wide, OpenHearing())
    assert not speaks(with_screen(state, hall), hall)
    empty = after(with_screen(state, DOCK), RevokeSeat(seat=ACCUSED.seat))
    assert speaks(empty, DOCK)


def test_everybody_is_away_when_the_hearing_is_over() -> None:
    ended = after(received(), StartSession(), CloseHearing(), by=JUDGE)
    assert {one.place for one in ended.devices.values()} == {"away"}
    assert ended.reception is None


def test_a_transfer_is_written_down_without_its_code() -> None:
    state = waiting()
    (issued,) = decide(state, IssueTransfer(seat=ACCUSED.seat), CLERK, NOON)
    assert issued.type == "transfer_issued"
    (moved,) = decide(state, ReportTransfer(seat=ACCUSED.seat), SYSTEM, NOON)
    assert moved.type == "seat_transferred"
    assert apply(state, moved, NOON).devices[DOCK].place == "lobby"
