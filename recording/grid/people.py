"""Who sat where and when: the ledger's rows → the lines on each tile. Pure.

Reads rows of any later version too: what it does not know it leaves out.
"""

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hearing.roles import NAMES, Role

_RANK = {role.value: rank for rank, role in enumerate(Role)}
_SHARE = "screen_share"
_NOBODY = Role.ROOM_DEVICE.value  # a screen's own seat: it has a socket and is no person


@dataclass(frozen=True, slots=True)
class Lines:
    """What stands on a tile: who, and in which role."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class _Seat:
    device: str
    role: str
    name: str


@dataclass
class Cast:
    """Names over time. moments: seconds since 1970 at which somebody's place changed."""

    title: str = ""
    moments: list[float] = field(default_factory=list)
    devices: dict[str, str] = field(default_factory=dict)  # id → its point's name, or ""
    everybody: dict[str, _Seat] = field(default_factory=dict)
    _seated: list[Mapping[str, _Seat]] = field(default_factory=list)
    _points: dict[str, str] = field(default_factory=dict)  # id → name
    _places: dict[str, str] = field(default_factory=dict)  # a room device's id → its point's

    def lines(self, device: str, role: str, at: float) -> Lines:
        """The tile of `device` at `at`. role: the record's own word, if the ledger has none."""
        seats = self._at(device, at)
        if not seats:
            return Lines(self.devices.get(device) or device, both(role))
        point = self.devices.get(device, "")
        if len(seats) == 1:
            return Lines(seats[0].name, _joined(both(seats[0].role), point))
        return Lines(", ".join(s.name for s in seats), _joined(_roles(seats), point))

    def role(self, device: str, told: str) -> str:
        """The first role of anybody who ever sat at `device`; `told` if nobody did."""
        roles = [seat.role for seat in self.everybody.values() if seat.device == device]
        people = [role for role in roles if role != _NOBODY]
        return min(people, key=lambda role: _RANK.get(role, len(_RANK)), default=told)

    def called(self, by: str) -> str:
        """Who ordered something: `seat:ID`, `staff`, `system:WHY` → words for people."""
        kind, _, name = by.partition(":")
        seat = self.everybody.get(name)
        if kind == "seat" and seat:
            return f"{_vi(seat.role)} {seat.name}"
        return _ORDERERS.get(kind, "")

    def _at(self, device: str, at: float) -> list[_Seat]:
        index = bisect_right(self.moments, at) - 1
        seated = self._seated[max(0, index)] if self._seated else {}
        here = [
            seat for seat in seated.values() if seat.device == device and seat.role != _NOBODY
        ]
        return sorted(here, key=lambda seat: _RANK.get(seat.role, len(_RANK)))

    def stand(self, event: Mapping[str, Any]) -> None:
        """Points and devices are as `event` has them from now on."""
        for point in _objects(event, "points"):
            self._points[str(point.get("id"))] = str(point.get("name", ""))
        for device in _objects(event, "devices"):
            room = device.get("kind") == "room"
            self._places[str(device.get("id"))] = str(device.get("point")) if room else ""
        for place in _objects(event, "places"):
            if self._places.get(str(place.get("device"))):
                self._places[str(place.get("device"))] = str(place.get("point"))
        self.devices = {one: self._points.get(at, "") for one, at in self._places.items()}

    def seat(self, moment: float, seats: Mapping[str, _Seat]) -> None:
        """From `moment` on `seats` are those that count."""
        self.moments.append(moment)
        self._seated.append(dict(seats))


_ORDERERS = {"staff": "cán bộ tòa án · court staff", "system": "hệ thống · the system"}


def read_cast(bodies: Iterable[str]) -> Cast:
    """The people of a hearing, from its ledger's rows in order; malformed rows are left out."""
    cast = Cast()
    seats: dict[str, _Seat] = {}
    for body in bodies:
        row = _object(body)
        event = row.get("event")
        if not isinstance(event, dict):
            continue
        before = dict(seats)
        _take(event, seats, cast)
        if seats != before:
            cast.seat(_seconds(row.get("at")), seats)
    return cast


def order(tiles: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """(device, role, kind of tile) in the order of their places: bench first, shares last."""
    return sorted(set(tiles), key=lambda t: (t[2] == _SHARE, _RANK.get(t[1], len(_RANK)), t[0]))


def both(role: str) -> str:
    """A role in Vietnamese and English."""
    names = NAMES.get(Role(role)) if role in _RANK else None
    return " · ".join(names) if names else role


def _take(event: Mapping[str, Any], seats: dict[str, _Seat], cast: Cast) -> None:
    kind = event.get("type")
    if kind == "scheduled":
        cast.title = str(event.get("title", ""))
        cast.stand(event)
        for seat in _objects(event, "seats"):
            _sit(str(seat.get("id")), seat, seats, cast)
    elif kind in ("rescheduled", "replanned"):
        cast.stand(event)
    elif kind == "person_seated":
        _sit(str(event.get("seat")), event, seats, cast)
    elif kind == "seat_revoked":
        seats.pop(str(event.get("seat")), None)


def _sit(key: str, fields: Mapping[str, Any], seats: dict[str, _Seat], cast: Cast) -> None:
    told = (str(fields.get(name, "")) for name in ("device", "role", "display"))
    seat = _Seat(*told)
    seats[key] = cast.everybody[key] = seat


def _objects(event: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    listed = event.get(name)
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def _object(body: str) -> dict[str, Any]:
    try:
        row = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return row if isinstance(row, dict) else {}


def _seconds(at: object) -> float:
    try:
        return datetime.fromisoformat(str(at)).timestamp()
    except ValueError:
        return 0.0


def _vi(role: str) -> str:
    return NAMES[Role(role)][0] if role in _RANK else role


def _roles(seats: Sequence[_Seat]) -> str:
    return ", ".join(dict.fromkeys(_vi(seat.role) for seat in seats))


def _joined(role: str, point: str) -> str:
    return f"{role} · {point}" if point else role
