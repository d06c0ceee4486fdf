"""Calls for help and the end of a shared screen: decided and applied. Pure."""

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from hearing.actors import Actor, SeatActor
from hearing.desk_commands import AllowShare, AnswerCall, CallStaff, DeskCommand, EndShare
from hearing.desk_events import (
    CallAnswered,
    DeskEvent,
    ShareAllowed,
    ShareEnded,
    StaffCalled,
)
from hearing.events import Event
from hearing.ids import DeviceId
from hearing.refusal import Refusal
from hearing.state import ENDED, LIVE, Call, Device, HearingState, Status


def decide_desk(state: HearingState, command: DeskCommand, by: Actor) -> list[Event]:
    """The events of `command`. `by` may do it. Raises Refusal."""
    match command:
        case CallStaff():
            return _call(state, command, by)
        case AnswerCall():
            device = _device(state, command.device)
            return [CallAnswered(device=device.id)] if device.call is not None else []
        case EndShare() | AllowShare():
            return _share(state, command)
        case _:
            assert_never(command)


def apply_desk(device: Device, event: DeskEvent, at: datetime) -> Device:
    """`device` after `event`, which happened at `at`."""
    match event:
        case StaffCalled():
            return replace(device, call=Call(reason=event.reason, at=at))
        case CallAnswered():
            return replace(device, call=None)
        case ShareEnded() | ShareAllowed():
            return replace(device, share_held=isinstance(event, ShareEnded))
        case _:
            assert_never(event)


def _call(state: HearingState, command: CallStaff, by: Actor) -> list[Event]:
    """Who presses twice has called once; who needs something else says so anew."""
    if state.status is Status.DRAFT or state.status in ENDED:
        raise Refusal("hearing.state", state=state.status, command=command.type)
    if not isinstance(by, SeatActor):
        raise Refusal("hearing.unknown_seat")
    device = state.devices[state.seats[by.seat].device]
    if device.call is not None and device.call.reason == command.reason:
        return []
    return [StaffCalled(device=device.id, reason=command.reason)]


def _share(state: HearingState, command: EndShare | AllowShare) -> list[Event]:
    device = _device(state, command.device)
    if state.status not in LIVE:
        raise Refusal("hearing.state", state=state.status, command=command.type)
    if device.share_held == isinstance(command, EndShare):
        return []
    if device.share_held:
        return [ShareAllowed(device=device.id)]
    return [ShareEnded(device=device.id)]


def _device(state: HearingState, device: DeviceId) -> Device:
    known = state.devices.get(device)
    if known is None:
        raise Refusal("hearing.unknown_device", device=device)
    return known
