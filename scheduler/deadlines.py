"""What is owed before hearings: written down when one is booked, answered, listed by court."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.refusal import Refusal
from scheduler.clocks import (
    SUSPENSION,
    Answer,
    Deadline,
    Facts,
    Owner,
    against_online,
    clocks,
    may_answer,
)
from scheduler.eligibility import must_be_eligible
from scheduler.entries import CaseType, Flag
from scheduler.policy import vietnam
from scheduler.source import Source
from scheduler.tables import CaseRow, CourtRow, DeadlineRow, HearingRow
from scheduler.text import clean

NOTE_LIMIT = 500


@dataclass(frozen=True, slots=True)
class Owed:
    """A deadline of a hearing. note: what whoever answered said; by: the staff member who
    entered it; own: they are the presiding judge."""

    hearing: str
    deadline: Deadline
    note: str | None = field(default=None, repr=False)
    by: str | None = None
    own: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as somebody gives it; see Owed."""

    answer: Answer
    note: str | None
    by: str
    own: bool = False


async def begin(connection: AsyncConnection, hearing: str, court: str, facts: Facts) -> None:
    """Write down what a hearing just booked is owed."""
    await _enter(connection, hearing, court, clocks(vietnam(), facts))


async def _enter(
    connection: AsyncConnection, hearing: str, court: str, owed: Iterable[Deadline]
) -> None:
    rows = [
        {
            "hearing": hearing,
            "key": one.key,
            "court": court,
            "owner": one.owner.value,
            "due_at": one.due_at,
        }
        for one in owed
    ]
    if rows:
        await connection.execute(insert(DeadlineRow), rows)


async def move(connection: AsyncConnection, hearing: str) -> None:
    """Count anew what counts back from the hearing; what was answered stays answered."""
    for one in clocks(vietnam(), await facts_of(connection, hearing)):
        await _set(connection, hearing, one.key, due_at=one.due_at)


async def recount(connection: AsyncConnection, hearing: str, now: datetime) -> None:
    """The case is another than it was: what now runs begins, what runs no more is moot, what
    was answered stays answered."""
    standing = {one.deadline.key: one.deadline for one in await of_hearing(connection, hearing)}
    if not standing:  # booked before deadlines were counted
        return
    running = {one.key: one for one in clocks(vietnam(), await facts_of(connection, hearing))}
    for key in standing.keys() - running.keys() - {SUSPENSION}:
        if standing[key].answer is None:
            await _set(connection, hearing, key, answer=Answer.MOOT.value, answered_at=now)
    for key in standing.keys() & running.keys():
        if standing[key].answer is Answer.MOOT:  # it runs again
            await _set(connection, hearing, key, answer=None, answered_at=None)
    court = await connection.scalar(select(HearingRow.court).where(HearingRow.id == hearing))
    fresh = [running[key] for key in running.keys() - standing.keys()]
    await _enter(connection, hearing, str(court), fresh)
    await move(connection, hearing)


async def _set(connection: AsyncConnection, hearing: str, key: str, **values: Any) -> None:
    await connection.execute(
        update(DeadlineRow)
        .where(DeadlineRow.hearing == hearing, DeadlineRow.key == key)
        .values(**values)
    )


async def inherit(connection: AsyncConnection, successor: str, predecessor: str) -> None:
    """The judge's attestation is of the case: it holds for the hearing that follows."""
    attested = await _assessment(connection, predecessor)
    if attested is not None and attested.answer == Answer.SIMPLE:
        await connection.execute(
            update(DeadlineRow)
            .where(DeadlineRow.hearing == successor, DeadlineRow.key == "assess")
            .values(**attested._mapping)
        )


async def of_hearing(connection: AsyncConnection, hearing: str) -> list[Owed]:
    """What a hearing is owed, the earliest due first."""
    return await owed_where(connection, DeadlineRow.hearing == hearing)


async def of_court(
    connection: AsyncConnection, court: str, now: datetime, *, overdue: bool
) -> list[Owed]:
    """What is still open at a court's hearings, the earliest due first: until it is answered,
    also after the hearing was held. overdue: only what is."""
    conditions = [DeadlineRow.court == court, *waiting()]
    if overdue:
        conditions.append(DeadlineRow.due_at < now)
    return await owed_where(connection, *conditions)


