"""Points, people and cases found: of which courts, by what their names have, in pages."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import SQLColumnExpression, or_
from sqlalchemy.ext.asyncio import AsyncConnection

from scheduler import entry_rows, fitting
from scheduler.entries import Case, Person, Point
from scheduler.pages import FIRST, Columns, Order, Page, paged
from scheduler.tables import CaseRow, PersonRow, PointRow


@dataclass(frozen=True, slots=True)
class Sought:
    """Which entries of a list are wanted: of `court`, of courts `among`; None: of all.

    retired: those too. like: what their name, number or card has in it.
    """

    court: str | None = None
    among: Collection[str] | None = None
    retired: bool = False
    like: str = ""


EVERY = Sought()


async def points(
    connection: AsyncConnection, sought: Sought = EVERY, page: Page = FIRST
) -> list[Point]:
    """Points, the oldest first. Raises Refusal `page.unknown`, `text.*`."""
    query = _narrowed(entry_rows.points(), PointRow, sought, PointRow.name)
    order = Order(PointRow.created_at, PointRow.id)
    rows = await connection.execute(await paged(connection, query, order, page))
    return [entry_rows.point_of(row) for row in rows]


async def people(
    connection: AsyncConnection, sought: Sought = EVERY, page: Page = FIRST
) -> list[Person]:
    """People, the oldest entry first. Raises as `points`."""
    query = _narrowed(entry_rows.people(), PersonRow, sought, PersonRow.name, PersonRow.card)
    order = Order(PersonRow.created_at, PersonRow.id)
    rows = await connection.execute(await paged(connection, query, order, page))
    return [entry_rows.person_of(row) for row in rows]


async def cases(
    connection: AsyncConnection, sought: Sought = EVERY, page: Page = FIRST
) -> list[Case]:
    """Cases, the oldest entry first. Raises as `points`."""
    query = _narrowed(entry_rows.cases(), CaseRow, sought, CaseRow.number, CaseRow.title)
    order = Order(CaseRow.created_at, CaseRow.id)
    rows = await connection.execute(await paged(connection, query, order, page))
    return [entry_rows.case_of(row) for row in rows]


def _narrowed(
    query: Columns,
    row: type[CaseRow | PersonRow | PointRow],
    sought: Sought,
    *names: SQLColumnExpression[Any],
) -> Columns:
    """`query` of what is sought; names: the columns in which its words may stand."""
    if sought.court is not None:
        query = query.where(row.court == sought.court)
    if sought.among is not None:
        query = query.where(row.court.in_(sought.among))
    if not sought.retired:
        query = query.where(row.retired_at.is_(None))
    like = fitting.maybe("like", sought.like, 100)
    if like:
        query = query.where(or_(*(name.icontains(like, autoescape=True) for name in names)))
    return query
