"""How points stand before hearings, by the technical checks made of them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from scheduler.policy import Policy
from scheduler.slot import Slot


class Result(StrEnum):
    """What came of a check."""

    PASSED = "passed"
    FAILED = "failed"


class Item(StrEnum):
    """What is tried at a point. TTLT 05/2021 art. 4."""

    NETWORK = "network"
    CAMERA = "camera"
    MICROPHONE = "microphone"
    LOUDSPEAKER = "loudspeaker"
    DISPLAY = "display"
    DOCUMENT_CAMERA = "document_camera"
    RECORDING = "recording"
    BACKUP_POWER = "backup_power"


class State(StrEnum):
    """How a point stands before a hearing, or now."""

    PASSED = "passed"
    FAILED = "failed"
    PLANNED = "planned"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was tried, and what was wrong."""

    result: Result
    checked: frozenset[Item] = frozenset()
    faults: frozenset[Item] = frozenset()
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Check:
    """A rehearsal of `point` during `span`, for `hearing` or for the point itself.

    done_by: the staff account that said so, at `done_at`; no outcome: not done yet.
    """

    id: str
    court: str
    point: str
    hearing: str | None
    span: Slot
    booked_by: str
    outcome: Outcome | None = None
    done_at: datetime | None = None
    done_by: str | None = None
    cancelled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a point stands, by which check; at: when that was done, or will begin."""

    state: State
    check: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """What a point is to be ready for: `hearing` during `span`; none: for any, at its start."""

    span: Slot
    hearing: str | None = None


def validity(policy: Policy, day: datetime) -> timedelta:
    """How long a check counts for hearings it was not made for."""
    rule = policy.on(day.date(), "check.valid")
    return timedelta(days=0 if rule is None else rule.value)


def standing(
    checks: Sequence[Check], before: Before, valid: timedelta, now: datetime
) -> Standing:
    """How a point stands by its `checks`: by the latest result that counts, else by the next
    check that is still to come.

    A check made for the hearing counts whenever it was; another, for so long as it is valid.
    One whose time has passed without a result is none.
    """
    counted = [one for one in checks if _counts(one, before, valid)]
    if counted:
        last = max(counted, key=lambda one: (one.done_at or one.span.start, one.id))
        assert last.outcome is not None
        return Standing(State(last.outcome.result.value), last.id, last.done_at)
    planned = [one for one in checks if _is_ahead(one, now) and _is_in_time(one, before)]
    if planned:
        first = min(planned, key=lambda one: (one.span.start, one.id))
        return Standing(State.PLANNED, first.id, first.span.start)
    return Standing(State.UNCHECKED)


def _counts(check: Check, before: Before, valid: timedelta) -> bool:
    if check.done_at is None or check.done_at > before.span.end:
        return False
    for_it = before.hearing is not None and check.hearing == before.hearing
    return for_it or check.done_at >= before.span.start - valid


def _is_ahead(check: Check, now: datetime) -> bool:
    return check.outcome is None and check.span.end > now


def _is_in_time(check: Check, before: Before) -> bool:
    for_it = before.hearing is None or check.hearing == before.hearing
    return for_it or check.span.start < before.span.start
