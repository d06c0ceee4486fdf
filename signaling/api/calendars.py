"""Routes of a court's calendar: what sits when, and what times are free."""

from datetime import timedelta
from typing import Annotated

from fastapi import Query

from hearing.roles import Role
from scheduler import directory
from scheduler.agenda import agenda
from scheduler.alternatives import free_times
from scheduler.booking import must_know
from scheduler.checks import standings_of
from scheduler.plan import Plan, SeatWish
from scheduler.policy import vietnam
from scheduler.readiness import Before
from scheduler.slot import hearing_slot, link_slot
from signaling.api.doors import Reach
from signaling.api.models.fields import Id, Moment
from signaling.api.models.times import AlternativeTold, CalendarLine, FreeAsked
from signaling.api.part import Part
from signaling.api.staff import REACH
from signaling.api.wiring import Wiring


def routes(wiring: Wiring) -> Part:
    """The routes."""
    router = Part(tags=["calendar"])

    @router.get("/courts/{court}/calendar", summary="What sits when, at most two months")
    async def calendar(
        court: Id, starts_at: Moment, ends_at: Moment, within: Reach = REACH
    ) -> list[CalendarLine]:
        """Each sitting at some moment between the two, the earliest first."""
        within.must_hold(court)
        async with wiring.reading() as connection:
            await directory.zone_of(connection, court)
            lines = await agenda(connection, court, link_slot(starts_at, ends_at))
            before = {Before(line.span, line.hearing): line.points for line in lines}
            now = wiring.source().now
            stand = await standings_of(connection, vietnam(), before, now)
        return [CalendarLine.of(line, stand[Before(line.span, line.hearing)]) for line in lines]

    @router.get("/courts/{court}/free", summary="The next times at which all that is free")
    async def free(
        court: Id, asked: Annotated[FreeAsked, Query()], within: Reach = REACH
    ) -> list[AlternativeTold]:
        """`points` and `people` free together for so many minutes, within working hours; of a
        courtroom that is taken, or none, any other of the court's instead."""
        within.must_hold(court)
        span = link_slot(asked.starts_at, asked.ends_at)
        first = hearing_slot(span.start, span.start + timedelta(minutes=asked.minutes))
        plan = Plan(
            court=court,
            case="",
            title=None,
            slot=first,
            points=tuple(asked.points),
            devices=(),
            seats=tuple(SeatWish(person, Role.OBSERVER, "") for person in asked.people),
        )
        async with wiring.reading() as connection:
            await directory.zone_of(connection, court)
            for person in asked.people:
                await must_know(connection, court, person)
            now = wiring.source().now
            found = await free_times(connection, plan, now, span.end, asked.limit)
        return [AlternativeTold.of(one) for one in found]

    return router
