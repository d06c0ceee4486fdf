"""Routes that move what is booked: move, split, adjourn, and what follows. Listing desk."""

from fastapi import APIRouter, Depends

from hearing.actors import StaffActor
from scheduler import directory
from scheduler import hearings as bookings
from scheduler.moving import Wish
from scheduler.slot import Slot, in_order, moment
from signaling.api import listing
from signaling.api.marks import IfMatch
from signaling.api.models.fields import Id
from signaling.api.models.hearings import HearingTold
from signaling.api.models.times import CONFLICT, Adjournment, Move, NewTime, Split
from signaling.api.once import OnceRoute
from signaling.api.staff import StaffDoor
from signaling.api.telling import whole
from signaling.api.wiring import Wiring


def routes(wiring: Wiring, door: StaffDoor) -> APIRouter:
    """The routes."""
    router = APIRouter(tags=["hearings"], responses=CONFLICT, route_class=OnceRoute)
    staff = Depends(door)
    _moving(router, wiring, staff)
    _ending(router, wiring, staff)
    return router


def _moving(router: APIRouter, wiring: Wiring, staff: StaffActor) -> None:
    @router.post("/hearings/{hearing}/move", summary="Other times, another courtroom")
    async def move(
        hearing: Id, asked: Move, seen: IfMatch = None, by: StaffActor = staff
    ) -> HearingTold:
        """All of it moves or nothing does. A listed hearing's ledger says so; from half an
        hour before the start it is refused (`booking.frozen`). Links stay good."""
        wish = await _wish(wiring, hearing, asked)
        await listing.move(wiring, hearing, wish, reason=asked.reason, by=by, expected=seen)
        return await whole(wiring, hearing)

    @router.post("/hearings/{hearing}/split", summary="Go on with a sitting later")
    async def split(
        hearing: Id, asked: Split, seen: IfMatch = None, by: StaffActor = staff
    ) -> HearingTold:
        """The sitting ends at `at`; its rest begins at `resumes_at`."""
        span = Slot(moment("at", asked.at), moment("resumes_at", asked.resumes_at))
        await listing.split(
            wiring,
            hearing,
            number=asked.sitting,
            span=span,
            reason=asked.reason,
            by=by,
            expected=seen,
        )
        return await whole(wiring, hearing)


def _ending(router: APIRouter, wiring: Wiring, staff: StaffActor) -> None:
    @router.post("/hearings/{hearing}/adjourn", summary="Adjourn, and book what follows")
    async def adjourn(
        hearing: Id, asked: Adjournment, seen: IfMatch = None, by: StaffActor = staff
    ) -> HearingTold:
        """With `successor` the next hearing is booked as a draft with the same people and
        places; if that collides, nothing is adjourned. Answers the successor, else this one."""
        then = asked.successor
        wish = None if then is None else await _wish(wiring, hearing, then)
        follows = await listing.adjourn(
            wiring, hearing, wish, reason=asked.reason, by=by, expected=seen
        )
        return await whole(wiring, follows or hearing)

    @router.post(
        "/hearings/{hearing}/successor",
        status_code=201,
        summary="Book what follows a hearing that was adjourned in court",
    )
    async def succeed(hearing: Id, asked: NewTime, by: StaffActor = staff) -> HearingTold:
        """A draft with the same people and places."""
        wish = await _wish(wiring, hearing, asked)
        return await whole(wiring, await listing.succeed(wiring, hearing, wish, by))


async def _wish(wiring: Wiring, hearing: str, asked: NewTime) -> Wish:
    async with wiring.reading() as connection:
        court = (await bookings.line(connection, hearing)).court
        zone = await directory.zone_of(connection, court)
    first, more = asked.times(zone)
    return Wish(in_order((first, *more)), asked.courtroom)
