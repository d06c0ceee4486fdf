"""Notices taken out of the outbox by lease: one holder at a time, fenced against late ones.

A holder that dies leaves a lease that runs out; the next one gets a higher fence, and every
write asks for the fence it was given, so that who was thought dead changes nothing.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from scheduler.tables import NoticeRow


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work on one notice until `until`. sealed: its message, if it is made."""

    number: int
    fence: int
    until: datetime | None
    id: str
    hearing: str
    channel: str
    occasion: str
    sequence: int
    attempts: int
    worth_until: datetime
    created_at: datetime
    address: str | None
    sealed: bytes | None


@dataclass(frozen=True, slots=True)
class Made:
    """A finished message, about to be written down before it is sent."""

    sealed: bytes
    at: datetime
    address: str
    language: str
    message_id: str
    digest: str
    told: str
    papers: str
    receipt: bytes | None


async def anything(
    connection: AsyncConnection, channels: Collection[str], now: datetime
) -> bool:
    """Whether there is something to take. Only reads."""
    return await connection.scalar(_free(channels, now).limit(1)) is not None


async def take(
    connection: AsyncConnection, channels: Collection[str], now: datetime, lease: timedelta
) -> Lease | None:
    """Take the one waiting longest; None if there is none.

    PostgreSQL skips what others are about to take; SQLite has one writer at a time anyway.
    """
    first = _free(channels, now).order_by(NoticeRow.next_at, NoticeRow.number).limit(1)
    taken = first.with_for_update(skip_locked=True, of=NoticeRow)
    row = (
        await connection.execute(
            update(NoticeRow)
            # A scalar is read once; IN might be read again for each row, and lock more.
            .where(NoticeRow.number == taken.scalar_subquery())
            .values(
                fence=NoticeRow.fence + 1,
                attempts=NoticeRow.attempts + 1,
                lease_until=now + lease,
            )
            .returning(*_LEASE)
        )
    ).first()
    return None if row is None else Lease(*tuple[Any, ...](row))


async def made(connection: AsyncConnection, lease: Lease, message: Made) -> bool:
    """Write the message down. False: the lease is lost, or the hearing was changed since."""
    return await _write(
        connection,
        lease,
        NoticeRow.sequence == lease.sequence,
        NoticeRow.sealed_at.is_(None),
        sealed=message.sealed,
        sealed_at=message.at,
        address=message.address,
        language=message.language,
        message_id=message.message_id,
        digest=message.digest,
        told=message.told,
        papers=message.papers,
        receipt=message.receipt,
    )


async def held(connection: AsyncConnection, lease: Lease) -> bool:
    """Whether the lease is still ours to write under."""
    mine = select(NoticeRow.number).where(
        NoticeRow.number == lease.number,
        NoticeRow.fence == lease.fence,
        NoticeRow.state == "due",
    )
    return await connection.scalar(mine) is not None


async def sent(connection: AsyncConnection, lease: Lease, at: datetime, answer: str) -> bool:
    """It was accepted; its text, which holds the link, is kept no longer."""
    return await _write(
        connection,
        lease,
        state="sent",
        sent_at=at,
        answer=said(answer),
        error=None,
        sealed=None,
        lease_until=None,
    )


async def postponed(
    connection: AsyncConnection, lease: Lease, until: datetime, error: str
) -> bool:
    """Not accepted this time; tried again from `until` on."""
    return await _write(connection, lease, next_at=until, error=said(error), lease_until=None)


async def given_up(
    connection: AsyncConnection, lease: Lease, state: str, error: str | None = None
) -> bool:
    """Not tried again unless staff say so. state: dead, unaddressed or dropped."""
    return await _write(
        connection,
        lease,
        state=state,
        error=None if error is None else said(error),
        lease_until=None,
        **({"sealed": None} if state == "dropped" else {}),
    )


def said(text: str) -> str:
    """A server's words as a row can keep them: one line that any database takes. Pure."""
    return "".join(one if one.isprintable() else " " for one in text)[:500]


async def _write(
    connection: AsyncConnection, lease: Lease, *where: ColumnElement[bool], **values: Any
) -> bool:
    done = await connection.execute(
        update(NoticeRow)
        .where(
            NoticeRow.number == lease.number,
            NoticeRow.fence == lease.fence,
            NoticeRow.state == "due",
            *where,
        )
        .values(**values)
    )
    return bool(done.rowcount)


def _free(channels: Collection[str], now: datetime) -> Select[int]:
    """What may be taken: due, leased by nobody, and nothing earlier for the same person is
    still on its way (a cancellation does not overtake the invitation)."""
    earlier = aliased(NoticeRow)
    return select(NoticeRow.number).where(
        NoticeRow.state == "due",
        NoticeRow.next_at <= now,
        NoticeRow.channel.in_(channels),
        or_(NoticeRow.lease_until.is_(None), NoticeRow.lease_until <= now),
        ~exists().where(
            earlier.hearing == NoticeRow.hearing,
            earlier.person == NoticeRow.person,
            earlier.channel == NoticeRow.channel,
            earlier.number < NoticeRow.number,
            earlier.state == "due",
            earlier.due_at <= now,
        ),
    )


_LEASE = (
    NoticeRow.number,
    NoticeRow.fence,
    NoticeRow.lease_until,
    NoticeRow.id,
    NoticeRow.hearing,
    NoticeRow.channel,
    NoticeRow.occasion,
    NoticeRow.sequence,
    NoticeRow.attempts,
    NoticeRow.until,
    NoticeRow.created_at,
    NoticeRow.address,
    NoticeRow.sealed,
)
