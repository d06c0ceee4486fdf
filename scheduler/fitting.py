"""What an entry of the directory must be like before it is kept: tidied, or refused. Pure."""

import zoneinfo
from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from functools import cache

from hearing.refusal import Refusal
from hearing.roles import Role
from scheduler import hours
from scheduler.contact import contact
from scheduler.entries import Case, Court, Party, Person, Point, PointKind
from scheduler.slot import MOST_BUFFER
from scheduler.text import clean

LARGEST_CAPACITY = 50
MOST_MINUTES = int(MOST_BUFFER / timedelta(minutes=1))
MOST_PARTIES = 200
CARD_LIMIT = 64
NUMBER_LIMIT = 60
ADDRESS_LIMIT = 300
NOTE_LIMIT = 500

NEVER_A_PARTY = frozenset(
    {
        *(Role.PRESIDING_JUDGE, Role.JUDGE, Role.ASSESSOR, Role.CLERK, Role.PROSECUTOR),
        *(Role.TECHNICAL_OFFICER, Role.CUSTODY_OFFICER, Role.JUDICIAL_POLICE),
        *(Role.OBSERVER, Role.PRESS, Role.SUPERVISOR, Role.ROOM_DEVICE),
    }
)
"""Whoever holds court or watches has no part in the case."""


def court(one: Court) -> Court:
    """Raises Refusal `court.zone` or those of `clean`."""
    if one.zone not in _zones():
        raise Refusal("court.zone")
    return replace(
        one,
        name=clean("name", one.name),
        address=maybe("address", one.address, ADDRESS_LIMIT),
    )


def point(one: Point) -> Point:
    """Raises Refusal `point.capacity`, `point.buffer`, `point.escorts`, `hours.unreadable`, or
    those of `clean`."""
    most = 1 if one.kind is PointKind.CENTRAL else LARGEST_CAPACITY
    if not 1 <= one.capacity <= most:
        raise Refusal("point.capacity", most=most)
    if not (0 <= one.before <= MOST_MINUTES and 0 <= one.after <= MOST_MINUTES):
        raise Refusal("point.buffer", most=MOST_MINUTES)
    if one.escorts is not None and not 0 <= one.escorts <= LARGEST_CAPACITY:
        raise Refusal("point.escorts", most=LARGEST_CAPACITY)
    return replace(
        one,
        name=clean("name", one.name),
        address=maybe("address", one.address, ADDRESS_LIMIT),
        hours=hours.tidy("hours", one.hours),
        note=maybe("note", one.note, NOTE_LIMIT),
    )


def person(one: Person) -> Person:
    """Raises Refusal `person.no_role`, `hours.unreadable`, `contact.*`, or those of `clean`."""
    if Role.ROOM_DEVICE in one.roles:
        raise Refusal("person.no_role")
    reached = contact(one.email, one.phone, one.language)
    return replace(
        one,
        name=clean("name", one.name),
        card=None if one.card is None else clean("card", one.card, CARD_LIMIT),
        email=reached.email,
        phone=reached.phone,
        hours=hours.tidy("hours", one.hours),
    )


def case(one: Case) -> Case:
    """Raises Refusal `case.party`, `case.parties`, or those of `clean`."""
    if len(one.parties) > MOST_PARTIES:
        raise Refusal("case.parties", most=MOST_PARTIES)
    return replace(
        one,
        number=clean("number", one.number, NUMBER_LIMIT),
        title=clean("title", one.title),
        parties=tuple(map(_party, one.parties)),
    )


def may_sit_as(roles: Collection[Role], role: Role) -> bool:
    """Whether somebody entered with `roles` may be booked as `role`: a judge may preside, and
    everybody may watch."""
    if not roles or role in roles or role is Role.OBSERVER:
        return True
    return role is Role.PRESIDING_JUDGE and Role.JUDGE in roles


def maybe(field: str, text: str, limit: int) -> str:
    """As `clean`, but nothing is as good."""
    return clean(field, text, limit) if text.strip() else ""


def _party(one: Party) -> Party:
    if one.role in NEVER_A_PARTY:
        raise Refusal("case.party", role=one.role.value)
    return replace(one, name=clean("parties.name", one.name))


_NO_PLACE = frozenset({"Factory", "localtime"})
"""In a machine's folder of zones, but no zone: the latter is whichever that machine has."""


@cache
def _zones() -> frozenset[str]:
    known = zoneinfo.available_timezones() - _NO_PLACE
    return frozenset(zone for zone in known if len(zone) <= 32)
