"""Routes that move what is booked: move, split, adjourn, and what follows. Listing desk."""

from fastapi import Depends, Response

from hearing.actors import StaffActor
from scheduler import directory
from scheduler import hearings as bookings
from scheduler.moving import Wish
from scheduler.slot import Slot, in_order, link_slot, moment
from signaling.api import listing
from signaling.api.marks import IfMatch
from signaling.api.models.fields import Id, Moment
from signaling.api.models.hearings import Anew, HearingTold
from signaling.api.models.times import (
    CONFLICT,
    Adjournment,
    BusyTold,
    Move,
    MovePossible,
    NewTime,
    Split,
)
from signaling.api.once import OnceRoute
from signaling.api.part import Part
from signaling.api.staff import StaffDoor
from signaling.api.telling import whole
from signaling.api.wiring import Wiring


def routes(wiring: Wiring, door: StaffDoor) -> Part:
    """The routes."""
    router = Part(tags=["hearings"], responses=CONFLICT, route_class=OnceRoute)
    staff = Depends(door)
    _drafting(router, wiring, staff)
    _moving(router, wiring, staff)
    _ending(router, wiring, staff)
    return router


def _drafting(router: Part, wiring: Wiring, staff: StaffActor) -> None:
    @router.put("/hearings/{hearing}", summary="Write a hearing anew")
    async def redraft(
        hearing: Id,
        asked: Anew,
        response: Response,
        seen: IfMatch = None,
        by: StaffActor = staff,
    ) -> HearingTold:
        """Times, places, devices and cast as given, all at once. Of a listed hearing too, for a
        `reason` that its ledger keeps, until half an hour before it (`booking.frozen`): whoever
        comes, goes, or is to come elsewhere is told. Seats that stay keep ids and links."""
        async with wiring.reading() as connection:
            court = (await bookings.line(connection, hearing)).court
            zone = await directory.zone_of(connection, court)
        await listing.redraft(
            wiring,
            hearing,
            lambda line: asked.plan_of(line.court, line.case, zone),
            reason=asked.reason,
            by=by,
            expected=seen,
        )
        return await whole(wiring, hearing, response)


def _moving(router: Part, wiring: Wiring, staff: StaffActor) -> None:
    @router.post("/hearings/{hearing}/move", summary="Other times, another courtroom")
    async def move(
        hearing: Id,
        asked: Move,
        response: Response,
        seen: IfMatch = None,
        by: StaffActor = staff,
    ) -> HearingTold:
        """All of it moves or nothing does. A listed hearing's ledger says so; from half an
        hour before the start it is refused (`booking.frozen`). Links stay good."""
        wish = await _wish(wiring, hearing, asked)
        await listing.move(
            wiring, hearing, lambda _: wish, reason=asked.reason, by=by, expected=seen
        )
        return await whole(wiring, hearing, response)

    @router.post("/hearings/{hearing}/move/try", summary="What a move would meet")
    async def try_move(hearing: Id, asked: NewTime) -> MovePossible:
        """Refused as the move would be, with the same alternatives; nothing is changed."""
        wish = await _wish(wiring, hearing, asked)
        await listing.try_move(wiring, hearing, lambda _: wish)
        return MovePossible()

    @router.get("/hearings/{hearing}/busy", summary="What would be in a move's way, and when")
    async def busy(hearing: Id, starts_at: Moment, ends_at: Moment) -> list[BusyTold]:
        """Of all that the hearing wants, and of every courtroom; at most two months. The last
        word has the move: a place for several may be free for a part of the time only."""
        span = link_slot(starts_at, ends_at)
        return [BusyTold.of(one) for one in await listing.in_the_way(wiring, hearing, span)]

    @router.post("/hearings/{hearing}/split", summary="Go on with a sitting later")
    async def split(
        hearing: Id,
        asked: Split,
        response: Response,
        seen: IfMatch = None,
        by: StaffActor = staff,
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
        return await whole(wiring, hearing, response)


def _ending(router: Part, wiring: Wiring, staff: StaffActor) -> None:
    @router.post("/hearings/{hearing}/adjourn", summary="Adjourn, and book what follows")
    async def adjourn(
        hearing: Id,
        asked: Adjournment,
        response: Response,
        seen: IfMatch = None,
        by: StaffActor = staff,
    ) -> HearingTold:
        """With `successor` the next hearing is booked as a draft with the same people and
        places; if that collides, nothing is adjourned. Answers the successor, else this one."""
        then = asked.successor
        wish = None if then is None else await _wish(wiring, hearing, then)
        follows = await listing.adjourn(
            wiring, hearing, wish, reason=asked.reason, by=by, expected=seen
        )
        return await whole(wiring, follows or hearing, response)

    @router.post(
        "/hearings/{hearing}/successor",
        status_code=201,
        summary="Book what follows a hearing that was adjourned in court",
    )
    async def succeed(
        hearing: Id, asked: NewTime, response: Response, by: StaffActor = staff
    ) -> HearingTold:
        """A draft with the same people and places."""
        wish = await _wish(wiring, hearing, asked)
        follows = await listing.succeed(wiring, hearing, wish, by)
        return await whole(wiring, follows, response)


async def _wish(wiring: Wiring, hearing: str, asked: NewTime) -> Wish:
    async with wiring.reading() as connection:
        court = (await bookings.line(connection, hearing)).court
        zone = await directory.zone_of(connection, court)
    first, more = asked.times(zone)
    return Wish(in_order((first, *more)), asked.courtroom)
