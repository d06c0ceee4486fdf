"""Deliveries taken by lease, tried by one instance at a time, and what came of each try."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from scheduler.source import Source
from scheduler.tables import DeliveryRow, WebhookRow
from scheduler.webhooks import subscriptions
from scheduler.webhooks.retries import Answer, Fate, judged

LEASE = timedelta(seconds=60)
"""Longer than a try can take."""
AT_ONCE = 4
"""Deliveries of one webhook that are tried at once."""
_WEBHOOKS = 64


@dataclass(frozen=True, slots=True)
class Due:
    """A delivery that is ours to try, while the lease lasts."""

    id: str
    webhook: str
    court: str | None
    url: str
    tries: int
    lease: str
    body: str = field(repr=False)
    secret: bytes = field(repr=False)


async def waiting(
    connection: AsyncConnection, now: datetime, but: Collection[str] = ()
) -> Sequence[str]:
    """The webhooks for which something is due that nobody tries; without those of `but`."""
    rows = await connection.execute(
        select(DeliveryRow.webhook)
        .where(_is_due(now), DeliveryRow.webhook.not_in(but))
        .distinct()
        .limit(_WEBHOOKS)
    )
    return [row.webhook for row in rows]


async def lease(
    connection: AsyncConnection, source: Source, webhooks: Iterable[str]
) -> Sequence[Due]:
    """Take what is due for ourselves until LEASE is over; a few of each webhook.

    Instances that ask together get different ones: SKIP LOCKED on PostgreSQL, one writer at a
    time on SQLite.
    """
    ours = source.identifier("lse")
    found: list[Due] = []
    for webhook in webhooks:
        rows = await connection.execute(
            select(
                DeliveryRow.id,
                DeliveryRow.webhook,
                DeliveryRow.tries,
                DeliveryRow.body,
                WebhookRow.court,
                WebhookRow.url,
                WebhookRow.secret,
            )
            .join(WebhookRow, WebhookRow.id == DeliveryRow.webhook)
            .where(DeliveryRow.webhook == webhook, _is_due(source.now))
            .order_by(DeliveryRow.due_at, DeliveryRow.id)
            .limit(AT_ONCE)
            .with_for_update(skip_locked=True, of=DeliveryRow)
        )
        found += [_due(row, ours) for row in rows]
    if found:
        await connection.execute(
            update(DeliveryRow)
            .where(DeliveryRow.id.in_([one.id for one in found]))
            .values(lease=ours, leased_until=source.now + LEASE)
        )
    return found


def _is_due(now: datetime) -> ColumnElement[bool]:
    free = or_(DeliveryRow.leased_until.is_(None), DeliveryRow.leased_until <= now)
    return and_(DeliveryRow.due_at <= now, free)


def _due(row: Row[*tuple[Any, ...]], lease: str) -> Due:
    return Due(
        id=row.id,
        webhook=row.webhook,
        court=row.court,
        url=row.url,
        tries=row.tries,
        lease=lease,
        body=row.body,
        secret=row.secret,
    )


async def settle(
    connection: AsyncConnection, source: Source, due: Due, answer: Answer
) -> Fate | None:
    """Write down what came of a try; None: the lease was lost, and it is not ours to say."""
    tries = due.tries + 1
    fate, delay = judged(answer, tries)
    settled = await connection.execute(
        update(DeliveryRow)
        .where(DeliveryRow.id == due.id, DeliveryRow.lease == due.lease)
        .values(
            state=fate.value,
            tries=tries,
            due_at=None if delay is None else source.now + delay,
            tried_at=source.now,
            answered=answer.status,
            failure=answer.failure,
            lease=None,
            leased_until=None,
        )
    )
    if settled.rowcount != 1:
        return None
    if fate is Fate.GONE:
        await subscriptions.end(connection, source, due.webhook, "receiver")
    return fate
