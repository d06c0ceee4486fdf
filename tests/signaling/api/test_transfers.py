"""Rulings on moving a seat to another browser by a code."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest

from hearing.ids import HearingId, SeatId
from scheduler import transfers
from scheduler.database import open_engine
from signaling.api import SeatSessions, SeatTransfers
from tests.signaling.api.world import Api, Json, installation, token


class Desk:
    """A redeemed link and the clerk's codes for its seat."""

    def __init__(self, api: Api, url: str, link: Json, codes: SeatTransfers) -> None:
        self.api = api
        self.url = url
        self.seat = SeatId(link["seat"])
        self.token = token(link["url"])
        self.codes = codes

    async def code(self) -> str:
        """A fresh code."""
        return (await self.codes.issue(self.seat)).code

    async def move(self, code: str) -> httpx.Response:
        """Try to take the seat over."""
        body = {"token": self.token, "code": code}
        return await self.api.stranger("POST", "/links/transfer", json=body)


def wrong(code: str) -> str:
    """Another code."""
    return f"{(int(code) + 1) % 10**6:06}"


@pytest.fixture
async def desk(database_url: str) -> AsyncIterator[Desk]:
    """Counsel has used their link; on either database."""
    async with installation(database_url) as api:
        await api.fill()
        hearing = (await api.scheduled())["id"]
        link = next(one for one in await api.links(hearing) if one["role"] == "defence_counsel")
        await api.redeem(link["url"])
        engine = open_engine(database_url)
        codes = SeatTransfers(engine, lambda: api.now, lambda n: bytes(range(n)))
        yield Desk(api, database_url, link, codes)
        await engine.dispose()


async def test_a_code_moves_the_seat_and_ends_the_session_before(desk: Desk) -> None:
    """Once; the old cookie opens nothing any more, and the ledger knows."""
    before = desk.api.client.cookies["pt-seat"]
    answer = await desk.move(code := await desk.code())
    assert answer.status_code == 200, answer.text
    assert answer.json()["seat"] == desk.seat
    after = answer.cookies["pt-seat"]
    engine = open_engine(desk.url)
    sessions = SeatSessions(engine, lambda: desk.api.now)
    assert await sessions.check(desk.seat, before) is None
    assert await sessions.check(desk.seat, after) is not None
    await engine.dispose()
    (hearing,) = desk.api.court.ledger
    assert desk.api.court.ledger[hearing][-1].event.type == "seat_transferred"
    assert desk.api.court.told[-1] == HearingId(hearing)
    again = await desk.move(code)
    assert (again.status_code, again.json()["code"]) == (409, "transfer.used")


async def test_five_wrong_tries_void_a_code(desk: Desk) -> None:
    """The right one does not help any more; the next code does."""
    code = await desk.code()
    answers = [(await desk.move(wrong(code))).json() for _ in range(5)]
    assert [said["code"] for said in answers] == ["transfer.wrong"] * 4 + ["transfer.exhausted"]
    assert [said["facts"].get("left") for said in answers] == [4, 3, 2, 1, None]
    assert (await desk.move(code)).json()["code"] == "transfer.exhausted"
    assert (await desk.move(await desk.code())).status_code == 200


async def test_many_wrong_tries_at_once_are_no_more_than_five(desk: Desk) -> None:
    """On both databases."""
    code = await desk.code()
    answers = await asyncio.gather(*(desk.move(wrong(code)) for _ in range(12)))
    codes = sorted(answer.json()["code"] for answer in answers)
    assert codes == ["transfer.exhausted"] * 8 + ["transfer.wrong"] * 4


async def test_a_code_is_good_for_ten_minutes(desk: Desk) -> None:
    """And not a moment longer."""
    code = await desk.code()
    desk.api.now += transfers.LIFE
    assert (await desk.move(code)).json()["code"] == "transfer.expired"
    desk.api.now -= timedelta(seconds=1)
    assert (await desk.move(code)).status_code == 200


async def test_the_next_code_voids_the_one_before(desk: Desk) -> None:
    """Whoever overheard the first has nothing."""
    first = await desk.code()
    desk.codes._randomness = lambda n: bytes(range(1, n + 1))
    second = await desk.code()
    assert first != second
    assert (await desk.move(first)).json()["code"] == "transfer.wrong"
    assert (await desk.move(second)).status_code == 200


@pytest.mark.parametrize("code", ["", "é", "12345", "\x00", "٣٤٥٦٧٨", "0" * 64])
async def test_what_is_no_code_is_a_wrong_code(api: Api, code: str) -> None:
    """A clear refusal, whatever is typed; without a code issued there is none to try."""
    hearing = (await api.scheduled())["id"]
    link = (await api.links(hearing))[0]
    body = {"token": token(link["url"]), "code": code}
    early = await api.stranger("POST", "/links/transfer", json=body)
    assert (early.status_code, early.json()["code"]) == (409, "transfer.unredeemed")
    await api.redeem(link["url"])
    answer = await api.stranger("POST", "/links/transfer", json=body)
    assert (answer.status_code, answer.json()["code"]) == (404, "transfer.none")


async def test_a_revoked_seat_and_an_unknown_link_move_nowhere(desk: Desk) -> None:
    """Guesses count like everywhere."""
    code = await desk.code()
    unknown = await desk.api.stranger(
        "POST", "/links/transfer", json={"token": "guess", "code": code}
    )
    assert unknown.json()["code"] == "link.unknown"
    (hearing,) = desk.api.court.ledger
    revoke = {"id": "command-1", "command": {"type": "revoke_seat", "seat": desk.seat}}
    await desk.api.made(f"/hearings/{hearing}/commands", revoke)
    assert (await desk.move(code)).json()["code"] == "link.revoked"
