"""Tables of hearings: points, devices, seats, and what each hearing occupies."""

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
    """A hearing as booked; what happens in it is in the ledger."""

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

    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="times"),
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
    """A media participant to be: a point's room device, or a personal one."""

    __tablename__ = "devices"

    id: Mapped[Id]
    hearing: Mapped[ToHearing]
    key: Mapped[Word]
    kind: Mapped[Word]
    point: Mapped[str | None] = mapped_column(String(40), ForeignKey("points.id"))

    __table_args__ = (
        UniqueConstraint("hearing", "key"),
        CheckConstraint("kind IN ('room', 'personal', 'companion')", name="kind"),
    )


class SeatRow(Base):
    """A person in a role at a device. Who lost a seat may be given another one."""

    __tablename__ = "seats"

    id: Mapped[Id]
    hearing: Mapped[ToHearing]
    person: Mapped[str] = mapped_column(String(40), ForeignKey("people.id"), index=True)
    role: Mapped[Word]
    device: Mapped[str] = mapped_column(String(40), ForeignKey("devices.id"))


class BookingRow(Base):
    """One thing a hearing occupies during [starts_at, ends_at); no row, nothing occupied.

    `resource` is a point or a person; `slot` counts the hearings a point can hold at once from
    0 and is 0 for people. No two rows of one (resource, slot) may overlap: the database refuses
    (PostgreSQL: exclusion constraint; SQLite: triggers; both made by the migrations).
    """

    __tablename__ = "bookings"

    id: Mapped[int] = mapped_column(primary_key=True)
    hearing: Mapped[ToHearing]
    kind: Mapped[Word]
    resource: Mapped[str] = mapped_column(String(40))
    slot: Mapped[int]
    starts_at: Mapped[Moment]
    ends_at: Mapped[Moment]

    __table_args__ = (
        CheckConstraint("kind IN ('point', 'person')", name="kind"),
        CheckConstraint("ends_at > starts_at", name="times"),
        Index("ix_bookings_resource_starts_at", "resource", "starts_at"),
    )
