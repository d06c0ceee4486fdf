"""The table of what is owed before hearings."""

from sqlalchemy import ForeignKey, Index, String, false, text
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.database import Base
from scheduler.tables.columns import MaybeMoment, Moment, Word


class DeadlineRow(Base):
    """Something `owner` owes a hearing until `due_at`. `court` repeats the hearing's.

    answered_by: the staff member who entered the answer. own: they are the presiding judge, who
    attested in person.
    """

    __tablename__ = "deadlines"

    hearing: Mapped[str] = mapped_column(
        String(40), ForeignKey("hearings.id"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    court: Mapped[str] = mapped_column(String(40), ForeignKey("courts.id"))
    owner: Mapped[Word]
    due_at: Mapped[Moment]
    answered_at: Mapped[MaybeMoment]
    answer: Mapped[str | None] = mapped_column(String(32))
    note: Mapped[str | None] = mapped_column(String(500))
    answered_by: Mapped[str | None] = mapped_column(String(40))
    own: Mapped[bool] = mapped_column(server_default=false())

    __table_args__ = (
        Index("ix_deadlines_court_due_at", "court", "due_at"),
        # What is still waited for is a small part of all there ever was.
        Index(
            "ix_deadlines_waiting",
            "court",
            "due_at",
            postgresql_where=text("answered_at IS NULL"),
            sqlite_where=text("answered_at IS NULL"),
        ),
    )
