"""Join links and seat sessions over REST."""

from datetime import datetime
from typing import Self

from pydantic import ConfigDict, Field

from hearing.roles import NAMES, Role
from scheduler.link import Equipment, Link, LinkState, Place
from signaling.api.models.fields import Asked, Id, Moment, Told


class NewLinks(Asked):
    """Links to make: for `seats`, or for every seat of the hearing if null."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"seats": None}]})

    seats: list[Id] | None = Field(default=None, max_length=300)
    valid_from: Moment | None = Field(default=None, description="If absent: now.")
    valid_to: Moment | None = Field(
        default=None,
        description="If absent: the planned end, or a day after `valid_from` if that is later.",
    )


class IssuedLink(Told):
    """A fresh link. `url` holds its secret: it is shown this once and cannot be had again."""

    id: Id
    seat: Id
    role: Role
    url: str = Field(examples=["https://hearings.example/join#6Zs…"])
    valid_from: datetime
    valid_to: datetime


class IssuedLinks(Told):
    """Fresh links."""

    links: list[IssuedLink]


class LinkTold(Told):
    """A link without its secret."""

    id: Id
    seat: Id
    role: Role
    state: LinkState
    valid_from: datetime
    valid_to: datetime
    redeemed_at: datetime | None
    revoked_at: datetime | None

    @classmethod
    def of(cls, link: Link, now: datetime) -> Self:
        """`link` as it stands at `now`."""
        return cls(
            id=link.id,
            seat=link.seat,
            role=link.role,
            state=link.state(now),
            valid_from=link.span.start,
            valid_to=link.span.end,
            redeemed_at=link.redeemed_at,
            revoked_at=link.revoked_at,
        )


class LinksTold(Told):
    """A hearing's links, the oldest first."""

    links: list[LinkTold]


class Token(Asked):
    """The part of a join link after `#`."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"token": "6ZsWc0RrYh3…"}]}, hide_input_in_errors=True
    )

    token: str


class Redemption(Token):
    """A link to redeem. The same attempt again is given the same seat, for ten minutes."""

    attempt: str | None = Field(
        default=None,
        min_length=22,
        max_length=64,
        description="128 random bits or more that this browser alone knows.",
    )


class Probe(Token):
    """A packet there and back: `padding` is thrown away, `want` characters come back."""

    padding: str = Field(default="", max_length=200_000)
    want: int = Field(default=0, ge=0, le=200_000)


class Probed(Told):
    """The answer, and how much of its time was this server's own."""

    padding: str
    spent_ms: float


class TryOut(Told):
    """A room of the relay in which a device tries its way there, alone."""

    url: str
    token: str


class TokenAndCode(Token):
    """A link that was used before, and the code the clerk told."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"token": "6ZsWc0RrYh3…", "code": "042917"}]},
        hide_input_in_errors=True,
    )

    code: str = Field(max_length=64)


class NewDeviceLinks(Asked):
    """Links to make for screens: of `devices`, or of every room device if null."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"devices": None}]})

    devices: list[Id] | None = Field(default=None, max_length=100)
    valid_from: Moment | None = Field(default=None, description="If absent: now.")
    valid_to: Moment | None = Field(
        default=None,
        description="If absent: the planned end, or a day after `valid_from` if that is later.",
    )


class IssuedDeviceLink(Told):
    """A fresh link of a point's device. `url` holds its secret and is shown this once."""

    id: Id
    device: Id
    key: str
    point: Id
    seat: Id
    url: str = Field(examples=["https://hearings.example/join#6Zs…"])
    valid_from: datetime
    valid_to: datetime


class IssuedDeviceLinks(Told):
    """Fresh links of points' devices."""

    links: list[IssuedDeviceLink]


class RoleName(Told):
    """A role as people read it."""

    vi: str
    en: str

    @classmethod
    def of(cls, role: Role) -> Self:
        """In both languages."""
        vi, en = NAMES[role]
        return cls(vi=vi, en=en)


class Looked(Told):
    """What a link opens. Nobody's name: the link may be in the wrong hands."""

    title: str
    role: Role
    role_name: RoleName
    starts_at: datetime
    ends_at: datetime
    zone: str = Field(description="The court's, whose clocks people go by.")
    state: LinkState
    valid_from: datetime
    valid_to: datetime
    point: str | None = Field(description="Name of the point the seat's device stands at.")
    equipment: Equipment = Field(
        description="Whose camera and microphone serve: the browser's own, the room's, none."
    )
    rooms: bool = Field(description="Whether points of the hearing have devices of their own.")


class Seated(Told):
    """Who the holder of a seat's cookie is."""

    seat: Id
    hearing: Id
    role: Role
    role_name: RoleName
    name: str
    device: Id
    title: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    socket: str = Field(description="Path of the hearing socket.")

    @classmethod
    def of(cls, place: Place) -> Self:
        """Whoever sits at `place`."""
        return cls(
            seat=place.seat,
            hearing=place.hearing,
            role=place.role,
            role_name=RoleName.of(place.role),
            name=place.name,
            device=place.device,
            title=place.title,
            starts_at=place.starts_at,
            ends_at=place.ends_at,
            zone=place.zone,
            socket=f"/api/v1/seats/{place.seat}/socket",
        )
