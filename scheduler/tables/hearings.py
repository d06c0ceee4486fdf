"""Tables of hearings: sittings, points, devices, seats, and what is occupied when."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.database import Base
from scheduler.tables.columns import (
    Id,
    MaybeMoment,
    Moment,
    Name,
    ToCourt,
    ToHearing,
    Word,
)


class HearingRow(Base):
    """A hearing as booked; what happens in it is in the ledger.

    starts_at, ends_at: from its first sitting to its last. predecessor: the adjourned hearing
    that this one follows.
    """

    __tablename__ = "hearings"

    id: Mapped[Id]
    court: Mapped[ToCourt]
    case: Mapped[str] = mapped_column("case_id", String(40), ForeignKey("cases.id"), index=True)
    title: Mapped[Name]
    starts_at: Mapped[Moment]
    ends_at: Mapped[Moment]
    created_at: Mapped[Moment]
    scheduled_at: Mapped[MaybeMoment]
    cancelled_at: Mapped[MaybeMoment]
    admission: Mapped[Word] = mapped_column(server_default="open")
    predecessor: Mapped[str | None] = mapped_column(String(40), ForeignKey("hearings.id"))

    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="times"),
        Index("ix_hearings_predecessor", "predecessor", unique=True),
        Index("ix_hearings_starts_at", "starts_at"),
    )


class HearingPointRow(Base):
    """A place a hearing takes place at."""

    __tablename__ = "hearing_points"

    hearing: Mapped[str] = mapped_column(
        String(40), ForeignKey("hearings.id"), primary_key=True
    )
    point: Mapped[str] = mapped_column(
        String(40), ForeignKey("points.id"), primary_key=True, index=True
    )


class DeviceRow(Base):
    """A media participant to be: a point's room device, or a personal one.

    withdrawn_at: since when a listed hearing does without it; whoever sat there keeps the row.
    """

    __tablename__ = "devices"

    id: Mapped[Id]
    hearing: Mapped[ToHearing]
    key: Mapped[Word]
    kind: Mapped[Word]
    point: Mapped[str | None] = mapped_column(String(40), ForeignKey("points.id"))
    withdrawn_at: Mapped[MaybeMoment]

    __table_args__ = (
        UniqueConstraint("hearing", "key"),
        CheckConstraint("kind IN ('room', 'personal', 'companion')", name="kind"),
    )


class SeatRow(Base):
    """A person in a role at a device. Who lost a seat may be given another one.

    revoked_at: since when it is nobody's; the ledger says why.
    """

    __tablename__ = "seats"

    id: Mapped[Id]
    hearing: Mapped[ToHearing]
    person: Mapped[str] = mapped_column(String(40), ForeignKey("people.id"), index=True)
    role: Mapped[Word]
    device: Mapped[str] = mapped_column(String(40), ForeignKey("devices.id"))
    revoked_at: Mapped[MaybeMoment]


class SittingRow(Base):
    """A span in which a hearing sits; a hearing of several days has several, from 1.

    `court` repeats the hearing's: a court's week is read from here alone.
    """

    __tablename__ = "sittings"

    hearing: Mapped[str] = mapped_column(
        String(40), ForeignKey("hearings.id"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    court: Mapped[str] = mapped_column(String(40), ForeignKey("courts.id"))
    starts_at: Mapped[Moment]
    ends_at: Mapped[Moment]

    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="times"),
        Index("ix_sittings_court_starts_at", "court", "starts_at"),
    )


class AbsenceRow(Base):
    """A span in which a place is shut or a person away; nothing can be booked into it."""

    __tablename__ = "absences"

    id: Mapped[Id]
    court: Mapped[ToCourt]
    kind: Mapped[Word]
    resource: Mapped[str] = mapped_column(String(40), index=True)
    starts_at: Mapped[Moment]
    ends_at: Mapped[Moment]
    reason: Mapped[Name]
    created_at: Mapped[Moment]

    __table_args__ = (
        CheckConstraint("kind IN ('point', 'person')", name="kind"),
        CheckConstraint("ends_at > starts_at", name="times"),
    )


class BookingRow(Base):
    """One thing occupied during [starts_at, ends_at), buffers included; no row, nothing is.

    By a hearing, or by an absence. `resource`: a point, a person (or the card number that
    makes entries of several courts one person), or a point's escorts; `slot` counts what there
    are several of, from 0. The database itself refuses two overlapping rows of one (resource,
    slot), and a slot that the point does not have (signaling/migrations/overlap_guard.py).
    """

    __tablename__ = "bookings"

    id: Mapped[int] = mapped_column(primary_key=True)
    hearing: Mapped[str | None] = mapped_column(
        String(40), ForeignKey("hearings.id"), index=True
    )
    absence: Mapped[str | None] = mapped_column(
        String(40), ForeignKey("absences.id"), index=True
    )
    kind: Mapped[Word]
    resource: Mapped[str] = mapped_column(String(40))
    slot: Mapped[int]
    starts_at: Mapped[Moment]
    ends_at: Mapped[Moment]

    __table_args__ = (
        CheckConstraint("kind IN ('point', 'person', 'escort')", name="kind"),
        CheckConstraint("ends_at > starts_at", name="times"),
        CheckConstraint("(hearing IS NULL) <> (absence IS NULL)", name="owner"),
        CheckConstraint("slot >= 0 AND (kind <> 'person' OR slot = 0)", name="slot"),
        Index("ix_bookings_resource_starts_at", "resource", "starts_at"),
    )
