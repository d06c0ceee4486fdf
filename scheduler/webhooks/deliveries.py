"""Deliveries in the database: written with what happened, listed, sent anew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.refusal import Refusal
from scheduler.pages import FIRST, Order, Page, paged
from scheduler.source import Source
from scheduler.tables import CaseRow, DeliveryRow, HearingRow, WebhookRow
from scheduler.webhooks import subscriptions
from scheduler.webhooks.events import About, Happened, Told, delivery_id, kind_of, message, ping
from scheduler.webhooks.retries import Fate


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


async def again(
    connection: AsyncConnection, source: Source, webhook: str, delivery: str
) -> Delivery:
    """Try a delivery now and as often as a fresh one. Raises Refusal `delivery.unknown`,
    `delivery.over` (it arrived), `webhook.ended`."""
    await find(connection, webhook, delivery)
    if (await subscriptions.find(connection, webhook)).ended_at is not None:
        raise Refusal("webhook.ended")
    # Asked in the change itself: it may arrive this very moment.
    changed = await connection.execute(
        update(DeliveryRow)
        .where(DeliveryRow.id == delivery, DeliveryRow.state != Fate.DELIVERED.value)
        .values(state=Fate.WAITING.value, due_at=source.now, tries=0)
    )
    if not changed.rowcount:
        raise Refusal("delivery.over")
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
