"""Technical checks of points before the day: booked as rehearsals, with what came of them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.refusal import Refusal
from scheduler.entries import Point
from scheduler.fitting import NOTE_LIMIT, maybe
from scheduler.hearings import line, points_of, points_where
from scheduler.occupancy import Owner, release_absence, reserve
from scheduler.policy import Policy
from scheduler.readiness import (
    Before,
    Check,
    Item,
    Outcome,
    Result,
    Standing,
    standing,
    validity,
)
from scheduler.slot import Slot
from scheduler.source import Source
from scheduler.tables import AbsenceRow, CheckRow, PointRow
from scheduler.wanted import Wanted, place_wanted

REASON = "Kiểm tra kỹ thuật · Technical check"
NAMED = 100
"""How many of a point's checks are read, the latest first."""

_NONE = timedelta()


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
    connection: AsyncConnection,
    policy: Policy,
    points: Collection[str],
    before: Before,
    now: datetime,
) -> dict[str, Standing]:
    """How each of `points` stands."""
    return (await standings_of(connection, policy, {before: points}, now))[before]


async def standings_of(
    connection: AsyncConnection,
    policy: Policy,
    wanted: Mapping[Before, Collection[str]],
    now: datetime,
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
            point: standing(of[point], before, validity(policy, before.span.start), now)
            for point in some
        }
        for before, some in wanted.items()
    }


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
