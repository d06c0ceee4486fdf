"""What hearings are made of: courts, their points, people and cases."""

import zoneinfo
from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.refusal import Refusal
from hearing.roles import Role
from scheduler import entry_rows, fitting
from scheduler.contact import NOWHERE, Contact
from scheduler.entries import (
    Case,
    CaseType,
    Court,
    Equipment,
    Flag,
    Instance,
    Party,
    Person,
    Point,
    PointKind,
)
from scheduler.source import Source
from scheduler.tables import CaseRow, CourtRow, PersonRow, PointRow

LIST_LIMIT = 1000


async def add_court(
    connection: AsyncConnection, source: Source, name: str, zone: str, address: str = ""
) -> Court:
    """A new court. Raises Refusal: see scheduler/fitting.py."""
    court = fitting.court(Court(source.identifier("crt"), name, zone, address))
    await connection.execute(
        insert(CourtRow).values(
            id=court.id, created_at=source.now, **entry_rows.court_values(court)
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
    address: str = "",
    hours: str = "",
    equipment: frozenset[Equipment] = frozenset(),
    note: str = "",
) -> Point:
    """A new point; see Point. Raises Refusal `court.unknown`, `court.retired`, or those of
    scheduler/fitting.py."""
    fields = (before, after, escorts, address, hours, equipment, note)
    asked = Point(source.identifier("pt"), court, name, kind, capacity, *fields)
    point = replace(fitting.point(asked), zone=await open_court(connection, court))
    await connection.execute(
        insert(PointRow).values(
            id=point.id, court=court, created_at=source.now, **entry_rows.point_values(point)
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
    roles: frozenset[Role] = frozenset(),
    hours: str = "",
    reached: Contact = NOWHERE,
) -> Person:
    """A new person. Raises Refusal `court.unknown`, `court.retired`, `person.duplicate`, or
    those of scheduler/fitting.py."""
    contact = (reached.email, reached.phone, reached.language)
    asked = Person(source.identifier("per"), court, name, card, *contact, roles, hours)
    person = replace(fitting.person(asked), zone=await open_court(connection, court))
    try:
        async with connection.begin_nested():
            await connection.execute(
                insert(PersonRow).values(
                    id=person.id,
                    court=court,
                    created_at=source.now,
                    **entry_rows.person_values(person),
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
    parties: tuple[Party, ...] = (),
) -> Case:
    """A new case. Raises Refusal `court.unknown`, `court.retired`, `case.duplicate`,
    `person.unknown`, `hearing.other_court`, or those of scheduler/fitting.py."""
    asked = Case(source.identifier("cas"), court, number, type, title, instance, flags, parties)
    case = fitting.case(asked)
    await open_court(connection, court)
    await must_know_parties(connection, case)
    try:
        async with connection.begin_nested():
            await connection.execute(
                insert(CaseRow).values(
                    id=case.id,
                    court=court,
                    created_at=source.now,
                    **entry_rows.case_values(case),
                )
            )
    except IntegrityError as error:
        raise Refusal("case.duplicate", number=case.number) from error
    return case


async def courts(
    connection: AsyncConnection, among: Collection[str] | None = None, *, retired: bool = False
) -> list[Court]:
    """All courts, the oldest first. retired: those too."""
    query = entry_rows.courts()
    if among is not None:
        query = query.where(CourtRow.id.in_(among))
    if not retired:
        query = query.where(CourtRow.retired_at.is_(None))
    rows = await connection.execute(
        query.order_by(CourtRow.created_at, CourtRow.id).limit(LIST_LIMIT)
    )
    return [entry_rows.court_of(row) for row in rows]


async def zone_of(connection: AsyncConnection, court: str) -> zoneinfo.ZoneInfo:
    """The zone a court's days are counted in. Raises Refusal `court.unknown`."""
    zone = await connection.scalar(select(CourtRow.zone).where(CourtRow.id == court))
    if zone is None:
        raise Refusal("court.unknown", id=court)
    return zoneinfo.ZoneInfo(zone)


async def open_court(connection: AsyncConnection, court: str) -> str:
    """The zone of a court where things are still entered.

    Raises Refusal `court.unknown`, `court.retired`.
    """
    row = (
        await connection.execute(
            select(CourtRow.zone, CourtRow.retired_at).where(CourtRow.id == court)
        )
    ).first()
    if row is None:
        raise Refusal("court.unknown", id=court)
    if row.retired_at is not None:
        raise Refusal("court.retired")
    return str(row.zone)


async def case_numbers(connection: AsyncConnection, cases: Collection[str]) -> dict[str, str]:
    """The numbers of `cases`, by id."""
    rows = await connection.execute(
        select(CaseRow.id, CaseRow.number).where(CaseRow.id.in_(cases))
    )
    return {case: number for case, number in rows}


async def must_know_parties(connection: AsyncConnection, case: Case) -> None:
    """Raise Refusal `person.unknown` or `hearing.other_court` unless the people whom parties
    name are the court's."""
    named = {party.person for party in case.parties if party.person is not None}
    if not named:
        return
    rows = await connection.execute(
        select(PersonRow.id, PersonRow.court).where(PersonRow.id.in_(named))
    )
    of = {person: court for person, court in rows}
    for person in sorted(named):
        if person not in of:
            raise Refusal("person.unknown", id=person)
        if of[person] != case.court:
            raise Refusal("hearing.other_court", what="person", id=person)
