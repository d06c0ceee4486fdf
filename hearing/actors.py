"""Who acts: a seated person, the court's staff, or the machine itself. Pure."""

from dataclasses import dataclass
from typing import Literal

from hearing.ids import SeatId
from hearing.roles import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatActor:
    """The person in a seat. The seat comes from the session, never from the message."""

    kind: Literal["seat"] = "seat"
    seat: SeatId
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffActor:
    """Staff at the listing desk, outside the hearing. `name`: their account."""

    kind: Literal["staff"] = "staff"
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """The product itself: what the relay or the recorder was seen to do. `reason`: who saw."""

    kind: Literal["system"] = "system"
    reason: str


Actor = SeatActor | StaffActor | System
