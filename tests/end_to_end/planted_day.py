"""A court's day in which every name and every typed text is planted, refusals included."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.cookies import SimpleCookie
from typing import Any

import httpx
import pytest
from pyotp import TOTP
from websockets import InvalidStatus
from websockets.asyncio.client import connect

from signaling.rehearsal.host import Installation
from tests.end_to_end.planted import MARK, Secrets, text
from tests.publisher import Publisher
from tests.signaling.court.party import Party

ROLES = ("presiding_judge", "clerk", "accused", "defence_counsel")
PASSWORD = f"mật khẩu {MARK} dài"
Json = dict[str, Any]


@dataclass
class Day:
    """What is known on the way. `api` bears the administrator's token."""

    at: Installation
    api: httpx.AsyncClient
    secrets: Secrets
    stack: AsyncExitStack
    seats: dict[str, str] = field(default_factory=dict)
    devices: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)
    heard: dict[str, list[Json]] = field(default_factory=dict)
    hearing: str = ""
    court: str = ""
    commands: int = 0

    async def post(self, path: str, /, **body: object) -> Json:
        """What staff ask; nothing of it is refused."""
        answer = await self.api.post(f"/api/v1/{path}", json=body)
        assert answer.is_success, answer.text
        told: Json = answer.json()
        return told

    async def refused(self, status: int, method: str, path: str, **request: Any) -> None:
        """A request of a stranger's, answered with `status`."""
        async with httpx.AsyncClient(base_url=self.at.url, timeout=60) as stranger:
            answer = await stranger.request(method, path, **request)
        assert answer.status_code == status, (path, answer.status_code, answer.text)

    async def command(self, who: str, kind: str, **facts: object) -> Json:
        """`who` commands; accepted or refused."""
        self.commands += 1
        name = f"cmd-{self.commands:08}"
        command = {"type": kind, **facts}
        await self.parties[who].say(type="command", id=name, command=command)
        return await self.hears(who, lambda said: said.get("command") == name)

    async def hears(
        self, who: str, wanted: Callable[[Json], bool], *, fresh: bool = False
    ) -> Json:
        """The newest message that is `wanted`; unless `fresh`, it may have come before."""
        heard = self.heard[who]
        if not fresh and (before := [said for said in heard if wanted(said)]):
            return before[-1]
        heard += await self.parties[who].hear_until(wanted)
        return heard[-1]

    async def commanded(self, who: str, kind: str, **facts: object) -> None:
        """As `command`, and it was accepted."""
        answer = await self.command(who, kind, **facts)
        assert answer["type"] == "accepted", (kind, answer)

    async def sits(self, who: str, cookie: str) -> None:
        """Open the socket of the seat of `who`."""
        address = (
            f"{self.at.url.replace('http', 'ws', 1)}/api/v1/seats/{self.seats[who]}/socket"
        )
        headers = {"Cookie": f"pt-seat={self.secrets.note('seat cookie', cookie)}"}
        socket = connect(address, additional_headers=headers, max_size=None)
        self.parties[who] = Party(await self.stack.enter_async_context(socket))
        self.heard[who] = []
        await self.hears(who, lambda said: said["type"] == "welcome")

    async def media(self, who: str, room: str) -> Json:
        """The invitation of `who` to the media room of that name."""
        invited = await self.hears(
            who, lambda said: said["type"] == "media" and f".{room}" in (said["room"] or "")
        )
        self.secrets.note("media token", invited["token"])
        return invited


@asynccontextmanager
async def day(at: Installation, secrets: Secrets) -> AsyncIterator[Day]:
    """The administrator's connection; sockets and media close at the end."""
    headers = {"Authorization": f"Bearer {secrets.note('administrator', at.token)}"}
    async with (
        AsyncExitStack() as stack,
        httpx.AsyncClient(base_url=at.url, headers=headers, timeout=60) as api,
    ):
        yield Day(at, api, secrets, stack)


async def book(day: Day) -> None:
    """Directory, case, hearing with a lobby, personal links."""
    made: dict[str, str] = {}

    async def make(kind: str, /, **fields: object) -> str:
        return str((await day.post(kind, **fields))["id"])

    day.court = await make("courts", name=text("court"), zone="Asia/Ho_Chi_Minh")
    for role in ROLES:
        made[role] = await make("people", court=day.court, name=text(role))
    day.people = made
    now = datetime.now(UTC)
    case = {"number": f"12/{MARK}", "type": "criminal", "title": text("case")}
    booked = await day.post(
        "hearings",
        court=day.court,
        case=await make("cases", court=day.court, **case),
        title=text("title"),
        starts_at=now.isoformat(),
        ends_at=(now + timedelta(hours=2)).isoformat(),
        admission="by_clerk",
        points=[await make("points", court=day.court, name=text("point"), kind="central")],
        devices=[{"key": role, "kind": "personal", "point": None} for role in ROLES],
        seats=[{"person": made[role], "role": role, "device": role} for role in ROLES],
        attestation={"document": text("document")},
    )
    day.hearing = booked["id"]
    day.seats = {seat["role"]: seat["id"] for seat in booked["seats"]}
    day.devices = {device["key"]: device["id"] for device in booked["devices"]}
    await day.post(f"hearings/{day.hearing}/schedule")
    for link in (await day.post(f"hearings/{day.hearing}/links", seats=None))["links"]:
        secret = link["url"].partition("#")[2]
        day.links[link["role"]] = day.secrets.note("link", secret)


