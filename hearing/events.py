"""What happened in a hearing: the closed union of events, as they stand in the ledger. Pure."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from hearing.desk_events import DeskEvent
from hearing.ids import DeviceId, HearingId, PersonId, PointId, SeatId
from hearing.lobby_events import LobbyEvent
from hearing.roles import Role
from hearing.service_events import ServiceEvent
from hearing.state import (
    Admission,
    Device,
    DeviceKind,
    Place,
    Point,
    RecorderState,
    Seat,
    Sitting,
    Status,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheduled:
    """The hearing is on the list; everybody's place is known."""

    type: Literal["scheduled"] = "scheduled"
    title: str
    starts_at: datetime
    ends_at: datetime
    points: tuple[Point, ...]
    devices: tuple[Device, ...]
    seats: tuple[Seat, ...]
    admission: Admission = "open"
    sittings: tuple[Sitting, ...] = ()
    predecessor: HearingId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DevicePlace:
    """Where a device stands from now on."""

    device: DeviceId
    point: PointId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescheduled:
    """The hearing was moved before it opened. `points`: all of them now."""

    type: Literal["rescheduled"] = "rescheduled"
    starts_at: datetime
    ends_at: datetime
    sittings: tuple[Sitting, ...]
    points: tuple[Point, ...]
    places: tuple[DevicePlace, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DevicePlanned:
    """A device and where it is to stand."""

    id: DeviceId
    kind: DeviceKind
    point: PointId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Replanned:
    """The devices of the hearing were changed before it opened: these are all of them now."""

    type: Literal["replanned"] = "replanned"
    devices: tuple[DevicePlanned, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SuccessorNamed:
    """The adjourned hearing goes on as another one."""

    type: Literal["successor_named"] = "successor_named"
    successor: HearingId


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusChanged:
    """The hearing went from `was` to `to`."""

    type: Literal["status_changed"] = "status_changed"
    was: Status
    to: Status
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorHeld:
    """The court and the record no longer hear the device."""

    type: Literal["floor_held"] = "floor_held"
    device: DeviceId


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorGiven:
    """The court and the record hear the device."""

    type: Literal["floor_given"] = "floor_given"
    device: DeviceId


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSeated:
    """A person sits at a device in a role."""

    type: Literal["person_seated"] = "person_seated"
    seat: SeatId
    person: PersonId
    role: Role
    device: DeviceId
    display: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatRevoked:
    """The seat is nobody's any more."""

    type: Literal["seat_revoked"] = "seat_revoked"
    seat: SeatId
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceArrived:
    """The device is in the room of its place, or has come into the lobby."""

    type: Literal["device_arrived"] = "device_arrived"
    device: DeviceId
    place: Place = "courtroom"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceLeft:
    """The device is no longer in the room of its place (which stays its place), or has left
    the lobby."""

    type: Literal["device_left"] = "device_left"
    device: DeviceId
    place: Place = "courtroom"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecorderReported:
    """What the recorder does now. blocks, head: what its journal's part then held (the last
    block's link, hex), so that nobody can seal that much anew; 0 and "" if nothing."""

    type: Literal["recorder_reported"] = "recorder_reported"
    state: RecorderState
    part: int
    ledger_seq: int
    error: str | None = None
    blocks: int = 0
    head: str = ""


Event = (
    Scheduled
    | Rescheduled
    | Replanned
    | SuccessorNamed
    | StatusChanged
    | FloorHeld
    | FloorGiven
    | PersonSeated
    | SeatRevoked
    | DeviceArrived
    | DeviceLeft
    | RecorderReported
    | ServiceEvent
    | LobbyEvent
    | DeskEvent
)
