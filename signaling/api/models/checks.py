"""Technical checks of points over REST."""

from datetime import datetime
from typing import Self

from pydantic import ConfigDict, Field

from scheduler.readiness import Check, Item, Outcome, Result, Standing, State
from signaling.api.models.fields import Asked, Id, Moment, Told


class NewCheck(Asked):
    """A rehearsal to book; `hearing`: the one it is for, if for one."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "starts_at": "2026-03-01T15:00:00+07:00",
                    "ends_at": "2026-03-01T15:30:00+07:00",
                    "hearing": "hrg_4d5e6f7g8h9j0k1m",
                }
            ]
        }
    )

    starts_at: Moment
    ends_at: Moment
    hearing: Id | None = None


class OutcomeAsked(Asked):
    """What came of a check: what was tried, what of it was wrong."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"result": "passed", "checked": ["network", "camera", "microphone"]},
                {"result": "failed", "faults": ["loudspeaker"], "note": "Loa rè"},
            ]
        }
    )

    result: Result
    checked: frozenset[Item] = frozenset()
    faults: frozenset[Item] = frozenset()
    note: str = ""

    def outcome(self) -> Outcome:
        """As the scheduler takes it."""
        return Outcome(self.result, self.checked, self.faults, self.note)


class CheckTold(Told):
    """A check. `result` null: not done yet. done_by: a staff account, `done_by_name` its
    name; or the installation's token."""

    id: Id
    court: Id
    point: Id
    hearing: Id | None
    starts_at: datetime
    ends_at: datetime
    booked_by: str
    result: Result | None
    checked: list[Item]
    faults: list[Item]
    note: str
    done_at: datetime | None
    done_by: str | None
    done_by_name: str | None
    cancelled_at: datetime | None

    @classmethod
    def of(cls, one: Check, names: dict[str, str]) -> Self:
        """As told; `names`: of staff accounts."""
        outcome = one.outcome
        return cls(
            id=one.id,
            court=one.court,
            point=one.point,
            hearing=one.hearing,
            starts_at=one.span.start,
            ends_at=one.span.end,
            booked_by=one.booked_by,
            result=None if outcome is None else outcome.result,
            checked=[] if outcome is None else sorted(outcome.checked),
            faults=[] if outcome is None else sorted(outcome.faults),
            note="" if outcome is None else outcome.note,
            done_at=one.done_at,
            done_by=one.done_by,
            done_by_name=None if one.done_by is None else names.get(one.done_by),
            cancelled_at=one.cancelled_at,
        )


class StandingTold(Told):
    """Whether a point is checked: by which check, done (or to begin) when."""

    state: State = Field(
        description="`unchecked`: no check counts; `planned`: one is booked and not done."
    )
    check: Id | None
    at: datetime | None

    @classmethod
    def of(cls, one: Standing) -> Self:
        """As told."""
        return cls(state=one.state, check=one.check, at=one.at)
