"""What the directory holds: courts, points, people, cases. Pure."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from hearing.roles import Role
from scheduler.contact import Language


class PointKind(StrEnum):
    """Central: the courtroom. Component: where others take part. TTLT 05/2021 art. 4(2)."""

    CENTRAL = "central"
    COMPONENT = "component"


class CaseType(StrEnum):
    """What law of procedure a case follows."""

    CRIMINAL = "criminal"
    CIVIL = "civil"
    FAMILY = "family"
    COMMERCIAL = "commercial"
    LABOUR = "labour"
    ADMINISTRATIVE = "administrative"


class Instance(StrEnum):
    """Which hearing of the case: sơ thẩm or phúc thẩm."""

    FIRST = "first"
    APPEAL = "appeal"


class Flag(StrEnum):
    """What about a case decides how, and whether, it may be heard online."""

    DETAINED = "detained"
    MINOR = "minor"
    CLOSED = "closed"
    SIMPLIFIED = "simplified"
    INTERPRETER = "interpreter"
    STATE_SECRET = "state_secret"  # noqa: S105 - no password
    NATIONAL_SECURITY = "national_security"  # Penal Code ch. XIII
    WAR_CRIMES = "war_crimes"  # Penal Code ch. XXVI


class Equipment(StrEnum):
    """What a point has. TTLT 05/2021 art. 4."""

    SEPARATE_NETWORK = "separate_network"
    ROOM_CAMERAS = "room_cameras"
    DISPLAYS = "displays"
    CODEC = "codec"
    DOCUMENT_CAMERA = "document_camera"
    STORAGE = "storage"
    BACKUP_POWER = "backup_power"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody a case is about or for. The name never goes to a log.

    person: who that is in the directory, if they were entered there.
    """

    role: Role
    name: str = field(repr=False)
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Court:
    """A court; `zone` is an IANA time zone. retired_at: since when nothing is booked there."""

    id: str
    name: str
    zone: str
    address: str = ""
    retired_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A place. `capacity`: hearings at once; 1 for a central point.

    before, after: minutes it is kept free around each sitting. escorts: teams that bring
    detained people at once; None: not counted. hours: when it is open (scheduler/hours.py),
    by the clocks of `zone`, its court's; empty: nobody entered any, and it always is.
    """

    id: str
    court: str
    name: str
    kind: PointKind
    capacity: int
    before: int = 0
    after: int = 0
    escorts: int | None = None
    address: str = ""
    hours: str = ""
    equipment: frozenset[Equipment] = frozenset()
    note: str = field(default="", repr=False)
    retired_at: datetime | None = None
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be seated. The name never goes to a log.

    card: the professional number that makes entries of several courts one person. email,
    phone, language: where notices go (scheduler/contact.py). roles: who they may sit as; none:
    nobody entered any, and they may as anybody. hours: when they work, as a point's.
    """

    id: str
    court: str
    name: str
    card: str | None = field(default=None, repr=False)
    email: str | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)
    language: Language = "vi"
    roles: frozenset[Role] = frozenset()
    hours: str = ""
    retired_at: datetime | None = None
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Case:
    """A case, by the number its court gave it."""

    id: str
    court: str
    number: str
    type: CaseType
    title: str
    instance: Instance = Instance.FIRST
    flags: frozenset[Flag] = frozenset()
    parties: tuple[Party, ...] = field(default=(), repr=False)
    retired_at: datetime | None = None
