"""Seat sessions: whether a browser's secret is one that opens a seat."""

import hmac
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.roles import Role
from scheduler.source import digest
from scheduler.tables import SeatRow, SeatSessionRow

SECRET_LIMIT = 200  # characters; longer is none of ours and is not worth hashing


@dataclass(frozen=True, slots=True)
class Sitting:
    """Whose seat a secret opens."""

    seat: str
    hearing: str
    role: Role


async def check(
    connection: AsyncConnection, seat: str, secret: str, now: datetime
) -> Sitting | None:
    """Whose seat `secret` opens: `seat`'s, or nobody's. Compared in constant time."""
    if len(secret) > SECRET_LIMIT:
        return None
    rows = await connection.execute(
        select(SeatSessionRow.digest, SeatRow.hearing, SeatRow.role)
        .join(SeatRow, SeatRow.id == SeatSessionRow.seat)
        .where(
            SeatSessionRow.seat == seat,
            SeatSessionRow.ended_at.is_(None),
            SeatSessionRow.expires_at > now,
        )
    )
    asked, sitting = digest(secret), None
    for kept, hearing, role in rows:
        if hmac.compare_digest(kept, asked):
            sitting = Sitting(seat, hearing, Role(role))
    return sitting


async def any_lives(connection: AsyncConnection, seats: Collection[str], now: datetime) -> bool:
    """Whether somebody has a session of one of `seats` that is neither ended nor over."""
    found = await connection.scalar(
        select(SeatSessionRow.seat)
        .where(
            SeatSessionRow.seat.in_(seats),
            SeatSessionRow.ended_at.is_(None),
            SeatSessionRow.expires_at > now,
        )
        .limit(1)
    )
    return found is not None
