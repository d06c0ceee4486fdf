"""What is owed before hearings: written down when one is booked, answered, listed by court."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.refusal import Refusal
from scheduler.clocks import Answer, Deadline, Facts, Owner, clocks, may_answer
from scheduler.entries import CaseType, Flag
from scheduler.policy import vietnam
from scheduler.source import Source
from scheduler.tables import CaseRow, CourtRow, DeadlineRow, HearingRow
from scheduler.text import clean

NOTE_LIMIT = 500


@dataclass(frozen=True, slots=True)
class Owed:
    """A deadline of a hearing; `note`: what whoever answered said."""

    hearing: str
    deadline: Deadline
    note: str | None = None


async def begin(connection: AsyncConnection, hearing: str, court: str, facts: Facts) -> None:
    """Write down what a hearing just booked is owed."""
    rows = [
        {
            "hearing": hearing,
            "key": one.key,
            "court": court,
            "owner": one.owner.value,
            "due_at": one.due_at,
        }
        for one in clocks(vietnam(), facts)
    ]
    if rows:
        await connection.execute(insert(DeadlineRow), rows)


async def move(connection: AsyncConnection, hearing: str) -> None:
    """Count anew what counts back from the hearing; what was answered stays answered."""
    facts = await _facts(connection, hearing)
    for one in clocks(vietnam(), facts):
        await connection.execute(
            update(DeadlineRow)
            .where(DeadlineRow.hearing == hearing, DeadlineRow.key == one.key)
            .values(due_at=one.due_at)
        )


async def of_hearing(connection: AsyncConnection, hearing: str) -> list[Owed]:
    """What a hearing is owed, the earliest due first."""
    return await _where(connection, DeadlineRow.hearing == hearing)


async def of_court(
    connection: AsyncConnection, court: str, now: datetime, *, overdue: bool
) -> list[Owed]:
    """What is still open at a court's standing hearings, the earliest due first.

    overdue: only what is.
    """
    conditions = [
        DeadlineRow.court == court,
        DeadlineRow.answered_at.is_(None),
        HearingRow.cancelled_at.is_(None),
        HearingRow.ends_at > now,
    ]
    if overdue:
        conditions.append(DeadlineRow.due_at < now)
    return await _where(connection, *conditions)


async def answer(
    connection: AsyncConnection,
    source: Source,
    hearing: str,
    key: str,
    *,
    answered: Answer,
    note: str | None,
) -> Owed:
    """Write down an answer; a later one replaces it. Raises Refusal `deadline.*`, `text.*`."""
    if not may_answer(key, answered):
        raise Refusal("deadline.answer")
    said = None if note is None else clean("note", note, NOTE_LIMIT)
    changed = await connection.execute(
        update(DeadlineRow)
        .where(DeadlineRow.hearing == hearing, DeadlineRow.key == key)
        .values(answered_at=source.now, answer=answered.value, note=said)
    )
    if not changed.rowcount:
        raise Refusal("deadline.unknown")
    return next(one for one in await of_hearing(connection, hearing) if one.deadline.key == key)


async def must_not_be_refused(connection: AsyncConnection, hearing: str) -> None:
    """A criminal case that the procuracy does not want heard online is heard in a courtroom
    (procuracy.disagrees, V); nobody else is asked. Raises Refusal `deadline.disagrees`."""
    disagrees = await connection.scalar(
        select(DeadlineRow.key).where(
            DeadlineRow.hearing == hearing,
            DeadlineRow.key == "procuracy",
            DeadlineRow.answer == Answer.DISAGREES.value,
        )
    )
    if disagrees is not None:
        raise Refusal("deadline.disagrees")


async def _facts(connection: AsyncConnection, hearing: str) -> Facts:
    rows = await connection.execute(
        select(
            CaseRow.type,
            CaseRow.flags,
            HearingRow.created_at,
            HearingRow.starts_at,
            CourtRow.zone,
        )
        .join(CaseRow, CaseRow.id == HearingRow.case)
        .join(CourtRow, CourtRow.id == HearingRow.court)
        .where(HearingRow.id == hearing)
    )
    kind, flags, booked_at, starts_at, zone = rows.one()
    known = frozenset(map(Flag, flags.split()))
    return Facts(CaseType(kind), known, booked_at, starts_at, ZoneInfo(zone))


async def _where(connection: AsyncConnection, *conditions: ColumnElement[bool]) -> list[Owed]:
    rows = await connection.execute(
        select(
            DeadlineRow.hearing,
            DeadlineRow.note,
            DeadlineRow.key,
            DeadlineRow.owner,
            DeadlineRow.due_at,
            DeadlineRow.answered_at,
            DeadlineRow.answer,
        )
        .join(HearingRow, HearingRow.id == DeadlineRow.hearing)
        .where(*conditions)
        .order_by(DeadlineRow.due_at, DeadlineRow.hearing, DeadlineRow.key)
    )
    return [_owed(row) for row in rows]


def _owed(row: Sequence[Any]) -> Owed:
    hearing, note, key, owner, due_at, answered_at, given = row
    answered = None if given is None else Answer(given)
    return Owed(hearing, Deadline(key, Owner(owner), due_at, answered_at, answered), note)
