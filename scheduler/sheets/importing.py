"""Rows of a spreadsheet entered into a court's directory: all, or none and why."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import ColumnElement, SQLColumnExpression, select
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.refusal import Refusal
from hearing.roles import Role
from scheduler import directory
from scheduler.contact import contact
from scheduler.entries import CaseType, Equipment, Flag, Instance, Party, PointKind
from scheduler.sheets.mapping import FIELDS, Columns, Kind, parties, several
from scheduler.sheets.reading import Row
from scheduler.source import Source
from scheduler.tables import PersonRow, PointRow
from scheduler.text import clean

_T = TypeVar("_T", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Bad:
    """A row that cannot be entered, and why."""

    line: int
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a file's rows."""

    rows: int
    entered: int
    bad: tuple[Bad, ...]


async def enter(
    connection: AsyncConnection,
    source: Source,
    court: str,
    *,
    kind: Kind,
    rows: Sequence[Row],
    columns: Columns,
) -> Result:
    """Enter every row that can be, in the caller's transaction, which the caller rolls back
    unless it wants what the result says. Raises Refusal `court.unknown`."""
    await directory.zone_of(connection, court)
    bad: list[Bad] = []
    for row in rows:
        entry = columns.entry(row)
        try:
            _must_be_readable(row, columns)
            _must_be_whole(kind, entry)
            async with connection.begin_nested():
                await _ENTER[kind](connection, source, court, entry)
        except Refusal as refusal:
            bad.append(Bad(row.line, refusal))
    return Result(len(rows), len(rows) - len(bad), tuple(bad))


def _must_be_readable(row: Row, columns: Columns) -> None:
    if row.more:
        raise Refusal("sheet.cells")
    for column in columns.columns.values():
        if column in row.dates:  # "05/2026" is no day of May
            raise Refusal("sheet.date", heading=column)


def _must_be_whole(kind: Kind, entry: Mapping[str, str]) -> None:
    for name, needed in FIELDS[kind]:
        if needed and name not in entry:
            raise Refusal("text.empty", field=name)


async def _case(
    connection: AsyncConnection, source: Source, court: str, entry: Mapping[str, str]
) -> None:
    await directory.add_case(
        connection,
        source,
        court=court,
        number=entry["number"],
        type=_word("type", CaseType, entry["type"]),
        title=entry["title"],
        instance=_word("instance", Instance, entry.get("instance", Instance.FIRST)),
        flags=_words("flags", Flag, entry),
        parties=tuple(
            Party(_word("parties", Role, role), name)
            for role, name in parties(entry.get("parties", ""))
            if role or name
        ),
    )


async def _point(
    connection: AsyncConnection, source: Source, court: str, entry: Mapping[str, str]
) -> None:
    escorts = entry.get("escorts")
    name = clean("name", entry["name"])
    there = (PointRow.court == court) & PointRow.retired_at.is_(None)
    await _must_be_new(connection, PointRow.id, there & (PointRow.name == name), name)
    await directory.add_point(
        connection,
        source,
        court=court,
        name=entry["name"],
        kind=_word("kind", PointKind, entry["kind"]),
        capacity=_number("capacity", entry.get("capacity", "1")),
        before=_number("before", entry.get("before", "0")),
        after=_number("after", entry.get("after", "0")),
        escorts=None if escorts is None else _number("escorts", escorts),
        address=entry.get("address", ""),
        hours=entry.get("hours", ""),
        equipment=_words("equipment", Equipment, entry),
        note=entry.get("note", ""),
    )


async def _person(
    connection: AsyncConnection, source: Source, court: str, entry: Mapping[str, str]
) -> None:
    reached = contact(entry.get("email"), entry.get("phone"), entry.get("language"))
    if "card" not in entry:  # a card says itself who is who
        name = clean("name", entry["name"])
        same = (PersonRow.court == court) & PersonRow.retired_at.is_(None)
        same &= (PersonRow.name == name) & PersonRow.card.is_(None)
        same &= PersonRow.email.is_not_distinct_from(reached.email)
        same &= PersonRow.phone.is_not_distinct_from(reached.phone)
        await _must_be_new(connection, PersonRow.id, same, name)
    await directory.add_person(
        connection,
        source,
        court=court,
        name=entry["name"],
        card=entry.get("card"),
        reached=reached,
        roles=_words("roles", Role, entry),
        hours=entry.get("hours", ""),
    )


async def _must_be_new(
    connection: AsyncConnection,
    what: SQLColumnExpression[str],
    condition: ColumnElement[bool],
    name: str,
) -> None:
    """The same file read twice enters nothing twice. Raises Refusal `entry.duplicate`."""
    if await connection.scalar(select(what).where(condition).limit(1)) is not None:
        raise Refusal("entry.duplicate", name=name)


_Enter = Callable[[AsyncConnection, Source, str, Mapping[str, str]], Awaitable[None]]
_ENTER: Mapping[Kind, _Enter] = {"cases": _case, "points": _point, "people": _person}


def _word(field: str, words: type[_T], text: str) -> _T:
    try:
        return words(text.casefold())
    except ValueError as error:
        known = ", ".join(one.value for one in words)
        raise Refusal("sheet.word", field=field, known=known) from error


def _words(field: str, words: type[_T], entry: Mapping[str, str]) -> frozenset[_T]:
    return frozenset(_word(field, words, one) for one in several(entry.get(field, "")))


def _number(field: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 9):
        raise Refusal("sheet.number", field=field)
    return int(text)
