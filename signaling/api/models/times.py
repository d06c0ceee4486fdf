"""When hearings sit, over REST: sittings asked for and told, free times, collisions."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import ConfigDict, Field

from scheduler.agenda import Line
from scheduler.busy import Busy
from scheduler.calendar import Every, repeated
from scheduler.conflicts import Alternative
from scheduler.plan import MOST_COMPONENT_POINTS, MOST_SITTINGS
from scheduler.readiness import Standing, State
from scheduler.slot import Slot, hearing_slot
from signaling.api.models.fields import Asked, Id, Moment, Told
from signaling.problems import Problem


class SittingAsked(Asked):
    """A further sitting."""

    starts_at: Moment
    ends_at: Moment

    def slot(self) -> Slot:
        """As the scheduler takes it. Raises Refusal (time.*)."""
        return hearing_slot(self.starts_at, self.ends_at)


class Repeat(Asked):
    """The first sitting again at the same hour of the court's clocks, `times` in all."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"every": "week", "times": 4}]})

    every: Every
    times: int = Field(ge=2, le=MOST_SITTINGS)


class NewTime(Asked):
    """When a hearing is to be, and in which courtroom; if absent, where it was."""

    starts_at: Moment
    ends_at: Moment
    more_sittings: list[SittingAsked] = Field(
        default=[], description="Sittings after the first, which is `starts_at` to `ends_at`."
    )
    repeat: Repeat | None = None
    courtroom: Id | None = None

    def times(self, zone: ZoneInfo) -> tuple[Slot, tuple[Slot, ...]]:
        """The first sitting and the others; `zone`: the court's. Raises Refusal (time.*)."""
        return times(self.starts_at, self.ends_at, self.more_sittings, self.repeat, zone)


class Move(NewTime):
    """Where and when instead, and why."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "starts_at": "2026-03-03T08:00:00+07:00",
                    "ends_at": "2026-03-03T11:30:00+07:00",
                    "reason": "Người bào chữa bận phiên tòa khác",
                }
            ]
        }
    )

    reason: str


class Split(Asked):
    """Where a sitting is cut, and when its rest is held."""

    sitting: int = Field(default=1, description="Counted from 1.", ge=1, le=MOST_SITTINGS)
    at: Moment
    resumes_at: Moment
    reason: str


class Adjournment(Asked):
    """Why, and when it goes on, if that is known."""

    reason: str
    successor: NewTime | None = None


def times(
    starts_at: datetime,
    ends_at: datetime,
    more: Sequence[SittingAsked],
    repeat: Repeat | None,
    zone: ZoneInfo,
) -> tuple[Slot, tuple[Slot, ...]]:
    """The first sitting and the others. Raises Refusal (time.*)."""
    first = hearing_slot(starts_at, ends_at)
    others = tuple(one.slot() for one in more)
    if repeat is None:
        return first, others
    return first, others + repeated(first, repeat.every, repeat.times, zone)[1:]


class SittingTold(Told):
    """A sitting of a hearing; they count from 1."""

    number: int
    starts_at: datetime
    ends_at: datetime

    @classmethod
    def all_of(cls, sittings: tuple[Slot, ...]) -> list[Self]:
        """In order."""
        return [
            cls(number=number, starts_at=one.start, ends_at=one.end)
            for number, one in enumerate(sittings, 1)
        ]


class Presiding(Told):
    """Who presides."""

    id: Id
    name: str


class AlternativeTold(Told):
    """A time at which all is free, in that courtroom."""

    courtroom: Id
    sittings: list[SittingTold]

    @classmethod
    def of(cls, one: Alternative) -> Self:
        """As told."""
        return cls(courtroom=one.courtroom, sittings=SittingTold.all_of(one.sittings))


class CalendarLine(Told):
    """A sitting in a calendar. `booked`: draft, scheduled or cancelled."""

    hearing: Id
    number: int
    starts_at: datetime
    ends_at: datetime
    title: str
    case: Id
    case_number: str
    booked: str
    presiding_judge: Presiding | None
    points: list[Id]
    unchecked: list[Id] = Field(
        default=[], description="Those of the points without a passed technical check."
    )

    @classmethod
    def of(cls, line: Line, stand: Mapping[str, Standing]) -> Self:
        """As told. stand: how its points do."""
        judge = line.presiding
        return cls(
            hearing=line.hearing,
            number=line.number,
            starts_at=line.span.start,
            ends_at=line.span.end,
            title=line.title,
            case=line.case,
            case_number=line.case_number,
            booked=line.booked,
            presiding_judge=None if judge is None else Presiding(id=judge[0], name=judge[1]),
            points=list(line.points),
            unchecked=[one for one in line.points if stand[one].state is not State.PASSED],
        )


class BusyTold(Told):
    """Something that a sitting overlapping this span could not have, buffers included; by
    which hearing of the same court or which absence (both null: another court's, several)."""

    kind: str = Field(description="`point`, `person` or `escort`.")
    id: Id
    role: str = Field(description="`courtroom`, `component_point`, `escort` or a seat's role.")
    name: str
    hearing: Id | None
    absence: Id | None
    starts_at: datetime
    ends_at: datetime

    @classmethod
    def of(cls, one: Busy) -> Self:
        """As told."""
        return cls(
            kind=one.kind,
            id=one.id,
            role=one.role,
            name=one.name,
            hearing=one.hearing,
            absence=one.absence,
            starts_at=one.span.start,
            ends_at=one.span.end,
        )


class MovePossible(Told):
    """Nothing is in the way of a move that was tried."""

    possible: Literal[True] = True


class FreeAsked(Asked):
    """When, for how long, and what must be free together."""

    starts_at: Moment
    ends_at: Moment
    minutes: int = Field(default=60, ge=5, le=24 * 60)
    points: list[Id] = Field(default=[], max_length=1 + MOST_COMPONENT_POINTS)
    people: list[Id] = Field(default=[], max_length=20)
    limit: int = Field(default=20, ge=1, le=100)


class CollisionTold(Told):
    """What is taken, as what it was wanted, by which hearing of the same court or which
    absence (both null: by another court's hearing), from when to when with its buffers.

    closed: nothing takes it, but the sitting from `starts_at` to `ends_at` lies outside the
    hours at which the point is open or the person works.
    """

    kind: str = Field(description="`point`, `person` or `escort`.")
    id: Id
    role: str = Field(description="`courtroom`, `component_point`, `escort` or a seat's role.")
    hearing: Id | None
    absence: Id | None
    closed: bool = False
    starts_at: datetime
    ends_at: datetime


class ConflictProblem(Problem):
    """A booking that collides: with what, and the nearest times at which it would not."""

    collisions: list[CollisionTold]
    alternatives: list[AlternativeTold]


CONFLICT: dict[int | str, dict[str, Any]] = {
    409: {
        "description": "It collides (`booking.conflict`, `booking.conflict_elsewhere`, "
        "`booking.absent`), or the state does not allow it.",
        "content": {
            "application/problem+json": {
                "schema": {"$ref": "#/components/schemas/ConflictProblem"}
            }
        },
        "model": ConflictProblem,
    }
}
"""For routes that book: how OpenAPI tells of collisions."""
