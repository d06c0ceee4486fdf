"""Moving a seat to another browser: codes for the hearing socket, and the way in by code."""

from datetime import UTC

from fastapi import Request, Response
from sqlalchemy.ext.asyncio import AsyncEngine

from hearing.actors import System
from hearing.commands import ReportTransfer
from hearing.ids import HearingId, SeatId
from hearing.refusal import Refusal
from scheduler import redeeming, transfers
from scheduler.link import Link, Redeemed
from scheduler.source import Source
from signaling.api.cookies import give_seat
from signaling.api.links import counting
from signaling.api.models.links import Seated, TokenAndCode
from signaling.api.part import Part
from signaling.api.wiring import Clock, Randomness, Wiring
from signaling.court.ports import Transfer


class SeatTransfers:
    """Makes codes for the hearing socket, which tells them to the clerk alone."""

    def __init__(self, engine: AsyncEngine, clock: Clock, randomness: Randomness) -> None:
        self._engine = engine
        self._clock = clock
        self._randomness = randomness

    async def issue(self, seat: SeatId) -> Transfer:
        """A fresh code for `seat`; the one before is void."""
        source = Source(self._clock().astimezone(UTC), self._randomness)
        async with self._engine.begin() as connection:
            code = await transfers.issue(connection, source, seat)
        return Transfer(code.digits, code.expires_at)


def routes(wiring: Wiring) -> Part:
    """What the holder of a used link and of a code does."""
    router = Part(tags=["joining"])

    @router.post("/links/transfer", summary="Take the seat over in this browser, by a code")
    async def transfer(asked: TokenAndCode, request: Request, response: Response) -> Seated:
        """Gives this browser the seat's cookie and ends the session before. A wrong code
        counts; after five the clerk must issue a new one."""
        source = wiring.source()
        async with counting(wiring, request, source), wiring.reading() as connection:
            link, _ = await redeeming.look(connection, asked.token)
        redeemed = await _transfer(wiring, source, link, asked.code)
        give_seat(response, redeemed, source.now, wiring.public_url)
        return Seated.of(redeemed.place)

    return router


async def _transfer(wiring: Wiring, source: Source, link: Link, code: str) -> Redeemed:
    hearing = HearingId(link.hearing)
    seat = (await wiring.court.state(hearing)).seats.get(SeatId(link.seat))
    if link.revoked_at is not None or (seat is not None and seat.revoked):
        raise Refusal("link.revoked")
    if link.redeemed_at is None:
        raise Refusal("transfer.unredeemed")
    async with wiring.begin() as connection:
        outcome = await transfers.attempt(connection, source, link, code)
        if isinstance(outcome, Redeemed):
            await wiring.court.execute(
                hearing,
                ReportTransfer(seat=SeatId(link.seat)),
                by=System(reason="transfer"),
                command_id=source.identifier("cmd"),
                connection=connection,
            )
    if isinstance(outcome, Refusal):
        raise outcome
    await wiring.court.published(hearing)
    return outcome
