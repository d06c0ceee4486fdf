"""Tables of what hearings are made of: courts, their points, people and cases."""

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from scheduler.database import Base
from scheduler.tables.columns import Id, Moment, Name, ToCourt, Word


class CourtRow(Base):
    """A court and the time zone its days are counted in."""

    __tablename__ = "courts"

    id: Mapped[Id]
    name: Mapped[Name]
    zone: Mapped[Word]
    created_at: Mapped[Moment]


class PointRow(Base):
    """A place of hearings. `capacity`: how many hearings it can hold at once."""

    __tablename__ = "points"

    id: Mapped[Id]
    court: Mapped[ToCourt]
    name: Mapped[Name]
    kind: Mapped[Word]
    capacity: Mapped[int]
    created_at: Mapped[Moment]

    __table_args__ = (
        CheckConstraint("kind IN ('central', 'component')", name="kind"),
        CheckConstraint("capacity >= 1", name="capacity"),
        CheckConstraint("kind <> 'central' OR capacity = 1", name="courtroom"),
    )


class PersonRow(Base):
    """Somebody who can be seated."""

    __tablename__ = "people"

    id: Mapped[Id]
    court: Mapped[ToCourt]
    name: Mapped[Name]
    created_at: Mapped[Moment]


class CaseRow(Base):
    """A case of a court, by the number the court gave it."""

    __tablename__ = "cases"

    id: Mapped[Id]
    court: Mapped[ToCourt]
    number: Mapped[Name]
    type: Mapped[Word]
    title: Mapped[Name]
    created_at: Mapped[Moment]

    __table_args__ = (UniqueConstraint("court", "number"),)
