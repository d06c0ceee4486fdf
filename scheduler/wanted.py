"""What a hearing wants to occupy: points, escort teams, people; under which keys. Pure."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from hearing.ids import identifier
from hearing.roles import Role
from scheduler.entries import Person, Point, PointKind
from scheduler.hours import open_during
from scheduler.plan import Known, Plan
from scheduler.slot import Slot

_NONE = timedelta()

Kind = Literal["point", "person", "escort"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something to occupy, of which there are `capacity`.

    id: the directory's, which refusals name; key: what reservations of it are kept under, if
    another. before, after: how long it is kept free around each sitting. role: what it is to
    the hearing. hours: when it is to be had, by the clocks of `zone`, as read before anything
    was locked (scheduler/hours.py; empty: always); None: they do not matter here.
    """

    kind: Kind
    id: str
    capacity: int = 1
    key: str = ""
    before: timedelta = _NONE
    after: timedelta = _NONE
    role: str = ""
    hours: str | None = None
    zone: str = "UTC"

    @property
    def resource(self) -> str:
        """The key of its reservations."""
        return self.key or self.id

    def around(self, span: Slot) -> Slot:
        """`span` with the buffers."""
        return Slot(span.start - self.before, span.end + self.after)

    def open_during(self, span: Slot) -> bool:
        """Whether `span` lies in its hours; buffers need not."""
        return not self.hours or open_during(self.hours, span, ZoneInfo(self.zone))


def wanted_by(plan: Plan, known: Known) -> list[Wanted]:
    """Everything that `plan` would occupy."""
    places = [place_wanted(known.points[point]) for point in plan.points]
    people = [person_wanted(known.people[one.person], one.role) for one in plan.seats]
    return [*places, *_escorts(plan, known), *people]


def place_wanted(point: Point) -> Wanted:
    """A point as something to occupy."""
    return Wanted(
        "point",
        point.id,
        point.capacity,
        before=timedelta(minutes=point.before),
        after=timedelta(minutes=point.after),
        role="courtroom" if point.kind is PointKind.CENTRAL else "component_point",
        hours=point.hours,
        zone=point.zone,
    )


def person_wanted(person: Person, role: Role) -> Wanted:
    """A person as something to occupy; who has a card number, under that."""
    key = "" if person.card is None else card_key(person.card)
    return Wanted(
        "person", person.id, key=key, role=role.value, hours=person.hours, zone=person.zone
    )


def _escorts(plan: Plan, known: Known) -> Iterator[Wanted]:
    """One team for each point with escorts at whose device an accused is seated."""
    point_of = {device.key: device.point for device in plan.devices}
    dock = {point_of[seat.device] for seat in plan.seats if seat.role is Role.ACCUSED}
    for point in plan.points:
        team = escort_wanted(known.points[point]) if point in dock else None
        if team is not None:
            yield team


def escort_wanted(point: Point) -> Wanted | None:
    """A team that brings detained people to a point, where they are counted."""
    if point.escorts is None:
        return None
    return Wanted("escort", point.id, point.escorts, key=escort_key(point.id), role="escort")


def card_key(card: str) -> str:
    """What entries with one card number are reserved under, whatever their court."""
    return identifier("crd", hashlib.sha256(card.casefold().encode()).digest()[:10])


def escort_key(point: str) -> str:
    """What a point's escort teams are reserved under."""
    return f"esc_{point.removeprefix('pt_')}"
