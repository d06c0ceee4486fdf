"""A hearing as REST tells it: the booking, with the court's word on it."""

from fastapi import Response

from hearing.ids import HearingId
from hearing.state import HearingState
from scheduler import deadlines, directory, moving
from scheduler import hearings as bookings
from scheduler.checks import standings
from scheduler.editing import COURTS, find
from scheduler.hearings import Booked
from scheduler.policy import vietnam
from scheduler.readiness import Before
from signaling.api.marks import mark
from signaling.api.models.deadlines import DeadlineTold
from signaling.api.models.hearings import HearingTold
from signaling.api.wiring import Wiring


async def whole(wiring: Wiring, hearing: str, response: Response) -> HearingTold:
    """One hearing; `response` gets its ETag. Raises Refusal `hearing.unknown`."""
    async with wiring.reading() as connection:
        booked = await bookings.find(connection, hearing)
    response.headers["ETag"] = mark(booked)
    known = booked.line.booked != "draft"
    live = await wiring.court.state(HearingId(hearing)) if known else None
    return await _told(wiring, booked, live)


async def _told(wiring: Wiring, booked: Booked, live: HearingState | None) -> HearingTold:
    """A booked hearing with its live state."""
    line = booked.line
    async with wiring.reading() as connection:
        court = await find(connection, COURTS, line.court)
        numbers = await directory.case_numbers(connection, {line.case})
        now = wiring.source().now
        owed = (await deadlines.overdue_of(connection, {line.id}, now)).get(line.id, [])
        points = [one.id for one in booked.points]
        before = Before(line.span, line.id)
        stand = await standings(connection, vietnam(), points, before, now)
        follows = await moving.successor_of(connection, line.id)
    return HearingTold.whole(
        booked,
        court,
        numbers[line.case],
        live,
        overdue=[DeadlineTold.of(one, now) for one in owed],
        stand=stand,
        successor=follows,
    )
