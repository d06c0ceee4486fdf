"""What commands about lobby, reception and admission do: their events, or a refusal. Pure."""

from datetime import datetime, timedelta
from typing import assert_never

from hearing.actors import Actor, SeatActor
from hearing.events import Event
from hearing.ids import DeviceId
from hearing.lobby_commands import (
    AdmitDevice,
    AdmitPoint,
    CallToReception,
    EndReception,
    IssueTransfer,
    LobbyCommand,
    ReportCheck,
    ReportCompanion,
    ReturnToLobby,
)
from hearing.lobby_events import (
    CompanionReported,
    DeviceAdmitted,
    DeviceChecked,
    DeviceReturned,
    ReceptionCalled,
    ReceptionEnded,
    TransferIssued,
)
from hearing.refusal import Refusal
from hearing.roles import BENCH, GALLERY, Role
from hearing.state import ENDED, LIVE, Device, HearingState, Status, seated
from hearing.texts import MAX_REASON, limited

CHECK_EVERY = timedelta(seconds=2)  # a page that reports in a loop does not fill the ledger
MOST_MS = 60_000
ALL_LOST = 1000


def decide_lobby(
    state: HearingState, command: LobbyCommand, by: Actor, now: datetime
) -> list[Event]:
    """The events of `command`. `by` may do it. Raises Refusal."""
    match command:
        case ReportCheck() | ReportCompanion():
            return _report(state, command, by, now)
        case IssueTransfer():
            return _transfer(state, command)
        case CallToReception() | EndReception():
            return _reception(state, command, by)
        case AdmitDevice() | AdmitPoint():
            return _admit(state, command)
        case ReturnToLobby():
            return _return(state, command)
        case _:
            assert_never(command)


def waits(state: HearingState, device: DeviceId) -> bool:
    """Whether `device` comes into the lobby when its page is opened.

    Where everybody may enter there is no lobby before the hearing is open.
    """
    known = state.devices[device]
    doors = state.status in LIVE or (
        state.status is Status.SCHEDULED and state.admission == "by_clerk"
    )
    return (
        doors
        and known.place == "away"
        and known.kind != "companion"
        and bool(seated(state, device))
    )


def enters_unasked(state: HearingState, device: DeviceId) -> bool:
    """Whether nobody admits `device`: the bench's, and the gallery's unless sent back."""
    roles = {seat.role for seat in seated(state, device)} - {Role.ROOM_DEVICE}
    if roles & BENCH:
        return True
    return bool(roles) and roles <= GALLERY and state.devices[device].returned is None


def admissions(state: HearingState) -> list[Event]:
    """Who waits and enters unasked, once the doors are open."""
    return [
        DeviceAdmitted(device=device.id)
        for device in state.devices.values()
        if device.place == "lobby" and enters_unasked(state, device.id)
    ]


def abandoned(state: HearingState, gone: DeviceId) -> list[Event]:
    """The end of the reception if `gone` was in it: nobody stays there alone."""
    met = state.reception
    if met is None or gone not in (met.device, met.host):
        return []
    return [ReceptionEnded(device=met.device, host=met.host, outcome="left")]


def _reception(
    state: HearingState, command: CallToReception | EndReception, by: Actor
) -> list[Event]:
    device, met = _device(state, command.device), state.reception
    if isinstance(command, EndReception):
        if met is None or met.device != device.id:
            raise Refusal("hearing.not_in_reception", device=device.id)
        note = limited(command.note, MAX_REASON)
        return [
            ReceptionEnded(device=device.id, host=met.host, outcome=command.outcome, note=note)
        ]
    _doors_open(state, command)
    host = _own(state, by)
    if met is not None:
        if met.device == device.id and met.host == host.id:
            return []
        raise Refusal("hearing.reception_taken")
    if device.place != "lobby":
        raise Refusal("hearing.not_waiting", device=device.id)
    if len(seated(state, host.id)) != 1 or host.place != "courtroom":
        raise Refusal("hearing.reception_host", device=host.id)
    return [ReceptionCalled(device=device.id, host=host.id)]


def _admit(state: HearingState, command: AdmitDevice | AdmitPoint) -> list[Event]:
    _doors_open(state, command)
    if isinstance(command, AdmitPoint):
        if command.point not in state.points:
            raise Refusal("hearing.unknown_point", point=command.point)
        return [
            DeviceAdmitted(device=device.id)
            for device in state.devices.values()
            if device.point == command.point and device.place == "lobby"
        ]
    device = _device(state, command.device)
    if device.place == "courtroom":
        return []
    if device.place != "lobby":
        raise Refusal("hearing.not_waiting", device=device.id)
    return [DeviceAdmitted(device=device.id)]


def _return(state: HearingState, command: ReturnToLobby) -> list[Event]:
    _doors_open(state, command)
    device = _device(state, command.device)
    if not command.reason.strip():
        raise Refusal("hearing.reason_missing")
    if any(seat.role in BENCH for seat in seated(state, device.id)):
        raise Refusal("hearing.bench", device=device.id)
    if device.place == "lobby":
        return []
    if device.place != "courtroom":
        raise Refusal("hearing.not_inside", device=device.id)
    return [DeviceReturned(device=device.id, reason=limited(command.reason, MAX_REASON))]


def _transfer(state: HearingState, command: IssueTransfer) -> list[Event]:
    if state.status is Status.DRAFT or state.status in ENDED:
        raise Refusal("hearing.state", state=state.status, command=command.type)
    seat = state.seats.get(command.seat)
    if seat is None:
        raise Refusal("hearing.unknown_seat", seat=command.seat)
    if seat.revoked:
        raise Refusal("hearing.seat_revoked", seat=command.seat)
    return [TransferIssued(seat=seat.id)]


def _report(
    state: HearingState, command: ReportCheck | ReportCompanion, by: Actor, now: datetime
) -> list[Event]:
    if state.status is Status.DRAFT or state.status in ENDED:
        raise Refusal("hearing.state", state=state.status, command=command.type)
    device = _own(state, by)
    if isinstance(command, ReportCheck):
        return _checked(device, command, now)
    if command.silent and device.kind == "room":
        raise Refusal("hearing.companion_room", device=device.id)
    if device.silent == command.silent:
        return []
    return [CompanionReported(device=device.id, silent=command.silent)]


def _checked(device: Device, command: ReportCheck, now: datetime) -> list[Event]:
    if not (0 <= command.rtt_ms <= MOST_MS and 0 <= command.loss <= ALL_LOST):
        raise Refusal("hearing.check_range", most_ms=MOST_MS, most_loss=ALL_LOST)
    if device.check is not None and now - device.check.at < CHECK_EVERY:
        raise Refusal("hearing.check_soon", device=device.id)
    return [
        DeviceChecked(
            device=device.id,
            camera=command.camera,
            microphone=command.microphone,
            speaker=command.speaker,
            network=command.network,
            rtt_ms=command.rtt_ms,
            loss=command.loss,
        )
    ]


def _doors_open(state: HearingState, command: LobbyCommand) -> None:
    if state.status not in LIVE:
        raise Refusal("hearing.state", state=state.status, command=command.type)


def _own(state: HearingState, by: Actor) -> Device:
    """The device of whoever asks; only the seated have one (hearing/policy.py)."""
    if not isinstance(by, SeatActor):
        raise Refusal("hearing.unknown_seat")
    return state.devices[state.seats[by.seat].device]


def _device(state: HearingState, device: DeviceId) -> Device:
    known = state.devices.get(device)
    if known is None:
        raise Refusal("hearing.unknown_device", device=device)
    return known
