"""Seats taken by account: by which session, and which seats an account has anywhere."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import exists, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from scheduler.source import Source
from scheduler.tables import JoinLinkRow, SeatRow, SeatSessionRow
from signaling.accounts.tables import StaffEntryRow, StaffPersonRow


@dataclass(frozen=True, slots=True)
class Place:
    """A seat of a hearing."""

    hearing: str
    seat: str


async def entered(connection: AsyncConnection, link: str, session: bytes) -> None:
    """Note that the staff session of digest `session` took a seat by `link`."""
    await connection.execute(insert(StaffEntryRow).values(link=link, session=session))


async def leave(connection: AsyncConnection, source: Source, session: bytes) -> list[Place]:
    """End the seat sessions that a staff session began; the seats they were of."""
    mine = select(StaffEntryRow.link).where(StaffEntryRow.session == session)
    seats = await connection.scalars(
        update(SeatSessionRow)
        .where(SeatSessionRow.link.in_(mine), SeatSessionRow.ended_at.is_(None))
        .values(ended_at=source.now)
        .returning(SeatSessionRow.seat)
    )
    return await _places(connection, list(seats))


async def seats_of(connection: AsyncConnection, staff: str) -> list[Place]:
    """Every seat whose person is the account's."""
    rows = await connection.scalars(
        select(SeatRow.id)
        .join(StaffPersonRow, StaffPersonRow.person == SeatRow.person)
        .where(StaffPersonRow.staff == staff)
    )
    return await _places(connection, list(rows))


async def ever_taken(connection: AsyncConnection, seats: Sequence[str]) -> set[str]:
    """Those of `seats` somebody held a session of, now or before."""
    taken = exists().where(JoinLinkRow.seat == SeatRow.id, JoinLinkRow.redeemed_at.is_not(None))
    return set(await connection.scalars(select(SeatRow.id).where(SeatRow.id.in_(seats), taken)))


async def _places(connection: AsyncConnection, seats: Sequence[str]) -> list[Place]:
    rows = await connection.execute(
        select(SeatRow.hearing, SeatRow.id)
        .where(SeatRow.id.in_(seats))
        .order_by(SeatRow.hearing, SeatRow.id)
    )
    return [Place(*row) for row in rows]
