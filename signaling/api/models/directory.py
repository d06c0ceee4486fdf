"""Courts, points, people and cases over REST."""

from pydantic import ConfigDict, Field

from scheduler.contact import Language
from scheduler.entries import CaseType, Flag, Instance, PointKind
from signaling.api.models.fields import Asked, Id, Told

_COURT = "crt_0j8m2n4p6q8r0s2t"
_BUFFER = "Minutes the place is kept free around each sitting."
_ESCORTS = "Teams that bring detained people at once; null: not counted."
_CARD = (
    "Professional number (bar card, prosecutor's card): entries of several courts with one "
    "number are one person, in one hearing at a time."
)


class NewCourt(Asked):
    """A court to add."""

    name: str = Field(examples=["Tòa án nhân dân khu vực 1"])
    zone: str = Field(
        default="Asia/Ho_Chi_Minh", description="IANA time zone.", examples=["Asia/Ho_Chi_Minh"]
    )


class CourtTold(Told):
    """A court."""

    id: Id
    name: str
    zone: str


class NewPoint(Asked):
    """A point to add: `central` is a courtroom, `component` any place people take part from."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"court": _COURT, "name": "Phòng xử án 1", "kind": "central"},
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
    before: int = Field(default=0, description=_BUFFER)
    after: int = Field(default=0, description=_BUFFER)
    escorts: int | None = Field(default=None, description=_ESCORTS)


class PointTold(Told):
    """A point."""

    id: Id
    court: Id
    name: str
    kind: PointKind
    capacity: int
    before: int = Field(description=_BUFFER)
    after: int = Field(description=_BUFFER)
    escorts: int | None = Field(description=_ESCORTS)


class NewPerson(Asked):
    """A person to add."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"court": _COURT, "name": "Nguyễn Thị Hòa"}]}
    )

    court: Id
    name: str
    card: str | None = Field(default=None, description=_CARD)
    email: str | None = Field(default=None, examples=["hoa.nguyen@example.vn"])
    phone: str | None = Field(default=None, examples=["+84912345678"])
    language: Language = Field(default="vi", description="Of the notices they are sent.")


class PersonTold(Told):
    """A person."""

    id: Id
    court: Id
    name: str
    card: str | None = Field(description=_CARD)
    email: str | None
    phone: str | None
    language: Language


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


class CaseTold(Told):
    """A case."""

    id: Id
    court: Id
    number: str
    type: CaseType
    title: str
    instance: Instance
    flags: frozenset[Flag]
