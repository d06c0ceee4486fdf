"""Deliveries in the database: written with what happened, leased, settled, tried again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.refusal import Refusal
from scheduler.pages import FIRST, Order, Page, paged
from scheduler.source import Source
from scheduler.tables import CaseRow, DeliveryRow, HearingRow, WebhookRow
from scheduler.webhooks import subscriptions
from scheduler.webhooks.events import About, Happened, Told, delivery_id, kind_of, message, ping
from scheduler.webhooks.retries import Answer, Fate, judged

LEASE = timedelta(seconds=60)
"""Longer than a try can take."""
AT_ONCE = 4
"""Deliveries of one webhook that are tried at once: a slow receiver does not delay others."""
_WEBHOOKS = 64


@dataclass(frozen=True, slots=True)
class Due:
    """A delivery that is ours to try, while the lease lasts."""

    id: str
    webhook: str
    url: str
    tries: int
    lease: str
    body: str = field(repr=False)
    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery, as those who look after the webhook see it."""

    id: str
    webhook: str
    event: str
    hearing: str | None
    seq: int
    state: str
    tries: int
    created_at: datetime
    due_at: datetime | None
    tried_at: datetime | None
    answered: int | None
    failure: str | None


async def enqueue(connection: AsyncConnection, happened: Sequence[Happened]) -> None:
    """Write down what is to be told of, in the transaction in which it happens."""
    told = [(one, kind) for one in happened if (kind := kind_of(one.event)) is not None]
    if not told:
        return
    wanted = await _wanted(connection, told[0][0].hearing)
    rows = [
        _row(webhook, kind, one, message(one, about))
        for webhook, events, about in wanted
        for one, kind in told
        if kind in events.split()
    ]
    if rows:
        await connection.execute(insert(DeliveryRow), rows)


async def _wanted(
    connection: AsyncConnection, hearing: str
) -> Sequence[tuple[str, str, About]]:
    """The webhooks that are told of `hearing`, what of, and what they may know."""
    rows = await connection.execute(
        select(
            WebhookRow.id,
            WebhookRow.events,
            HearingRow.court,
            HearingRow.case,
            CaseRow.number,
        )
        .join(CaseRow, CaseRow.id == HearingRow.case)
        .join(
            WebhookRow,
            or_(WebhookRow.court.is_(None), WebhookRow.court == HearingRow.court),
        )
        .where(HearingRow.id == hearing, WebhookRow.ended_at.is_(None))
    )
    return [(row[0], row[1], About(row[2], row[3], row[4])) for row in rows]


def _row(webhook: str, kind: Told, one: Happened, body: str) -> Mapping[str, object]:
    return {
        "id": delivery_id(webhook, one.hearing, one.seq),
        "webhook": webhook,
        "event": kind.value,
        "hearing": one.hearing,
        "seq": one.seq,
        "body": body,
        "state": Fate.WAITING.value,
        "created_at": one.at,
        "due_at": one.at,
        "tries": 0,
    }


async def send_ping(connection: AsyncConnection, source: Source, webhook: str) -> str:
    """Have `webhook` tried; the delivery's id."""
    delivery = source.identifier("dlv")
    await connection.execute(
        insert(DeliveryRow).values(
            id=delivery,
            webhook=webhook,
            event=Told.PING.value,
            seq=0,
            body=ping(webhook, source.now),
            state=Fate.WAITING.value,
            created_at=source.now,
            due_at=source.now,
            tries=0,
        )
    )
    return delivery


async def waiting(connection: AsyncConnection, now: datetime) -> Sequence[str]:
    """The webhooks for which something is due that nobody tries."""
    rows = await connection.execute(
        select(DeliveryRow.webhook).where(_is_due(now)).distinct().limit(_WEBHOOKS)
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


async def again(
    connection: AsyncConnection, source: Source, webhook: str, delivery: str
) -> Delivery:
    """Try a delivery now and as often as a fresh one. Raises Refusal `delivery.unknown`,
    `delivery.over` (it arrived), `webhook.ended`."""
    found = await find(connection, webhook, delivery)
    if (await subscriptions.find(connection, webhook)).ended_at is not None:
        raise Refusal("webhook.ended")
    if found.state == Fate.DELIVERED:
        raise Refusal("delivery.over")
    await connection.execute(
        update(DeliveryRow)
        .where(DeliveryRow.id == delivery)
        .values(state=Fate.WAITING.value, due_at=source.now, tries=0)
    )
    return await find(connection, webhook, delivery)


async def find(connection: AsyncConnection, webhook: str, delivery: str) -> Delivery:
    """Raises Refusal `delivery.unknown`."""
    query = select(*_COLUMNS).where(DeliveryRow.webhook == webhook, DeliveryRow.id == delivery)
    row = (await connection.execute(query)).first()
    if row is None:
        raise Refusal("delivery.unknown")
    return Delivery(**row._mapping)


async def deliveries(
    connection: AsyncConnection, webhook: str, state: Fate | None = None, page: Page = FIRST
) -> Sequence[Delivery]:
    """A webhook's deliveries, the latest first; only those in `state`, if that is given."""
    query = select(*_COLUMNS).where(DeliveryRow.webhook == webhook)
    if state is not None:
        query = query.where(DeliveryRow.state == state.value)
    order = Order(DeliveryRow.created_at, DeliveryRow.id, descending=True)
    rows = await connection.execute(await paged(connection, query, order, page))
    return [Delivery(**row._mapping) for row in rows]


_COLUMNS = (
    DeliveryRow.id,
    DeliveryRow.webhook,
    DeliveryRow.event,
    DeliveryRow.hearing,
    DeliveryRow.seq,
    DeliveryRow.state,
    DeliveryRow.tries,
    DeliveryRow.created_at,
    DeliveryRow.due_at,
    DeliveryRow.tried_at,
    DeliveryRow.answered,
    DeliveryRow.failure,
)
