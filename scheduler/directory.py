"""What hearings are made of: courts, their points, people and cases."""

import zoneinfo
from collections.abc import Collection
from datetime import timedelta
from functools import cache

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.refusal import Refusal
from scheduler.contact import NOWHERE, Contact
from scheduler.entries import (
    Case,
    CaseType,
    Court,
    Flag,
    Instance,
    Person,
    Point,
    PointKind,
)
from scheduler.pages import FIRST, Columns, Order, Page, paged
from scheduler.slot import MOST_BUFFER
from scheduler.source import Source
from scheduler.tables import CaseRow, CourtRow, PersonRow, PointRow
from scheduler.text import clean

Among = Collection[str] | None
"""Only things of these courts; None: of all."""

LARGEST_CAPACITY = 50
LIST_LIMIT = 1000
MOST_MINUTES = int(MOST_BUFFER / timedelta(minutes=1))
CARD_LIMIT = 64


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
    before: int = 0,
    after: int = 0,
    escorts: int | None = None,
) -> Point:
    """A new point. before, after, escorts: see Point.

    Raises Refusal `court.unknown`, `point.capacity`, `point.buffer`, `point.escorts`, or those
    of `clean`.
    """
    most = 1 if kind is PointKind.CENTRAL else LARGEST_CAPACITY
    if not 1 <= capacity <= most:
        raise Refusal("point.capacity", most=most)
    if not (0 <= before <= MOST_MINUTES and 0 <= after <= MOST_MINUTES):
        raise Refusal("point.buffer", most=MOST_MINUTES)
    if escorts is not None and not 0 <= escorts <= LARGEST_CAPACITY:
        raise Refusal("point.escorts", most=LARGEST_CAPACITY)
    named = clean("name", name)
    point = Point(source.identifier("pt"), court, named, kind, capacity, before, after, escorts)
    await _must_exist(connection, court)
    await connection.execute(
        insert(PointRow).values(
            id=point.id,
            court=court,
            name=point.name,
            kind=kind.value,
            capacity=capacity,
            before=before,
            after=after,
            escorts=escorts,
            created_at=source.now,
        )
    )
    return point


async def add_person(
    connection: AsyncConnection,
    source: Source,
    *,
    court: str,
    name: str,
    card: str | None = None,
    reached: Contact = NOWHERE,
) -> Person:
    """A new person. Raises Refusal `court.unknown`, `person.duplicate`, or those of `clean`."""
    number = None if card is None else clean("card", card, CARD_LIMIT)
    person = Person(
        source.identifier("per"),
        court,
        clean("name", name),
        number,
        reached.email,
        reached.phone,
        reached.language,
    )
    await _must_exist(connection, court)
    try:
        async with connection.begin_nested():
            await connection.execute(
                insert(PersonRow).values(
                    id=person.id,
                    court=court,
                    name=person.name,
                    card=number,
                    created_at=source.now,
                    email=person.email,
                    phone=person.phone,
                    language=person.language,
                )
            )
    except IntegrityError as error:
        raise Refusal("person.duplicate") from error
    return person


async def add_case(
    connection: AsyncConnection,
    source: Source,
    *,
    court: str,
    number: str,
    type: CaseType,
    title: str,
    instance: Instance = Instance.FIRST,
    flags: frozenset[Flag] = frozenset(),
) -> Case:
    """A new case. Raises Refusal `court.unknown`, `case.duplicate`, or those of `clean`."""
    case = Case(
        source.identifier("cas"),
        court,
        clean("number", number, 60),
        type,
        clean("title", title),
        instance,
        flags,
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
                    instance=case.instance.value,
                    flags=" ".join(sorted(case.flags)),
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


async def zone_of(connection: AsyncConnection, court: str) -> zoneinfo.ZoneInfo:
    """The zone a court's days are counted in. Raises Refusal `court.unknown`."""
    zone = await connection.scalar(select(CourtRow.zone).where(CourtRow.id == court))
    if zone is None:
        raise Refusal("court.unknown", id=court)
    return zoneinfo.ZoneInfo(zone)


async def points(
    connection: AsyncConnection,
    court: str | None = None,
    among: Among = None,
    page: Page = FIRST,
) -> list[Point]:
    """Points, the oldest first; of one court if given. Raises Refusal
    `page.unknown`."""
    query = select(
        PointRow.id,
        PointRow.court,
        PointRow.name,
        PointRow.kind,
        PointRow.capacity,
        PointRow.before,
        PointRow.after,
        PointRow.escorts,
    )
    whole = _of(query, PointRow, court, among)
    order = Order(PointRow.created_at, PointRow.id)
    rows = await connection.execute(await paged(connection, whole, order, page))
    return [Point(i, c, name, PointKind(kind), *rest) for i, c, name, kind, *rest in rows]


async def people(
    connection: AsyncConnection,
    court: str | None = None,
    among: Among = None,
    page: Page = FIRST,
) -> list[Person]:
    """People, the oldest entry first; of one court if given. Raises Refusal
    `page.unknown`."""
    query = select(
        PersonRow.id,
        PersonRow.court,
        PersonRow.name,
        PersonRow.card,
        PersonRow.email,
        PersonRow.phone,
        PersonRow.language,
    )
    whole = _of(query, PersonRow, court, among)
    order = Order(PersonRow.created_at, PersonRow.id)
    rows = await connection.execute(await paged(connection, whole, order, page))
    return [Person(*row) for row in rows]


async def cases(
    connection: AsyncConnection,
    court: str | None = None,
    among: Among = None,
    page: Page = FIRST,
) -> list[Case]:
    """Cases, the oldest entry first; of one court if given. Raises Refusal
    `page.unknown`."""
    query = select(
        CaseRow.id,
        CaseRow.court,
        CaseRow.number,
        CaseRow.type,
        CaseRow.title,
        CaseRow.instance,
        CaseRow.flags,
    )
    whole = _of(query, CaseRow, court, among)
    order = Order(CaseRow.created_at, CaseRow.id)
    rows = await connection.execute(await paged(connection, whole, order, page))
    return [
        Case(i, c, number, CaseType(t), title, Instance(n), frozenset(map(Flag, f.split())))
        for i, c, number, t, title, n, f in rows
    ]


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
    return query


async def _must_exist(connection: AsyncConnection, court: str) -> None:
    if await connection.scalar(select(CourtRow.id).where(CourtRow.id == court)) is None:
        raise Refusal("court.unknown", id=court)


@cache
def _zones() -> frozenset[str]:
    return frozenset(zone for zone in zoneinfo.available_timezones() if len(zone) <= 32)
