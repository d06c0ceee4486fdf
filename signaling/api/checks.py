"""Routes of technical checks: booked at a point, their result kept. Court staff only."""

from collections.abc import Sequence

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.actors import StaffActor
from scheduler import checks
from scheduler import hearings as bookings
from scheduler.alternatives import instead_of_place
from scheduler.conflicts import Conflict
from scheduler.editing import POINTS, find
from scheduler.readiness import Check
from scheduler.slot import hearing_slot
from signaling.accounts.audit import note
from signaling.accounts.staff import names_of
from signaling.api.doors import Reach
from signaling.api.models.checks import CheckTold, NewCheck, OutcomeAsked
from signaling.api.models.fields import Id
from signaling.api.models.times import CONFLICT
from signaling.api.once import OnceRoute
from signaling.api.part import Part
from signaling.api.staff import REACH, StaffDoor
from signaling.api.wiring import Wiring


def routes(wiring: Wiring, door: StaffDoor) -> Part:
    """The routes."""
    router = Part(tags=["checks"], route_class=OnceRoute)
    staff = Depends(door)
    _reading(router, wiring)
    _writing(router, wiring, staff)
    return router


def _reading(router: Part, wiring: Wiring) -> None:
    @router.get("/points/{point}/checks", summary="A point's technical checks")
    async def of_point(point: Id, within: Reach = REACH) -> list[CheckTold]:
        """The latest hundred, the latest first; cancelled ones too."""
        async with wiring.reading() as connection:
            within.must_hold((await find(connection, POINTS, point)).court)
            return await _told(connection, await checks.of_point(connection, point))

    @router.get("/hearings/{hearing}/checks", summary="Checks made for a hearing")
    async def of_hearing(hearing: Id) -> list[CheckTold]:
        """How each of its points stands, whatever checks count, the hearing itself tells."""
        async with wiring.reading() as connection:
            await bookings.line(connection, hearing)
            return await _told(connection, await checks.of_hearing(connection, hearing))


def _writing(router: Part, wiring: Wiring, staff: StaffActor) -> None:
    @router.post(
        "/points/{point}/checks",
        status_code=201,
        summary="Book a technical check of a point",
        responses=CONFLICT,
    )
    async def book(
        point: Id, asked: NewCheck, within: Reach = REACH, by: StaffActor = staff
    ) -> CheckTold:
        """A rehearsal: the point is kept for it as for a hearing. 409 says what is there
        already, and when it is free instead."""
        async with wiring.reading() as connection:
            within.must_hold(await checks.court_of(connection, point, asked.hearing))
        span = hearing_slot(asked.starts_at, asked.ends_at)
        try:
            async with wiring.begin() as connection:
                made = await checks.book(
                    connection,
                    wiring.source(),
                    point=point,
                    hearing=asked.hearing,
                    span=span,
                    by=by.name,
                )
        except Conflict as found:
            async with wiring.reading() as connection:
                place = await checks.wanted(connection, point)
                now = wiring.source().now
                other = await instead_of_place(connection, place, span, now)
            raise found.instead(other) from None
        return CheckTold.of(made, {})

    @router.post("/checks/{check}/result", summary="Write down what came of a check")
    async def done(
        check: Id, asked: OutcomeAsked, within: Reach = REACH, by: StaffActor = staff
    ) -> CheckTold:
        """Once; by whom and when is kept. A second opinion is a second check."""
        async with wiring.begin() as connection:
            within.must_hold((await checks.find(connection, check)).court)
            source, outcome = wiring.source(), asked.outcome()
            one = await checks.done(connection, source, check, outcome, by.name)
            for_what = {} if one.hearing is None else {"hearing": one.hearing}
            said = {"point": one.point, "result": outcome.result.value, **for_what}
            await note(connection, source, by.name, "check_done", check=check, **said)
            return (await _told(connection, [one]))[0]

    @router.delete("/checks/{check}", summary="Call off a check that is not done")
    async def cancel(check: Id, within: Reach = REACH) -> CheckTold:
        """Others may have the point then."""
        async with wiring.begin() as connection:
            within.must_hold((await checks.find(connection, check)).court)
            one = await checks.cancel(connection, wiring.source(), check)
            return (await _told(connection, [one]))[0]


async def _told(connection: AsyncConnection, found: Sequence[Check]) -> list[CheckTold]:
    by = {one.done_by for one in found if one.done_by is not None}
    names = await names_of(connection, by)
    return [CheckTold.of(one, names) for one in found]
