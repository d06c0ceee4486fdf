"""What an event of lobby or reception makes of a hearing. Pure; an event is never refused."""

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from hearing.ids import DeviceId
from hearing.lobby_events import (
    CompanionReported,
    DeviceAdmitted,
    DeviceChecked,
    DeviceReturned,
    LobbyEvent,
    ReceptionCalled,
    ReceptionEnded,
    SeatTransferred,
    TransferIssued,
)
from hearing.state import Check, Device, HearingState, Reception, Room


def apply_lobby(state: HearingState, event: LobbyEvent, at: datetime) -> HearingState:
    """`state` after `event`, which happened at `at`."""
    match event:
        case ReceptionCalled():
            met = Reception(device=event.device, host=event.host)
            called = _moved(state.devices[event.device], "reception")
            host = _moved(state.devices[event.host], "reception")
            return replace(with_devices(state, called, host), reception=met)
        case ReceptionEnded():
            return _ended(state, event, at)
        case TransferIssued():
            return state
        case SeatTransferred():
            return _unseen(state, state.seats[event.seat].device)
        case DeviceAdmitted() | DeviceReturned() | DeviceChecked() | CompanionReported():
            return with_devices(state, _changed(state.devices[event.device], event, at))
        case _:
            assert_never(event)


def with_devices(state: HearingState, *devices: Device) -> HearingState:
    """`state` with `devices` in the places of those before."""
    return replace(state, devices={**state.devices, **{one.id: one for one in devices}})


def _moved(device: Device, place: Room) -> Device:
    """In another media room; the relay has not seen it there yet."""
    return replace(device, place=place, present=False)


def _changed(
    device: Device,
    event: DeviceAdmitted | DeviceReturned | DeviceChecked | CompanionReported,
    at: datetime,
) -> Device:
    match event:
        case DeviceAdmitted():
            inside = _moved(device, "courtroom")
            return replace(inside, waiting_since=None, returned=None, came=False)
        case DeviceReturned():
            return replace(
                device, place="lobby", present=False, waiting_since=at, returned=event.reason
            )
        case CompanionReported():
            return replace(device, silent=event.silent)
        case DeviceChecked():
            return replace(device, check=_check(event, at))


def _check(event: DeviceChecked, at: datetime) -> Check:
    return Check(
        camera=event.camera,
        microphone=event.microphone,
        speaker=event.speaker,
        network=event.network,
        rtt_ms=event.rtt_ms,
        loss=event.loss,
        at=at,
    )


def _ended(state: HearingState, event: ReceptionEnded, at: datetime) -> HearingState:
    called = replace(state.devices[event.device], place="lobby", present=False)
    host = _moved(state.devices[event.host], "courtroom")
    after = replace(with_devices(state, called, host), reception=None)
    if event.outcome != "identified":
        return after
    seats = {
        key: replace(seat, identified=True, identified_at=at)
        if seat.device == event.device and not seat.revoked
        else seat
        for key, seat in state.seats.items()
    }
    return replace(after, seats=seats)


def _unseen(state: HearingState, device: DeviceId) -> HearingState:
    """The browser that was seen there is not the seat's any more."""
    return with_devices(state, replace(state.devices[device], present=False))
