"""What a command does to a hearing: its events, or a refusal. Pure; no await, no clock."""

from datetime import datetime
from typing import assert_never

from hearing.actors import Actor
from hearing.commands import (
    Adjourn,
    Cancel,
    CloseHearing,
    Command,
    GiveFloor,
    HoldFloor,
    Listing,
    MoveInPerson,
    OpenHearing,
    Recess,
    Report,
    ReportArrival,
    ReportDeparture,
    ReportRecorder,
    ReportTransfer,
    Resume,
    RevokeSeat,
    Schedule,
    SeatPerson,
    StartSession,
    Suspend,
)
from hearing.desk import decide_desk
from hearing.desk_commands import DeskCommand
from hearing.events import (
    DeviceArrived,
    DeviceLeft,
    Event,
    FloorGiven,
    FloorHeld,
    PersonSeated,
    RecorderReported,
    Scheduled,
    SeatRevoked,
    StatusChanged,
)
from hearing.ids import DeviceId
from hearing.listing import decide_listing
from hearing.lobby import abandoned, admissions, decide_lobby, enters_unasked, waits
from hearing.lobby_commands import LobbyCommand
from hearing.lobby_events import DeviceAdmitted, SeatTransferred
from hearing.moves import MOVES, MoveCommand, may_move
from hearing.plan import MAX_SEATS, check
from hearing.policy import admit
from hearing.refusal import Refusal
from hearing.roles import Role
from hearing.service import decide_service
from hearing.service_events import ServiceEvent
from hearing.state import (
    ENDED,
    LIVE,
    Device,
    HearingState,
    Point,
    Seat,
    Status,
    room_of,
    seated,
)
from hearing.texts import MAX_NAME, MAX_REASON, limited


def decide(state: HearingState, command: Command, by: Actor, now: datetime) -> list[Event]:
    """The events of `command`; none when it asks for what already is. Raises Refusal.

    `now`: aware; kept by the ledger beside the events, so no rule of today reads it.
    """
    admit(state, command, by)
    if isinstance(command, MoveCommand | Listing):
        return (
            _move(state, command)
            if isinstance(command, MoveCommand)
            else decide_listing(state, command)
        )
    if isinstance(command, Report | ServiceEvent):
        return (
            _report(state, command)
            if isinstance(command, Report)
            else [*decide_service(state, command)]
        )
    if isinstance(command, LobbyCommand):
        return decide_lobby(state, command, by, now)
    if isinstance(command, DeskCommand):
        return decide_desk(state, command, by)
    match command:
        case HoldFloor() | GiveFloor():
            return _floor(state, command)
        case SeatPerson() | RevokeSeat():
            return _seating(state, command)
        case _:
            assert_never(command)


def _move(state: HearingState, command: MoveCommand) -> list[Event]:
    if not may_move(type(command), state.status):
        raise _refuse(state, command)
    to = MOVES[type(command)].to
    match command:
        case Schedule():
            return [_scheduled(command), StatusChanged(was=state.status, to=to)]
        case Suspend() | Adjourn() | Cancel() | MoveInPerson():
            if not command.reason.strip():
                raise Refusal("hearing.reason_missing")
            reason = command.reason
        case Recess():
            reason = command.reason
        case OpenHearing() | StartSession() | Resume() | CloseHearing():
            reason = ""
        case _:
            assert_never(command)
    entering = admissions(state) if isinstance(command, OpenHearing) else []
    reason = limited(reason, MAX_REASON)
    return [StatusChanged(was=state.status, to=to, reason=reason), *entering]


def _refuse(state: HearingState, command: Command) -> Refusal:
    return Refusal("hearing.state", state=state.status, command=command.type)


def _scheduled(command: Schedule) -> Scheduled:
    check(command)
    return Scheduled(
        title=limited(command.title, MAX_REASON),
        starts_at=command.starts_at,
        ends_at=command.ends_at,
        points=tuple(
            Point(id=point.id, name=limited(point.name, MAX_NAME), kind=point.kind)
            for point in command.points
        ),
        devices=tuple(
            Device(id=device.id, kind=device.kind, point=device.point)
            for device in command.devices
        ),
        seats=tuple(
            Seat(
                id=seat.id,
                person=seat.person,
                role=seat.role,
                device=seat.device,
                display=limited(seat.display, MAX_NAME),
            )
            for seat in command.seats
        ),
        admission=command.admission,
        sittings=command.sittings,
        predecessor=command.predecessor,
    )