async def sign_in(day: Day) -> None:
    """The judge by account: wrong and right passwords and codes, then the seat."""
    user = f"{MARK}.tham-phan"
    await day.post(
        "staff",
        user=user,
        name=text("staff"),
        password=PASSWORD,
        roles=[{"role": "presiding_judge", "court": day.court}],
        people=[day.people["presiding_judge"]],
    )
    headers = {"Origin": day.at.url}
    async with httpx.AsyncClient(
        base_url=f"{day.at.url}/api/v1", headers=headers, timeout=60
    ) as judge:

        async def tried(code: str | None = None, **typed: str) -> httpx.Response:
            asked = {"user": user, "password": PASSWORD, "code": code, **typed}
            return await judge.post("/sign-in", json=asked)

        assert (await tried(password=f"sai {MARK}")).status_code == 401
        assert (await tried(user=PASSWORD)).status_code == 401
        secret = day.secrets.note("second factor", (await tried()).json()["secret"])
        assert (await tried(code="000000")).status_code == 401
        code = TOTP(secret).now()
        answer = await tried(code=day.secrets.note("one-time code", code))
        assert answer.status_code == 200, answer.text
        day.secrets.note("staff cookie", judge.cookies["pt-staff"])
        assert (await judge.get("/my-day")).is_success
        assert (await judge.get("/me")).is_success
        entered = await judge.post(f"/hearings/{day.hearing}/enter")
        await day.sits("presiding_judge", _cookie(entered))
        wrong = {"password": f"không phải {MARK}", "new": f"mới {MARK} dài hơn"}
        assert (await judge.post("/me/password", json=wrong)).status_code == 401


async def redeem(day: Day, who: str) -> None:
    """By the personal link; it works once."""
    async with httpx.AsyncClient(base_url=day.at.url, timeout=60) as browser:
        asked = {"token": day.links[who]}
        assert (await browser.post("/api/v1/links/look", json=asked)).is_success
        answer = await browser.post("/api/v1/links/redeem", json=asked)
    assert answer.is_success, answer.text
    await day.sits(who, _cookie(answer))
    await day.refused(409, "POST", "/api/v1/links/redeem", json=asked)


async def lobby(day: Day) -> None:
    """Reception, admission, the way back, a seat moved by a code."""
    await day.commanded("clerk", "open_hearing")
    clerk = await day.media("clerk", "courtroom")
    await day.stack.enter_async_context(Publisher(clerk["url"], clerk["token"]))
    accused = day.devices["accused"]
    await day.commanded("clerk", "call_to_reception", device=accused)
    note = text("note")
    await day.commanded(
        "clerk", "end_reception", device=accused, outcome="identified", note=note
    )
    await day.commanded("clerk", "admit", device=accused)
    await day.commanded("clerk", "return_to_lobby", device=accused, reason=text("return"))
    await day.commanded("clerk", "admit", device=accused)
    await day.commanded("clerk", "issue_transfer", seat=day.seats["accused"])
    told = await day.hears("clerk", lambda said: said["type"] == "transfer_code")
    code = day.secrets.note("transfer code", told["code"])
    asked = {"token": day.links["accused"], "code": "111111" if code != "111111" else "222222"}
    await day.refused(403, "POST", "/api/v1/links/transfer", json=asked)
    async with httpx.AsyncClient(base_url=day.at.url, timeout=60) as browser:
        moved = await browser.post("/api/v1/links/transfer", json={**asked, "code": code})
    assert moved.is_success, moved.text
    await day.sits("accused", _cookie(moved))


