"""Rulings on the end of an account and of a session, with a real server and open sockets."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

import signaling.api
from hearing.ids import DeviceId, HearingId, SeatId
from signaling.court import socket
from signaling.court.desired import courtroom, grants
from tests.scheduler.world import migrated
from tests.signaling.api.staff_party import Browser, account
from tests.signaling.api.world import ADMIN, Api, Json
from tests.signaling.court.party import Party, address
from tests.signaling.court.world import Relay, World, court_on, until

PAGES = "http://court.example"  # a Secure cookie would not go to this server
AT_MOST_S = 20.0
"""Two seconds are promised; a busy machine gets more, far less than a token lives."""


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@dataclass
class House:
    """A served installation with a scheduled hearing, and its judge signed in."""

    api: Api
    world: World
    server: str
    judge: Browser
    hearing: Json

    async def enter(self) -> tuple[str, str]:
        """The judge takes the seat: its id and its cookie."""
        entered = await self.judge.ask("POST", f"/hearings/{self.hearing['id']}/enter")
        assert entered.status_code == 200, entered.text
        secret = entered.headers["set-cookie"].partition("pt-seat=")[2].partition(";")[0]
        return entered.json()["seat"], secret

    @asynccontextmanager
    async def seated(self, seat: str, secret: str) -> AsyncIterator[Party]:
        """The seat's open socket."""
        cookie = {"Cookie": f"pt-seat={secret}"}
        async with connect(address(self.server, seat), additional_headers=cookie) as opened:
            party = Party(opened)
            await party.hear_a("welcome")
            yield party

    async def in_courtroom(self, seat: str) -> DeviceId:
        """The hearing opens and the seat's device joins the courtroom."""
        command = {"id": "open-hearing-1", "command": {"type": "open_hearing"}}
        await self.api.made(f"/hearings/{self.hearing['id']}/commands", command)
        key = HearingId(self.hearing["id"])
        state = await self.world.court.state(key)
        device = state.seats[SeatId(seat)].device
        await until(lambda: courtroom(key) in self.world.relay.rooms, "the courtroom")
        self.world.relay.join(device, grants(state)[device], key)
        return device

    def hears(self, device: DeviceId) -> bool:
        """Whether the device is in the courtroom at the relay."""
        return device in self.world.relay.rooms[courtroom(HearingId(self.hearing["id"]))]


@asynccontextmanager
async def _served(app: FastAPI) -> AsyncIterator[str]:
    config = uvicorn.Config(
        app, port=0, ws="websockets-sansio", log_config=None, lifespan="off"
    )
    server = _Server(config)
    listener = config.bind_socket()
    host, port = listener.getsockname()[:2]
    running = asyncio.create_task(server.serve(sockets=[listener]))
    await until(lambda: server.started, "the server")
    try:
        yield f"{host}:{port}"
    finally:
        server.should_exit = True
        await running
        listener.close()


@pytest.fixture
async def house(database_url: str) -> AsyncIterator[House]:
    """On either database."""
    app = FastAPI(openapi_url=signaling.api.OPENAPI_URL)
    async with migrated(database_url) as engine, court_on(engine, relay=Relay()) as world:
        signaling.api.router(
            engine=engine,
            court=world.court,
            admin_token=ADMIN,
            public_url=PAGES,
            clock=world.clock,
        ).build(app)
        seats = signaling.api.SeatSessions(engine, world.clock)
        app.include_router(socket.router(world.court, seats))
        signaling.api.install(app)
        async with (
            _served(app) as server,
            httpx.AsyncClient(base_url=f"http://{server}", timeout=60) as desk,
            httpx.AsyncClient(base_url=f"http://{server}", timeout=60) as client,
        ):
            api = Api(desk, None, app)  # type: ignore[arg-type]
            await api.fill()
            device = {"key": "own", "kind": "personal", "point": None}
            seat = {
                "person": api.directory["judge"],
                "role": "presiding_judge",
                "device": "own",
            }
            booked = await api.made("/hearings", api.wish(devices=[device], seats=[seat]))
            hearing = await api.made(f"/hearings/{booked['id']}/schedule", {})
            posts = ("presiding_judge", api.directory["court"])
            made = await account(api, "hoa", posts, people=[api.directory["judge"]])
            hoa = Browser(client, "hoa", made["id"], origin=PAGES)
            await hoa.enrol(world.clock())
            yield House(api, world, server, hoa, hearing)


async def test_a_revoked_account_is_out_of_court_at_once(house: House) -> None:
    """Socket closed, media removed, and removed again whoever comes back with an old token;
    neither session nor seat nor link opens anything."""
    seat, secret = await house.enter()
    link = (await house.api.links(house.hearing["id"], seats=[seat]))[0]
    async with house.seated(seat, secret) as judge:
        device = await house.in_courtroom(seat)
        begun = time.monotonic()
        await house.api.made(f"/staff/{house.judge.id}/revoke", {})
        assert await judge.closed_with() == (4401, "seat.revoked")
        await until(lambda: not house.hears(device), "the removal from the courtroom")
        assert time.monotonic() - begun < AT_MOST_S
    state = await house.world.court.state(HearingId(house.hearing["id"]))
    assert state.seats[SeatId(seat)].revoked
    assert (await house.judge.ask("GET", "/me")).json()["code"] == "staff.session"
    assert (await house.api.redeem(link["url"])).json()["code"] == "link.revoked"
    with pytest.raises(InvalidStatus) as refused:
        async with house.seated(seat, secret):
            raise AssertionError("a revoked seat was opened")
    assert refused.value.response.status_code == 401


async def test_who_signs_out_leaves_the_courtroom_at_once(house: House) -> None:
    """The seat stays theirs: signed in again, they take it again."""
    seat, secret = await house.enter()
    async with house.seated(seat, secret) as judge:
        device = await house.in_courtroom(seat)
        begun = time.monotonic()
        assert (await house.judge.ask("POST", "/sign-out")).status_code == 204
        assert await judge.closed_with() == (4401, "seat.session_ended")
        await until(lambda: not house.hears(device), "the removal from the courtroom")
        assert time.monotonic() - begun < AT_MOST_S
    code = house.judge.code(house.world.clock(), 1)
    assert (await house.judge.sign_in(code=code)).status_code == 200
    again, other = await house.enter()
    assert again == seat
    async with house.seated(again, other) as judge:
        assert await judge.in_good_health()


async def test_whoever_enters_while_being_revoked_does_not_stay(house: House) -> None:
    """Whichever of the two is first, nobody is seated afterwards."""
    path = f"/hearings/{house.hearing['id']}/enter"
    entering = [house.judge.ask("POST", path) for _ in range(4)]
    *entered, revoked = await asyncio.gather(
        *entering, house.api.staff("POST", f"/staff/{house.judge.id}/revoke", json={})
    )
    assert revoked.status_code == 200, revoked.text
    for answer in entered:
        code = "" if answer.status_code == 200 else answer.json()["code"]
        assert code in ("", "staff.session", "staff.no_seat"), answer.text
        if answer.status_code == 200:
            secret = answer.headers["set-cookie"].partition("pt-seat=")[2].partition(";")[0]
            with pytest.raises(InvalidStatus):
                async with house.seated(answer.json()["seat"], secret):
                    raise AssertionError("a revoked account is seated")
