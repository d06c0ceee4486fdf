"""Routes of deadlines: what a hearing is owed, what a court waits for, answers."""

from datetime import datetime
from typing import Annotated, Self

from fastapi import APIRouter, Path
from pydantic import ConfigDict, Field

from scheduler import deadlines, directory
from scheduler import hearings as bookings
from scheduler.clocks import CLOCKS, Answer, Owner, State
from scheduler.deadlines import Owed
from signaling.api.doors import Reach
from signaling.api.models.fields import Asked, Id, Told
from signaling.api.once import OnceRoute
from signaling.api.staff import REACH
from signaling.api.wiring import Wiring

Key = Annotated[str, Path(pattern=r"^[a-z_]{1,32}$", examples=[*CLOCKS])]


class AnswerAsked(Asked):
    """What was answered or done."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"answer": "agrees"}]})

    answer: Answer
    note: str | None = Field(default=None, description="For example the letter's number.")


class DeadlineTold(Told):
    """Something owed to a hearing. `state`: `overdue` stays until it is answered."""

    hearing: Id
    key: str
    owner: Owner
    due_at: datetime
    state: State
    answered_at: datetime | None
    answer: Answer | None
    note: str | None

    @classmethod
    def of(cls, owed: Owed, now: datetime) -> Self:
        """As it stands at `now`."""
        one = owed.deadline
        return cls(
            hearing=owed.hearing,
            key=one.key,
            owner=one.owner,
            due_at=one.due_at,
            state=one.state(now),
            answered_at=one.answered_at,
            answer=one.answer,
            note=owed.note,
        )


def routes(wiring: Wiring) -> APIRouter:
    """The routes."""
    router = APIRouter(tags=["deadlines"], route_class=OnceRoute)

    @router.get("/hearings/{hearing}/deadlines", summary="What a hearing is owed")
    async def of_hearing(hearing: Id) -> list[DeadlineTold]:
        async with wiring.reading() as connection:
            await bookings.line(connection, hearing)
            owed = await deadlines.of_hearing(connection, hearing)
        return _told(owed)

    @router.get("/courts/{court}/deadlines", summary="What a court's hearings still wait for")
    async def of_court(
        court: Id, overdue: bool = False, within: Reach = REACH
    ) -> list[DeadlineTold]:
        """Of hearings that are not over or cancelled, the earliest due first."""
        within.must_hold(court)
        async with wiring.reading() as connection:
            await directory.zone_of(connection, court)
            now = wiring.source().now
            owed = await deadlines.of_court(connection, court, now, overdue=overdue)
        return _told(owed)

    @router.post("/hearings/{hearing}/deadlines/{key}", summary="What was answered or done")
    async def answer(hearing: Id, key: Key, asked: AnswerAsked) -> DeadlineTold:
        """`agrees` or `disagrees` of who is asked (procuracy, detention), else `done`. While
        the procuracy disagrees, a criminal hearing cannot be put on the list."""
        source = wiring.source()
        async with wiring.begin() as connection:
            await bookings.line(connection, hearing)
            owed = await deadlines.answer(
                connection, source, hearing, key, answered=asked.answer, note=asked.note
            )
        return DeadlineTold.of(owed, source.now)

    def _told(owed: list[Owed]) -> list[DeadlineTold]:
        now = wiring.source().now
        return [DeadlineTold.of(one, now) for one in owed]

    return router
