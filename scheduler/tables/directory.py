"""Tables of what hearings are made of: courts, their points, people and cases."""

from sqlalchemy import JSON, CheckConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.database import Base
from scheduler.tables.columns import Id, MaybeMoment, Moment, Name, ToCourt, Word


class CourtRow(Base):
    """A court and the time zone its days are counted in."""

    __tablename__ = "courts"

    id: Mapped[Id]
    name: Mapped[Name]
    zone: Mapped[Word]
    created_at: Mapped[Moment]
    address: Mapped[str] = mapped_column(String(300), server_default="")
    retired_at: Mapped[MaybeMoment]


class PointRow(Base):
    """A place of hearings. `capacity`: how many hearings it can hold at once.

    before, after: minutes it is kept free around each sitting. escorts: how many teams bring
    detained people there at once; null: not counted. hours: when it is open, as
    scheduler/hours.py writes them; equipment: words between spaces. retired_at: since when
    nothing is booked there any more.
    """

    __tablename__ = "points"

    id: Mapped[Id]
    court: Mapped[ToCourt]
    name: Mapped[Name]
    kind: Mapped[Word]
    capacity: Mapped[int]
    created_at: Mapped[Moment]
    before: Mapped[int] = mapped_column(server_default="0")
    after: Mapped[int] = mapped_column(server_default="0")
    escorts: Mapped[int | None]
    address: Mapped[str] = mapped_column(String(300), server_default="")
    hours: Mapped[str] = mapped_column(String(400), server_default="")
    equipment: Mapped[str] = mapped_column(String(200), server_default="")
    note: Mapped[str] = mapped_column(String(500), server_default="")
    retired_at: Mapped[MaybeMoment]

    __table_args__ = (
        CheckConstraint("kind IN ('central', 'component')", name="kind"),
        CheckConstraint("capacity >= 1", name="capacity"),
        CheckConstraint("kind <> 'central' OR capacity = 1", name="courtroom"),
    )


class PersonRow(Base):
    """Somebody who can be seated.

    card: a professional number (bar card, prosecutor's card): entries of several courts
    with one number are one person, who is in one place at a time. email, phone, language:
    where notices go, and in which of our languages. roles: who they may sit as, words between
    spaces; hours: when they work, as a point's.
    """

    __tablename__ = "people"

    id: Mapped[Id]
    court: Mapped[ToCourt]
    name: Mapped[Name]
    created_at: Mapped[Moment]
    card: Mapped[str | None] = mapped_column(String(64))
    email: Mapped[str | None] = mapped_column(String(254))
    phone: Mapped[str | None] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(8), server_default="vi")
    roles: Mapped[str] = mapped_column(String(400), server_default="")
    hours: Mapped[str] = mapped_column(String(400), server_default="")
    retired_at: Mapped[MaybeMoment]

    __table_args__ = (Index("ix_people_court_card", "court", "card", unique=True),)


class CaseRow(Base):
    """A case of a court, by the number the court gave it. `flags`: words between spaces.

    parties: in the order they were entered, each with role, name and person.
    """

    __tablename__ = "cases"

    id: Mapped[Id]
    court: Mapped[ToCourt]
    number: Mapped[Name]
    type: Mapped[Word]
    title: Mapped[Name]
    created_at: Mapped[Moment]
    instance: Mapped[Word] = mapped_column(server_default="first")
    flags: Mapped[Name] = mapped_column(server_default="")
    parties: Mapped[list[dict[str, str | None]]] = mapped_column(
        JSON, server_default=text("'[]'")
    )
    retired_at: Mapped[MaybeMoment]

    __table_args__ = (UniqueConstraint("court", "number"),)
