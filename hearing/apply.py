"""What an event makes of a hearing: the fold of its ledger. Pure; an event is never refused."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from hearing.desk import apply_desk
from hearing.desk_events import DeskEvent
from hearing.events import (
    DeviceArrived,
    DeviceLeft,
    Event,
    FloorGiven,
    FloorHeld,
    PersonSeated,
    RecorderReported,
    Replanned,
    Rescheduled,
    Scheduled,
    SeatRevoked,
    StatusChanged,
    SuccessorNamed,
)
from hearing.listing import apply_listing
from hearing.lobby_apply import apply_lobby, with_devices
from hearing.lobby_events import LobbyEvent
from hearing.service_events import ServiceEvent
from hearing.state import ENDED, Device, HearingState, Recording, Seat, Status


def apply(state: HearingState, event: Event, at: datetime) -> HearingState:
    """`state` after `event`, which happened at `at` (aware, UTC)."""
    if isinstance(event, LobbyEvent | ServiceEvent):
        # Who was told what changes nothing in the hearing.
        return apply_lobby(state, event, at) if isinstance(event, LobbyEvent) else state
    match event:
        case Scheduled():
            return _scheduled(state, event)
        case Rescheduled() | Replanned() | SuccessorNamed():
            return apply_listing(state, event)
        case StatusChanged() | RecorderReported():
            return _course(state, event, at)
        case PersonSeated() | SeatRevoked():
            return _seat(state, event)
        case _:
            return with_devices(state, _device(state.devices[event.device], event, at))


def fold(state: HearingState, events: Iterable[tuple[Event, datetime]]) -> HearingState:
    """`state` after each of `events` in order."""
    for event, at in events:
        state = apply(state, event, at)
    return state


def _scheduled(state: HearingState, event: Scheduled) -> HearingState:
    return replace(
        state,
        title=event.title,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        points={point.id: point for point in event.points},
        devices={device.id: device for device in event.devices},
        seats={seat.id: seat for seat in event.seats},
        admission=event.admission,
    )


def _course(
    state: HearingState, event: StatusChanged | RecorderReported, at: datetime
) -> HearingState:
    if isinstance(event, StatusChanged):
        return _status(state, event, at)
    return _recorder(state, event, at)


def _status(state: HearingState, event: StatusChanged, at: datetime) -> HearingState:
    changed = replace(state, status=event.to, reason=event.reason)
    if event.to is Status.OPEN:
        return replace(_doors_open(changed), opened_at=at)
    if event.to is Status.IN_SESSION and state.session_at is None:
        return replace(changed, session_at=at)
    if event.to in ENDED:
        gone = (
            replace(device, present=False, place="away", waiting_since=None, call=None)
            for device in state.devices.values()
        )
        return replace(with_devices(changed, *gone), ended_at=at, reception=None)
    return changed


def _doors_open(state: HearingState) -> HearingState:
    """Without a lobby everybody's place is the courtroom."""
    if state.admission == "by_clerk":
        return state
    inside = (replace(device, place="courtroom") for device in state.devices.values())
    return with_devices(state, *inside)


def _device(
    device: Device,
    event: FloorHeld | FloorGiven | DeviceArrived | DeviceLeft | DeskEvent,
    at: datetime,
) -> Device:
    if isinstance(event, DeskEvent):
        return apply_desk(device, event, at)
    match event:
        case FloorHeld() | FloorGiven():
            return replace(device, held=isinstance(event, FloorHeld))
        case DeviceArrived(place="lobby"):
            return replace(device, place="lobby", waiting_since=at)
        case DeviceLeft(place="lobby"):
            return replace(device, place="away", waiting_since=None, present=False)
        case DeviceArrived():
            return replace(device, present=True, came=True)
        case DeviceLeft():
            return replace(device, present=False)
        case _:
            assert_never(event)


def _seat(state: HearingState, event: PersonSeated | SeatRevoked) -> HearingState:
    match event:
        case PersonSeated():
            seat = Seat(
                id=event.seat,
                person=event.person,
                role=event.role,
                device=event.device,
                display=event.display,
            )
        case SeatRevoked():
            seat = replace(state.seats[event.seat], revoked=True)
    return replace(state, seats={**state.seats, seat.id: seat})


def _recorder(state: HearingState, event: RecorderReported, at: datetime) -> HearingState:
    recording = Recording(
        state=event.state,
        part=event.part,
        ledger_seq=event.ledger_seq,
        error=event.error,
        since=at,
    )
    return replace(state, recording=recording)