def _floor(state: HearingState, command: HoldFloor | GiveFloor) -> list[Event]:
    device = _device(state, command.device)
    if state.status not in LIVE:
        raise _refuse(state, command)
    if isinstance(command, HoldFloor) and _presides(state, device.id):
        raise Refusal("floor.presiding")
    if device.held == isinstance(command, HoldFloor):
        return []
    if device.held:
        return [FloorGiven(device=device.id)]
    return [FloorHeld(device=device.id)]


def _presides(state: HearingState, device: DeviceId) -> bool:
    """Whether the presiding judge speaks there: they may always be heard."""
    return any(seat.role is Role.PRESIDING_JUDGE for seat in seated(state, device))


def _seating(state: HearingState, command: SeatPerson | RevokeSeat) -> list[Event]:
    if isinstance(command, SeatPerson):
        return _seat(state, command)
    return _revoke(state, command)


def _seat(state: HearingState, command: SeatPerson) -> list[Event]:
    if state.status is Status.DRAFT or state.status in ENDED:
        raise _refuse(state, command)
    device = _device(state, command.device)
    if command.seat in state.seats or _full(state, device, command.role):
        raise Refusal("hearing.seat_taken", seat=command.seat)
    if len(state.seats) >= MAX_SEATS:
        raise Refusal("hearing.plan_size")
    return [
        PersonSeated(
            seat=command.seat,
            person=command.person,
            role=command.role,
            device=command.device,
            display=limited(command.display, MAX_NAME),
        )
    ]


def _full(state: HearingState, device: Device, role: Role) -> bool:
    """Whether nobody in `role` fits there: one person a personal device, one screen a room."""
    sitting = seated(state, device.id)
    if role is Role.ROOM_DEVICE:
        return device.kind != "room" or any(seat.role is role for seat in sitting)
    return device.kind == "personal" and bool(sitting)


def _revoke(state: HearingState, command: RevokeSeat) -> list[Event]:
    seat = state.seats.get(command.seat)
    if seat is None:
        raise Refusal("hearing.unknown_seat", seat=command.seat)
    if seat.revoked:
        return []
    revoked = SeatRevoked(seat=seat.id, reason=limited(command.reason, MAX_REASON))
    alone = len(seated(state, seat.device)) == 1
    return [*(abandoned(state, seat.device) if alone else []), revoked]


def _report(state: HearingState, command: Report) -> list[Event]:
    match command:
        case ReportArrival():
            return _arrival(state, command)
        case ReportDeparture():
            return _departure(state, command)
        case ReportRecorder():
            return _recorder(state, command)
        case ReportTransfer():
            if command.seat not in state.seats:
                raise Refusal("hearing.unknown_seat", seat=command.seat)
            return [SeatTransferred(seat=command.seat)]


def _arrival(state: HearingState, command: ReportArrival) -> list[Event]:
    device = _device(state, command.device)
    if command.place == "lobby":
        if not waits(state, device.id):
            return []
        arrived = DeviceArrived(device=device.id, place="lobby")
        unasked = state.status in LIVE and enters_unasked(state, device.id)
        return [arrived, DeviceAdmitted(device=device.id)] if unasked else [arrived]
    news = not device.present and room_of(state, device.id) == command.place
    return [DeviceArrived(device=device.id, place=command.place)] if news else []


def _departure(state: HearingState, command: ReportDeparture) -> list[Event]:
    device = _device(state, command.device)
    if command.place == "lobby":
        if device.place not in ("lobby", "reception"):
            return []
        ending = abandoned(state, device.id)
        host = state.reception is not None and state.reception.host == device.id
        left = [] if host else [DeviceLeft(device=device.id, place="lobby")]
        return [*ending, *left]
    news = device.present and state.status in LIVE and device.place == command.place
    return [DeviceLeft(device=device.id, place=command.place)] if news else []


def _recorder(state: HearingState, command: ReportRecorder) -> list[Event]:
    """A recorder speaks every second; the ledger keeps what is new."""
    if state.session_at is None and command.state == "off":
        return []
    known, error = state.recording, command.error and command.error[:MAX_REASON]
    if (known.state, known.part, known.error) == (command.state, command.part, error):
        return []
    return [
        RecorderReported(
            state=command.state,
            part=command.part,
            ledger_seq=command.ledger_seq,
            error=error,
            blocks=command.blocks,
            head=command.head,
        )
    ]


def _device(state: HearingState, device: DeviceId) -> Device:
    known = state.devices.get(device)
    if known is None:
        raise Refusal("hearing.unknown_device", device=device)
    return known
