"""Staff accounts over REST: what is asked and what is told."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal, Self

from pydantic import ConfigDict, Field

from hearing.roles import Role
from hearing.state import Status
from scheduler.entries import Court
from signaling.accounts import day
from signaling.accounts.audit import AuditEntry
from signaling.accounts.rights import NAMES, RIGHTS, Office, Post, Right
from signaling.accounts.sessions import IDLE, StaffSession
from signaling.accounts.sign_in import MustEnrol
from signaling.accounts.staff import Member
from signaling.api.models.fields import Asked, Id, Told
from signaling.api.models.hearings import HearingLine, HearingPointTold
from signaling.api.models.links import RoleName

_CODE = Field(default=None, max_length=20, examples=["492039"])


class SignInAsked(Asked):
    """Who wants in. `code`: of the authenticator app; left out at first."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"user": "hoa.nt", "password": "…", "code": "492039"}]},
        hide_input_in_errors=True,
    )

    user: str = Field(max_length=400)
    password: str = Field(max_length=1000)
    code: str | None = _CODE


class OfficeAsked(Asked):
    """An office at a court; only an administrator's may be at all courts (null)."""

    role: Office
    court: Id | None = None

    def post(self) -> Post:
        """As accounts take it."""
        return Post(self.role, self.court)


class NewStaff(Asked):
    """An account to make. `people`: the staff member's entries in the directory, by which they
    have seats."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "user": "hoa.nt",
                    "name": "Nguyễn Thị Hòa",
                    "password": "mật khẩu lần đầu",
                    "roles": [{"role": "presiding_judge", "court": "crt_0j8m2n4p6q8r0s2t"}],
                    "people": ["per_4d5e6f7g8h9j0k1m"],
                }
            ]
        },
        hide_input_in_errors=True,
    )

    user: str
    name: str
    password: str
    roles: list[OfficeAsked] = Field(max_length=100)
    people: list[Id] = Field(default=[], max_length=100)


class StaffChange(Asked):
    """What to change; what is null stays."""

    name: str | None = None
    roles: list[OfficeAsked] | None = Field(default=None, max_length=100)
    people: list[Id] | None = Field(default=None, max_length=100)


class NewPassword(Asked):
    """A password for somebody else."""

    model_config = ConfigDict(hide_input_in_errors=True)

    password: str


class OwnPassword(Asked):
    """Another password for oneself."""

    model_config = ConfigDict(hide_input_in_errors=True)

    password: str = Field(max_length=1000, description="The present one.")
    new: str


class OfficeTold(Told):
    """An office. `court_name` null: at every court."""

    role: Office
    role_name: RoleName
    court: Id | None
    court_name: str | None = None

    @classmethod
    def of(cls, post: Post, courts: Mapping[str, Court]) -> Self:
        """`post`, its court named if it is among `courts`."""
        vi, en = NAMES[post.office]
        court = courts.get(post.court or "")
        return cls(
            role=post.office,
            role_name=RoleName(vi=vi, en=en),
            court=post.court,
            court_name=None if court is None else court.name,
        )


class StaffTold(Told):
    """An account."""

    id: Id
    user: str
    name: str
    roles: list[OfficeTold]
    people: list[Id]
    second_factor: bool
    signed_in_at: datetime | None
    revoked_at: datetime | None

    @classmethod
    def of(cls, member: Member, courts: Mapping[str, Court]) -> Self:
        """`member` as told."""
        return cls(
            id=member.id,
            user=member.user,
            name=member.name,
            roles=[OfficeTold.of(post, courts) for post in member.posts],
            people=list(member.people),
            second_factor=member.second_factor,
            signed_in_at=member.signed_in_at,
            revoked_at=member.revoked_at,
        )


class Me(StaffTold):
    """Whoever is signed in. `rights`: at any of their courts; for what a page shows."""

    rights: list[Right]
    expires_at: datetime = Field(description="The session ends then, used or not.")
    idle_seconds: int = Field(description="And after this long without a request.")

    @classmethod
    def here(cls, session: StaffSession, courts: Mapping[str, Court]) -> Self:
        """The holder of `session`."""
        held: set[Right] = set()
        for post in session.member.posts:
            held |= RIGHTS[post.office]
        return cls(
            **dict(StaffTold.of(session.member, courts)),
            rights=sorted(held),
            expires_at=session.expires_at,
            idle_seconds=int(IDLE.total_seconds()),
        )


class SignedIn(Told):
    """The browser has the session's cookie now."""

    state: Literal["signed_in"] = "signed_in"
    id: Id
    user: str
    name: str
    expires_at: datetime


class EnrolTold(Told):
    """The password is right. Show `uri` as a square code (or `secret` to be typed) to the
    authenticator app; then sign in again with a code of it."""

    state: Literal["enrol"] = "enrol"
    secret: str
    uri: str

    @classmethod
    def of(cls, due: MustEnrol) -> Self:
        """As told."""
        return cls(secret=due.secret, uri=due.address)


class OwnSeatTold(Told):
    """The asker's seat in a hearing."""

    id: Id
    role: Role
    role_name: RoleName


class DayHearing(HearingLine):
    """A hearing of the day. `seat`: the asker's; `enter`: whether they can take it now;
    `overdue`: which of its deadlines are."""

    court_name: str
    zone: str
    case_number: str
    points: list[HearingPointTold]
    seat: OwnSeatTold | None
    enter: bool
    overdue: list[str] = Field(default=[])
    unchecked: list[str] = Field(
        default=[], description="Ids of points that did not pass a technical check for it."
    )

    @classmethod
    def on(
        cls, sitting: day.Sitting, state: Status, seat: day.OwnSeat | None, *, enter: bool
    ) -> Self:
        """`sitting` in `state`; how its points stand is told apart."""
        told = None
        if seat is not None:
            told = OwnSeatTold(id=seat.id, role=seat.role, role_name=RoleName.of(seat.role))
        return cls(
            **dict(HearingLine.of(sitting.line, state)),
            court_name=sitting.court.name,
            zone=sitting.court.zone,
            case_number=sitting.case_number,
            points=[HearingPointTold.model_validate(one) for one in sitting.points],
            seat=told,
            enter=enter,
            overdue=[*sitting.overdue],
        )


class MissedTold(Told):
    """A hearing ahead, and how many of its papers somebody must see to."""

    hearing: Id
    title: str
    starts_at: datetime
    zone: str
    papers: int


class MyDay(Told):
    """A day's hearings of the asker's courts, the earliest first.

    zone: that of the asker's first court, by whose clocks `today` is today.
    """

    now: datetime = Field(description="The server's clock.")
    zone: str
    today: date
    day: date
    hearings: list[DayHearing]
    missed: list[MissedTold] = Field(
        default=[], description="Hearings ahead with papers that did not reach their people."
    )


class AuditEntryTold(Told):
    """A row of the audit. `body`: its canonical JSON to the byte; `hash`: hex, over it."""

    seq: int
    at: datetime
    body: str
    hash: str

    @classmethod
    def of(cls, entry: AuditEntry) -> Self:
        """As told."""
        return cls(seq=entry.seq, at=entry.at, body=entry.body, hash=entry.hash.hex())
