"""The court's orders that people take part by link: who ordered it, when, for which seats.

TTLT 05/2021 has the court decide the places; who joins from elsewhere joins by its order.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.refusal import Refusal
from scheduler.hearings import find
from scheduler.plan import DeviceKind
from scheduler.slot import moment
from scheduler.source import Source
from scheduler.tables import JoinLinkRow, RemoteOrderRow, RemoteOrderSeatRow
from scheduler.text import clean


@dataclass(frozen=True, slots=True)
class RemoteOrder:
    """An order. document: as the court numbers it, made at `ordered_at`; by: who entered it,
    at `created_at`. links: those to its seats."""

    id: str
    document: str
    ordered_at: datetime
    by: str
    created_at: datetime
    seats: tuple[str, ...]
    links: tuple[str, ...] = ()


async def enter(
    connection: AsyncConnection,
    source: Source,
    hearing: str,
    *,
    document: str,
    ordered_at: datetime | None,
    seats: Collection[str] | None,
    by: str,
) -> RemoteOrder:
    """Write down an order for `seats`, or for everybody with a device of their own.

    Raises Refusal `hearing.unknown`, `hearing.unknown_seat`, `time.order`, `text.*`.
    """
    booked = await find(connection, hearing)
    own = {one.id for one in booked.devices if one.kind is DeviceKind.PERSONAL}
    there = {one.id: one.device for one in booked.seats if not one.revoked}
    wanted = {seat for seat in there if there[seat] in own} if seats is None else set(seats)
    if not wanted or not wanted <= there.keys():
        raise Refusal("hearing.unknown_seat")
    at = source.now if ordered_at is None else moment("ordered_at", ordered_at)
    if at > source.now:
        raise Refusal("time.order", start="ordered_at", end="now")
    named = clean("document", document)
    one = RemoteOrder(
        source.identifier("ord"), named, at, by, source.now, tuple(sorted(wanted))
    )
    await connection.execute(
        insert(RemoteOrderRow).values(
            id=one.id,
            hearing=hearing,
            document=one.document,
            ordered_at=at,
            created_at=source.now,
            entered_by=by,
        )
    )
    rows = [{"remote_order": one.id, "seat": seat} for seat in one.seats]
    await connection.execute(insert(RemoteOrderSeatRow), rows)
    return next(each for each in await of_hearing(connection, hearing) if each.id == one.id)


async def of_hearing(connection: AsyncConnection, hearing: str) -> list[RemoteOrder]:
    """A hearing's, the oldest first, with the links made for their seats by now."""
    rows = await connection.execute(
        select(RemoteOrderRow.__table__, RemoteOrderSeatRow.seat)
        .join(RemoteOrderSeatRow, RemoteOrderSeatRow.remote_order == RemoteOrderRow.id)
        .where(RemoteOrderRow.hearing == hearing)
        .order_by(RemoteOrderRow.created_at, RemoteOrderRow.id, RemoteOrderSeatRow.seat)
    )
    links = await connection.execute(
        select(JoinLinkRow.seat, JoinLinkRow.id)
        .where(JoinLinkRow.hearing == hearing)
        .order_by(JoinLinkRow.created_at, JoinLinkRow.id)
    )
    to: dict[str, list[str]] = {}
    for seat, link in links:
        to.setdefault(seat, []).append(link)
    found: dict[str, RemoteOrder] = {}
    for row in rows:
        before = found.get(row.id)
        seats = (*(before.seats if before else ()), row.seat)
        found[row.id] = RemoteOrder(
            row.id,
            row.document,
            row.ordered_at,
            row.entered_by,
            row.created_at,
            seats,
            tuple(link for seat in seats for link in to.get(seat, ())),
        )
    return list(found.values())
