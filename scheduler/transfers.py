"""Codes that open a taken seat in another browser: issued, tried, used once; kept hashed."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.refusal import Refusal
from scheduler import links, redeeming
from scheduler.link import Link, Redeemed
from scheduler.slot import Slot
from scheduler.source import Source
from scheduler.tables import SeatSessionRow, SeatTransferRow

LIFE = timedelta(minutes=10)
MOST_TRIES = 5
DIGITS = 6


@dataclass(frozen=True, slots=True)
class Code:
    """A fresh code: shown to the clerk once, kept nowhere."""

    digits: str
    expires_at: datetime


async def issue(connection: AsyncConnection, source: Source, seat: str) -> Code:
    """A code for `seat`; the one before is void."""
    digits = f"{int.from_bytes(source.randomness(16)) % 10**DIGITS:0{DIGITS}}"
    salt, expires = source.randomness(16), source.now + LIFE
    await connection.execute(delete(SeatTransferRow).where(SeatTransferRow.seat == seat))
    await connection.execute(
        insert(SeatTransferRow).values(
            seat=seat,
            salt=salt,
            digest=_digest(salt, digits),
            issued_at=source.now,
            expires_at=expires,
            tries=0,
        )
    )
    return Code(digits, expires)


async def attempt(
    connection: AsyncConnection, source: Source, link: Link, code: str
) -> Redeemed | Refusal:
    """Try `code` for the seat of a redeemed link: a new session, the earlier ones ended.

    A refusal is returned, not raised: the try must be committed with it. Counting comes before
    comparing, so that of many tries at once no more than five are compared.
    """
    row = (
        await connection.execute(
            update(SeatTransferRow)
            .where(
                SeatTransferRow.seat == link.seat,
                SeatTransferRow.used_at.is_(None),
                SeatTransferRow.expires_at > source.now,
                SeatTransferRow.tries < MOST_TRIES,
            )
            .values(tries=SeatTransferRow.tries + 1)
            .returning(SeatTransferRow.salt, SeatTransferRow.digest, SeatTransferRow.tries)
        )
    ).first()
    if row is None:
        return await _why_not(connection, source, link.seat)
    if not hmac.compare_digest(row.digest, _digest(row.salt, code)):
        left = MOST_TRIES - row.tries
        return Refusal("transfer.wrong", left=left) if left else Refusal("transfer.exhausted")
    return await _take(connection, source, link)


async def _take(connection: AsyncConnection, source: Source, link: Link) -> Redeemed:
    now = source.now
    await connection.execute(
        update(SeatTransferRow).where(SeatTransferRow.seat == link.seat).values(used_at=now)
    )
    await connection.execute(
        update(SeatSessionRow)
        .where(SeatSessionRow.seat == link.seat, SeatSessionRow.ended_at.is_(None))
        .values(ended_at=now)
    )
    span = Slot(now, now + LIFE)  # a session comes of a link; this one is used as it is made
    issued = await links.issue(connection, source, link.hearing, [link.seat], span)
    return await redeeming.redeem(connection, source, issued[0].token)


async def _why_not(connection: AsyncConnection, source: Source, seat: str) -> Refusal:
    row = (
        await connection.execute(
            select(
                SeatTransferRow.used_at, SeatTransferRow.expires_at, SeatTransferRow.tries
            ).where(SeatTransferRow.seat == seat)
        )
    ).first()
    if row is None:
        return Refusal("transfer.none")
    if row.used_at is not None:
        return Refusal("transfer.used")
    return Refusal("transfer.expired" if row.expires_at <= source.now else "transfer.exhausted")


def _digest(salt: bytes, code: str) -> bytes:
    """Slow on purpose: a million codes are quickly tried against a stolen database."""
    typed = code.encode(errors="surrogatepass")[:64]
    return hashlib.scrypt(typed, salt=salt, n=2**12, r=8, p=1, dklen=32)
