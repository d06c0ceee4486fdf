"""A week's list over REST: what is asked and what is told."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Self

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from hearing.refusal import Refusal
from hearing.roles import Role
from scheduler.listing.asked import Attending, CaseAsked, Clock, ListAsked
from scheduler.listing.keeping import Kept, State
from scheduler.listing.problem import ESCORT, MINUTES, Placed, Unplaced
from scheduler.plan import MOST_COMPONENT_POINTS
from scheduler.slot import Slot, link_slot, moment
from signaling.api.models.fields import Asked, Id, Moment, Told
from signaling.problems import Problem
from signaling.refusals import render

MOST_CASES = 1000
_Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2199, 12, 1))]
_EXAMPLE: JsonDict = {
    "first_day": "2026-03-02",
    "days": 5,
    "cases": [
        {
            "case": "cas_3k5m7n9p1q3r5s7t",
            "minutes": 120,
            "judges": ["per_4d5e6f7g8h9j0k1m"],
            "people": [
                {
                    "person": "per_5e6f7g8h9j0k1m2n",
                    "role": "accused",
                    "point": "pt_2b3c4d5e6f7g8h9j",
                }
            ],
            "points": ["pt_2b3c4d5e6f7g8h9j"],
            "windows": [
                {
                    "starts_at": "2026-03-03T08:00:00+07:00",
                    "ends_at": "2026-03-03T11:30:00+07:00",
                }
            ],
            "priority": 3,
        }
    ],
}


class WindowAsked(Asked):
    """A span the hearing must lie in: for example when an accused is brought."""

    starts_at: Moment
    ends_at: Moment

    def slot(self) -> Slot:
        """Raises Refusal (time.*)."""
        return link_slot(self.starts_at, self.ends_at)


class AttendingAsked(Asked):
    """Somebody beside the judge. `point`: the component point they are at; null: in court."""

    person: Id
    role: Role
    point: Id | None = None


class HeldAsked(Asked):
    """What is settled; what is null is not."""

    starts_at: Moment | None = None
    room: Id | None = None
    judge: Id | None = None


class ListedCase(Asked):
    """A case that waits. `judges`: one of them presides; `rooms`: one of them, if absent any
    courtroom of the court; `priority`: how much it matters that it is listed."""

    case: Id
    minutes: int = Field(ge=MINUTES, le=24 * 60)
    judges: list[Id] = Field(min_length=1, max_length=200)
    rooms: list[Id] = Field(default=[], max_length=50)
    people: list[AttendingAsked] = Field(default=[], max_length=30)
    points: list[Id] = Field(default=[], max_length=MOST_COMPONENT_POINTS)
    windows: list[WindowAsked] = Field(default=[], max_length=20)
    priority: int = Field(default=1, ge=1, le=100)
    held: HeldAsked = HeldAsked()

    def asked(self) -> CaseAsked:
        """As the solver takes it. Raises Refusal (time.*, `listing.point`)."""
        for one in self.people:
            if one.point is not None and one.point not in self.points:
                raise Refusal("listing.point", id=one.point)
        held = self.held
        return CaseAsked(
            case=self.case,
            minutes=self.minutes,
            judges=tuple(dict.fromkeys(self.judges)),
            rooms=tuple(dict.fromkeys(self.rooms)),
            people=tuple(Attending(one.person, one.role, one.point) for one in self.people),
            points=tuple(dict.fromkeys(self.points)),
            windows=tuple(one.slot() for one in self.windows),
            priority=self.priority,
            starts_at=None if held.starts_at is None else moment("starts_at", held.starts_at),
            room=held.room,
            judge=held.judge,
        )


class NewList(Asked):
    """A list to make. Days go from `opens` to `closes` by the court's clocks; what is booked
    already stays. `seconds`: how long a better one is looked for."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    first_day: _Day
    days: int = Field(default=5, ge=1, le=14)
    weekends: bool = Field(default=False, description="Whether the court sits on them.")
    opens: time = time(7, 30)
    closes: time = time(17)
    judge_minutes_a_day: int | None = Field(default=None, ge=MINUTES, le=24 * 60)
    seconds: int = Field(default=60, ge=1, le=300)
    cases: list[ListedCase] = Field(min_length=1, max_length=MOST_CASES)

    def asked(self, court: str) -> ListAsked:
        """As the solver takes it. Raises Refusal (time.*, `listing.point`)."""
        return ListAsked(
            court=court,
            first_day=self.first_day,
            days=self.days,
            opens=self.opens.replace(tzinfo=None),
            closes=self.closes.replace(tzinfo=None),
            cases=tuple(one.asked() for one in self.cases),
            judge_minutes_a_day=self.judge_minutes_a_day,
            weekends=self.weekends,
        )


