"""The ledger's rows in the database: read what follows, append what comes next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, insert, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.actors import Actor
from hearing.chain import ChainBroken
from hearing.ids import HearingId
from hearing.state import ENDED, Status
from signaling.court.history import Entry, read
from signaling.court.tables import LedgerRow


@dataclass(frozen=True, slots=True)
class Receipt:
    """A command's rows in the ledger. No rows (it asked for what already was): last < first."""

    first_seq: int
    last_seq: int


class Overtaken(Exception):
    """Somebody else appended first; decide again."""


async def following(
    connection: AsyncConnection, hearing: HearingId, after: int = 0
) -> list[Entry]:
    """The entries after `after` in order. Raises ChainBroken for a row that is not ours."""
    rows = await connection.execute(
        select(LedgerRow.seq, LedgerRow.body, LedgerRow.hash)
        .where(LedgerRow.hearing == hearing, LedgerRow.seq > after)
        .order_by(LedgerRow.seq)
    )
    return [_entry(hearing, *row) for row in rows]


def _entry(hearing: HearingId, seq: int, body: str, stored_hash: bytes) -> Entry:
    try:
        entry = read(body)
    except ValueError as error:
        raise ChainBroken(seq, "not a ledger row") from error
    if entry.hash != stored_hash or entry.hearing != hearing:
        raise ChainBroken(seq, "its hash is another's")
    return entry


async def receipt(
    connection: AsyncConnection, hearing: HearingId, command: str
) -> tuple[Receipt, Actor] | None:
    """What an earlier command of this id left in the ledger, and who did it."""
    rows = await connection.execute(
        select(LedgerRow.seq, LedgerRow.body)
        .where(LedgerRow.hearing == hearing, LedgerRow.command == command)
        .order_by(LedgerRow.seq)
    )
    found = rows.all()
    if not found:
        return None
    return Receipt(found[0].seq, found[-1].seq), read(found[0].body).by


async def append(connection: AsyncConnection, entries: Sequence[Entry]) -> None:
    """Add `entries`, all or none. Raises Overtaken if one of their numbers is taken."""
    try:
        async with connection.begin_nested():
            await connection.execute(
                insert(LedgerRow),
                [
                    {
                        "hearing": entry.hearing,
                        "seq": entry.seq,
                        "at": entry.at,
                        "command": entry.command,
                        "body": entry.body,
                        "hash": entry.hash,
                    }
                    for entry in entries
                ],
            )
    except IntegrityError as error:
        raise Overtaken from error


async def heads(
    connection: AsyncConnection, hearings: Iterable[HearingId]
) -> dict[HearingId, int]:
    """The last number of each hearing's ledger."""
    rows = await connection.execute(
        select(LedgerRow.hearing, func.max(LedgerRow.seq))
        .where(LedgerRow.hearing.in_(tuple(hearings)))
        .group_by(LedgerRow.hearing)
    )
    return {HearingId(hearing): seq for hearing, seq in rows}


async def ended_since(connection: AsyncConnection, since: datetime) -> list[HearingId]:
    """The hearings that ended after `since`: a crash may have kept it from the recorder."""
    endings = or_(*(LedgerRow.body.like(_moved_to(status)) for status in sorted(ENDED)))
    rows = await connection.execute(
        select(LedgerRow.hearing).where(LedgerRow.at >= since, endings).distinct()
    )
    return [HearingId(row.hearing) for row in rows]


async def begun(connection: AsyncConnection) -> list[HearingId]:
    """The hearings that were opened and have not ended; read once, at the start.

    A row's text is searched, in one pass: canonical JSON has one spelling, and quotes inside
    a text are escaped, so no name or reason can look like it.
    """

    def any_row(*statuses: Status) -> ColumnElement[int]:
        found = or_(*(LedgerRow.body.like(_moved_to(status)) for status in statuses))
        return func.max(case((found, 1), else_=0))

    rows = await connection.execute(
        select(LedgerRow.hearing)
        .group_by(LedgerRow.hearing)
        .having(any_row(Status.OPEN) == 1, any_row(*sorted(ENDED)) == 0)
    )
    return [HearingId(row.hearing) for row in rows]


def _moved_to(status: Status) -> str:
    return f'%"to":"{status}","type":"status_changed"%'
