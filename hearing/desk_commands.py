"""What a device and the desk ask of each other: help, an end to a shared screen. Pure."""

from dataclasses import dataclass
from typing import Literal

from hearing.ids import DeviceId
from hearing.state import CallReason


@dataclass(frozen=True, slots=True, kw_only=True)
class CallStaff:
    """Ask for somebody at one's own device; it stands at the clerk's desk until answered."""

    type: Literal["call_staff"] = "call_staff"
    reason: CallReason


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCall:
    """Say that somebody sees to a device's call."""

    type: Literal["answer_call"] = "answer_call"
    device: DeviceId


@dataclass(frozen=True, slots=True, kw_only=True)
class EndShare:
    """Stop a device showing its screen, until it is allowed again."""

    type: Literal["end_share"] = "end_share"
    device: DeviceId


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowShare:
    """Let a device show its screen again."""

    type: Literal["allow_share"] = "allow_share"
    device: DeviceId


DeskCommand = CallStaff | AnswerCall | EndShare | AllowShare
"""What people may send; who may do which stands in hearing/policy.py."""