async def overdue_of(
    connection: AsyncConnection, hearings: Collection[str], now: datetime
) -> dict[str, list[Owed]]:
    """What is overdue at each of `hearings`."""
    found: dict[str, list[Owed]] = {}
    conditions = (DeadlineRow.hearing.in_(hearings), DeadlineRow.due_at < now)
    for one in await owed_where(connection, *conditions, *waiting()):
        found.setdefault(one.hearing, []).append(one)
    return found


def waiting() -> tuple[ColumnElement[bool], ...]:
    """What nobody answered, of hearings that were not called off."""
    return DeadlineRow.answered_at.is_(None), HearingRow.cancelled_at.is_(None)


async def answer(
    connection: AsyncConnection, source: Source, hearing: str, key: str, given: Given
) -> Owed:
    """Write down an answer; a later one replaces it. Raises Refusal `deadline.*`, `text.*`."""
    if not may_answer(key, given.answer):
        raise Refusal("deadline.answer")
    said = None if given.note is None else clean("note", given.note, NOTE_LIMIT)
    _must_say(key, given, said)
    changed = await connection.execute(
        update(DeadlineRow)
        .where(DeadlineRow.hearing == hearing, DeadlineRow.key == key)
        .values(
            answered_at=source.now,
            answer=given.answer.value,
            note=said,
            answered_by=given.by,
            own=given.own,
        )
    )
    if not changed.rowcount:
        raise Refusal("deadline.unknown")
    return next(one for one in await of_hearing(connection, hearing) if one.deadline.key == key)


def _must_say(key: str, given: Given, said: str | None) -> None:
    """Whoever is not the judge names the judge's document; whoever waits no more, why."""
    if said is None and given.answer is Answer.WAIVED:
        raise Refusal("deadline.reason")
    if said is None and key == "assess" and not given.own:
        raise Refusal("deadline.document")


async def must_be_online(connection: AsyncConnection, hearing: str) -> None:
    """Law wants a case heard online that the judge attests to be simple, and (a criminal one)
    that the procuracy does not object to; nobody else is asked.

    Raises Refusal `eligibility.*`, `deadline.disagrees`.
    """
    known = await facts_of(connection, hearing)
    day = known.starts_at.astimezone(known.zone).date()
    must_be_eligible(vietnam(), known.flags, day)
    for one in await of_hearing(connection, hearing):
        given = one.deadline.answer
        if given is not None and against_online(one.deadline.key, given, known.type):
            raise Refusal(_AGAINST[one.deadline.key])
        if given is None and one.deadline.key == "assess" and _attested_first(day):
            raise Refusal("eligibility.not_attested")


_AGAINST = {"assess": "eligibility.not_simple", "procuracy": "deadline.disagrees"}


def _attested_first(day: date) -> bool:
    rule = vietnam().on(day, "eligibility.simple_case")
    return rule is not None and rule.effect == "block"


async def facts_of(connection: AsyncConnection, hearing: str) -> Facts:
    """What decides which clocks run for a hearing."""
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


async def _assessment(connection: AsyncConnection, hearing: str) -> Any:
    rows = await connection.execute(
        select(
            DeadlineRow.answered_at,
            DeadlineRow.answer,
            DeadlineRow.note,
            DeadlineRow.answered_by,
            DeadlineRow.own,
        ).where(DeadlineRow.hearing == hearing, DeadlineRow.key == "assess")
    )
    return rows.first()


async def owed_where(
    connection: AsyncConnection, *conditions: ColumnElement[bool], limit: int | None = None
) -> list[Owed]:
    """The deadlines for which all `conditions` hold, the earliest due first."""
    rows = await connection.execute(
        select(
            DeadlineRow.hearing,
            DeadlineRow.note,
            DeadlineRow.answered_by,
            DeadlineRow.own,
            DeadlineRow.key,
            DeadlineRow.owner,
            DeadlineRow.due_at,
            DeadlineRow.answered_at,
            DeadlineRow.answer,
        )
        .join(HearingRow, HearingRow.id == DeadlineRow.hearing)
        .where(*conditions)
        .order_by(DeadlineRow.due_at, DeadlineRow.hearing, DeadlineRow.key)
        .limit(limit)
    )
    return [_owed(row) for row in rows]


def _owed(row: Sequence[Any]) -> Owed:
    hearing, note, by, own, key, owner, due_at, answered_at, given = row
    answered = None if given is None else Answer(given)
    deadline = Deadline(key, Owner(owner), due_at, answered_at, answered)
    return Owed(hearing, deadline, note, by, own)
