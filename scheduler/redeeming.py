"""A link in the hand of a person: looked at, redeemed once, and the place it gives."""

from datetime import timedelta

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.refusal import Refusal
from hearing.roles import Role
from scheduler.link import REFUSED, Link, Place, Redeemed
from scheduler.links import one_link
from scheduler.source import Source, digest
from scheduler.tables import (
    HearingRow,
    JoinLinkRow,
    PersonRow,
    SeatRow,
    SeatSessionRow,
)

SESSION_AFTER_END = timedelta(hours=24)
"""A seat's session outlives the planned end of its hearing, for hearings run late."""


async def look(connection: AsyncConnection, token: str) -> tuple[Link, Place]:
    """What `token` opens; changes nothing. Raises Refusal `link.unknown`."""
    link = await one_link(connection, JoinLinkRow.digest == digest(token))
    return link, await place(connection, link.seat)


async def redeem(connection: AsyncConnection, source: Source, token: str) -> Redeemed:
    """Turn `token` into a seat session; of several at once exactly one succeeds.

    Raises Refusal `link.unknown`, or the code of REFUSED for the state the link is in.
    """
    now = source.now
    won = await connection.scalar(
        update(JoinLinkRow)
        .where(
            JoinLinkRow.digest == digest(token),
            JoinLinkRow.redeemed_at.is_(None),
            JoinLinkRow.revoked_at.is_(None),
            JoinLinkRow.valid_from <= now,
            JoinLinkRow.valid_to > now,
        )
        .values(redeemed_at=now)
        .returning(JoinLinkRow.id)
    )
    link, where = await look(connection, token)
    if won is None:
        raise Refusal(REFUSED.get(link.state(now), "link.redeemed"))
    secret = source.secret()
    expires = max(now, where.ends_at) + SESSION_AFTER_END
    await connection.execute(
        insert(SeatSessionRow).values(
            digest=digest(secret),
            link=link.id,
            seat=link.seat,
            created_at=now,
            expires_at=expires,
        )
    )
    return Redeemed(where, secret, expires)


async def place(connection: AsyncConnection, seat: str) -> Place:
    """Who sits where. Raises Refusal `hearing.unknown_seat`."""
    row = (
        await connection.execute(
            select(
                SeatRow.hearing,
                SeatRow.role,
                PersonRow.name,
                SeatRow.device,
                HearingRow.title,
                HearingRow.starts_at,
                HearingRow.ends_at,
            )
            .join(PersonRow, PersonRow.id == SeatRow.person)
            .join(HearingRow, HearingRow.id == SeatRow.hearing)
            .where(SeatRow.id == seat)
        )
    ).first()
    if row is None:
        raise Refusal("hearing.unknown_seat")
    hearing, role, name, device, title, starts_at, ends_at = row
    return Place(hearing, seat, Role(role), name, device, title, starts_at, ends_at)
