"""Sign-ins that failed or are under way, counted in the database: for all instances together.

A stranger who guesses is stopped where he is: what is refused is his address, and a user's name
at his address. The account itself is never locked, so that nobody can keep its owner out; from
many addresses at once it only gets slower. Kept are digests, neither names nor addresses.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.refusal import Refusal
from scheduler.source import digest
from signaling.accounts.tables import SignInTryRow


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` in a sliding `window`."""

    most: int
    window: timedelta


PER_USER_AND_ADDRESS = Limit(10, timedelta(minutes=15))
PER_ADDRESS = Limit(30, timedelta(minutes=1))  # a courthouse may be one address
PER_USER = Limit(30, timedelta(minutes=15))
"""Beyond this, from wherever they come, each try waits before its password is compared."""

WAIT = 0.5
"""Seconds of waiting for each further try at one account…"""
LONGEST_WAIT = 8.0
"""…up to this many: its owner gets in all the same."""

_LONGEST = max(one.window for one in (PER_USER_AND_ADDRESS, PER_ADDRESS, PER_USER))


@dataclass(frozen=True, slots=True)
class Try:
    """One try that is counted. `wait`: seconds before anything of it is looked at."""

    rows: tuple[int, ...]
    wait: float


async def begin(connection: AsyncConnection, now: datetime, user: str, address: str) -> Try:
    """Count a try before its outcome is known, so that many at once cannot all slip through.

    Raises Refusal `staff.too_many` with the seconds left; then it was not counted.
    """
    keys = _at_address(address), _pair(user, address), _of_user(user)
    await _alone(connection, keys)
    await connection.execute(delete(SignInTryRow).where(SignInTryRow.at <= now - _LONGEST))
    for key, limit in zip(keys, (PER_ADDRESS, PER_USER_AND_ADDRESS), strict=False):
        await _must_be_below(connection, key, limit, now)
    tries = await _since(connection, keys[2], now - PER_USER.window)
    counted = insert(SignInTryRow).returning(SignInTryRow.id)
    rows = await connection.scalars(counted, [{"key": key, "at": now} for key in keys])
    return Try(tuple(rows), min(LONGEST_WAIT, WAIT * max(0, tries - PER_USER.most)))


async def well(connection: AsyncConnection, one: Try) -> None:
    """It was no failure."""
    await connection.execute(delete(SignInTryRow).where(SignInTryRow.id.in_(one.rows)))


async def proven(connection: AsyncConnection, user: str, address: str) -> None:
    """Whoever this is at this address has proven it: failures before it count no more."""
    pair = _pair(user, address)
    await connection.execute(delete(SignInTryRow).where(SignInTryRow.key == pair))


async def _must_be_below(
    connection: AsyncConnection, key: bytes, limit: Limit, now: datetime
) -> None:
    if await _since(connection, key, now - limit.window) < limit.most:
        return
    recent = (
        select(SignInTryRow.at)
        .where(SignInTryRow.key == key)
        .order_by(SignInTryRow.at.desc())
        .limit(limit.most)
        .subquery()
    )
    oldest = await connection.scalar(select(func.min(recent.c.at)))
    left = oldest + limit.window - now if oldest else limit.window
    raise Refusal("staff.too_many", seconds=max(1, round(left.total_seconds())))


async def _since(connection: AsyncConnection, key: bytes, start: datetime) -> int:
    tries = select(func.count()).where(SignInTryRow.key == key, SignInTryRow.at > start)
    return await connection.scalar(tries) or 0


async def _alone(connection: AsyncConnection, keys: Sequence[bytes]) -> None:
    """Until the commit nobody else counts for these keys; on SQLite one writes at a time."""
    if connection.dialect.name != "postgresql":
        return
    for number in sorted(int.from_bytes(key[:8], signed=True) for key in keys):
        await connection.execute(select(func.pg_advisory_xact_lock(number)))


def _at_address(address: str) -> bytes:
    return digest(f"address\0{address}")


def _pair(user: str, address: str) -> bytes:
    return digest(f"pair\0{user}\0{address}")


def _of_user(user: str) -> bytes:
    return digest(f"user\0{user}")
