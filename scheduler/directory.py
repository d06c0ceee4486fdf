"""What hearings are made of: courts, their points, people and cases."""

import zoneinfo
from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import Select, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.refusal import Refusal
from scheduler.entries import Case, CaseType, Court, Person, Point, PointKind
from scheduler.source import Source
from scheduler.tables import CaseRow, CourtRow, PersonRow, PointRow
from scheduler.text import clean

Among = Collection[str] | None
"""Only things of these courts; None: of all."""

Columns = Select[*tuple[Any, ...]]

LARGEST_CAPACITY = 50
LIST_LIMIT = 1000


async def add_court(connection: AsyncConnection, source: Source, name: str, zone: str) -> Court:
    """A new court. Raises Refusal `court.zone` or those of `clean`."""
    if zone not in _zones():
        raise Refusal("court.zone")
    court = Court(source.identifier("crt"), clean("name", name), zone)
    await connection.execute(
        insert(CourtRow).values(
            id=court.id, name=court.name, zone=court.zone, created_at=source.now
        )
    )
    return court


async def add_point(
    connection: AsyncConnection,
    source: Source,
    *,
    court: str,
    name: str,
    kind: PointKind,
    capacity: int,
) -> Point:
    """A new point. Raises Refusal `court.unknown`, `point.capacity`, or those of `clean`."""
    most = 1 if kind is PointKind.CENTRAL else LARGEST_CAPACITY
    if not 1 <= capacity <= most:
        raise Refusal("point.capacity", most=most)
    point = Point(source.identifier("pt"), court, clean("name", name), kind, capacity)
    await _must_exist(connection, court)
    await connection.execute(
        insert(PointRow).values(
            id=point.id,
            court=court,
            name=point.name,
            kind=kind.value,
            capacity=capacity,
            created_at=source.now,
        )
    )
    return point


async def add_person(
    connection: AsyncConnection, source: Source, *, court: str, name: str
) -> Person:
    """A new person. Raises Refusal `court.unknown` or those of `clean`."""
    person = Person(source.identifier("per"), court, clean("name", name))
    await _must_exist(connection, court)
    await connection.execute(
        insert(PersonRow).values(
            id=person.id, court=court, name=person.name, created_at=source.now
        )
    )
    return person


async def add_case(
    connection: AsyncConnection,
    source: Source,
    *,
    court: str,
    number: str,
    type: CaseType,
    title: str,
) -> Case:
    """A new case. Raises Refusal `court.unknown`, `case.duplicate`, or those of `clean`."""
    case = Case(
        source.identifier("cas"),
        court,
        clean("number", number, 60),
        type,
        clean("title", title),
    )
    await _must_exist(connection, court)
    try:
        async with connection.begin_nested():
            await connection.execute(
                insert(CaseRow).values(
                    id=case.id,
                    court=court,
                    number=case.number,
                    type=type.value,
                    title=case.title,
                    created_at=source.now,
                )
            )
    except IntegrityError as error:
        raise Refusal("case.duplicate", number=case.number) from error
    return case


async def courts(connection: AsyncConnection, among: Among = None) -> list[Court]:
    """All courts, the oldest first."""
    query = select(CourtRow.id, CourtRow.name, CourtRow.zone)
    if among is not None:
        query = query.where(CourtRow.id.in_(among))
    rows = await connection.execute(
        query.order_by(CourtRow.created_at, CourtRow.id).limit(LIST_LIMIT)
    )
    return [Court(*row) for row in rows]


async def points(
    connection: AsyncConnection, court: str | None = None, among: Among = None
) -> list[Point]:
    """Points, the oldest first; of one court if given."""
    query = select(
        PointRow.id, PointRow.court, PointRow.name, PointRow.kind, PointRow.capacity
    ).order_by(PointRow.created_at, PointRow.id)
    rows = await connection.execute(_of(query, PointRow, court, among))
    return [Point(i, c, name, PointKind(kind), cap) for i, c, name, kind, cap in rows]


async def people(
    connection: AsyncConnection, court: str | None = None, among: Among = None
) -> list[Person]:
    """People, the oldest entry first; of one court if given."""
    query = select(PersonRow.id, PersonRow.court, PersonRow.name).order_by(
        PersonRow.created_at, PersonRow.id
    )
    rows = await connection.execute(_of(query, PersonRow, court, among))
    return [Person(*row) for row in rows]


async def cases(
    connection: AsyncConnection, court: str | None = None, among: Among = None
) -> list[Case]:
    """Cases, the oldest entry first; of one court if given."""
    query = select(
        CaseRow.id, CaseRow.court, CaseRow.number, CaseRow.type, CaseRow.title
    ).order_by(CaseRow.created_at, CaseRow.id)
    rows = await connection.execute(_of(query, CaseRow, court, among))
    return [Case(i, c, number, CaseType(t), title) for i, c, number, t, title in rows]


async def case_numbers(connection: AsyncConnection, cases: Collection[str]) -> dict[str, str]:
    """The numbers of `cases`, by id."""
    rows = await connection.execute(
        select(CaseRow.id, CaseRow.number).where(CaseRow.id.in_(cases))
    )
    return {case: number for case, number in rows}


def _of(
    query: Columns,
    row: type[CaseRow | PersonRow | PointRow],
    court: str | None,
    among: Among,
) -> Columns:
    if court is not None:
        query = query.where(row.court == court)
    if among is not None:
        query = query.where(row.court.in_(among))
    return query.limit(LIST_LIMIT)


async def _must_exist(connection: AsyncConnection, court: str) -> None:
    if await connection.scalar(select(CourtRow.id).where(CourtRow.id == court)) is None:
        raise Refusal("court.unknown", id=court)


@cache
def _zones() -> frozenset[str]:
    return frozenset(zone for zone in zoneinfo.available_timezones() if len(zone) <= 32)
