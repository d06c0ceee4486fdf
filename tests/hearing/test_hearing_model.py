"""A hearing driven at random: what it records is what it is, and refusals change nothing."""

from copy import deepcopy
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from hearing.actors import Actor
from hearing.apply import apply, fold
from hearing.commands import (
    Adjourn,
    Cancel,
    CloseHearing,
    Command,
    GiveFloor,
    HoldFloor,
    MoveInPerson,
    OpenHearing,
    Recess,
    ReportArrival,
    ReportDeparture,
    ReportRecorder,
    ReportTransfer,
    Resume,
    RevokeSeat,
    SeatPerson,
    StartSession,
    Suspend,
)
from hearing.decide import decide
from hearing.events import Event, StatusChanged
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
from hearing.moves import MAY_FOLLOW
from hearing.refusal import REFUSALS, Refusal
from hearing.roles import GALLERY, Role
from hearing.state import ENDED, LIVE, HearingState, Place, Status, room_of, seated
from tests.hearing.cast import (
    ACCUSED,
    BENCH,
    CLERK,
    COUNSEL,
    COURTROOM,
    DOCK,
    GALLERY_SCREEN,
    HEARING,
    JUDGE,
    LAPTOP,
    NOON,
    OBSERVER,
    PRISON,
    STAFF,
    SYSTEM,
    a_plan,
    actor_for,
)

DEVICES = [BENCH, DOCK, COUNSEL, GALLERY_SCREEN, LAPTOP, DeviceId("dev_unknown")]
SEATS = [JUDGE.seat, ACCUSED.seat, OBSERVER.seat, SeatId("seat_new"), SeatId("seat_newer")]
PLACES: list[Place] = ["lobby", "reception", "courtroom"]
reasons = st.sampled_from(["", " ", "lý do", "a" * 600])
devices = st.sampled_from(DEVICES)
seats = st.sampled_from(SEATS)
actors: st.SearchStrategy[Actor | None] = st.sampled_from(
    [None, JUDGE, CLERK, ACCUSED, OBSERVER, STAFF, SYSTEM]
)
commands: st.SearchStrategy[Command] = st.one_of(
    st.just(a_plan()),
    st.sampled_from([OpenHearing(), StartSession(), Resume(), CloseHearing()]),
    st.builds(Recess, reason=reasons),
    st.builds(Suspend, reason=reasons),
    st.builds(Adjourn, reason=reasons),
    st.builds(Cancel, reason=reasons),
    st.builds(MoveInPerson, reason=reasons),
    st.builds(HoldFloor, device=devices),
    st.builds(GiveFloor, device=devices),
    st.builds(RevokeSeat, seat=seats),
    st.builds(
        SeatPerson,
        seat=seats,
        person=st.just(PersonId("per_new")),
        role=st.sampled_from(Role),
        device=devices,
        display=st.sampled_from(["Lê Văn C", "b" * 300]),
    ),
    st.builds(ReportArrival, device=devices, place=st.sampled_from(PLACES)),
    st.builds(ReportDeparture, device=devices, place=st.sampled_from(PLACES)),
    st.builds(ReportTransfer, seat=seats),
    st.builds(CallToReception, device=devices),
    st.builds(
        EndReception,
        device=devices,
        outcome=st.sampled_from(["identified", "not_identified"]),
        note=reasons,
    ),
    st.builds(AdmitDevice, device=devices),
    st.builds(AdmitPoint, point=st.sampled_from([COURTROOM, PRISON, PointId("pt_x")])),
    st.builds(ReturnToLobby, device=devices, reason=reasons),
    st.builds(IssueTransfer, seat=seats),
    st.builds(ReportCompanion, silent=st.booleans()),
    st.builds(
        ReportCheck,
        camera=st.just("ok"),
        microphone=st.just("failed"),
        speaker=st.just("untested"),
        network=st.sampled_from(["good", "poor", "bad"]),
        rtt_ms=st.integers(-1, 60_001),
        loss=st.integers(-1, 1001),
    ),
    st.builds(ReportRecorder, state=st.sampled_from(["recording", "paused", "failed"])),
)
LEADING = [
    replace(a_plan(), admission="by_clerk"),
    OpenHearing(),
    StartSession(),
    Recess(),
    Resume(),
    Suspend(reason="x"),
]


class Hearing(RuleBasedStateMachine):
    """One hearing, its ledger beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.state = HearingState(id=HEARING)
        self.ledger: list[tuple[Event, datetime]] = []
        self.now = NOON

    @rule(command=commands, by=actors)
    def somebody_asks(self, command: Command, by: Actor | None) -> None:
        self.ask(command, by or actor_for(command))

    @rule(command=st.sampled_from(LEADING))
    def the_hearing_goes_its_way(self, command: Command) -> None:
        self.ask(command, actor_for(command))

    def ask(self, command: Command, by: Actor) -> None:
        self.now += timedelta(seconds=1)
        before, copy = self.state, deepcopy(self.state)
        try:
            events = decide(self.state, command, by, self.now)
        except Refusal as refusal:
            events, known = [], refusal.code in REFUSALS
        else:
            known = True
        assert known
        assert before == copy  # deciding, and refusing, changes nothing
        for event in events:
            if isinstance(event, StatusChanged):
                assert (self.state.status, event.to) in MAY_FOLLOW
            self.state = apply(self.state, event, self.now)
            self.ledger.append((event, self.now))

    @invariant()
    def the_fold_of_the_ledger_is_the_state(self) -> None:
        assert fold(HearingState(id=HEARING), self.ledger) == self.state

    @invariant()
    def every_seat_is_at_a_device_and_a_personal_one_has_one(self) -> None:
        for seat in self.state.seats.values():
            assert seat.device in self.state.devices
        for device in self.state.devices.values():
            if device.kind == "personal":
                assert len(seated(self.state, device.id)) <= 1

    @invariant()
    def who_is_heard_is_entitled_to_speak(self) -> None:
        for device in self.state.floor:
            assert not self.state.devices[device].held
            assert any(seat.role not in GALLERY for seat in seated(self.state, device))

    @invariant()
    def nobody_is_present_when_the_doors_are_shut(self) -> None:
        if self.state.status not in LIVE:
            assert not any(device.present for device in self.state.devices.values())

    @invariant()
    def in_reception_are_the_two_who_meet_and_nobody_else(self) -> None:
        met = self.state.reception
        there = {one.id for one in self.state.devices.values() if one.place == "reception"}
        assert there == ({met.device, met.host} if met else set())

    @invariant()
    def only_a_room_is_seen_by_the_relay_and_only_who_waits_has_waited(self) -> None:
        for device in self.state.devices.values():
            if device.place in {"away", "lobby"}:
                assert not device.present
                assert room_of(self.state, device.id) is None
            if device.place == "lobby":
                assert device.waiting_since is not None
            assert not (device.silent and device.id in self.state.floor)

    @invariant()
    def an_ended_hearing_knows_when(self) -> None:
        assert (self.state.ended_at is not None) == (self.state.status in ENDED)
        if self.state.status in {Status.IN_SESSION, Status.RECESS, Status.CLOSED}:
            assert self.state.session_at is not None


Hearing.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestHearing = Hearing.TestCase
