"""The ledger's table: append-only, hash-chained, one row an event."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.database import Base, Utc


class LedgerRow(Base):
    """One event. `body` is the canonical JSON that `hash` is taken over, kept to the byte."""

    __tablename__ = "ledger"

    hearing: Mapped[str] = mapped_column(String(40), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Utc)
    command: Mapped[str] = mapped_column(String(64))
    body: Mapped[str] = mapped_column(Text)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))

    __table_args__ = (Index("ix_ledger_hearing_command", "hearing", "command"),)
