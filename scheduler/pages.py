"""Lists in pages: what comes after an entry, so many at most; stable while others are added."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import InstrumentedAttribute

from hearing.refusal import Refusal

Columns = Select[*tuple[Any, ...]]

LIMIT = 1000


@dataclass(frozen=True, slots=True)
class Page:
    """What is wanted of a list: at most `limit` (None: all) of what follows `after`, an id."""

    limit: int | None = LIMIT
    after: str | None = None


FIRST = Page()
EVERYTHING = Page(limit=None)


@dataclass(frozen=True, slots=True)
class Order:
    """How a list is ordered: by `key`, the latest first if `descending`, then by `id`."""

    key: InstrumentedAttribute[Any]
    id: InstrumentedAttribute[str]
    descending: bool = False


async def paged(
    connection: AsyncConnection, query: Columns, order: Order, page: Page
) -> Columns:
    """`query` in `order`, cut to `page`. Raises Refusal `page.unknown`."""
    if page.after is not None:
        query = query.where(await _following(connection, order, page.after))
    key = order.key.desc() if order.descending else order.key
    query = query.order_by(key, order.id)
    return query if page.limit is None else query.limit(page.limit)


async def _following(
    connection: AsyncConnection, order: Order, after: str
) -> ColumnElement[bool]:
    known = (await connection.execute(select(order.key).where(order.id == after))).first()
    if known is None:
        raise Refusal("page.unknown", after=after)
    beyond = order.key < known[0] if order.descending else order.key > known[0]
    return or_(beyond, and_(order.key == known[0], order.id > after))
