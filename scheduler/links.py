"""Join links as staff handle them: made for one seat, listed, revoked. Only hashes are kept."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.refusal import Refusal
from hearing.roles import Role
from scheduler.link import Issued, Link
from scheduler.pages import Columns
from scheduler.slot import Slot
from scheduler.source import Source, digest
from scheduler.tables import (
    JoinLinkRow,
    SeatRow,
    SeatSessionRow,
)


async def seats(connection: AsyncConnection, hearing: str) -> dict[str, Role]:
    """The seats of a hearing that links can be made for."""
    rows = await connection.execute(
        select(SeatRow.id, SeatRow.role).where(SeatRow.hearing == hearing).order_by(SeatRow.id)
    )
    return {seat: Role(role) for seat, role in rows}


async def issue(
    connection: AsyncConnection, source: Source, hearing: str, wanted: Sequence[str], span: Slot
) -> list[Issued]:
    """A fresh link for each seat of `wanted`, in that order; earlier ones stay as they are.

    Raises Refusal `hearing.unknown_seat`.
    """
    roles = await seats(connection, hearing)
    if not set(wanted) <= set(roles):
        raise Refusal("hearing.unknown_seat")
    issued = [fresh(source, hearing, seat, roles[seat], span) for seat in dict.fromkeys(wanted)]
    if issued:
        await connection.execute(insert(JoinLinkRow), [_values(one, source) for one in issued])
    return issued


def fresh(source: Source, hearing: str, seat: str, role: Role, span: Slot) -> Issued:
    """A link to one seat, not yet entered. Pure."""
    link = Link(source.identifier("lnk"), hearing, seat, role, span, None, None)
    return Issued(link, source.secret())


async def enter(
    connection: AsyncConnection, source: Source, issued: Issued, notice: str
) -> None:
    """Make good the link that goes out with `notice`."""
    values = {**_values(issued, source), "notice": notice}
    await connection.execute(insert(JoinLinkRow).values(values))


async def used_by_notice(connection: AsyncConnection, seat: str) -> bool:
    """Whether somebody came in by a link that a notice brought to `seat`."""
    found = await connection.scalar(
        select(JoinLinkRow.id)
        .where(
            JoinLinkRow.seat == seat,
            JoinLinkRow.notice.is_not(None),
            JoinLinkRow.redeemed_at.is_not(None),
        )
        .limit(1)
    )
    return found is not None


async def links(connection: AsyncConnection, hearing: str) -> list[Link]:
    """Every link of a hearing, the oldest first."""
    rows = await connection.execute(
        _links()
        .where(JoinLinkRow.hearing == hearing)
        .order_by(JoinLinkRow.created_at, JoinLinkRow.id)
    )
    return [_link(row) for row in rows]


async def find(connection: AsyncConnection, link: str) -> Link:
    """A link by its id. Raises Refusal `link.unknown`."""
    return await one_link(connection, JoinLinkRow.id == link)


async def revoke(connection: AsyncConnection, source: Source, link: str) -> Link:
    """Revoke a link; twice is once. Raises Refusal `link.unknown`.

    A link already redeemed stands for whoever sits there now: the sessions of its seat end and
    its other links go with it. Writing comes before reading, so that of a revocation and a
    redemption at the same moment the later sees the earlier.
    """
    await _revoke(connection, source, [JoinLinkRow.id == link])
    revoked = await find(connection, link)
    if revoked.redeemed_at is not None:
        await end_seats(connection, source, [revoked.seat])
    return revoked


async def end_seats(connection: AsyncConnection, source: Source, seats: Sequence[str]) -> None:
    """End every session of `seats` and revoke every link to them."""
    await _revoke(connection, source, [JoinLinkRow.seat.in_(seats)])
    await connection.execute(
        update(SeatSessionRow)
        .where(SeatSessionRow.seat.in_(seats), SeatSessionRow.ended_at.is_(None))
        .values(ended_at=source.now)
    )


async def last_until(connection: AsyncConnection, hearing: str, end: datetime) -> None:
    """Let the hearing's links that nobody used yet be good until `end` at least."""
    await connection.execute(
        update(JoinLinkRow)
        .where(
            JoinLinkRow.hearing == hearing,
            JoinLinkRow.redeemed_at.is_(None),
            JoinLinkRow.revoked_at.is_(None),
            JoinLinkRow.valid_to < end,
        )
        .values(valid_to=end)
    )


async def revoke_unredeemed(connection: AsyncConnection, source: Source, hearing: str) -> None:
    """Revoke the links of a hearing that nobody may redeem any more."""
    await _revoke(
        connection,
        source,
        [JoinLinkRow.hearing == hearing, JoinLinkRow.redeemed_at.is_(None)],
    )


def _values(issued: Issued, source: Source) -> dict[str, Any]:
    link = issued.link
    return {
        "id": link.id,
        "hearing": link.hearing,
        "seat": link.seat,
        "digest": digest(issued.token),
        "valid_from": link.span.start,
        "valid_to": link.span.end,
        "created_at": source.now,
    }


async def _revoke(
    connection: AsyncConnection, source: Source, which: Iterable[ColumnElement[bool]]
) -> None:
    await connection.execute(
        update(JoinLinkRow)
        .where(JoinLinkRow.revoked_at.is_(None), *which)
        .values(revoked_at=source.now)
    )


async def one_link(connection: AsyncConnection, condition: ColumnElement[bool]) -> Link:
    """The link for which `condition` holds. Raises Refusal `link.unknown`."""
    row = (await connection.execute(_links().where(condition))).first()
    if row is None:
        raise Refusal("link.unknown")
    return _link(row)


def _links() -> Columns:
    return select(
        JoinLinkRow.id,
        JoinLinkRow.hearing,
        JoinLinkRow.seat,
        SeatRow.role,
        JoinLinkRow.valid_from,
        JoinLinkRow.valid_to,
        JoinLinkRow.redeemed_at,
        JoinLinkRow.revoked_at,
    ).join(SeatRow, SeatRow.id == JoinLinkRow.seat)


def _link(row: Sequence[Any]) -> Link:
    identity, hearing, seat, role, start, end, redeemed, revoked = row
    return Link(identity, hearing, seat, Role(role), Slot(start, end), redeemed, revoked)
