"""Webhooks in the database: made, read, changed, ended."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from ipaddress import ip_address
from typing import Any
from urllib.parse import SplitResult, urlsplit

from sqlalchemy import Row, Select, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.refusal import Refusal
from scheduler.pages import FIRST, Order, Page, paged
from scheduler.source import Source
from scheduler.tables import CourtRow, DeliveryRow, WebhookRow
from scheduler.webhooks.events import Told
from scheduler.webhooks.reach import Reach

LONGEST_URL = 2000
MOST = 100
"""Webhooks that a court, or the installation, may have."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """Another system's address for events. `court` None: of every court."""

    id: str
    court: str | None
    url: str
    events: tuple[Told, ...]
    created_at: datetime
    ended_at: datetime | None
    ended_by: str | None
    secret: bytes = field(repr=False)


def must_be_address(url: str, within: Reach, *, own_machine: bool) -> str:
    """An https address within reach; or, with `own_machine`, http to this machine itself (an
    adapter that runs beside us). Raises Refusal `webhook.url`, `webhook.out_of_reach`. Pure."""
    parts = _parts(url)
    if parts is None or not (
        parts.scheme == "https"
        or (own_machine and parts.scheme == "http" and _is_loopback(parts.hostname or ""))
    ):
        raise Refusal("webhook.url")
    if not within.may_name(parts.hostname or "", own_machine=own_machine):
        raise Refusal("webhook.out_of_reach")
    return url


def _parts(url: str) -> SplitResult | None:
    if len(url) > LONGEST_URL or not all("\x21" <= sign <= "\x7e" for sign in url):
        return None
    try:
        parts = urlsplit(url)
        port_is_right = parts.port is None or parts.port > 0
    except ValueError:
        return None
    named = bool(parts.hostname) and port_is_right
    return parts if named and not parts.fragment and "@" not in parts.netloc else None


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


async def add(
    connection: AsyncConnection, webhook: Webhook, among: frozenset[str] | None
) -> None:
    """Write `webhook` down. Raises Refusal `court.unknown`, `webhook.too_many`."""
    if webhook.court is not None:
        known = await connection.scalar(select(CourtRow.id).where(CourtRow.id == webhook.court))
        if known is None:
            raise Refusal("court.unknown", id=webhook.court)
    kept = await webhooks(connection, among, Page(limit=None))
    if sum(one.court == webhook.court and one.ended_at is None for one in kept) >= MOST:
        raise Refusal("webhook.too_many", limit=MOST)
    await connection.execute(
        insert(WebhookRow).values(
            id=webhook.id,
            court=webhook.court,
            url=webhook.url,
            events=_words(webhook.events),
            secret=webhook.secret,
            created_at=webhook.created_at,
        )
    )


async def find(connection: AsyncConnection, webhook: str) -> Webhook:
    """Raises Refusal `webhook.unknown`."""
    row = (await connection.execute(_ALL.where(WebhookRow.id == webhook))).first()
    if row is None:
        raise Refusal("webhook.unknown")
    return _webhook(row)


async def webhooks(
    connection: AsyncConnection, among: frozenset[str] | None, page: Page = FIRST
) -> Sequence[Webhook]:
    """Those of the courts `among` (None: all, the installation's too), the oldest first."""
    query = _ALL if among is None else _ALL.where(WebhookRow.court.in_(among))
    order = Order(WebhookRow.created_at, WebhookRow.id)
    rows = await connection.execute(await paged(connection, query, order, page))
    return [_webhook(row) for row in rows]


async def change(
    connection: AsyncConnection,
    webhook: str,
    *,
    url: str | None = None,
    events: Iterable[Told] | None = None,
    secret: bytes | None = None,
) -> None:
    """What is None stays."""
    asked = {
        "url": url,
        "events": None if events is None else _words(events),
        "secret": secret,
    }
    values = {name: value for name, value in asked.items() if value is not None}
    if values:
        await connection.execute(
            update(WebhookRow).where(WebhookRow.id == webhook).values(values)
        )


async def end(connection: AsyncConnection, source: Source, webhook: str, by: str) -> None:
    """Send it nothing any more, not even what waits. `by`: `staff` or `receiver`."""
    await connection.execute(
        update(WebhookRow)
        .where(WebhookRow.id == webhook, WebhookRow.ended_at.is_(None))
        .values(ended_at=source.now, ended_by=by)
    )
    await connection.execute(
        update(DeliveryRow)
        .where(DeliveryRow.webhook == webhook, DeliveryRow.due_at.is_not(None))
        .values(state="gone", due_at=None, lease=None, leased_until=None)
    )


_ALL: Select[*tuple[Any, ...]] = select(
    WebhookRow.id,
    WebhookRow.court,
    WebhookRow.url,
    WebhookRow.events,
    WebhookRow.secret,
    WebhookRow.created_at,
    WebhookRow.ended_at,
    WebhookRow.ended_by,
)


def _webhook(row: Row[*tuple[Any, ...]]) -> Webhook:
    return Webhook(
        id=row.id,
        court=row.court,
        url=row.url,
        events=tuple(map(Told, row.events.split())),
        created_at=row.created_at,
        ended_at=row.ended_at,
        ended_by=row.ended_by,
        secret=row.secret,
    )


def _words(events: Iterable[Told]) -> str:
    return " ".join(one.value for one in events)
