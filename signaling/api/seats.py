"""Seat sessions: who a browser's cookie says it is."""

from fastapi import Request
from sqlalchemy.ext.asyncio import AsyncEngine

from hearing.ids import HearingId, SeatId
from hearing.refusal import Refusal
from scheduler import redeeming, sessions
from scheduler.database import reading
from signaling.api.cookies import seat_secret
from signaling.api.models.fields import Id
from signaling.api.models.links import Seated
from signaling.api.part import Part
from signaling.api.wiring import Clock, Wiring
from signaling.court.sessions import SeatSession


class SeatSessions:
    """Checks seat cookies against the database, for the hearing socket and for REST."""

    def __init__(self, engine: AsyncEngine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    async def check(self, seat: str, cookie: str) -> SeatSession | None:
        """The session of `seat` that `cookie` proves, or None. Whether the seat was revoked
        in the hearing is the ledger's to say."""
        async with reading(self._engine) as connection:
            known = await sessions.check(connection, seat, cookie, self._clock())
        if known is None:
            return None
        return SeatSession(SeatId(known.seat), HearingId(known.hearing), known.role)


def routes(wiring: Wiring) -> Part:
    """What a seated person's page asks."""
    router = Part(tags=["joining"])
    seat_sessions = SeatSessions(wiring.engine, wiring.clock)

    @router.get("/seats/{seat}/session", summary="Who I am, after the page was reloaded")
    async def session(seat: Id, request: Request) -> Seated:
        known = await seat_sessions.check(seat, seat_secret(request))
        if known is None:
            raise Refusal("seat.session")
        sitting = (await wiring.court.state(known.hearing)).seats.get(known.seat)
        if sitting is not None and sitting.revoked:
            raise Refusal("hearing.seat_revoked")
        async with wiring.reading() as connection:
            return Seated.of(await redeeming.place(connection, seat))

    return router
