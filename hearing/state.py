"""What a hearing is at one moment: status, points, devices, seats, recording. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

from hearing.ids import DeviceId, HearingId, PersonId, PointId, SeatId
from hearing.roles import GALLERY, Role


class Status(StrEnum):
    """The states of a hearing. Source: hearing/moves.py."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    OPEN = "open"
    IN_SESSION = "in_session"
    RECESS = "recess"
    SUSPENDED = "suspended"
    CLOSED = "closed"
    ADJOURNED = "adjourned"
    CANCELLED = "cancelled"
    MOVED_IN_PERSON = "moved_in_person"


LIVE = frozenset({Status.OPEN, Status.IN_SESSION, Status.RECESS, Status.SUSPENDED})
"""While one of these holds, people are connected to the courtroom."""

ENDED = frozenset({Status.CLOSED, Status.ADJOURNED, Status.CANCELLED, Status.MOVED_IN_PERSON})
"""From these nothing follows; an adjourned hearing has a successor, another hearing."""

PointKind = Literal["central", "component"]
DeviceKind = Literal["room", "personal", "companion"]
Admission = Literal["open", "by_clerk"]
"""`open`: everybody is in the courtroom once the hearing is open. `by_clerk`: they wait in the
lobby until admitted; bench and gallery are admitted as they arrive."""
Room = Literal["courtroom", "reception"]
Place = Literal["away", "lobby", "reception", "courtroom"]
"""Where the court has put a device. Only the rooms have media."""
Verdict = Literal["ok", "failed", "untested"]
Network = Literal["good", "poor", "bad"]
CallReason = Literal["cannot_hear", "meet_counsel", "need_officer", "need_clerk"]
"""What a device's people ask for: they hear nothing, they want their counsel in confidence
(BLTTHS 256(4)), or somebody to come."""
RecorderState = Literal[
    "off", "starting", "recording", "paused", "closed", "failed", "unconfirmed"
]
"""`unconfirmed`: the recorder was told and did not answer in time; nobody may rely on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """A span in which the hearing is to sit, [starts_at, ends_at)."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A place: the courtroom (central) or another agency (component). TTLT 05/2021 art. 4."""

    id: PointId
    name: str
    kind: PointKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What a device found of itself in the lobby. loss: packets lost of 1000."""

    camera: Verdict
    microphone: Verdict
    speaker: Verdict
    network: Network
    rtt_ms: int
    loss: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What is asked for at a device, and since when; gone once somebody sees to it."""

    reason: CallReason
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """One participant in a media room; people are seated at it.

    room: a point's own device. personal: one person elsewhere. companion: a laptop beside a
    room device, which has the desk and no sound. held: the floor is withheld, so the court
    and the record do not hear its microphone. present: seen by the relay in the room of its
    place. waiting_since: when it came into the lobby. silent: it stands beside a room device
    and has no microphone. returned: why it was sent back to the lobby. call: what its people
    ask for. share_held: it may not show its screen.
    came: it has been present since it was let in.
    """

    id: DeviceId
    kind: DeviceKind
    point: PointId | None
    present: bool = False
    held: bool = False
    place: Place = "away"
    waiting_since: datetime | None = None
    silent: bool = False
    check: Check | None = None
    returned: str | None = None
    call: Call | None = None
    share_held: bool = False
    came: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A person in a role at a device. `display`: shown to the hearing, never logged."""

    id: SeatId
    person: PersonId
    role: Role
    device: DeviceId
    display: str = field(repr=False)
    revoked: bool = False
    identified: bool = False
    identified_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """What the recorder last said. `ledger_seq`: up to which ledger row it had obeyed."""

    state: RecorderState = "off"
    part: int = 0
    ledger_seq: int = 0
    error: str | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """Who is in the reception room: the device called there and the one that called it."""

    device: DeviceId
    host: DeviceId


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingState:
    """The fold of a hearing's ledger. `reason`: the last status change's."""

    id: HearingId
    status: Status = Status.DRAFT
    reason: str = ""
    title: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    opened_at: datetime | None = None
    session_at: datetime | None = None
    ended_at: datetime | None = None
    points: Mapping[PointId, Point] = field(default_factory=dict)
    devices: Mapping[DeviceId, Device] = field(default_factory=dict)
    seats: Mapping[SeatId, Seat] = field(default_factory=dict)
    recording: Recording = field(default_factory=Recording)
    admission: Admission = "open"
    reception: Reception | None = None

    @property
    def floor(self) -> frozenset[DeviceId]:
        """The devices whose microphone the court and the record hear."""
        return frozenset(
            device.id
            for device in self.devices.values()
            if not (device.held or device.silent) and speaks(self, device.id)
        )


def seated(state: HearingState, device: DeviceId) -> tuple[Seat, ...]:
    """Those who sit at `device` now."""
    return tuple(
        seat for seat in state.seats.values() if seat.device == device and not seat.revoked
    )


_ROOMS: Mapping[Place, Room] = {"courtroom": "courtroom", "reception": "reception"}


def room_of(state: HearingState, device: DeviceId) -> Room | None:
    """The one media room in which `device` belongs now."""
    known = state.devices.get(device)
    if state.status not in LIVE or known is None or known.kind == "companion":
        return None
    if not seated(state, device):
        return None
    return _ROOMS.get(known.place)


def attends(state: HearingState, device: DeviceId) -> bool:
    """Whether `device` belongs in the courtroom's media room now."""
    return room_of(state, device) == "courtroom"


def speaks(state: HearingState, device: DeviceId) -> bool:
    """Whether somebody seated at `device` takes part; the gallery watches only.

    A point's device at which nobody is booked shows and hears the point itself.
    """
    if state.devices[device].kind == "companion":
        return False
    roles = {seat.role for seat in seated(state, device)}
    people = roles - {Role.ROOM_DEVICE}
    return bool(people - GALLERY) if people else bool(roles)
