"""Join links: made for one seat, looked at, redeemed once, revoked. Only hashes are kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.refusal import Refusal
from hearing.roles import Role
from scheduler.slot import Slot
from scheduler.source import Source, digest
from scheduler.tables import (
    DeviceRow,
    HearingRow,
    JoinLinkRow,
    PersonRow,
    SeatRow,
    SeatSessionRow,
)

Columns = Select[*tuple[Any, ...]]

SESSION_AFTER_END = timedelta(hours=24)
"""A seat's session outlives the planned end of its hearing, for hearings run late."""


class LinkState(StrEnum):
    """What a link is good for at one moment."""

    VALID = "valid"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    REDEEMED = "redeemed"
    REVOKED = "revoked"


REFUSED = {
    LinkState.NOT_YET: "link.not_yet_valid",
    LinkState.EXPIRED: "link.expired",
    LinkState.REDEEMED: "link.redeemed",
    LinkState.REVOKED: "link.revoked",
}
"""The code with which redeeming a link in that state is refused."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link without its secret."""

    id: str
    hearing: str
    seat: str
    role: Role
    span: Slot
    redeemed_at: datetime | None
    revoked_at: datetime | None

    def state(self, now: datetime) -> LinkState:
        """Revoked and redeemed are for good; the rest is a matter of time."""
        if self.revoked_at is not None:
            return LinkState.REVOKED
        if self.redeemed_at is not None:
            return LinkState.REDEEMED
        if now >= self.span.end:
            return LinkState.EXPIRED
        return LinkState.VALID if now >= self.span.start else LinkState.NOT_YET


@dataclass(frozen=True, slots=True)
class Issued:
    """A fresh link. `token` is its secret: shown once, kept nowhere."""

    link: Link
    token: str


@dataclass(frozen=True, slots=True)
class Place:
    """What the holder of a link or of a session needs to know of their place."""

    hearing: str
    seat: str
    role: Role
    name: str
    device: str
    title: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Redeemed:
    """A new seat session. `secret` goes into the seat's cookie and nowhere else."""

    place: Place
    secret: str
    expires_at: datetime


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
    issued = [
        Issued(
            Link(source.identifier("lnk"), hearing, seat, roles[seat], span, None, None),
            source.secret(),
        )
        for seat in dict.fromkeys(wanted)
    ]
    if issued:
        await connection.execute(insert(JoinLinkRow), [_values(one, source) for one in issued])
    return issued


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
    return await _one(connection, _links().where(JoinLinkRow.id == link))


async def look(connection: AsyncConnection, token: str) -> tuple[Link, Place]:
    """What `token` opens; changes nothing. Raises Refusal `link.unknown`."""
    link = await _one(connection, _links().where(JoinLinkRow.digest == digest(token)))
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


async def revoke_unredeemed(connection: AsyncConnection, source: Source, hearing: str) -> None:
    """Revoke the links of a hearing that nobody may redeem any more."""
    await _revoke(
        connection,
        source,
        [JoinLinkRow.hearing == hearing, JoinLinkRow.redeemed_at.is_(None)],
    )


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
            .join(DeviceRow, DeviceRow.id == SeatRow.device)
            .join(HearingRow, HearingRow.id == SeatRow.hearing)
            .where(SeatRow.id == seat)
        )
    ).first()
    if row is None:
        raise Refusal("hearing.unknown_seat")
    hearing, role, name, device, title, starts_at, ends_at = row
    return Place(hearing, seat, Role(role), name, device, title, starts_at, ends_at)


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


async def _revoke(connection: AsyncConnection, source: Source, which: Iterable[Any]) -> None:
    await connection.execute(
        update(JoinLinkRow)
        .where(JoinLinkRow.revoked_at.is_(None), *which)
        .values(revoked_at=source.now)
    )


async def _one(connection: AsyncConnection, query: Columns) -> Link:
    row = (await connection.execute(query)).first()
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
