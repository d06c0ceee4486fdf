"""What can be asked about lobby, reception and admission: part of the commands. Pure."""

from dataclasses import dataclass
from typing import Literal

from hearing.ids import DeviceId, PointId, SeatId
from hearing.state import Network, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class CallToReception:
    """Meet a waiting device in the reception room, apart from the courtroom; never recorded."""

    type: Literal["call_to_reception"] = "call_to_reception"
    device: DeviceId


@dataclass(frozen=True, slots=True, kw_only=True)
class EndReception:
    """Send the device back to the lobby; whoever called it goes back to the courtroom."""

    type: Literal["end_reception"] = "end_reception"
    device: DeviceId
    outcome: Literal["identified", "not_identified"]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmitDevice:
    """Let a waiting device into the courtroom."""

    type: Literal["admit"] = "admit"
    device: DeviceId


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmitPoint:
    """Let all devices in that wait at a point."""

    type: Literal["admit_point"] = "admit_point"
    point: PointId


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnToLobby:
    """Put a device out of the courtroom until it is admitted again."""

    type: Literal["return_to_lobby"] = "return_to_lobby"
    device: DeviceId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCheck:
    """What one's own device found of itself. loss: packets lost of 1000."""

    type: Literal["report_check"] = "report_check"
    camera: Verdict
    microphone: Verdict
    speaker: Verdict
    network: Network
    rtt_ms: int
    loss: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCompanion:
    """One's own device stands beside a room device (silent) or no longer does."""

    type: Literal["report_companion"] = "report_companion"
    silent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueTransfer:
    """Let a person take up their seat in another browser, by a code told to the asker alone."""

    type: Literal["issue_transfer"] = "issue_transfer"
    seat: SeatId


LobbyCommand = (
    CallToReception
    | EndReception
    | AdmitDevice
    | AdmitPoint
    | ReturnToLobby
    | ReportCheck
    | ReportCompanion
    | IssueTransfer
)
"""What people may send; who may do which stands in hearing/policy.py."""
