"""Routes that anybody may ask: a court's public list, a case's sittings, a calendar feed."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from fastapi import Query, Request, Response
from pydantic import Field

from hearing.ids import HearingId
from hearing.refusal import Refusal
from hearing.state import Status
from scheduler import directory, public_list
from scheduler.public_feed import Feed, feed
from scheduler.public_list import Published, told_once
from scheduler.slot import Slot
from signaling.accounts.limits import Allowance
from signaling.api.attempts import network
from signaling.api.errors import RESPONSES
from signaling.api.models.fields import Id
from signaling.api.models.public import PublicCourt, PublicSitting
from signaling.api.part import Part
from signaling.api.wiring import Wiring

MOST_ASKED = 240
"""Questions a minute from one address; a court's hall behind one may have many readers."""
BEFORE, AHEAD = timedelta(days=7), timedelta(days=54)
"""What a feed holds around today."""
_CALENDAR = "text/calendar"

_Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2199, 12, 31))]
_Number = Annotated[
    str,
    Query(
        description="What the case's number begins with.",
        min_length=3,
        max_length=200,
        examples=["12/2026"],
    ),
]


class Asking:
    """Answers whoever asks, so many times a minute."""

    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring
        self._allowance = Allowance(MOST_ASKED, timedelta(minutes=1), "public.too_many")

    def now(self, request: Request) -> datetime:
        """The time, for one question more. Raises Refusal `public.too_many`."""
        now = self._wiring.source().now
        address = request.client.host if request.client else ""
        self._allowance.take(network(address), now)
        return now

    async def states(self, lines: Sequence[Published]) -> list[tuple[Published, Status]]:
        """Each line with its hearing's state: the court's word, where there can be one."""
        court = self._wiring.court
        known = {one: (await court.state(HearingId(one))).status for one in told_once(lines)}
        return [(one, known.get(one.hearing, Status(one.booked))) for one in lines]


def routes(wiring: Wiring) -> Part:
    """The list as JSON. None of these says who takes part, or which hearing of ours it is."""
    router = Part(tags=["public"])
    asking = Asking(wiring)

    @router.get("/public/courts", summary="Courts whose list can be read")
    async def courts(request: Request) -> list[PublicCourt]:
        asking.now(request)
        async with wiring.reading() as connection:
            found = await directory.courts(connection)
        return [PublicCourt.model_validate(one) for one in found]

    @router.get("/public/courts/{court}/hearings", summary="A court's list")
    async def of_court(
        request: Request,
        court: Id,
        on: Annotated[_Day | None, Query(description="If absent: today, at the court.")] = None,
        days: Annotated[int, Query(ge=1, le=31)] = 1,
    ) -> list[PublicSitting]:
        """The sittings of so many days of the court's own calendar, the earliest first."""
        now = asking.now(request)
        async with wiring.reading() as connection:
            zone = await directory.zone_of(connection, court)
            span = _days(on or now.astimezone(zone).date(), days, zone)
            lines = await public_list.of_court(connection, court, span, now)
        return [PublicSitting.told(*one) for one in await asking.states(lines)]

    @router.get("/public/hearings", summary="A case's sittings, by its number")
    async def of_case(request: Request, number: _Number) -> list[PublicSitting]:
        """At any court, from a week ago on."""
        now = asking.now(request)
        async with wiring.reading() as connection:
            lines = await public_list.of_case(connection, number, now - BEFORE, now)
        return [PublicSitting.told(*one) for one in await asking.states(lines)]

    return router


def feeds(wiring: Wiring) -> Part:
    """The calendar to subscribe to, at an address that people can type."""
    router = Part(prefix="/public", tags=["public"], responses=RESPONSES)
    asking = Asking(wiring)

    @router.get(
        "/{court}.ics",
        summary="A court's list as a calendar to subscribe to",
        response_class=Response,
        responses={200: {"content": {_CALENDAR: {}}}},
    )
    async def subscribe(
        request: Request, court: Id, lang: Literal["vi", "en"] = "vi"
    ) -> Response:
        """From a week ago to some eight weeks ahead; what was called off says so."""
        now = asking.now(request)
        async with wiring.reading() as connection:
            found = await directory.courts(connection, {court})
            if not found:
                raise Refusal("court.unknown", id=court)
            span = Slot(now - BEFORE, now + AHEAD)
            lines = await public_list.of_court(connection, court, span, now)
        host = urlsplit(wiring.public_url).hostname or "localhost"
        of, states = Feed(found[0].name, host, lang), await asking.states(lines)
        content = await asyncio.to_thread(feed, of, states)  # of hundreds, most of a second
        headers = {
            "Cache-Control": "public, max-age=300",
            "Content-Disposition": f'inline; filename="{court}.ics"',
        }
        return Response(content, media_type=f"{_CALENDAR}; charset=utf-8", headers=headers)

    return router


def _days(first: date, days: int, zone: ZoneInfo) -> Slot:
    """From midnight to midnight by the clocks of `zone`."""
    begins, ends = (
        datetime.combine(first + timedelta(days=further), time(), zone).astimezone(UTC)
        for further in (0, days)
    )
    return Slot(begins, ends)
