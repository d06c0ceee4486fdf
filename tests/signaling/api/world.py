"""An installation's REST, spoken to as staff, as a stranger, or with a seat's cookie."""

import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import httpx
from fastapi import FastAPI

import signaling.api
from tests.scheduler.world import NOW, migrated
from tests.signaling.api.court import FakeCourt

ADMIN = "admin-token"
PUBLIC = "https://hearings.example"

Json = dict[str, Any]


@dataclass
class Api:
    """One installation and a clock that tests set."""

    client: httpx.AsyncClient
    court: FakeCourt
    app: FastAPI
    now: datetime = NOW
    directory: Json = field(default_factory=dict)

    async def staff(self, method: str, path: str, **arguments: Any) -> httpx.Response:
        """Ask with the admin token."""
        return await self.client.request(
            method,
            f"/api/v1{path}",
            headers={"Authorization": f"Bearer {ADMIN}"},
            **arguments,
        )

    async def staff_bytes(
        self, path: str, content: bytes | AsyncIterator[bytes]
    ) -> httpx.Response:
        """POST bytes as JSON with the admin token."""
        return await self.client.post(
            f"/api/v1{path}",
            content=content,
            headers={
                "Authorization": f"Bearer {ADMIN}",
                "Content-Type": "application/json",
            },
        )

    async def stranger(self, method: str, path: str, **arguments: Any) -> httpx.Response:
        """Ask with nothing."""
        return await self.client.request(method, f"/api/v1{path}", **arguments)

    async def made(self, path: str, body: Mapping[str, Any]) -> Json:
        """What staff made by POST."""
        answer = await self.staff("POST", path, json=body)
        assert answer.status_code in (200, 201, 202), answer.text
        said: Json = answer.json()
        return said

    async def fill(self) -> None:
        """A court, a courtroom, a detention facility, a case, two people."""
        court = (await self.made("/courts", {"name": "Tòa án", "zone": "Asia/Ho_Chi_Minh"}))[
            "id"
        ]
        within = {"court": court}
        self.directory = {
            "court": court,
            "room": await self._id("/points", within, name="Phòng 1", kind="central"),
            "jail": await self._id(
                "/points", within, name="Trại", kind="component", capacity=2
            ),
            "case": await self._id(
                "/cases", within, number="1/2026", type="criminal", title="Vụ án"
            ),
            "judge": await self._id("/people", within, name="Nguyễn Thị Hòa"),
            "counsel": await self._id("/people", within, name="Trần Văn Bình"),
        }

    async def _id(self, path: str, within: Json, **fields: Any) -> str:
        made: str = (await self.made(path, {**within, **fields}))["id"]
        return made

    def wish(self, **changes: Any) -> Json:
        """A hearing from nine to ten on the second of March, to be booked."""
        known = self.directory
        return {
            "court": known["court"],
            "case": known["case"],
            "starts_at": "2026-03-02T16:00:00+07:00",
            "ends_at": "2026-03-02T17:00:00+07:00",
            "points": [known["room"], known["jail"]],
            "devices": [
                {"key": "room", "kind": "room", "point": known["room"]},
                {"key": "laptop", "kind": "personal", "point": None},
            ],
            "seats": [
                {"person": known["judge"], "role": "presiding_judge", "device": "room"},
                {"person": known["counsel"], "role": "defence_counsel", "device": "laptop"},
            ],
            "attestation": {"document": "12/2026/QĐ-TA"},
            **changes,
        }

    async def scheduled(self) -> Json:
        """A hearing on the list."""
        booked = await self.made("/hearings", self.wish())
        return await self.made(f"/hearings/{booked['id']}/schedule", {})

    async def links(self, hearing: str, **fields: Any) -> list[Json]:
        """Fresh links of a hearing."""
        made: list[Json] = (await self.made(f"/hearings/{hearing}/links", fields))["links"]
        return made

    async def redeem(self, url: str) -> httpx.Response:
        """Join by a link."""
        return await self.stranger("POST", "/links/redeem", json={"token": token(url)})


def token(url: str) -> str:
    """The secret of a link."""
    return url.partition("#")[2]


@asynccontextmanager
async def installation(url: str, **parts: Any) -> AsyncIterator[Api]:
    """REST over a migrated database at `url`; `parts`: a court, bundle, trust."""
    async with migrated(url) as engine:
        court = parts.pop("court", None) or FakeCourt()
        app = FastAPI(openapi_url=signaling.api.OPENAPI_URL)
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url=PUBLIC) as client:
            api = Api(client, court, app)
            signaling.api.router(
                engine=engine,
                court=court,
                admin_token=ADMIN,
                public_url=PUBLIC,
                clock=lambda: api.now,
                randomness=os.urandom,
                **parts,
            ).build(app)
            signaling.api.install(app)
            yield api