async def session(day: Day) -> None:
    """Recorded, with a recess; things refused on the way."""
    accused = await day.media("accused", "courtroom")
    await day.stack.enter_async_context(Publisher(accused["url"], accused["token"]))
    await day.commanded("presiding_judge", "start_session")
    await _recorded(day, "recording")
    refused = await day.command("accused", "recess", reason=text("not allowed"))
    assert refused["type"] == "refused"
    for frame in (f"{MARK}", f'{{"n": 1, "type": "{MARK}"}}', f'{{"{MARK}": 1}}'):
        await day.parties["accused"].say_raw(frame)
        said = await day.hears("accused", lambda said: said["type"] == "refused", fresh=True)
        assert said["code"].startswith("frame.")
    await day.commanded("presiding_judge", "recess", reason=text("recess"))
    await day.commanded("presiding_judge", "resume")
    seat = {"person": f"per_{'0' * 16}", "role": "witness", "device": day.devices["accused"]}
    await day.command(
        "clerk", "seat_person", seat=f"seat_{'0' * 16}", display=text("late"), **seat
    )
    reason = text("revoked")
    counsel = day.seats["defence_counsel"]
    await day.commanded("presiding_judge", "revoke_seat", seat=counsel, reason=reason)
    await day.commanded("presiding_judge", "close_hearing")
    await _recorded(day, "closed")


async def strangers(day: Day) -> None:
    """Whoever has no business here: planted paths, queries, bodies, cookies, tokens."""
    api, seat = "/api/v1", day.seats["accused"]
    await day.refused(404, "GET", f"/{MARK}/{MARK}?{MARK}={MARK}")
    await day.refused(401, "GET", f"{api}/hearings?court={MARK}")
    await day.refused(404, "POST", f"{api}/links/redeem", json={"token": MARK * 6})
    await day.refused(422, "POST", f"{api}/links/redeem", json={MARK: MARK})
    await day.refused(422, "POST", f"{api}/links/redeem", content=b"{" + MARK.encode())
    await day.refused(405, "DELETE", f"{api}/links/redeem?{MARK}")
    elsewhere = {"Origin": f"https://{MARK}.example", "Cookie": f"pt-staff={MARK}"}
    await day.refused(403, "POST", f"{api}/sign-out", headers=elsewhere)
    answer = await day.api.post(f"{api}/cases", json={"court": MARK, "number": text("n")})
    assert answer.status_code == 422
    await _turned_away(day, f"{api}/seats/{seat}/socket?after={MARK}", {"Cookie": f"a={MARK}"})
    await _turned_away(day, f"{api}/seats/{MARK}/socket", {"Cookie": f"pt-seat={MARK}"})
    relay = (await day.api.get(f"{api}/health")).is_success and _relay(day.at.url)
    for path in (f"/rtc/v1?access_token={MARK}", f"/rtc/v1/validate?access_token={MARK}"):
        async with httpx.AsyncClient(base_url=str(relay), timeout=60) as stranger:
            assert (await stranger.get(path)).status_code in (400, 401, 404, 426)
    async with httpx.AsyncClient(base_url=str(relay), timeout=60) as stranger:
        bad = await stranger.post(
            "/twirp/livekit.RoomService/CreateRoom",
            json={"name": MARK},
            headers={"Authorization": f"Bearer {MARK}"},
        )
    assert bad.status_code == 401
    await _turned_away(day, f"/rtc/v1?join_request={MARK}&access_token={MARK}", {}, relay=True)


async def record(day: Day) -> None:
    """Rendered, checked, exported, read."""
    hearing = f"/api/v1/hearings/{day.hearing}"
    made = await day.post(f"hearings/{day.hearing}/renders", kind="grid")
    assert (await day.api.post(f"{hearing}/verify")).is_success
    for part in ("bundle", "ledger", "recording"):
        assert (await day.api.get(f"{hearing}/{part}")).is_success
    state = ""
    async with asyncio.timeout(120):
        while state not in ("done", "failed", "refused"):
            await asyncio.sleep(0.3)  # REST tells no event of it
            state = (await day.api.get(f"/api/v1/renders/{made['id']}")).json()["state"]
    assert state == "done"


def _cookie(answer: httpx.Response) -> str:
    assert answer.is_success, answer.text
    return SimpleCookie(answer.headers["set-cookie"])["pt-seat"].value


def _relay(url: str) -> str:
    if another := os.environ.get("LIVEKIT_URL"):
        return another.replace("ws", "http", 1)
    base, _, port = url.rpartition(":")
    return f"{base}:{int(port) + 1}"


async def _recorded(day: Day, wanted: str) -> None:
    async with asyncio.timeout(30):
        state = ""
        while state != wanted:
            await asyncio.sleep(0.2)  # REST tells no event of it
            told = await day.api.get(f"/api/v1/hearings/{day.hearing}/recording")
            state = told.json()["state"]


async def _turned_away(
    day: Day, path: str, headers: Mapping[str, str], *, relay: bool = False
) -> None:
    base = _relay(day.at.url) if relay else day.at.url
    address = base.replace("http", "ws", 1) + path
    with pytest.raises(InvalidStatus) as refused:
        await connect(address, additional_headers=headers)
    assert refused.value.response.status_code in (400, 401, 403, 404, 422)
