"""What happened in lobby and reception: part of the union of events. Pure."""

from dataclasses import dataclass
from typing import Literal

from hearing.ids import DeviceId, SeatId
from hearing.state import Network, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceptionCalled:
    """`host` called `device`; both are in the reception room and nowhere else."""

    type: Literal["reception_called"] = "reception_called"
    device: DeviceId
    host: DeviceId


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceptionEnded:
    """`device` waits in the lobby again, `host` is back in the courtroom.

    identified: so are all who sit at the device. left: one of the two was gone.
    """

    type: Literal["reception_ended"] = "reception_ended"
    device: DeviceId
    host: DeviceId
    outcome: Literal["identified", "not_identified", "left"]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceAdmitted:
    """The device belongs in the courtroom."""

    type: Literal["device_admitted"] = "device_admitted"
    device: DeviceId


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceReturned:
    """The device was put back into the lobby."""

    type: Literal["device_returned"] = "device_returned"
    device: DeviceId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceChecked:
    """What the device found of itself. loss: packets lost of 1000."""

    type: Literal["device_checked"] = "device_checked"
    device: DeviceId
    camera: Verdict
    microphone: Verdict
    speaker: Verdict
    network: Network
    rtt_ms: int
    loss: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanionReported:
    """The device stands beside a room device and has no microphone; or no longer does."""

    type: Literal["companion_reported"] = "companion_reported"
    device: DeviceId
    silent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferIssued:
    """A code for another browser was made for the seat. It stands nowhere but hashed."""

    type: Literal["transfer_issued"] = "transfer_issued"
    seat: SeatId


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatTransferred:
    """The seat was taken up in another browser; the one before is shut out."""

    type: Literal["seat_transferred"] = "seat_transferred"
    seat: SeatId


LobbyEvent = (
    ReceptionCalled
    | ReceptionEnded
    | DeviceAdmitted
    | DeviceReturned
    | DeviceChecked
    | CompanionReported
    | TransferIssued
    | SeatTransferred
)
