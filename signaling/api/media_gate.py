"""Who may open the relay's door: asked by the proxy in front of it, for every request there.

A browser's request to `/rtc` carries a media token and no seat's cookie (its path is the
seat's own). The token alone outlives its seat by minutes, so it is taken as a claim: the
device that it names must belong in that room now, and somebody seated there must have a
session that lives. docs/decisions/009.
"""

from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncEngine

from hearing.ids import DeviceId, HearingId
from hearing.refusal import Refusal
from hearing.state import room_of, seated
from scheduler import links, sessions
from scheduler.database import reading
from signaling.api.trying import OF_LINKS
from signaling.api.wiring import Clock, Court
from signaling.court.desired import hearing_of, name_of
from signaling.court.media_access import Claim, MediaAccess

PATH = "/internal/media-access"


@dataclass(frozen=True, slots=True)
class MediaGate:
    """Compares what a token claims with what ledger and sessions say now."""

    engine: AsyncEngine
    court: Court
    media: MediaAccess
    clock: Clock

    async def lets(self, token: str) -> bool:
        """Whether the holder of `token` may open the relay's door."""
        claim = self.media.claim(token)
        if claim is None:
            return False
        hearing = hearing_of(claim.room)
        return await (self._tries(claim) if hearing is None else self._sits(hearing, claim))

    async def _sits(self, hearing: HearingId, claim: Claim) -> bool:
        state = await self.court.state(hearing)
        device = DeviceId(claim.identity)
        room = room_of(state, device)
        if room is None or name_of(hearing, room) != claim.room:
            return False
        seats = [seat.id for seat in seated(state, device)]
        async with reading(self.engine) as connection:
            return await sessions.any_lives(connection, seats, self.clock())

    async def _tries(self, claim: Claim) -> bool:
        """Whether it is the room in which a link's holder tries their way to the relay."""
        try:
            async with reading(self.engine) as connection:
                link = await links.find(connection, claim.identity)
        except Refusal:
            return False
        own = MediaAccess.try_room(HearingId(link.hearing), link.id)
        return claim.room == own and link.state(self.clock()) in OF_LINKS


def routes(gate: MediaGate) -> APIRouter:
    """The proxy's question: 204, let them through; 403, do not. It changes nothing."""
    router = APIRouter(include_in_schema=False)

    @router.get(PATH)
    async def may_open(request: Request) -> Response:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        let = scheme.lower() == "bearer" and await gate.lets(token)
        return Response(status_code=204 if let else 403)

    return router
