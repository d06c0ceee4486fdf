"""Rulings on the relay's door: a token opens it while its seat lives, and no longer."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from livekit.api import AccessToken, VideoGrants

from hearing.actors import StaffActor
from hearing.commands import OpenHearing, RevokeSeat
from hearing.ids import DeviceId, HearingId, SeatId
from hearing.state import HearingState
from scheduler.database import open_engine
from signaling.api.media_gate import MediaGate, routes
from signaling.court.desired import Grant
from signaling.court.media_access import MediaAccess
from signaling.court.service import Court
from tests.signaling.api.real_court import with_court
from tests.signaling.api.world import Api, Json

MEDIA = MediaAccess("ws://relay", "ws://relay", "key", "secret" * 8)
GRANT = Grant(publish=True, sources=frozenset({"camera"}), hidden=False)
CLERK = StaffActor(name="clerk")


@dataclass
class Door:
    """An open hearing whose counsel has joined, and the relay's door."""

    api: Api
    court: Court
    hearing: HearingId
    seat: SeatId
    device: DeviceId
    link: Json

    async def opens(self, token: str, scheme: str = "Bearer") -> bool:
        asked = {"Authorization": f"{scheme} {token}"}
        answer = await self.api.client.get("/internal/media-access", headers=asked)
        assert answer.status_code in (204, 403)
        return answer.status_code == 204

    async def state(self) -> HearingState:
        return await self.court.state(self.hearing)


@pytest.fixture
async def door(database_url: str) -> AsyncIterator[Door]:
    async with with_court(database_url) as (api, court):
        engine = open_engine(database_url)
        api.app.include_router(routes(MediaGate(engine, court, MEDIA, lambda: api.now)))
        hearing = await api.scheduled()
        seat = next(one for one in hearing["seats"] if one["role"] == "defence_counsel")
        (link,) = await api.links(hearing["id"], seats=[seat["id"]])
        assert (await api.redeem(link["url"])).is_success
        name = HearingId(hearing["id"])
        await court.execute(name, OpenHearing(), by=CLERK, command_id="cmd_open")
        yield Door(api, court, name, SeatId(seat["id"]), DeviceId(seat["device"]), link)
        await engine.dispose()


async def test_a_seat_with_a_live_session_opens_it(door: Door) -> None:
    token = MEDIA.token(door.hearing, door.device, GRANT)
    assert await door.opens(token)
    assert not await door.opens(token, "Basic")


async def test_a_revoked_seat_does_not_though_its_token_is_fresh(door: Door) -> None:
    token = MEDIA.token(door.hearing, door.device, GRANT)
    order = RevokeSeat(seat=door.seat, reason="r")
    await door.court.execute(door.hearing, order, by=CLERK, command_id="cmd_revoke")
    assert not await door.opens(token)


async def test_a_session_that_ended_does_not(door: Door) -> None:
    token = MEDIA.token(door.hearing, door.device, GRANT)
    await door.api.made(f"/links/{door.link['id']}/revoke", {})
    assert not await door.opens(token)


async def test_nobody_enters_a_room_that_is_not_their_devices_now(door: Door) -> None:
    assert not await door.opens(MEDIA.token(door.hearing, door.device, GRANT, "reception"))


async def test_a_seat_that_nobody_took_does_not(door: Door) -> None:
    state = await door.state()
    other = next(one for one in state.devices if one != door.device)
    assert not await door.opens(MEDIA.token(door.hearing, other, GRANT))


async def test_others_tokens_do_not(door: Door) -> None:
    forger = MediaAccess("ws://relay", "ws://relay", "key", "other-secret" * 4)
    listing = AccessToken(MEDIA.key, MEDIA.secret).with_grants(VideoGrants(room_list=True))
    for token in (
        "",
        "garbage",
        forger.token(door.hearing, door.device, GRANT),
        MEDIA.recorder_token(door.hearing),
        MEDIA.token(HearingId("hrg_unknown"), door.device, GRANT),
        listing.to_jwt(),
    ):
        assert not await door.opens(token)


async def test_the_holder_of_a_link_tries_their_way_until_it_is_revoked(door: Door) -> None:
    token = MEDIA.try_token(door.hearing, door.link["id"])
    assert await door.opens(token)
    assert not await door.opens(MEDIA.try_token(HearingId("hrg_other"), door.link["id"]))
    assert not await door.opens(MEDIA.try_token(door.hearing, "lnk_unknown"))
    await door.api.made(f"/links/{door.link['id']}/revoke", {})
    assert not await door.opens(token)
