"""A LiveKit cluster's Redis dies in the middle of a hearing and comes back."""

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass

from livekit import rtc
from livekit.api import AccessToken, VideoGrants

from hearing.ids import HearingId
from hearing.roles import Role
from signaling.court.desired import VOICE, courtroom
from signaling.court.media_access import MediaAccess
from signaling.court.ports import RelayUnreachable
from signaling.court.rooms import LiveKitRooms
from tests.end_to_end.outages import HEALED_S, Sitting
from tests.livekit_cluster import Cluster
from tests.waiting import until

_EACH = 0.25


@dataclass(frozen=True, slots=True)
class Bereft:
    """What a hearing noticed. still: the longest wait for a picture; lost: packets missing at
    receivers; rejoined: how often somebody left their room. Since Redis was back: enforced:
    until the floor that was taken meanwhile was taken by the nodes too; joined: until a
    newcomer was in a room. told: from the kill until the judge's command was answered.
    Seconds."""

    told: float
    still: float
    lost: int
    rejoined: int
    enforced: float
    joined: float


async def redis_killed(sitting: Sitting, away: float) -> Bereft:
    """`kill -9`, and `away` seconds later it is started again on what it kept. Meanwhile the
    judge takes the floor from the accused."""
    two = sitting.machine.engine.cluster
    assert two is not None
    people = list(sitting.people.values())
    lost = sum([await one.lost_packets() for one in people])
    joined = sum(len(one.joined) for one in people)
    accused = sitting.hearing.devices[Role.ACCUSED]
    two.redis.kill()
    killed = time.monotonic()
    assert await sitting.judge.command("hold_floor", HEALED_S, device=accused) is None
    told = time.monotonic() - killed
    await asyncio.sleep(max(0.0, killed + away - time.monotonic()))
    await asyncio.to_thread(two.redis.start)
    back = time.monotonic()
    room = courtroom(HearingId(sitting.hearing.id))
    enforced, joins = await asyncio.gather(_silenced(two, room, accused), _newcomer(two, room))
    assert await sitting.judge.command("give_floor", HEALED_S, device=accused) is None
    await until(lambda: sitting.flows(back), HEALED_S)
    ends = [viewer.gap(device, killed) for viewer, _, device in sitting.pairs()]
    return Bereft(
        told=told,
        still=max(end - start for start, end in ends),
        lost=sum([await one.lost_packets() for one in people]) - lost,
        rejoined=sum(len(one.joined) for one in people) - joined,
        enforced=enforced - back,
        joined=joins - back,
    )


async def _silenced(two: Cluster, room: str, device: str) -> float:
    """When the node no longer let `device` speak."""
    rooms = LiveKitRooms(MediaAccess(two.url, two.url, two.api_key, two.api_secret))
    try:
        async with asyncio.timeout(HEALED_S):
            while await _may_speak(rooms, room, device):
                await asyncio.sleep(_EACH)
    finally:
        await rooms.close()
    return time.monotonic()


async def _may_speak(rooms: LiveKitRooms, room: str, device: str) -> bool:
    with suppress(RelayUnreachable):
        for one in await rooms.participants(room):
            if one.identity == device:
                return VOICE in one.grant.sources
    return True


async def _newcomer(two: Cluster, room: str) -> float:
    """When somebody who had not been there was in, trying again as pages do."""
    grants = VideoGrants(room_join=True, room=room, hidden=True, can_publish=False)
    token = AccessToken(two.api_key, two.api_secret).with_identity("newcomer")
    async with asyncio.timeout(HEALED_S):
        while not await _comes_in(two.url, token.with_grants(grants).to_jwt()):
            await asyncio.sleep(_EACH)
    return time.monotonic()


async def _comes_in(url: str, token: str) -> bool:
    newcomer = rtc.Room()
    try:
        await newcomer.connect(url, token, rtc.RoomOptions(connect_timeout=5.0))
    except rtc.ConnectError:
        return False
    await newcomer.disconnect()
    return True
