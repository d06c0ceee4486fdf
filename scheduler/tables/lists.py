"""The table of lists: what somebody asked for, and how far it is."""

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.database import Base
from scheduler.tables.columns import Id, MaybeMoment, Moment, ToCourt, Word


class ListRow(Base):
    """A list that is made or was. `asked`, `best`, `unplaced`: JSON of scheduler/listing;
    `zone`: the court's clocks when it was asked for. Whoever makes it says so until
    `leased_until`: later it is nobody's any more. `unwanted_at`: somebody stopped it."""

    __tablename__ = "lists"

    id: Mapped[Id]
    court: Mapped[ToCourt]
    zone: Mapped[str] = mapped_column(String(64))
    asked: Mapped[str] = mapped_column(Text)
    seconds: Mapped[int]
    total: Mapped[int]
    created_at: Mapped[Moment]
    state: Mapped[Word]
    leased_until: Mapped[Moment]
    unwanted_at: Mapped[MaybeMoment]
    best: Mapped[str | None] = mapped_column(Text)
    unplaced: Mapped[str | None] = mapped_column(Text)
    refused: Mapped[str | None] = mapped_column(String(64))

    __table_args__ = (Index("ix_lists_state", "state"),)
