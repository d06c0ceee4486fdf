"""What can be asked of a hearing: the closed union of commands. Pure.

`type` is the name on the wire. Texts are limited by hearing/decide.py, not here, so that every
way in (socket, REST, the product itself) meets the same limit.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from hearing.desk_commands import DeskCommand
from hearing.ids import DeviceId, HearingId, PersonId, PointId, SeatId
from hearing.lobby_commands import LobbyCommand
from hearing.roles import Role
from hearing.service_events import ServiceEvent
from hearing.state import Admission, DeviceKind, Place, PointKind, RecorderState, Sitting


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPoint:
    """A point of the hearing, as booked."""

    id: PointId
    name: str
    kind: PointKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDevice:
    """A device of the hearing, as booked. A room device stands at a point."""

    id: DeviceId
    kind: DeviceKind
    point: PointId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSeat:
    """A person, a role and a device, as booked. `display`: the name the hearing sees."""

    id: SeatId
    person: PersonId
    role: Role
    device: DeviceId
    display: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Put the hearing on the list with everybody's place.

    starts_at, ends_at: from its first sitting to its last. predecessor: the adjourned hearing
    that this one follows.
    """

    type: Literal["schedule"] = "schedule"
    title: str
    starts_at: datetime
    ends_at: datetime
    points: tuple[PlannedPoint, ...]
    devices: tuple[PlannedDevice, ...]
    seats: tuple[PlannedSeat, ...]
    admission: Admission = "open"
    sittings: tuple[Sitting, ...] = ()
    predecessor: HearingId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reschedule:
    """Move a listed hearing: other times, another courtroom, other sittings.

    points: all of them afterwards; devices: all that were planned, where they stand then.
    """

    type: Literal["reschedule"] = "reschedule"
    starts_at: datetime
    ends_at: datetime
    sittings: tuple[Sitting, ...]
    points: tuple[PlannedPoint, ...]
    devices: tuple[PlannedDevice, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Replan:
    """Change who comes to a listed hearing, and where they sit.

    points: those it takes place at afterwards (`Reschedule` says so); devices: all of them
    afterwards; seats: everybody who is to sit there; leaving: seats that are nobody's then.
    """

    type: Literal["replan"] = "replan"
    points: tuple[PlannedPoint, ...]
    devices: tuple[PlannedDevice, ...]
    seats: tuple[PlannedSeat, ...]
    leaving: tuple[SeatId, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NameSuccessor:
    """Say which hearing follows this adjourned one."""

    type: Literal["name_successor"] = "name_successor"
    successor: HearingId


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenHearing:
    """Let people arrive in the courtroom. Nothing is recorded yet."""

    type: Literal["open_hearing"] = "open_hearing"


@dataclass(frozen=True, slots=True, kw_only=True)
class StartSession:
    """Open the session: from here on the court records."""

    type: Literal["start_session"] = "start_session"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recess:
    """Pause the session; nothing of the recess is recorded."""

    type: Literal["recess"] = "recess"
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume:
    """Go on after a recess or a suspension."""

    type: Literal["resume"] = "resume"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspend:
    """Tạm ngừng: a link or power failed, or new documents came. TTLT 05/2021 art. 14."""

    type: Literal["suspend"] = "suspend"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjourn:
    """Hoãn: end this hearing; a successor is booked."""

    type: Literal["adjourn"] = "adjourn"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel:
    """Take the hearing off the list before its session."""

    type: Literal["cancel"] = "cancel"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveInPerson:
    """Hold the hearing in a courtroom, not online."""

    type: Literal["move_in_person"] = "move_in_person"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseHearing:
    """End the session after the pronouncement."""

    type: Literal["close_hearing"] = "close_hearing"


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldFloor:
    """Stop court and record hearing a device's microphone; its own mute is untouched."""

    type: Literal["hold_floor"] = "hold_floor"
    device: DeviceId


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveFloor:
    """Let the court and the record hear a device's microphone."""

    type: Literal["give_floor"] = "give_floor"
    device: DeviceId


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatPerson:
    """Seat one more person at a device of the hearing."""

    type: Literal["seat_person"] = "seat_person"
    seat: SeatId
    person: PersonId
    role: Role
    device: DeviceId
    display: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeSeat:
    """Take a seat away: its sockets close and its device leaves the courtroom."""

    type: Literal["revoke_seat"] = "revoke_seat"
    seat: SeatId
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportArrival:
    """The relay has the device in the room of its place, or one of its sockets is open (the
    lobby)."""

    type: Literal["device_arrived"] = "device_arrived"
    device: DeviceId
    place: Place = "courtroom"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDeparture:
    """The relay no longer has the device in the room of its place, or its last socket has
    closed (the lobby)."""

    type: Literal["device_left"] = "device_left"
    device: DeviceId
    place: Place = "courtroom"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRecorder:
    """The recorder said what it does, or did not say it in time (`unconfirmed`)."""

    type: Literal["recorder_reported"] = "recorder_reported"
    state: RecorderState
    part: int = 0
    ledger_seq: int = 0
    error: str | None = None
    blocks: int = 0
    head: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTransfer:
    """The seat was taken up in another browser by a code of the clerk's."""

    type: Literal["seat_transferred"] = "seat_transferred"
    seat: SeatId


PersonCommand = (
    OpenHearing
    | StartSession
    | Recess
    | Resume
    | Suspend
    | Adjourn
    | Cancel
    | MoveInPerson
    | CloseHearing
    | HoldFloor
    | GiveFloor
    | SeatPerson
    | RevokeSeat
    | LobbyCommand
    | DeskCommand
)
"""What people may send; who may do which stands in hearing/policy.py."""

Report = ReportArrival | ReportDeparture | ReportRecorder | ReportTransfer
"""What the product tells the ledger by itself, of devices and recorder."""

Listing = Reschedule | Replan | NameSuccessor
"""What the listing desk does to a hearing on the list."""

Command = Schedule | Listing | PersonCommand | Report | ServiceEvent
