"""What the directory holds: courts, points, people, cases. Pure."""

from dataclasses import dataclass
from enum import StrEnum


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


@dataclass(frozen=True, slots=True)
class Court:
    """A court; `zone` is an IANA time zone."""

    id: str
    name: str
    zone: str


@dataclass(frozen=True, slots=True)
class Point:
    """A place. `capacity`: hearings at once; 1 for a central point."""

    id: str
    court: str
    name: str
    kind: PointKind
    capacity: int


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be seated. The name never goes to a log."""

    id: str
    court: str
    name: str


@dataclass(frozen=True, slots=True)
class Case:
    """A case, by the number its court gave it."""

    id: str
    court: str
    number: str
    type: CaseType
    title: str
