"""Staff of an installation, each with a browser and an authenticator app of their own."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx
from pyotp import TOTP

from tests.signaling.api.world import PUBLIC, Api, Json

PASSWORD = "một mật khẩu dài"


@dataclass
class Browser:
    """A browser with a page of the installation open, and a phone beside it."""

    client: httpx.AsyncClient
    user: str
    id: str = ""
    secret: str = ""
    origin: str = PUBLIC

    async def ask(self, method: str, path: str, **arguments: Any) -> httpx.Response:
        """A page's request: with this browser's cookies and the page's origin."""
        headers = {"Origin": self.origin, **arguments.pop("headers", {})}
        return await self.client.request(method, f"/api/v1{path}", headers=headers, **arguments)

    async def sign_in(
        self, password: str = PASSWORD, code: str | None = None
    ) -> httpx.Response:
        """Try to sign in."""
        asked = {"user": self.user, "password": password, "code": code}
        return await self.ask("POST", "/sign-in", json=asked)

    def code(self, now: datetime, steps: int = 0) -> str:
        """What the phone shows at `now`, or so many steps later."""
        return TOTP(self.secret).at(now, counter_offset=steps)

    async def enrol(self, now: datetime) -> Json:
        """Sign in for the first time, with a code of the app just set up."""
        due = await self.sign_in()
        assert due.json()["state"] == "enrol", due.text
        self.secret = due.json()["secret"]
        entered = await self.sign_in(code=self.code(now))
        assert entered.status_code == 200, entered.text
        said: Json = entered.json()
        return said


@asynccontextmanager
async def browser(api: Api, user: str, address: str = "127.0.0.1") -> AsyncIterator[Browser]:
    """A browser of `user`, who has not signed in."""
    peer = (address, 50_000)
    transport = httpx.ASGITransport(api.app, raise_app_exceptions=False, client=peer)
    async with httpx.AsyncClient(transport=transport, base_url=PUBLIC) as client:
        yield Browser(client, user)


async def account(
    api: Api, user: str, *roles: tuple[str, str | None], people: Sequence[str] = ()
) -> Json:
    """An account made with the installation's token."""
    return await api.made(
        "/staff",
        {
            "user": user,
            "name": user.title(),
            "password": PASSWORD,
            "roles": [{"role": role, "court": court} for role, court in roles],
            "people": list(people),
        },
    )


@asynccontextmanager
async def signed_in(
    api: Api, user: str, *roles: tuple[str, str | None], people: Sequence[str] = ()
) -> AsyncIterator[Browser]:
    """A browser of a fresh account, signed in with its second factor."""
    made = await account(api, user, *roles, people=people)
    async with browser(api, user) as one:
        await one.enrol(api.now)
        one.id = made["id"]
        yield one
