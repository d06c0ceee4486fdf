"""What the directory holds: courts, points, people, cases. Pure."""

from dataclasses import dataclass, field
from enum import StrEnum

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


@dataclass(frozen=True, slots=True)
class Court:
    """A court; `zone` is an IANA time zone."""

    id: str
    name: str
    zone: str


@dataclass(frozen=True, slots=True)
class Point:
    """A place. `capacity`: hearings at once; 1 for a central point.

    before, after: minutes it is kept free around each sitting. escorts: teams that bring
    detained people at once; None: not counted.
    """

    id: str
    court: str
    name: str
    kind: PointKind
    capacity: int
    before: int = 0
    after: int = 0
    escorts: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be seated. The name never goes to a log.

    card: the professional number that makes entries of several courts one person. email,
    phone, language: where notices go (scheduler/contact.py).
    """

    id: str
    court: str
    name: str
    card: str | None = field(default=None, repr=False)
    email: str | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)
    language: Language = "vi"


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
