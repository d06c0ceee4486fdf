"""The clocks of law before a hearing: who owes what until when, and if they did it. Pure."""

from calendar import monthrange
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
    WAIVED = "waived"
    MOOT = "moot"


class Answer(StrEnum):
    """What was answered: done, or (of who is asked) agreed or not, or (by the judge) that the
    case is simple enough to be heard online or not. waived: nobody waits for it any more, for a
    reason that is written down; moot: the hearing is not held online any more."""

    DONE = "done"
    AGREES = "agrees"
    DISAGREES = "disagrees"
    SIMPLE = "simple"
    NOT_SIMPLE = "not_simple"
    WAIVED = "waived"
    MOOT = "moot"


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides which clocks run: the case, when it was booked, when it is to be heard."""

    type: CaseType
    flags: frozenset[Flag]
    booked_at: datetime
    starts_at: datetime
    zone: ZoneInfo


_CLOSED: Mapping[Answer, State] = {Answer.WAIVED: State.WAIVED, Answer.MOOT: State.MOOT}


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
            given = _CLOSED.get(self.answer) if self.answer is not None else None
            return given or (State.MET if self.answered_at <= self.due_at else State.LATE)
        return State.OPEN if now <= self.due_at else State.OVERDUE


@dataclass(frozen=True, slots=True)
class _Clock:
    rule: Callable[[Facts], str]
    owner: Owner
    applies: Callable[[Facts], bool]
    before_hearing: bool = False
    answers: frozenset[Answer] = frozenset({Answer.DONE, Answer.WAIVED})


_ASKED = frozenset({Answer.AGREES, Answer.DISAGREES, Answer.WAIVED})


def _procuracy_rule(facts: Facts) -> str:
    simplified = Flag.SIMPLIFIED in facts.flags
    return "clock.procuracy_simplified" if simplified else "clock.procuracy"


CLOCKS: Mapping[str, _Clock] = {
    "assess": _Clock(
        lambda _: "clock.assess",
        Owner.COURT,
        lambda _: True,
        answers=frozenset({Answer.SIMPLE, Answer.NOT_SIMPLE}),
    ),
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
it counts back from the hearing instead of on from the booking. What law makes a condition (the
judge's attestation) cannot be waived."""

SUSPENSION = "suspension"
"""The key of how long a hearing may stay suspended; it begins when it is."""

_SUSPENDED: Mapping[CaseType, str] = {
    CaseType.CRIMINAL: "limit.suspension_criminal",
    CaseType.ADMINISTRATIVE: "limit.suspension_administrative",
}
_SUSPENDED_CIVIL = "limit.suspension_civil"  # family, commercial and labour follow BLTTDS too


def suspension(policy: Policy, facts: Facts, since: datetime) -> Deadline | None:
    """How long a hearing suspended `since` may stay so, by the rule of its booking's day."""
    booked_on = facts.booked_at.astimezone(facts.zone).date()
    rule = policy.on(booked_on, _SUSPENDED.get(facts.type, _SUSPENDED_CIVIL))
    if rule is None:
        return None
    first = since.astimezone(facts.zone).date()
    last = months_later(first, rule.value) if rule.unit == "months" else first + _days(rule)
    return Deadline(SUSPENSION, Owner.COURT, _end_of(last, facts.zone))


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last."""
    whole = day.year * 12 + day.month - 1 + months
    year, month = divmod(whole, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def clocks(policy: Policy, facts: Facts) -> Iterator[Deadline]:
    """The deadlines that run for a hearing."""
    booked_on = facts.booked_at.astimezone(facts.zone).date()
    for key, clock in CLOCKS.items():
        rule = policy.on(booked_on, clock.rule(facts))
        if rule is not None and clock.applies(facts):
            yield Deadline(key, clock.owner, _due(clock, rule, facts, booked_on))


def may_answer(key: str, answer: Answer) -> bool:
    """Whether that is an answer to the clock `key`. A suspension ends in the hearing itself."""
    return key in CLOCKS and answer in CLOCKS[key].answers


def against_online(key: str, answer: Answer, kind: CaseType) -> bool:
    """Whether the answer sends the hearing to a courtroom: the judge finds the case not simple,
    or the procuracy disagrees in a criminal one (NQ 33/2021 art. 1, V)."""
    if key == "procuracy":
        return answer is Answer.DISAGREES and kind is CaseType.CRIMINAL
    return key == "assess" and answer is Answer.NOT_SIMPLE


def _due(clock: _Clock, rule: Rule, facts: Facts, booked_on: date) -> datetime:
    if clock.before_hearing:
        heard_on = facts.starts_at.astimezone(facts.zone).date()
        return _end_of(heard_on - _days(rule), facts.zone)
    return _end_of(booked_on + _days(rule), facts.zone)


def _days(rule: Rule) -> timedelta:
    return timedelta(days=rule.value)


def _end_of(day: date, zone: ZoneInfo) -> datetime:
    """The last microsecond of a day, in UTC."""
    midnight = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
    return midnight - timedelta(microseconds=1)
