"""A country's calendar as rows: its courts, points and people, its hearings by number."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from hearing.ids import identifier
from hearing.roles import Role
from scheduler.slot import Slot

COURTS, ROOMS, JAILS = 390, 3, 330
STARTS = (0.5, 2.5, 6.5, 8.0)  # hours after midnight UTC: 7:30 to 16:30 in Hà Nội
LENGTH = timedelta(hours=1.5)
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
ROLES = (Role.PRESIDING_JUDGE, Role.CLERK, Role.PROSECUTOR)
STAFF = ROOMS * len(ROLES)

Rows = dict[str, list[dict[str, Any]]]


def of(prefix: str, number: int) -> str:
    """An id that a number gives."""
    return identifier(prefix, number.to_bytes(10))


@dataclass(frozen=True)
class Place:
    """Where the hearing of a number is held, when, and who presides."""

    number: int

    @property
    def court(self) -> int:
        """Its court's number."""
        return self.number % COURTS

    @property
    def room(self) -> int:
        """Which of the court's courtrooms."""
        return self.number // COURTS % ROOMS

    @property
    def jail(self) -> int:
        """Its detention facility's number; one serves at most two courts."""
        return self.court % JAILS

    @property
    def span(self) -> Slot:
        """Four a day, on workdays."""
        turn = self.number // (COURTS * ROOMS)
        day, hour = divmod(turn, len(STARTS))
        week, weekday = divmod(day, 5)
        start = MONDAY + timedelta(days=7 * week + weekday, hours=STARTS[hour])
        return Slot(start, start + LENGTH)

    def person(self, which: int) -> int:
        """Judge, clerk or prosecutor of the courtroom, by number."""
        return (self.court * ROOMS + self.room) * len(ROLES) + which


def room_id(court: int, room: int) -> str:
    """A courtroom's id."""
    return of("pt", court * ROOMS + room)


def jail_id(jail: int) -> str:
    """A detention facility's id."""
    return of("pt", COURTS * ROOMS + jail)


def directory() -> Rows:
    """Courts, points, people and a case each."""
    made = {"created_at": MONDAY}
    return {
        "courts": [
            {"id": of("crt", n), "name": f"Tòa án {n}", "zone": "Asia/Ho_Chi_Minh", **made}
            for n in range(COURTS)
        ],
        "points": [*_points()],
        "people": [
            {"id": of("per", n), "court": of("crt", n // STAFF), "name": "N", **made}
            for n in range(COURTS * STAFF)
        ],
        "cases": [
            {
                "id": of("cas", n),
                "court": of("crt", n),
                "number": "1/2026/TLST-HS",
                "type": "criminal",
                "title": "Vụ án",
                **made,
            }
            for n in range(COURTS)
        ],
    }


def _points() -> Iterator[dict[str, Any]]:
    for court in range(COURTS):
        for room in range(ROOMS):
            yield _point(room_id(court, room), court, "central", 1)
    for jail in range(JAILS):
        yield _point(jail_id(jail), jail, "component", 2 * ROOMS + 1)


def _point(point: str, court: int, kind: str, capacity: int) -> dict[str, Any]:
    return {
        "id": point,
        "court": of("crt", court),
        "name": "P",
        "kind": kind,
        "capacity": capacity,
        "created_at": MONDAY,
    }


def hearings(numbers: range) -> Rows:
    """All rows of the hearings of these numbers."""
    rows: Rows = {
        name: []
        for name in (
            *("people", "hearings", "sittings", "hearing_points", "devices", "seats"),
            "bookings",
        )
    }
    for number in numbers:
        _add(rows, Place(number))
    return rows


def _add(rows: Rows, at: Place) -> None:
    hearing, court, span = of("hrg", at.number), of("crt", at.court), at.span
    times = {"starts_at": span.start, "ends_at": span.end}
    accused = of("per", 10**6 + at.number)
    rows["people"].append(
        {"id": accused, "court": court, "name": "Bị cáo", "created_at": MONDAY}
    )
    rows["hearings"].append(
        {
            "id": hearing,
            "court": court,
            "case_id": of("cas", at.court),
            "title": "Vụ án",
            **times,
            "created_at": MONDAY,
            "scheduled_at": MONDAY,
            "admission": "by_clerk",
        }
    )
    rows["sittings"].append({"hearing": hearing, "number": 1, "court": court, **times})
    room, jail = room_id(at.court, at.room), jail_id(at.jail)
    slot = at.court // JAILS * ROOMS + at.room
    for key, point in enumerate((room, jail)):
        rows["hearing_points"].append({"hearing": hearing, "point": point})
        device = of("dev", 2 * at.number + key)
        rows["devices"].append(
            {"id": device, "hearing": hearing, "key": f"d{key}", "kind": "room", "point": point}
        )
    people = [of("per", at.person(which)) for which in range(len(ROLES))]
    roles = [*ROLES, Role.ACCUSED]
    for index, (person, role) in enumerate(zip([*people, accused], roles, strict=True)):
        device = of("dev", 2 * at.number + (role is Role.ACCUSED))
        seat = {"id": of("seat", 4 * at.number + index), "hearing": hearing, "person": person}
        rows["seats"].append({**seat, "role": role.value, "device": device})
    taken = [("point", room, 0), ("point", jail, slot)]
    taken += [("person", person, 0) for person in (*people, accused)]
    rows["bookings"] += [
        {"hearing": hearing, "kind": kind, "resource": resource, "slot": slot, **times}
        for kind, resource, slot in taken
    ]
