"""Technical checks of points before the day: booked as rehearsals, with what came of them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.refusal import Refusal
from scheduler.booking import place_wanted
from scheduler.entries import Point
from scheduler.fitting import NOTE_LIMIT, maybe
from scheduler.hearings import line, points_of, points_where
from scheduler.occupancy import Owner, Wanted, release_absence, reserve
from scheduler.policy import Policy
from scheduler.slot import Slot
from scheduler.source import Source
from scheduler.tables import AbsenceRow, CheckRow, PointRow

REASON = "Kiểm tra kỹ thuật · Technical check"
NAMED = 100
"""How many of a point's checks are read, the latest first."""

_NONE = timedelta()


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


async def court_of(connection: AsyncConnection, point: str, hearing: str | None) -> str:
    """Whose a check would be: the hearing's court's, else the point's.

    Raises Refusal `point.unknown`, `point.retired`, `hearing.unknown`, `check.point`.
    """
    place = await _place(connection, point)
    if hearing is None:
        return place.court
    court = (await line(connection, hearing)).court
    if point not in {one.id for one in await points_of(connection, hearing)}:
        raise Refusal("check.point")
    return court


async def wanted(connection: AsyncConnection, point: str) -> Wanted:
    """What a check of `point` occupies: one of its places, no buffers."""
    return replace(place_wanted(await _place(connection, point)), before=_NONE, after=_NONE)


async def book(
    connection: AsyncConnection,
    source: Source,
    *,
    point: str,
    hearing: str | None,
    span: Slot,
    by: str,
) -> Check:
    """Keep `point` for a check. Raises Refusal as `court_of`, or a Conflict."""
    court = await court_of(connection, point, hearing)
    check = Check(source.identifier("chk"), court, point, hearing, span, by)
    times = {"starts_at": span.start, "ends_at": span.end, "created_at": source.now}
    await connection.execute(
        insert(AbsenceRow).values(
            id=check.id, court=court, kind="point", resource=point, reason=REASON, **times
        )
    )
    await connection.execute(
        insert(CheckRow).values(
            id=check.id, court=court, point=point, hearing=hearing, booked_by=by, **times
        )
    )
    owner = Owner(court, absence=check.id)
    await reserve(connection, owner, [span], [await wanted(connection, point)])
    return check


async def done(
    connection: AsyncConnection, source: Source, check: str, outcome: Outcome, by: str
) -> Check:
    """Write down what came of it, once. Raises Refusal `check.*`, those of `clean`."""
    fitted = _fitted(outcome)
    await _must_be_open(connection, check)
    await connection.execute(
        update(CheckRow)
        .where(CheckRow.id == check)
        .values(
            result=fitted.result.value,
            done_at=source.now,
            done_by=by,
            checked=" ".join(sorted(fitted.checked)),
            faults=" ".join(sorted(fitted.faults)),
            note=fitted.note,
        )
    )
    return await find(connection, check)


async def cancel(connection: AsyncConnection, source: Source, check: str) -> Check:
    """Give the point back. Raises Refusal `check.unknown`, `check.over`."""
    await _must_be_open(connection, check)
    await release_absence(connection, check)
    await connection.execute(delete(AbsenceRow).where(AbsenceRow.id == check))
    await connection.execute(
        update(CheckRow).where(CheckRow.id == check).values(cancelled_at=source.now)
    )
    return await find(connection, check)


async def find(connection: AsyncConnection, check: str) -> Check:
    """One check. Raises Refusal `check.unknown`."""
    found = await _where(connection, CheckRow.id == check)
    if not found:
        raise Refusal("check.unknown")
    return found[0]


async def of_point(connection: AsyncConnection, point: str) -> list[Check]:
    """A point's, the latest first, cancelled ones too."""
    return await _where(connection, CheckRow.point == point)


async def of_hearing(connection: AsyncConnection, hearing: str) -> list[Check]:
    """Those made for a hearing."""
    return await _where(connection, CheckRow.hearing == hearing)


async def standings(
    connection: AsyncConnection, policy: Policy, points: Collection[str], before: Before
) -> dict[str, Standing]:
    """How each of `points` stands."""
    return (await standings_of(connection, policy, {before: points}))[before]


