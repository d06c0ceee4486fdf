"""Routes of deadlines: what a hearing is owed, what courts wait for, answers."""

from typing import Annotated

from fastapi import Depends, Path, Query

from hearing.actors import StaffActor
from scheduler import deadlines, directory, waiting
from scheduler import hearings as bookings
from scheduler.clocks import CLOCKS, Answer
from scheduler.deadlines import Given, Owed
from signaling.api import answering
from signaling.api.doors import Reach
from signaling.api.models.deadlines import (
    AnswerAsked,
    AttestationAsked,
    DeadlineTold,
    WaitingTold,
)
from signaling.api.models.fields import Id
from signaling.api.once import OnceRoute
from signaling.api.part import Part
from signaling.api.staff import REACH, StaffDoor
from signaling.api.wiring import Wiring

MOST = 500
Key = Annotated[str, Path(pattern=r"^[a-z_]{1,32}$", examples=[*CLOCKS])]
Overdue = Annotated[bool, Query(description="Only what is.")]


def routes(wiring: Wiring, door: StaffDoor) -> Part:
    """The routes."""
    router = Part(tags=["deadlines"], route_class=OnceRoute)
    _lists(router, wiring)
    _answers(router, wiring, Depends(door))
    return router


def _lists(router: Part, wiring: Wiring) -> None:
    @router.get("/deadlines", summary="What all courts I may look into still wait for")
    async def all_of(
        overdue: Overdue = False,
        court: Id | None = None,
        limit: Annotated[int, Query(ge=1, le=MOST)] = MOST,
        within: Reach = REACH,
    ) -> list[WaitingTold]:
        """The earliest due first. What is overdue stays until somebody answers it."""
        if court is not None:
            within.must_hold(court)
        courts = within.courts if court is None else {court}
        now = wiring.source().now
        async with wiring.reading() as connection:
            if court is not None:
                await directory.zone_of(connection, court)
            found = await waiting.waited_for(
                connection, courts, now, overdue=overdue, limit=limit
            )
        return [WaitingTold.whole(one, now) for one in found]

    @router.get("/hearings/{hearing}/deadlines", summary="What a hearing is owed")
    async def of_hearing(hearing: Id) -> list[DeadlineTold]:
        async with wiring.reading() as connection:
            await bookings.line(connection, hearing)
            owed = await deadlines.of_hearing(connection, hearing)
        return _told(owed)

    @router.get("/courts/{court}/deadlines", summary="What a court's hearings still wait for")
    async def of_court(
        court: Id, overdue: Overdue = False, within: Reach = REACH
    ) -> list[DeadlineTold]:
        """Until it is answered, also after the hearing; the earliest due first."""
        within.must_hold(court)
        async with wiring.reading() as connection:
            await directory.zone_of(connection, court)
            now = wiring.source().now
            owed = await deadlines.of_court(connection, court, now, overdue=overdue)
        return _told(owed)

    def _told(owed: list[Owed]) -> list[DeadlineTold]:
        now = wiring.source().now
        return [DeadlineTold.of(one, now) for one in owed]


def _answers(router: Part, wiring: Wiring, staff: StaffActor) -> None:
    @router.post("/hearings/{hearing}/deadlines/{key}", summary="What was answered or done")
    async def answer(
        hearing: Id, key: Key, asked: AnswerAsked, by: StaffActor = staff
    ) -> DeadlineTold:
        """`agrees` or `disagrees` of who is asked (procuracy, detention), `simple` or
        `not_simple` of the judge (assess, with the document in `note`), else `done`; `waived`
        with the reason. If the procuracy disagrees in a criminal case, or the judge finds it
        not simple, a draft cannot be listed and a listed hearing is moved to a courtroom."""
        given = Given(asked.answer, asked.note, by.name)
        owed = await answering.answer(wiring, hearing, key, given, by)
        return DeadlineTold.of(owed, wiring.source().now)

    @router.post("/hearings/{hearing}/attestation", summary="The judge: is the case simple?")
    async def attest(
        hearing: Id, asked: AttestationAsked, by: StaffActor = staff
    ) -> DeadlineTold:
        """The presiding judge attests in person; others enter the judge's document. Without
        it the hearing is not listed (`eligibility.not_attested`)."""
        own = await answering.presides(wiring, hearing, by)
        answered = Answer.SIMPLE if asked.simple else Answer.NOT_SIMPLE
        given = Given(answered, asked.document, by.name, own)
        owed = await answering.answer(wiring, hearing, "assess", given, by)
        return DeadlineTold.of(owed, wiring.source().now)
