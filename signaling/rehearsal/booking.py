"""Booking a rehearsal through REST, as a registrar would: a court and people of its own."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

import httpx
from pydantic import BaseModel

from signaling.rehearsal.failure import RehearsalFailed
from signaling.rehearsal.plan import Plan

_ZONE = "Asia/Ho_Chi_Minh"
_TITLE = "Phiên tòa diễn tập · rehearsal"
_SPARE = timedelta(hours=1)
_REST_S = 120  # a bundle is exported while we wait


@dataclass(frozen=True, slots=True)
class Booked:
    """A scheduled hearing. `device_of` and `token_of` are by the party's key."""

    hearing: str
    device_of: dict[str, str]
    token_of: dict[str, str]


class _Made(BaseModel):
    id: str


class _Device(_Made):
    key: str


class _Seat(_Made):
    person: str


class _Hearing(_Made):
    devices: list[_Device]
    seats: list[_Seat]


class _Link(BaseModel):
    seat: str
    url: str


class _Links(BaseModel):
    links: list[_Link]


class _Recording(BaseModel):
    state: str


class Registry:
    """The REST interface of an installation, as its staff use it.

    Every method raises RehearsalFailed when the installation cannot be reached or refuses.
    """

    def __init__(self, url: str, token: str) -> None:
        authorization = {"Authorization": f"Bearer {token}"}
        self._api = httpx.AsyncClient(
            base_url=f"{url}/api/v1/", headers=authorization, timeout=_REST_S
        )

    async def __aenter__(self) -> Self:
        await self._api.__aenter__()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._api.aclose()

    async def book(self, plan: Plan, mark: str, now: datetime) -> Booked:
        """Book and schedule `plan` from `now` on; `mark` makes its names its own."""
        court = await self._make("courts", name=f"Tòa án diễn tập {mark}", zone=_ZONE)
        people = {
            party.key: await self._make("people", court=court, name=party.name)
            for party in plan.parties
        }
        hearing = await self._hearing(plan, court, people, mark, now)
        await self._ask("POST", f"hearings/{hearing.id}/schedule")
        links = _Links.model_validate_json(
            await self._ask("POST", f"hearings/{hearing.id}/links", {"seats": None})
        )
        secret = {link.seat: link.url.partition("#")[2] for link in links.links}
        secret_of_person = {seat.person: secret[seat.id] for seat in hearing.seats}
        return Booked(
            hearing.id,
            device_of={device.key: device.id for device in hearing.devices},
            token_of={key: secret_of_person[person] for key, person in people.items()},
        )

    async def recording_state(self, hearing: str) -> str:
        """What the recorder last said: `recording`, `paused`, `closed`, …"""
        answer = await self._ask("GET", f"hearings/{hearing}/recording")
        return _Recording.model_validate_json(answer).state

    async def download(self, hearing: str, bundle: Path, trust: Path) -> None:
        """The bundle as a tar file and the trust file."""
        await self._save(f"hearings/{hearing}/bundle", bundle)
        await self._save("trust", trust)

    async def _hearing(
        self, plan: Plan, court: str, people: dict[str, str], mark: str, now: datetime
    ) -> _Hearing:
        room = f"Phòng xử án diễn tập {mark}"
        keys = [party.key for party in plan.parties]
        roles = {party.key: party.role.value for party in plan.parties}
        booking = {
            "court": court,
            "case": await self._make(
                "cases", court=court, number=f"DT-{mark}", type="criminal", title=_TITLE
            ),
            "title": _TITLE,
            "starts_at": now.isoformat(),
            "ends_at": (now + _SPARE + timedelta(seconds=2 * plan.seconds)).isoformat(),
            "points": [await self._make("points", court=court, name=room, kind="central")],
            "devices": [{"key": key, "kind": "personal", "point": None} for key in keys],
            "seats": [
                {"person": people[key], "role": roles[key], "device": key} for key in keys
            ],
            "attestation": {"document": f"DT-{mark}"},
        }
        return _Hearing.model_validate_json(await self._ask("POST", "hearings", booking))

    async def _make(self, collection: str, /, **fields: str) -> str:
        return _Made.model_validate_json(await self._ask("POST", collection, fields)).id

    async def _ask(self, method: str, path: str, body: object = None) -> bytes:
        try:
            answer = await self._api.request(method, path, json=body)
        except httpx.TransportError as error:
            raise _unreachable(error) from error
        _must_succeed(answer, path)
        return answer.content

    async def _save(self, path: str, file: Path) -> None:
        try:
            async with self._api.stream("GET", path) as answer:
                if not answer.is_success:
                    await answer.aread()
                _must_succeed(answer, path)
                with file.open("wb") as out:
                    async for piece in answer.aiter_bytes():
                        out.write(piece)
        except httpx.TransportError as error:
            raise _unreachable(error) from error


def _unreachable(error: httpx.TransportError) -> RehearsalFailed:
    why = type(error).__name__
    return RehearsalFailed(
        f"Không kết nối được với máy chủ ({why}).", f"The installation does not answer ({why})."
    )


def _must_succeed(answer: httpx.Response, path: str) -> None:
    if answer.is_success:
        return
    problem = _Problem.model_validate_json(answer.content) if _is_problem(answer) else None
    code, vi, en = (problem.code, problem.vi, problem.en) if problem else ("", "", "")
    about = f"{path}: {answer.status_code} {code}"
    raise RehearsalFailed(f"{about} {vi}".strip(), f"{about} {en}".strip())


class _Problem(BaseModel):
    code: str
    vi: str
    en: str


def _is_problem(answer: httpx.Response) -> bool:
    kind: str = answer.headers.get("content-type", "")
    return kind.startswith("application/problem+json")
