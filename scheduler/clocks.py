"""The clocks of law before a hearing: who owes what until when, and if they did it. Pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from scheduler.entries import CaseType, Flag
from scheduler.policy import Policy, Rule


class Owner(StrEnum):
    """Who owes an answer or an act."""

    COURT = "court"
    PROCURACY = "procuracy"
    DETENTION = "detention"
    CLERK = "clerk"


class State(StrEnum):
    """Where a deadline stands. Silence is not consent: what is overdue stays open."""

    OPEN = "open"
    OVERDUE = "overdue"
    MET = "met"
    LATE = "late"


class Answer(StrEnum):
    """What was answered: done, or (of who is asked) agreed or not."""

    DONE = "done"
    AGREES = "agrees"
    DISAGREES = "disagrees"


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides which clocks run: the case, when it was booked, when it is to be heard."""

    type: CaseType
    flags: frozenset[Flag]
    booked_at: datetime
    starts_at: datetime
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something owed until `due_at` (the end of that day by the court's clocks)."""

    key: str
    owner: Owner
    due_at: datetime
    answered_at: datetime | None = None
    answer: Answer | None = None

    def state(self, now: datetime) -> State:
        """Where it stands at `now`."""
        if self.answered_at is not None:
            return State.MET if self.answered_at <= self.due_at else State.LATE
        return State.OPEN if now <= self.due_at else State.OVERDUE


@dataclass(frozen=True, slots=True)
class _Clock:
    rule: Callable[[Facts], str]
    owner: Owner
    applies: Callable[[Facts], bool]
    before_hearing: bool = False
    answers: frozenset[Answer] = frozenset({Answer.DONE})


_ASKED = frozenset({Answer.AGREES, Answer.DISAGREES})


def _procuracy_rule(facts: Facts) -> str:
    simplified = Flag.SIMPLIFIED in facts.flags
    return "clock.procuracy_simplified" if simplified else "clock.procuracy"


CLOCKS: Mapping[str, _Clock] = {
    "assess": _Clock(lambda _: "clock.assess", Owner.COURT, lambda _: True),
    "procuracy": _Clock(
        _procuracy_rule,
        Owner.PROCURACY,
        lambda facts: facts.type is CaseType.CRIMINAL,
        answers=_ASKED,
    ),
    "detention": _Clock(
        lambda _: "clock.detention",
        Owner.DETENTION,
        lambda facts: Flag.DETAINED in facts.flags,
        answers=_ASKED,
    ),
    "service": _Clock(
        lambda _: "clock.service",
        Owner.CLERK,
        lambda facts: facts.type is CaseType.CRIMINAL,
        before_hearing=True,
    ),
}
"""By key: which rule of the policy says how long, who owes it, when it runs at all, and whether
it counts back from the hearing instead of on from the booking."""


def clocks(policy: Policy, facts: Facts) -> Iterator[Deadline]:
    """The deadlines that run for a hearing."""
    booked_on = facts.booked_at.astimezone(facts.zone).date()
    for key, clock in CLOCKS.items():
        rule = policy.on(booked_on, clock.rule(facts))
        if rule is not None and clock.applies(facts):
            yield Deadline(key, clock.owner, _due(clock, rule, facts, booked_on))


def may_answer(key: str, answer: Answer) -> bool:
    """Whether that is an answer to the clock `key`."""
    return key in CLOCKS and answer in CLOCKS[key].answers


def _due(clock: _Clock, rule: Rule, facts: Facts, booked_on: date) -> datetime:
    days = timedelta(days=rule.value)
    if clock.before_hearing:
        return _end_of(facts.starts_at.astimezone(facts.zone).date() - days, facts.zone)
    return _end_of(booked_on + days, facts.zone)


def _end_of(day: date, zone: ZoneInfo) -> datetime:
    """The last microsecond of a day, in UTC."""
    midnight = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
    return midnight - timedelta(microseconds=1)