async def standings_of(
    connection: AsyncConnection, policy: Policy, wanted: Mapping[Before, Collection[str]]
) -> dict[Before, dict[str, Standing]]:
    """How the points of several hearings stand, read at once."""
    if not wanted:
        return {}
    since = min(one.span.start - validity(policy, one.span.start) for one in wanted)
    ours = or_(
        CheckRow.done_at >= since,
        CheckRow.done_at.is_(None),
        CheckRow.hearing.in_({one.hearing for one in wanted if one.hearing is not None}),
    )
    points = {point for some in wanted.values() for point in some}
    kept = [CheckRow.point.in_(points), CheckRow.cancelled_at.is_(None), ours]
    of: defaultdict[str, list[Check]] = defaultdict(list)
    for check in await _where(connection, *kept, most=None):
        of[check.point].append(check)
    return {
        before: {
            point: standing(of[point], before, validity(policy, before.span.start))
            for point in some
        }
        for before, some in wanted.items()
    }


def validity(policy: Policy, day: datetime) -> timedelta:
    """How long a check counts for hearings it was not made for."""
    rule = policy.on(day.date(), "check.valid")
    return timedelta(days=0 if rule is None else rule.value)


def standing(checks: Sequence[Check], before: Before, valid: timedelta) -> Standing:
    """How a point stands by its `checks`, the latest result first. Pure.

    A check made for the hearing counts whenever it was; another, for so long as it is valid.
    """
    counted = [one for one in checks if _counts(one, before, valid)]
    if counted:
        last = max(counted, key=lambda one: (one.done_at or one.span.start, one.id))
        assert last.outcome is not None
        return Standing(State(last.outcome.result.value), last.id, last.done_at)
    planned = [one for one in checks if one.outcome is None and _is_planned_for(one, before)]
    if planned:
        first = min(planned, key=lambda one: (one.span.start, one.id))
        return Standing(State.PLANNED, first.id, first.span.start)
    return Standing(State.UNCHECKED)


def _counts(check: Check, before: Before, valid: timedelta) -> bool:
    if check.done_at is None or check.done_at > before.span.end:
        return False
    for_it = before.hearing is not None and check.hearing == before.hearing
    return for_it or check.done_at >= before.span.start - valid


def _is_planned_for(check: Check, before: Before) -> bool:
    if before.hearing is None:
        return check.span.end > before.span.start
    return check.hearing == before.hearing or check.span.start < before.span.start


def _fitted(outcome: Outcome) -> Outcome:
    if outcome.result is Result.PASSED and outcome.faults:
        raise Refusal("check.faults")
    note = maybe("note", outcome.note, NOTE_LIMIT)
    if outcome.result is Result.FAILED and not (outcome.faults or note):
        raise Refusal("check.why")
    return replace(outcome, checked=outcome.checked | outcome.faults, note=note)


async def _must_be_open(connection: AsyncConnection, check: str) -> None:
    await connection.execute(select(CheckRow.id).where(CheckRow.id == check).with_for_update())
    known = await find(connection, check)
    if known.outcome is not None or known.cancelled_at is not None:
        raise Refusal("check.over")


async def _place(connection: AsyncConnection, point: str) -> Point:
    found = await points_where(connection, PointRow.id == point)
    if not found:
        raise Refusal("point.unknown", id=point)
    if found[0].retired_at is not None:
        raise Refusal("point.retired", id=point)
    return found[0]


async def _where(
    connection: AsyncConnection, *conditions: ColumnElement[bool], most: int | None = NAMED
) -> list[Check]:
    query = (
        select(CheckRow.__table__)
        .where(*conditions)
        .order_by(CheckRow.starts_at.desc(), CheckRow.id.desc())
        .limit(most)
    )
    return [_check(row) for row in await connection.execute(query)]


def _check(row: Any) -> Check:
    outcome = None
    if row.result is not None:
        checked, faults = (
            frozenset(map(Item, text.split())) for text in (row.checked, row.faults)
        )
        outcome = Outcome(Result(row.result), checked, faults, row.note)
    return Check(
        row.id,
        row.court,
        row.point,
        row.hearing,
        Slot(row.starts_at, row.ends_at),
        row.booked_by,
        outcome,
        row.done_at,
        row.done_by,
        row.cancelled_at,
    )
