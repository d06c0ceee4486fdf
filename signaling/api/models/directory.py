"""Courts, points, people and cases over REST: what is told, and what is added."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import ConfigDict, Field

from hearing.roles import Role
from scheduler.contact import Language
from scheduler.entries import CaseType, Equipment, Flag, Instance, Party, Point, PointKind
from scheduler.readiness import Standing
from signaling.api.models.checks import StandingTold
from signaling.api.models.fields import Asked, Id, Told

_COURT = "crt_0j8m2n4p6q8r0s2t"

Buffer = Annotated[
    int, Field(description="Minutes the place is kept free around each sitting.")
]
Escorts = Annotated[
    int | None,
    Field(description="Teams that bring detained people at once; null: not counted."),
]
Card = Annotated[
    str | None,
    Field(
        description="Professional number (bar card, prosecutor's card): entries of several "
        "courts with one number are one person, in one hearing at a time."
    ),
]
Hours = Annotated[
    str,
    Field(
        description="When it is open, or they work, by the court's clocks: nothing is booked "
        "outside. Empty: nobody entered any. Vietnamese days are understood too (T2-T6, CN).",
        examples=["Mo-Fr 07:30-11:30,13:30-17:00; Sa 08:00-11:00", "24/7", "off"],
    ),
]
Has = Annotated[
    frozenset[Equipment], Field(description="What the point has (TTLT 05/2021 art. 4).")
]
Roles = Annotated[frozenset[Role], Field(description="Who they may sit as; none: as anybody.")]
RetiredAt = Annotated[
    datetime | None,
    Field(description="Since when nothing is booked with it any more; null: it is in use."),
]


class NewCourt(Asked):
    """A court to add."""

    name: str = Field(examples=["Tòa án nhân dân khu vực 1"])
    zone: str = Field(
        default="Asia/Ho_Chi_Minh", description="IANA time zone.", examples=["Asia/Ho_Chi_Minh"]
    )
    address: str = ""


class CourtTold(Told):
    """A court."""

    id: Id
    name: str
    zone: str
    address: str
    retired_at: RetiredAt


class NewPoint(Asked):
    """A point to add: `central` is a courtroom, `component` any place people take part from."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "court": _COURT,
                    "name": "Phòng xử án 1",
                    "kind": "central",
                    "hours": "Mo-Fr 07:30-11:30,13:30-17:00",
                    "equipment": ["separate_network", "room_cameras", "displays"],
                },
                {
                    "court": _COURT,
                    "name": "Trại tạm giam số 2",
                    "kind": "component",
                    "capacity": 2,
                },
            ]
        }
    )

    court: Id
    name: str
    kind: PointKind
    capacity: int = Field(
        default=1, description="Hearings at once: 1 for a central point, else 1 to 50."
    )
    before: Buffer = 0
    after: Buffer = 0
    escorts: Escorts = None
    address: str = ""
    hours: Hours = ""
    equipment: Has = frozenset()
    note: str = ""


class PointTold(Told):
    """A point."""

    id: Id
    court: Id
    name: str
    kind: PointKind
    capacity: int
    before: Buffer
    after: Buffer
    escorts: Escorts
    address: str
    hours: Hours
    equipment: Has
    note: str
    retired_at: RetiredAt
    check: StandingTold = Field(description="As for a hearing now.")

    @classmethod
    def of(cls, one: Point, stand: Standing) -> Self:
        """As told."""
        values = {name: getattr(one, name) for name in cls.model_fields if name != "check"}
        return cls(**values, check=StandingTold.of(stand))


class NewPerson(Asked):
    """A person to add."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "court": _COURT,
                    "name": "Nguyễn Thị Hòa",
                    "roles": ["judge"],
                    "hours": "Mo-Fr 07:30-17:00",
                }
            ]
        }
    )

    court: Id
    name: str
    card: Card = None
    email: str | None = Field(default=None, examples=["hoa.nguyen@example.vn"])
    phone: str | None = Field(default=None, examples=["+84912345678"])
    language: Language = Field(default="vi", description="Of the notices they are sent.")
    roles: Roles = frozenset()
    hours: Hours = ""


class PersonTold(Told):
    """A person."""

    id: Id
    court: Id
    name: str
    card: Card
    email: str | None
    phone: str | None
    language: Language
    roles: Roles
    hours: Hours
    retired_at: RetiredAt


class PartyAsked(Asked):
    """A party of a case; `person`: who that is in the directory, if they are in it."""

    role: Role
    name: str
    person: Id | None = None

    def party(self) -> Party:
        """As the scheduler takes it."""
        return Party(self.role, self.name, self.person)


class PartyTold(Told):
    """A party of a case."""

    role: Role
    name: str
    person: Id | None


class NewCase(Asked):
    """A case to add."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "court": _COURT,
                    "number": "12/2026/TLST-HS",
                    "type": "criminal",
                    "title": "Vụ án trộm cắp tài sản",
                    "flags": ["detained"],
                    "parties": [{"role": "accused", "name": "Lê Văn Cường"}],
                }
            ]
        }
    )

    court: Id
    number: str = Field(description="The court's own number; once in each court.")
    type: CaseType
    title: str
    instance: Instance = Instance.FIRST
    flags: frozenset[Flag] = frozenset()
    parties: tuple[PartyAsked, ...] = ()


class CaseTold(Told):
    """A case."""

    id: Id
    court: Id
    number: str
    type: CaseType
    title: str
    instance: Instance
    flags: frozenset[Flag]
    parties: list[PartyTold]
    retired_at: RetiredAt
