"""A join link and what it opens: values, and what a link is good for at a moment. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from hearing.roles import Role
from scheduler.slot import Slot


class LinkState(StrEnum):
    """What a link is good for at one moment."""

    VALID = "valid"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    REDEEMED = "redeemed"
    REVOKED = "revoked"


REFUSED = {
    LinkState.NOT_YET: "link.not_yet_valid",
    LinkState.EXPIRED: "link.expired",
    LinkState.REDEEMED: "link.redeemed",
    LinkState.REVOKED: "link.revoked",
}
"""The code with which redeeming a link in that state is refused."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link without its secret."""

    id: str
    hearing: str
    seat: str
    role: Role
    span: Slot
    redeemed_at: datetime | None
    revoked_at: datetime | None

    def state(self, now: datetime) -> LinkState:
        """Revoked and redeemed are for good; the rest is a matter of time."""
        if self.revoked_at is not None:
            return LinkState.REVOKED
        if self.redeemed_at is not None:
            return LinkState.REDEEMED
        if now >= self.span.end:
            return LinkState.EXPIRED
        return LinkState.VALID if now >= self.span.start else LinkState.NOT_YET


@dataclass(frozen=True, slots=True)
class Issued:
    """A fresh link. `token` is its secret: shown once, kept nowhere."""

    link: Link
    token: str


Equipment = Literal["own", "room", "none"]
"""Whose camera and microphone serve a seat: the browser's own, the point's device, none."""


@dataclass(frozen=True, slots=True)
class Place:
    """What the holder of a link or of a session needs to know of their place.

    zone: the court's. point: the name of the point its device stands at, if any. rooms:
    whether the hearing has points with a device of their own, beside which one's own device
    would howl.
    """

    hearing: str
    seat: str
    role: Role
    name: str
    device: str
    title: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    point: str | None
    equipment: Equipment
    rooms: bool


@dataclass(frozen=True, slots=True)
class Redeemed:
    """A new seat session. `secret` goes into the seat's cookie and nowhere else."""

    place: Place
    secret: str
    expires_at: datetime
