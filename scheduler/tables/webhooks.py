"""Tables of webhooks: who is told what happens, and what is still to be told."""

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.database import Base
from scheduler.tables.columns import Id, MaybeMoment, Moment, Word


class WebhookRow(Base):
    """Another system's address for events. `court`: null tells of every court's; `events`:
    words between spaces; `secret`: closed; `ended_at`: nothing is sent any more."""

    __tablename__ = "webhooks"

    id: Mapped[Id]
    court: Mapped[str | None] = mapped_column(String(40), ForeignKey("courts.id"), index=True)
    url: Mapped[str] = mapped_column(String(2000))
    events: Mapped[str] = mapped_column(String(500))
    secret: Mapped[bytes] = mapped_column(LargeBinary(200))
    created_at: Mapped[Moment]
    ended_at: Mapped[MaybeMoment]
    ended_by: Mapped[str | None] = mapped_column(String(32))


class DeliveryRow(Base):
    """An event on its way to a webhook: written in the transaction that made it happen.

    `due_at`: when it is tried next; null once it is over. `lease`: who is trying now, until
    `leased_until`; whoever lost the lease may not write down what came of it.
    """

    __tablename__ = "webhook_deliveries"

    id: Mapped[Id]
    webhook: Mapped[str] = mapped_column(String(40), ForeignKey("webhooks.id"))
    event: Mapped[Word]
    hearing: Mapped[str | None] = mapped_column(String(40), ForeignKey("hearings.id"))
    seq: Mapped[int]
    body: Mapped[str] = mapped_column(Text)
    state: Mapped[Word]
    created_at: Mapped[Moment]
    due_at: Mapped[MaybeMoment]
    tries: Mapped[int]
    lease: Mapped[str | None] = mapped_column(String(40))
    leased_until: Mapped[MaybeMoment]
    tried_at: Mapped[MaybeMoment]
    answered: Mapped[int | None]
    failure: Mapped[str | None] = mapped_column(String(200))

    __table_args__ = (
        UniqueConstraint("webhook", "hearing", "seq"),
        Index("ix_webhook_deliveries_due_at", "due_at"),
        Index("ix_webhook_deliveries_webhook_created_at", "webhook", "created_at"),
    )
