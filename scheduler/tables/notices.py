"""The table of notices: the outbox, and afterwards the record of service."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.database import Base
from scheduler.tables.columns import MaybeMoment, Moment, ToHearing, Word

_OCCASIONS = "'listed', 'moved', 'adjourned', 'cancelled', 'in_person', 'withdrawn', 'reminder'"


class NoticeRow(Base):
    """Something one person is told about one hearing by one channel.

    number: in the order of being written down, which is the order of sending. about: the
    sitting that a reminder is of. until: not worth sending after. sequence: how often the
    hearing had been changed. fence: counts leases; who holds an older one writes nothing.
    next_at: not tried before. sealed: the finished message, closed with the installation's key
    (it holds the personal link), from before the first attempt until it is accepted.
    told: the sittings it names, papers: names and hashes, both as JSON. answer: the receiving
    server's. receipt: hash of the secret with which the person confirms.
    """

    __tablename__ = "notices"

    number: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(String(40), unique=True)
    hearing: Mapped[ToHearing]
    court: Mapped[str] = mapped_column(String(40), ForeignKey("courts.id"))
    person: Mapped[str] = mapped_column(String(40), ForeignKey("people.id"), index=True)
    seat: Mapped[str] = mapped_column(String(40))
    role: Mapped[Word]
    occasion: Mapped[Word]
    channel: Mapped[Word]
    why: Mapped[str] = mapped_column(String(500), server_default="")
    about: Mapped[MaybeMoment]
    until: Mapped[Moment]
    sequence: Mapped[int]
    created_at: Mapped[Moment]
    due_at: Mapped[Moment]
    next_at: Mapped[Moment]
    state: Mapped[Word]
    attempts: Mapped[int] = mapped_column(server_default="0")
    fence: Mapped[int] = mapped_column(server_default="0")
    lease_until: Mapped[MaybeMoment]
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    sealed_at: Mapped[MaybeMoment]
    address: Mapped[str | None] = mapped_column(String(254))
    language: Mapped[str | None] = mapped_column(String(8))
    message_id: Mapped[str | None] = mapped_column(String(200))
    digest: Mapped[str | None] = mapped_column(String(64))
    told: Mapped[str] = mapped_column(Text, server_default="[]")
    papers: Mapped[str] = mapped_column(Text, server_default="[]")
    sent_at: Mapped[MaybeMoment]
    answer: Mapped[str | None] = mapped_column(String(500))
    error: Mapped[str | None] = mapped_column(String(500))
    receipt: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    confirmed_at: Mapped[MaybeMoment]
    by_hand: Mapped[str | None] = mapped_column(String(500))

    __table_args__ = (
        CheckConstraint(f"occasion IN ({_OCCASIONS})", name="occasion"),
        CheckConstraint("channel IN ('mail', 'phone')", name="channel"),
        CheckConstraint(
            "state IN ('due', 'sent', 'dropped', 'dead', 'unaddressed', 'by_hand')",
            name="state",
        ),
        Index("ix_notices_state_next_at", "state", "next_at"),
    )
