"""Entries of the directory changed, retired and restored. What hearings ahead rely on stays.

Nothing is ever erased: what was booked goes on saying where it was and with whom.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Generic, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.refusal import Refusal
from scheduler import absences, ahead, deadlines, entry_rows, fitting
from scheduler.ahead import Sitting
from scheduler.directory import must_know_parties, zone_of
from scheduler.eligibility import must_be_eligible
from scheduler.entries import Case, Court, Person, Point
from scheduler.entry_rows import Values
from scheduler.hours import open_during
from scheduler.pages import Columns
from scheduler.policy import vietnam
from scheduler.source import Source
from scheduler.tables import CaseRow, CourtRow, PersonRow, PointRow
from scheduler.wanted import card_key

_T = TypeVar("_T", Court, Point, Person, Case)


@dataclass(frozen=True, slots=True)
class Shelf(Generic[_T]):
    """One kind of entries. guard: raises the Refusal of what must not become of `old`.
    after: what else changes with it."""

    row: type[CourtRow | PointRow | PersonRow | CaseRow]
    query: Callable[[], Columns]
    read: Callable[[Sequence[Any]], _T]
    values: Callable[[_T], Values]
    fit: Callable[[_T], _T]
    guard: Callable[[AsyncConnection, _T, _T, datetime], Awaitable[None]]
    after: Callable[[AsyncConnection, _T, datetime], Awaitable[None]] | None = None


async def find(connection: AsyncConnection, shelf: Shelf[_T], entry: str) -> _T:
    """One entry, retired or not. Raises Refusal `entry.unknown`."""
    row = (await connection.execute(shelf.query().where(shelf.row.id == entry))).first()
    if row is None:
        raise Refusal("entry.unknown")
    return shelf.read(row)


async def edit(
    connection: AsyncConnection,
    source: Source,
    shelf: Shelf[_T],
    entry: str,
    changes: Mapping[str, Any],
    *,
    seen: Callable[[_T], None],
) -> _T:
    """The entry with `changes`. seen: raises, if it is not as the asker saw it.

    Raises Refusal `entry.unknown`, those of scheduler/fitting.py, `*.in_use`, `*.duplicate`.
    """
    await connection.execute(  # whoever books it waits for us, or we see what they booked
        select(shelf.row.id).where(shelf.row.id == entry).with_for_update(key_share=True)
    )
    old = await find(connection, shelf, entry)
    seen(old)
    new = shelf.fit(replace(old, **changes))
    await shelf.guard(connection, old, new, source.now)
    try:
        async with connection.begin_nested():
            await connection.execute(
                update(shelf.row).where(shelf.row.id == entry).values(**shelf.values(new))
            )
    except IntegrityError as error:
        raise _refusal(new, str(error.orig)) from error
    if shelf.after is not None:
        await shelf.after(connection, new, source.now)
    return new


async def retire(
    connection: AsyncConnection,
    source: Source,
    shelf: Shelf[_T],
    entry: str,
    *,
    seen: Callable[[_T], None],
) -> _T:
    """The entry, never booked again until restored; as `edit`. Again is as good."""
    old = await find(connection, shelf, entry)
    since = old.retired_at or source.now
    return await edit(connection, source, shelf, entry, {"retired_at": since}, seen=seen)


async def _court(connection: AsyncConnection, old: Court, new: Court, now: datetime) -> None:
    if _retires(old, new) or old.zone != new.zone:
        _nothing(await ahead.of_court(connection, old.id, now), "court.in_use", old.id)


async def _point(connection: AsyncConnection, old: Point, new: Point, now: datetime) -> None:
    if _retires(old, new) or old.hours != new.hours:
        sittings = await ahead.of_resource(connection, old.id, now)
        _nothing(_lost(old, new, sittings), "point.in_use", old.court)
    if new.capacity < old.capacity:
        await absences.narrow(connection, old.id, new.capacity)


async def _keep_shut(connection: AsyncConnection, point: Point, now: datetime) -> None:
    """A point that is shut is shut to what it has more of since, too."""
    await absences.widen(connection, point.id, point.capacity, now)


async def _keep_away(connection: AsyncConnection, person: Person, now: datetime) -> None:
    """Who is away is away under the card number they now have."""
    await absences.rekey(connection, person)


async def _person(connection: AsyncConnection, old: Person, new: Person, now: datetime) -> None:
    """Their reservations are kept under the card number: it stays while there are any."""
    recarded = old.card != new.card
    if not (_retires(old, new) or recarded or old.hours != new.hours):
        return
    key = old.id if old.card is None else card_key(old.card)
    theirs = await ahead.of_resource(connection, key, now)
    sittings = [one for one in theirs if one.court == old.court]
    lost = sittings if recarded else _lost(old, new, sittings)
    _nothing(lost, "person.in_use", old.court)


async def _case(connection: AsyncConnection, old: Case, new: Case, now: datetime) -> None:
    await must_know_parties(connection, new)
    sittings = await ahead.of_case(connection, old.id, now)
    if _retires(old, new):
        _nothing(sittings, "case.in_use", old.court)
    if old.flags == new.flags:
        return
    zone = await zone_of(connection, old.court)
    for one in sittings:
        try:
            must_be_eligible(vietnam(), new.flags, one.span.start.astimezone(zone).date())
        except Refusal as excluded:  # call off the hearing first, then the flag may be set
            raise Refusal("case.in_use", hearing=one.hearing) from excluded


async def _recount(connection: AsyncConnection, case: Case, now: datetime) -> None:
    """A case that now holds a detained accused is waited for by a facility too."""
    for hearing in {one.hearing for one in await ahead.of_case(connection, case.id, now)}:
        await deadlines.recount(connection, hearing, now)


def _retires(old: _T, new: _T) -> bool:
    return old.retired_at is None and new.retired_at is not None


def _lost(
    old: Point | Person, new: Point | Person, sittings: Sequence[Sitting]
) -> list[Sitting]:
    """Those of `sittings` that lie in the old hours and not in the new ones."""
    if old.retired_at is None and new.retired_at is not None:
        return list(sittings)
    zone = ZoneInfo(new.zone)
    return [
        one
        for one in sittings
        if open_during(old.hours, one.span, zone) and not open_during(new.hours, one.span, zone)
    ]


def _nothing(sittings: Sequence[Sitting], code: str, court: str) -> None:
    """Raise Refusal `code` with the first of `sittings`; another court's is not named."""
    if sittings:
        first = sittings[0]
        raise Refusal(code, hearing=first.hearing if court == first.court else "—")


def _refusal(new: Court | Point | Person | Case, error: str) -> Refusal:
    match new:
        case Case():
            return Refusal("case.duplicate", number=new.number)
        case Person():
            return Refusal("person.duplicate")
        case _ if "points_in_use" in error:  # the database's own guard of what is occupied
            return Refusal("point.in_use", hearing="—")
        case _:
            return Refusal("booking.busy")


COURTS = Shelf(
    CourtRow,
    entry_rows.courts,
    entry_rows.court_of,
    entry_rows.court_values,
    fitting.court,
    _court,
)
POINTS = Shelf(
    PointRow,
    entry_rows.points,
    entry_rows.point_of,
    entry_rows.point_values,
    fitting.point,
    _point,
    _keep_shut,
)
PEOPLE = Shelf(
    PersonRow,
    entry_rows.people,
    entry_rows.person_of,
    entry_rows.person_values,
    fitting.person,
    _person,
    _keep_away,
)
CASES = Shelf(
    CaseRow,
    entry_rows.cases,
    entry_rows.case_of,
    entry_rows.case_values,
    fitting.case,
    _case,
    _recount,
)
