"""The directory's entries as their tables keep them: columns to values and back. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from hearing.roles import Role
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
from scheduler.pages import Columns
from scheduler.tables import CaseRow, CourtRow, PersonRow, PointRow

Values = Mapping[str, Any]


def courts() -> Columns:
    """A query of courts; its rows are for `court_of`."""
    return select(
        CourtRow.id, CourtRow.name, CourtRow.zone, CourtRow.address, CourtRow.retired_at
    )


def court_of(row: Sequence[Any]) -> Court:
    """A row as the court it says."""
    return Court(*row)


def court_values(one: Court) -> Values:
    """A court as its table keeps it, without what only its making sets."""
    return {
        "name": one.name,
        "zone": one.zone,
        "address": one.address,
        "retired_at": one.retired_at,
    }


def points() -> Columns:
    """A query of points with their courts' zones; its rows are for `point_of`."""
    return select(
        PointRow.id,
        PointRow.court,
        PointRow.name,
        PointRow.kind,
        PointRow.capacity,
        PointRow.before,
        PointRow.after,
        PointRow.escorts,
        PointRow.address,
        PointRow.hours,
        PointRow.equipment,
        PointRow.note,
        PointRow.retired_at,
        CourtRow.zone,
    ).join(CourtRow, CourtRow.id == PointRow.court)


def point_of(row: Sequence[Any]) -> Point:
    """A row as the point it says."""
    identity, court, name, kind, capacity, before, after, escorts, *rest = row
    address, hours, equipment, note, retired_at, zone = rest
    return Point(
        identity,
        court,
        name,
        PointKind(kind),
        capacity,
        before,
        after,
        escorts,
        address,
        hours,
        frozenset(map(Equipment, equipment.split())),
        note,
        retired_at,
        zone,
    )


def point_values(one: Point) -> Values:
    """As `court_values`."""
    return {
        "name": one.name,
        "kind": one.kind.value,
        "capacity": one.capacity,
        "before": one.before,
        "after": one.after,
        "escorts": one.escorts,
        "address": one.address,
        "hours": one.hours,
        "equipment": " ".join(sorted(one.equipment)),
        "note": one.note,
        "retired_at": one.retired_at,
    }


def people() -> Columns:
    """A query of people with their courts' zones; its rows are for `person_of`."""
    return select(
        PersonRow.id,
        PersonRow.court,
        PersonRow.name,
        PersonRow.card,
        PersonRow.email,
        PersonRow.phone,
        PersonRow.language,
        PersonRow.roles,
        PersonRow.hours,
        PersonRow.retired_at,
        CourtRow.zone,
    ).join(CourtRow, CourtRow.id == PersonRow.court)


def person_of(row: Sequence[Any]) -> Person:
    """A row as the person it says."""
    identity, court, name, card, email, phone, language, roles, *rest = row
    may_be = frozenset(map(Role, roles.split()))
    return Person(identity, court, name, card, email, phone, language, may_be, *rest)


def person_values(one: Person) -> Values:
    """As `court_values`."""
    return {
        "name": one.name,
        "card": one.card,
        "email": one.email,
        "phone": one.phone,
        "language": one.language,
        "roles": " ".join(sorted(one.roles)),
        "hours": one.hours,
        "retired_at": one.retired_at,
    }


def cases() -> Columns:
    """A query of cases; its rows are for `case_of`."""
    return select(
        CaseRow.id,
        CaseRow.court,
        CaseRow.number,
        CaseRow.type,
        CaseRow.title,
        CaseRow.instance,
        CaseRow.flags,
        CaseRow.parties,
        CaseRow.retired_at,
    )


def case_of(row: Sequence[Any]) -> Case:
    """A row as the case it says."""
    identity, court, number, type, title, instance, flags, parties, retired_at = row
    return Case(
        identity,
        court,
        number,
        CaseType(type),
        title,
        Instance(instance),
        frozenset(map(Flag, flags.split())),
        tuple(Party(Role(one["role"]), one["name"], one["person"]) for one in parties),
        retired_at,
    )


def case_values(one: Case) -> Values:
    """As `court_values`."""
    return {
        "number": one.number,
        "type": one.type.value,
        "title": one.title,
        "instance": one.instance.value,
        "flags": " ".join(sorted(one.flags)),
        "parties": [
            {"role": party.role.value, "name": party.name, "person": party.person}
            for party in one.parties
        ],
        "retired_at": one.retired_at,
    }