class Again(Asked):
    """Make it anew; the cases of `keep` stay where they are."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"keep": ["cas_3k5m7n9p1q3r5s7t"]}]}
    )

    keep: list[Id] = Field(default=[], max_length=MOST_CASES)
    seconds: int = Field(default=60, ge=1, le=300)


class Booking(Asked):
    """Which cases to book as drafts; null: all that are placed."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"cases": None}]})

    cases: list[Id] | None = Field(default=None, max_length=MOST_CASES)


class PlacedTold(Told):
    """A case on the list."""

    case: Id
    starts_at: datetime
    ends_at: datetime
    room: Id
    judge: Id

    @classmethod
    def of(cls, one: Placed, clock: Clock, minutes: int) -> Self:
        """As the court's clocks have it."""
        starts_at = clock.moment(one.start)
        ends_at = starts_at.astimezone(UTC) + timedelta(minutes=minutes)
        return cls(
            case=one.id,
            starts_at=starts_at,
            ends_at=ends_at.astimezone(clock.zone),
            room=one.room,
            judge=one.judge,
        )


class UnplacedTold(Told):
    """A case that is not on the list, and why. `about`: all that it lacks at `nearest`, the
    time at which it lacks least (of several judges or courtrooms: all of them); with that it
    could be heard then."""

    case: Id
    code: str
    vi: str
    en: str
    about: list[Id]
    nearest: datetime | None

    @classmethod
    def of(cls, one: Unplaced, clock: Clock) -> Self:
        """In words."""
        about = list(dict.fromkeys(map(_place_of, one.about)))
        said = render(Refusal(one.reason, about=", ".join(about) or "—"))
        at = None if one.at is None else clock.moment(one.at)
        return cls(
            case=one.id, code=one.reason, vi=said.vi, en=said.en, about=about, nearest=at
        )


def _place_of(name: str) -> str:
    """Escort teams are told as the point they are of."""
    return f"pt_{name.removeprefix(ESCORT)}" if name.startswith(ESCORT) else name


class WhyFailed(Told):
    """Why there is no list."""

    code: str
    vi: str
    en: str


class ListTold(Told):
    """A list that is made. `weight`: the priorities of all that is placed; `bound`: what no
    list can exceed; `gap`: how much is missing at most, as a share; `proven`: nothing is."""

    id: Id
    court: Id
    state: State
    created_at: datetime
    total: int
    weight: int
    bound: int
    gap: float
    proven: bool
    placed: list[PlacedTold]
    unplaced: list[UnplacedTold]
    error: WhyFailed | None

    @classmethod
    def of(cls, one: Kept) -> Self:
        """As it stands; what is not placed is explained once it is over."""
        best, code = one.progress.best, one.progress.refused
        minutes = {case.case: case.minutes for case in one.asked.cases}
        placed = () if best is None else best.placed
        return cls(
            id=one.id,
            court=one.court,
            state=one.progress.state,
            created_at=one.created_at,
            total=one.total,
            weight=0 if best is None else best.weight,
            bound=one.total if best is None else best.bound,
            gap=1.0 if best is None else best.gap,
            proven=best is not None and best.proven,
            placed=[PlacedTold.of(each, one.clock, minutes[each.id]) for each in placed],
            unplaced=[UnplacedTold.of(each, one.clock) for each in one.progress.unplaced],
            error=None if code is None else WhyFailed.model_validate(render(Refusal(code))),
        )


class BookedTold(Told):
    """A case of the list: the draft it became, or why it could not be booked any more."""

    case: Id
    hearing: Id | None
    problem: Problem | None
