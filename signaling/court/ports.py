"""What the court needs from outside, as protocols: the recorder and the relay."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from hearing.ids import DeviceId, HearingId, SeatId
from hearing.roles import Role
from signaling.court.desired import Grant, Participant


@dataclass(frozen=True, slots=True)
class RecordedDevice:
    """A device the record holds. `role`: of the first person seated at it."""

    role: Role
    display: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RecordingWanted:
    """What the recorder must do from the ledger row `seq` (its hash is `hash`) on.

    state: `ready` is to be in the room and keep nothing, `released` to leave it again.

    at: when the row was decided, aware. by: "seat:ID", "staff" or "system:WHY"; no names.
    """

    hearing: HearingId
    state: Literal["ready", "recording", "paused", "closed", "released"]
    seq: int
    hash: bytes
    at: datetime
    reason: str
    by: str
    devices: Mapping[DeviceId, RecordedDevice]


class Recordings(Protocol):
    """The recorder, as far as the court tells it what to do. Implemented by recordings.py."""

    async def converge(self, want: RecordingWanted) -> bool:
        """Want this from now on. True once the recorder confirmed `want.seq`; False if it did
        not within its time (pausing and closing 2 s, recording 3 s); it is still wanted.
        What begins before a session or without one (`ready`, `released`) is not waited for."""
        ...

    def recording(self, hearing: HearingId) -> bool:
        """Whether a recorder says that it records the hearing now."""
        ...


class Rooms(Protocol):
    """The relay's rooms. Every method raises RelayUnreachable when it cannot be asked."""

    async def names(self) -> frozenset[str]:
        """All rooms that exist."""
        ...

    async def participants(self, room: str) -> tuple[Participant, ...]:
        """Who is in `room`; nobody when there is no such room."""
        ...

    async def create(self, room: str) -> None:
        """Make `room`, unless it exists."""
        ...

    async def delete(self, room: str) -> None:
        """End `room`, unless it is gone."""
        ...

    async def remove(self, room: str, identity: str) -> None:
        """Put a participant out, unless they are gone."""
        ...

    async def grant(self, room: str, identity: str, grant: Grant) -> None:
        """Set what a participant may do, unless they are gone."""
        ...

    async def close(self) -> None:
        """Let go of the connections."""
        ...


@dataclass(frozen=True, slots=True)
class Transfer:
    """A code that opens a seat in another browser, once, until `expires_at`."""

    code: str = field(repr=False)
    expires_at: datetime


class Transfers(Protocol):
    """Where transfer codes are made and kept, hashed."""

    async def issue(self, seat: SeatId) -> Transfer:
        """A fresh code for `seat`; the one before is void."""
        ...


class RelayUnreachable(Exception):
    """The relay did not answer, or answered that it cannot."""
