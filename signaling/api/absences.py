"""Routes of absences: a point shut, a person away. Court staff only."""

from datetime import datetime
from typing import Annotated, Self

from fastapi import Query
from pydantic import ConfigDict, Field

from scheduler import absences, directory
from scheduler.absences import Absence, Kind
from scheduler.slot import link_slot
from signaling.api.doors import Reach
from signaling.api.models.fields import Asked, Id, Moment, Told
from signaling.api.models.times import CONFLICT
from signaling.api.once import OnceRoute
from signaling.api.part import Part
from signaling.api.staff import REACH
from signaling.api.wiring import Wiring


class Span(Asked):
    """From when to when."""

    starts_at: Moment
    ends_at: Moment


class NewAbsence(Span):
    """What is not to be had, when, and why."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "court": "crt_0j8m2n4p6q8r0s2t",
                    "kind": "person",
                    "resource": "per_4d5e6f7g8h9j0k1m",
                    "starts_at": "2026-03-02T00:00:00+07:00",
                    "ends_at": "2026-03-07T00:00:00+07:00",
                    "reason": "Nghỉ phép",
                }
            ]
        }
    )

    court: Id
    kind: Kind
    resource: Id = Field(description="The point's or the person's id.")
    reason: str


class AbsenceTold(Told):
    """A point shut or a person away."""

    id: Id
    court: Id
    kind: Kind
    resource: Id
    starts_at: datetime
    ends_at: datetime
    reason: str

    @classmethod
    def of(cls, one: Absence) -> Self:
        """As told."""
        return cls(
            id=one.id,
            court=one.court,
            kind=one.kind,
            resource=one.resource,
            starts_at=one.span.start,
            ends_at=one.span.end,
            reason=one.reason,
        )


def routes(wiring: Wiring) -> Part:
    """The routes."""
    router = Part(tags=["directory"], route_class=OnceRoute)

    @router.post(
        "/absences",
        status_code=201,
        summary="Shut a point, send a person away",
        responses=CONFLICT,
    )
    async def add(asked: NewAbsence, within: Reach = REACH) -> AbsenceTold:
        """Nothing can be booked into it. 409 names the hearings that stand in the way."""
        within.must_hold(asked.court)
        span = link_slot(asked.starts_at, asked.ends_at)
        async with wiring.begin() as connection:
            made = await absences.add(
                connection,
                wiring.source(),
                court=asked.court,
                kind=asked.kind,
                resource=asked.resource,
                span=span,
                reason=asked.reason,
            )
        return AbsenceTold.of(made)

    @router.get("/courts/{court}/absences", summary="What is shut and who is away")
    async def of_court(
        court: Id, asked: Annotated[Span, Query()], within: Reach = REACH
    ) -> list[AbsenceTold]:
        """At some moment between the two, the earliest first."""
        within.must_hold(court)
        span = link_slot(asked.starts_at, asked.ends_at)
        async with wiring.reading() as connection:
            await directory.zone_of(connection, court)
            found = await absences.of_court(connection, court, span)
        return [AbsenceTold.of(one) for one in found]

    @router.delete("/absences/{absence}", summary="Open again, come back")
    async def remove(absence: Id, within: Reach = REACH) -> AbsenceTold:
        async with wiring.begin() as connection:
            one = await absences.find(connection, absence)
            within.must_hold(one.court)
            await absences.remove(connection, absence)
        return AbsenceTold.of(one)

    return router
