"""What courts wait for, hearing by hearing, as a person reads it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from scheduler import deadlines
from scheduler.deadlines import Owed
from scheduler.entries import Court
from scheduler.tables import CaseRow, CourtRow, DeadlineRow, HearingRow


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something owed, of which hearing, at which court."""

    owed: Owed
    court: Court
    case_number: str
    title: str
    starts_at: datetime


async def waited_for(
    connection: AsyncConnection,
    courts: Collection[str] | None,
    now: datetime,
    *,
    overdue: bool,
    limit: int,
) -> list[Waiting]:
    """What nobody has answered at `courts` (None: at all), the earliest due first.

    overdue: only what is.
    """
    conditions = [*deadlines.waiting()]
    if courts is not None:
        conditions.append(DeadlineRow.court.in_(courts))
    if overdue:
        conditions.append(DeadlineRow.due_at < now)
    owed = await deadlines.owed_where(connection, *conditions, limit=limit)
    return await _whole(connection, owed)


async def _whole(connection: AsyncConnection, owed: Iterable[Owed]) -> list[Waiting]:
    found = list(owed)
    rows = await connection.execute(
        select(
            HearingRow.id,
            CourtRow.id.label("court"),
            CourtRow.name,
            CourtRow.zone,
            CaseRow.number,
            HearingRow.title,
            HearingRow.starts_at,
        )
        .join(CourtRow, CourtRow.id == HearingRow.court)
        .join(CaseRow, CaseRow.id == HearingRow.case)
        .where(HearingRow.id.in_({one.hearing for one in found}))
    )
    of = {row.id: row for row in rows}
    return [
        Waiting(
            one,
            Court(of[one.hearing].court, of[one.hearing].name, of[one.hearing].zone),
            of[one.hearing].number,
            of[one.hearing].title,
            of[one.hearing].starts_at,
        )
        for one in found
    ]
