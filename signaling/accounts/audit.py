"""The audit ledger: what was done with accounts, and by whom; append-only, hash-chained.

A ledger of its own: the hearing's holds what happened in court, and is given out with it.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.chain import GENESIS, ChainBroken, canonical
from hearing.refusal import Refusal
from scheduler.source import Source
from signaling.accounts.tables import AuditRow

ATTEMPTS = 100  # each lost race means somebody else's row went through
_TAG = b"phientoa/audit/v1\0"  # no row of a hearing's ledger can pass for one of ours

NOBODY = "nobody"
"""Who acted, when nobody had signed in."""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """A row: canonical JSON `body`, its `hash`."""

    seq: int
    at: datetime
    body: str
    hash: bytes


def link(body: str) -> bytes:
    """The hash of one row's canonical JSON."""
    return hashlib.sha256(_TAG + body.encode()).digest()


async def note(
    connection: AsyncConnection, source: Source, by: str, what: str, **facts: str | int
) -> None:
    """Append what `by` did, in the caller's transaction. facts: ids, codes and numbers."""
    for _ in range(ATTEMPTS):
        seq, previous = await _head(connection)
        said = {"v": 1, "by": by, "what": what, "facts": facts}
        entry = _entry(seq + 1, previous, source.now, said)
        values = {"seq": entry.seq, "at": entry.at, "body": entry.body, "hash": entry.hash}
        try:
            async with connection.begin_nested():
                await connection.execute(insert(AuditRow).values(values))
        except IntegrityError:
            continue  # another instance took the number
        return
    raise Refusal("court.busy")


async def entries(
    connection: AsyncConnection, after: int = 0, limit: int = 500
) -> list[AuditEntry]:
    """Rows after `after`, in order."""
    rows = await connection.execute(
        select(AuditRow.seq, AuditRow.at, AuditRow.body, AuditRow.hash)
        .where(AuditRow.seq > after)
        .order_by(AuditRow.seq)
        .limit(limit)
    )
    return [AuditEntry(*row) for row in rows]


async def newest(
    connection: AsyncConnection, before: int | None = None, limit: int = 100
) -> list[AuditEntry]:
    """Rows below `before` (None: of all), the newest first."""
    query = select(AuditRow.seq, AuditRow.at, AuditRow.body, AuditRow.hash)
    if before is not None:
        query = query.where(AuditRow.seq < before)
    rows = await connection.execute(query.order_by(AuditRow.seq.desc()).limit(limit))
    return [AuditEntry(*row) for row in rows]


def walk(rows: Iterable[AuditEntry]) -> int:
    """How many rows a whole ledger has. Raises ChainBroken where one was altered or is gone.

    A tail cut off is not seen here; whoever keeps an earlier head sees it.
    """
    previous, number = GENESIS, 0
    for number, row in enumerate(rows, 1):
        said = json.loads(row.body)
        if row.seq != number or said["seq"] != number or said["prev"] != previous.hex():
            raise ChainBroken(number, "does not continue the row before it")
        previous = link(row.body)
        if previous != row.hash:
            raise ChainBroken(number, "its hash is another's")
    return number


async def _head(connection: AsyncConnection) -> tuple[int, bytes]:
    row = (
        await connection.execute(
            select(AuditRow.seq, AuditRow.hash).order_by(AuditRow.seq.desc()).limit(1)
        )
    ).first()
    return (0, GENESIS) if row is None else (row.seq, row.hash)


def _entry(seq: int, previous: bytes, now: datetime, said: dict[str, object]) -> AuditEntry:
    at = now.astimezone(UTC)
    written = at.isoformat(timespec="microseconds").replace("+00:00", "Z")
    body = canonical({**said, "seq": seq, "at": written, "prev": previous.hex()})
    return AuditEntry(seq, at, body, link(body))
