"""The table of technical checks of points."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.database import Base
from scheduler.tables.columns import Id, MaybeMoment, Moment, Word


class CheckRow(Base):
    """A rehearsal of a point, for a hearing or for itself, and what came of it.

    Its id is also that of the absence which keeps the point free for it. checked, faults:
    words between spaces. done_by: a staff account, or the installation's token.
    """

    __tablename__ = "checks"

    id: Mapped[Id]
    court: Mapped[str] = mapped_column(String(40), ForeignKey("courts.id"))
    point: Mapped[str] = mapped_column(String(40), ForeignKey("points.id"))
    hearing: Mapped[str | None] = mapped_column(
        String(40), ForeignKey("hearings.id"), index=True
    )
    starts_at: Mapped[Moment]
    ends_at: Mapped[Moment]
    created_at: Mapped[Moment]
    booked_by: Mapped[str] = mapped_column(String(64))
    result: Mapped[Word | None]
    done_at: Mapped[MaybeMoment]
    done_by: Mapped[str | None] = mapped_column(String(64))
    checked: Mapped[str] = mapped_column(String(200), server_default="")
    faults: Mapped[str] = mapped_column(String(200), server_default="")
    note: Mapped[str] = mapped_column(String(500), server_default="")
    cancelled_at: Mapped[MaybeMoment]

    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="times"),
        CheckConstraint("result IN ('passed', 'failed')", name="result"),
        CheckConstraint("(result IS NULL) = (done_at IS NULL)", name="done"),
        Index("ix_checks_point_starts_at", "point", "starts_at"),
    )
