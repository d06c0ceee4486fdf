"""What happened between a device and the desk: part of the union of events. Pure."""

from dataclasses import dataclass
from typing import Literal

from hearing.ids import DeviceId
from hearing.state import CallReason


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffCalled:
    """Somebody at the device asked for help; the newest call is the one that stands."""

    type: Literal["staff_called"] = "staff_called"
    device: DeviceId
    reason: CallReason


@dataclass(frozen=True, slots=True, kw_only=True)
class CallAnswered:
    """Somebody sees to the device's call."""

    type: Literal["call_answered"] = "call_answered"
    device: DeviceId


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareEnded:
    """The device may not show its screen; what it showed is gone."""

    type: Literal["share_ended"] = "share_ended"
    device: DeviceId


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareAllowed:
    """The device may show its screen again."""

    type: Literal["share_allowed"] = "share_allowed"
    device: DeviceId


DeskEvent = StaffCalled | CallAnswered | ShareEnded | ShareAllowed
