"""The demo set up through REST: once what it needs, and a hearing whenever there is none."""

import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from hearing.state import ENDED, LIVE, Status
from signaling.accounts.rights import Office
from signaling.app.demo import cast, kept
from signaling.app.demo.kept import Kept

OVERRUN = timedelta(hours=12)
"""How long after its planned end a hearing in progress is still today's."""
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is mistaken for something else


@dataclass(frozen=True, slots=True)
class Ready:
    """What people need. links: by role. devices: by point's name. staff: password by user."""

    hearing: str
    links: Mapping[str, str] = field(repr=False)
    devices: Mapping[str, str] = field(repr=False)
    staff: Mapping[str, str] = field(repr=False)


async def set_up(api: httpx.AsyncClient, folder: Path, now: datetime) -> Ready:
    """Make what is missing and fresh links for all. Raises httpx.HTTPStatusError.

    folder: keeps what another start must know. Every step is kept before the next is taken.
    """
    known = await _still_there(api, kept.read(folder))
    for step in _STEPS:
        await step(api, known, now)
        kept.write(folder, known)
    return Ready(
        hearing=known.hearing,
        links=await _links(api, known.hearing),
        devices=await _device_links(api, known),
        staff={one.user: known.staff[one.user] for one in cast.STAFF},
    )


def to_be_held(told: Mapping[str, Any], now: datetime) -> bool:
    """Whether the hearing `told` (as REST does) is still to be held, or being held."""
    status = Status(told["state"])
    ends = datetime.fromisoformat(told["ends_at"])
    if status in ENDED:
        return False
    return now < ends + (OVERRUN if status in LIVE else timedelta())


def password() -> str:
    """A fresh password that can be read out and typed: 59 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))


async def _still_there(api: httpx.AsyncClient, known: Kept) -> Kept:
    """What is known, unless its database was replaced by another."""
    courts = (await api.get("/api/v1/courts")).raise_for_status().json()
    there = known.court in {court["id"] for court in courts}
    return known if there else Kept(staff=known.staff)


async def _court(api: httpx.AsyncClient, known: Kept, now: datetime) -> None:
    if not known.court:
        body = {"name": cast.COURT, "zone": cast.ZONE}
        known.court = await _make(api, "courts", body)


async def _directory(api: httpx.AsyncClient, known: Kept, now: datetime) -> None:
    court = {"court": known.court}
    for name, kind in cast.POINTS.items():
        if name not in known.points:
            body = {**court, "name": name, "kind": kind, "capacity": 1}
            known.points[name] = await _make(api, "points", body)
    for part in cast.CAST:
        if part.name not in known.people:
            body = {**court, "name": part.name}
            known.people[part.name] = await _make(api, "people", body)
    if not known.case:
        known.case = await _make(api, "cases", {**court, **cast.case(now)})


async def _passwords(api: httpx.AsyncClient, known: Kept, now: datetime) -> None:
    for account in cast.STAFF:
        known.staff.setdefault(account.user, password())


async def _staff(api: httpx.AsyncClient, known: Kept, now: datetime) -> None:
    listed = (await api.get("/api/v1/staff")).raise_for_status().json()
    there = {one["user"] for one in listed}
    for account in cast.STAFF:
        if account.user in there:
            continue
        people = [known.people[account.name]] if account.seat else []
        everywhere = account.office is Office.ADMINISTRATOR
        office = {
            "role": account.office.value,
            "court": None if everywhere else known.court,
        }
        body = {
            "user": account.user,
            "name": account.name,
            "password": known.staff[account.user],
            "roles": [office],
            "people": people,
        }
        await _post(api, "staff", body)


async def _hearing(api: httpx.AsyncClient, known: Kept, now: datetime) -> None:
    if known.hearing:
        answer = await api.get(f"/api/v1/hearings/{known.hearing}")
        if answer.is_success and to_be_held(answer.json(), now):
            return
    booked = (await _post(api, "hearings", _booking(known, now)))["id"]
    await _post(api, f"hearings/{booked}/schedule", {})
    known.hearing = booked


_STEPS: tuple[Callable[[httpx.AsyncClient, Kept, datetime], Awaitable[None]], ...] = (
    _court,
    _directory,
    _passwords,
    _staff,
    _hearing,
)


def _booking(known: Kept, now: datetime) -> dict[str, object]:
    """From now on: the demo is for whoever looks at it now."""
    own = [part for part in cast.CAST if part.own]
    rooms = [
        {"key": _screen(name), "kind": "room", "point": known.points[name]}
        for name in cast.POINTS
    ]
    return {
        "court": known.court,
        "case": known.case,
        "title": cast.TITLE,
        "starts_at": now.astimezone(UTC).isoformat(),
        "ends_at": (now + cast.LENGTH).astimezone(UTC).isoformat(),
        "admission": "by_clerk",
        "attestation": {"document": cast.DOCUMENT},
        "points": list(known.points.values()),
        "devices": [
            *rooms,
            *(
                {
                    "key": part.role.value,
                    "kind": "personal",
                    "point": known.points[part.point] if part.point else None,
                }
                for part in own
            ),
        ],
        "seats": [
            {
                "person": known.people[part.name],
                "role": part.role.value,
                "device": part.role.value if part.own else _screen(part.point or ""),
            }
            for part in cast.CAST
        ],
    }


def _screen(point: str) -> str:
    """The key of a point's room device."""
    return f"screen-{cast.POINTS[point]}"


async def _links(api: httpx.AsyncClient, hearing: str) -> dict[str, str]:
    """A personal link of each role that has one, unless its seat was revoked."""
    told = (await api.get(f"/api/v1/hearings/{hearing}")).raise_for_status().json()
    wanted = [role.value for role in cast.LINKED]
    live = told["live"]["seats"].values()
    seats = [seat["id"] for seat in live if seat["role"] in wanted and not seat["revoked"]]
    made = await _post(api, f"hearings/{hearing}/links", {"seats": seats})
    urls = {link["role"]: link["url"] for link in made["links"]}
    return {role: urls[role] for role in wanted if role in urls}


async def _device_links(api: httpx.AsyncClient, known: Kept) -> dict[str, str]:
    made = await _post(api, f"hearings/{known.hearing}/device-links", {})
    urls = {link["point"]: link["url"] for link in made["links"]}
    return {name: urls[known.points[name]] for name in cast.POINTS}


async def _make(api: httpx.AsyncClient, kind: str, body: Mapping[str, object]) -> str:
    made: str = (await _post(api, kind, body))["id"]
    return made


async def _post(
    api: httpx.AsyncClient, path: str, body: Mapping[str, object]
) -> dict[str, Any]:
    answer = await api.post(f"/api/v1/{path}", json=body)
    told: dict[str, Any] = answer.raise_for_status().json()
    return told
