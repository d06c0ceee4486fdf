"""A link in the hand of a person: looked at, redeemed once, and the place it gives."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from hearing.refusal import Refusal
from hearing.roles import GALLERY, Role
from scheduler.link import REFUSED, Equipment, Link, LinkState, Place, Redeemed
from scheduler.links import one_link
from scheduler.plan import DeviceKind
from scheduler.source import Source, digest
from scheduler.tables import (
    CourtRow,
    DeviceRow,
    HearingRow,
    JoinLinkRow,
    PersonRow,
    PointRow,
    SeatRow,
    SeatSessionRow,
)

SESSION_AFTER_END = timedelta(hours=24)
"""A seat's session outlives the planned end of its hearing, for hearings run late."""

ASK_AGAIN = timedelta(minutes=10)
"""How long a browser may ask for the answer that it did not get."""


async def look(connection: AsyncConnection, token: str) -> tuple[Link, Place]:
    """What `token` opens; changes nothing. Raises Refusal `link.unknown`."""
    link = await one_link(connection, JoinLinkRow.digest == digest(token))
    return link, await place(connection, link.seat)


async def redeem(
    connection: AsyncConnection, source: Source, token: str, attempt: str | None = None
) -> Redeemed:
    """Turn `token` into a seat session; of several at once exactly one succeeds.

    `attempt`: what the browser calls this attempt. The same one again within ASK_AGAIN is
    given the same seat with a new secret: the answer before was lost on its way.
    Raises Refusal `link.unknown`, or the code of REFUSED for the state the link is in.
    """
    now = source.now
    await _alone(connection, token)
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
        return await _again(connection, source, link, where, attempt)
    await _use_up(connection, link, now)
    secret = source.secret()
    expires = max(now, where.ends_at) + SESSION_AFTER_END
    await connection.execute(
        insert(SeatSessionRow).values(
            digest=digest(secret),
            link=link.id,
            seat=link.seat,
            created_at=now,
            expires_at=expires,
            attempt=None if attempt is None else digest(attempt),
        )
    )
    return Redeemed(where, secret, expires)


async def _alone(connection: AsyncConnection, token: str) -> None:
    """Of several links to one seat that are used at one moment, the second sees the first."""
    await connection.execute(
        select(SeatRow.id)
        .join(JoinLinkRow, JoinLinkRow.seat == SeatRow.id)
        .where(JoinLinkRow.digest == digest(token))
        .with_for_update(of=SeatRow)
    )


async def _use_up(connection: AsyncConnection, used: Link, now: datetime) -> None:
    """An invitation and its reminders each bring a link: they are one way in, used once."""
    by_notice = select(JoinLinkRow.id).where(
        JoinLinkRow.id == used.id, JoinLinkRow.notice.is_not(None)
    )
    await connection.execute(
        update(JoinLinkRow)
        .where(
            JoinLinkRow.seat == used.seat,
            JoinLinkRow.notice.is_not(None),
            JoinLinkRow.redeemed_at.is_(None),
            JoinLinkRow.revoked_at.is_(None),
            by_notice.exists(),
        )
        .values(redeemed_at=now)
    )


async def _again(
    connection: AsyncConnection, source: Source, link: Link, where: Place, attempt: str | None
) -> Redeemed:
    """The session of the same attempt with a new secret; the one before opens nothing."""
    now, secret = source.now, source.secret()
    state = link.state(now)
    expires = None
    if attempt is not None and state is LinkState.REDEEMED:
        expires = await connection.scalar(
            update(SeatSessionRow)
            .where(
                SeatSessionRow.link == link.id,
                SeatSessionRow.attempt == digest(attempt),
                SeatSessionRow.created_at > now - ASK_AGAIN,
                SeatSessionRow.ended_at.is_(None),
            )
            .values(digest=digest(secret))
            .returning(SeatSessionRow.expires_at)
        )
    if expires is None:
        raise Refusal(REFUSED.get(state, "link.redeemed"))
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
                CourtRow.zone,
                PointRow.name,
                DeviceRow.kind,
                _screen(),
                _rooms(),
            )
            .join(PersonRow, PersonRow.id == SeatRow.person)
            .join(HearingRow, HearingRow.id == SeatRow.hearing)
            .join(CourtRow, CourtRow.id == HearingRow.court)
            .join(DeviceRow, DeviceRow.id == SeatRow.device)
            .outerjoin(PointRow, PointRow.id == DeviceRow.point)
            .where(SeatRow.id == seat)
        )
    ).first()
    if row is None:
        raise Refusal("hearing.unknown_seat")
    hearing, role, name, device, title, starts_at, ends_at, zone, *where = row
    point, kind, screen, rooms = where
    return Place(
        hearing=hearing,
        seat=seat,
        role=Role(role),
        name=name,
        device=device,
        title=title,
        starts_at=starts_at,
        ends_at=ends_at,
        zone=zone,
        point=point,
        equipment=_equipment(Role(role), kind, screen=screen),
        rooms=rooms,
    )


def _equipment(role: Role, kind: str, *, screen: bool) -> Equipment:
    """Whose camera and microphone serve a seat at a device of `kind`."""
    if role in GALLERY or kind == "companion":
        return "none"
    return "room" if screen and role is not Role.ROOM_DEVICE else "own"


def _screen() -> ColumnElement[bool]:
    """Whether the seat's device is a point's own with a page of its own."""
    other = aliased(SeatRow)
    return exists().where(other.device == SeatRow.device, other.role == Role.ROOM_DEVICE.value)


def _rooms() -> ColumnElement[bool]:
    """Whether any point of the seat's hearing has a device of its own."""
    other = aliased(DeviceRow)
    return exists().where(other.hearing == SeatRow.hearing, other.kind == DeviceKind.ROOM.value)
