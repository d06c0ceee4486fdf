"""Staff sessions: begun at sign-in, over when idle, at the end of a day, or when ended."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from scheduler.source import Source, digest
from signaling.accounts.staff import Member, find
from signaling.accounts.tables import StaffRow, StaffSessionRow

IDLE = timedelta(hours=1)
LONGEST = timedelta(hours=12)
NOTED_EVERY = timedelta(minutes=1)  # being used is written down no more often than this
_SECRET_LIMIT = 200  # characters; longer is none of ours and is not worth hashing


@dataclass(frozen=True, slots=True)
class Begun:
    """A fresh session. `secret` goes into the cookie and nowhere else."""

    secret: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class StaffSession:
    """Whose browser this is, and since when."""

    member: Member
    digest: bytes
    seen_at: datetime
    expires_at: datetime

    def noted(self, now: datetime) -> bool:
        """Whether its use was written down lately."""
        return now - self.seen_at < NOTED_EVERY


async def begin(connection: AsyncConnection, source: Source, staff: str) -> Begun:
    """A session for `staff`, who has proven who they are."""
    begun = Begun(source.secret(), source.now + LONGEST)
    await connection.execute(
        insert(StaffSessionRow).values(
            digest=digest(begun.secret),
            staff=staff,
            created_at=source.now,
            seen_at=source.now,
            expires_at=begun.expires_at,
        )
    )
    return begun


async def check(connection: AsyncConnection, secret: str, now: datetime) -> StaffSession | None:
    """The session `secret` opens, or None: unknown, ended, idle too long, or revoked.

    It is looked up by a hash of 256 random bits: how long that takes tells nothing of use.
    """
    if not secret or len(secret) > _SECRET_LIMIT:
        return None
    row = (
        await connection.execute(
            select(
                StaffSessionRow.digest,
                StaffSessionRow.staff,
                StaffSessionRow.seen_at,
                StaffSessionRow.expires_at,
            )
            .join(StaffRow, StaffRow.id == StaffSessionRow.staff)
            .where(
                StaffSessionRow.digest == digest(secret),
                StaffSessionRow.ended_at.is_(None),
                StaffSessionRow.expires_at > now,
                StaffSessionRow.seen_at > now - IDLE,
                StaffRow.revoked_at.is_(None),
            )
        )
    ).first()
    if row is None:
        return None
    member = await find(connection, row.staff)
    return StaffSession(member, row.digest, row.seen_at, row.expires_at)


async def seen(connection: AsyncConnection, session: StaffSession, now: datetime) -> bool:
    """Write down that it is used. False if it ended meanwhile; until the caller commits, it
    does not end."""
    touched = await connection.scalar(
        update(StaffSessionRow)
        .where(StaffSessionRow.digest == session.digest, StaffSessionRow.ended_at.is_(None))
        .values(seen_at=now)
        .returning(StaffSessionRow.staff)
    )
    return touched is not None


async def end(connection: AsyncConnection, source: Source, session: StaffSession) -> None:
    """Sign out."""
    await _end(connection, source, StaffSessionRow.digest == session.digest)


async def end_all(
    connection: AsyncConnection, source: Source, staff: str, but: bytes | None = None
) -> None:
    """Sign somebody out everywhere; `but`: the digest of the one session that stays."""
    which = StaffSessionRow.staff == staff
    if but is not None:
        which &= StaffSessionRow.digest != but
    await _end(connection, source, which)


async def _end(connection: AsyncConnection, source: Source, which: ColumnElement[bool]) -> None:
    await connection.execute(
        update(StaffSessionRow)
        .where(which, StaffSessionRow.ended_at.is_(None))
        .values(ended_at=source.now)
    )
