"""What hearings occupy: places and people reserved, collisions named, reservations released.

The database refuses overlaps by itself (see BookingRow). Looking first is for the answer: it
says what collides, and picks a free slot of a place that can hold several hearings.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.refusal import Refusal
from scheduler.slot import Slot
from scheduler.tables import BookingRow, PersonRow, PointRow

GUARD = "bookings_overlap"  # the name both engines refuse an overlap under

Kind = Literal["point", "person"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something to occupy, of which there are `capacity`."""

    kind: Kind
    resource: str
    capacity: int = 1


@dataclass(frozen=True, slots=True)
class Taken:
    """A reservation that stands."""

    resource: str
    slot: int
    hearing: str
    span: Slot


async def reserve(
    connection: AsyncConnection, hearing: str, span: Slot, wanted: Sequence[Wanted]
) -> None:
    """Reserve all of `wanted` for `hearing` or raise Refusal `booking.conflict`.

    Runs in the caller's transaction and locks what it reserves in one order, so that two
    bookings wait for each other instead of deadlocking.
    """
    await _lock(connection, wanted)
    rows = _places(hearing, span, wanted, await taken(connection, span, wanted))
    if not rows:
        return
    try:
        async with connection.begin_nested():
            await connection.execute(insert(BookingRow), rows)
    except IntegrityError as error:
        if GUARD not in str(error.orig):
            raise
        # Unlocked writers got in between: what they took is committed and can be named.
        _places(hearing, span, wanted, await taken(connection, span, wanted))
        raise Refusal("booking.busy") from error


async def reserve_more(
    connection: AsyncConnection, hearing: str, span: Slot, wanted: Sequence[Wanted]
) -> None:
    """Reserve what of `wanted` the hearing does not occupy already; as `reserve`."""
    held = {
        each.resource
        for each in await taken(connection, span, wanted)
        if each.hearing == hearing
    }
    missing = [one for one in wanted if one.resource not in held]
    if missing:
        await reserve(connection, hearing, span, missing)


async def release(connection: AsyncConnection, hearing: str) -> None:
    """Free everything `hearing` occupies."""
    await connection.execute(delete(BookingRow).where(BookingRow.hearing == hearing))


async def taken(
    connection: AsyncConnection, span: Slot, wanted: Iterable[Wanted]
) -> list[Taken]:
    """What of `wanted` is reserved at some moment of `span`, the earliest first."""
    rows = await connection.execute(
        select(
            BookingRow.resource,
            BookingRow.slot,
            BookingRow.hearing,
            BookingRow.starts_at,
            BookingRow.ends_at,
        )
        .where(
            BookingRow.resource.in_([one.resource for one in wanted]),
            BookingRow.starts_at < span.end,
            BookingRow.ends_at > span.start,
        )
        .order_by(BookingRow.starts_at, BookingRow.id)
    )
    return [
        Taken(resource, slot, hearing, Slot(start, end))
        for resource, slot, hearing, start, end in rows
    ]


def _places(
    hearing: str, span: Slot, wanted: Sequence[Wanted], standing: Sequence[Taken]
) -> list[dict[str, str | int | datetime]]:
    """A row for each of `wanted` in its lowest free slot, or the refusal that names a clash."""
    rows: list[dict[str, str | int | datetime]] = []
    for one in wanted:
        clashes = [each for each in standing if each.resource == one.resource]
        busy = {each.slot for each in clashes}
        free = next((slot for slot in range(one.capacity) if slot not in busy), None)
        if free is None:
            raise _conflict(one, clashes[0])
        rows.append(
            {
                "hearing": hearing,
                "kind": one.kind,
                "resource": one.resource,
                "slot": free,
                "starts_at": span.start,
                "ends_at": span.end,
            }
        )
    return rows


def _conflict(one: Wanted, clash: Taken) -> Refusal:
    facts: dict[str, str | int] = {
        "kind": one.kind,
        "id": one.resource,
        "hearing": clash.hearing,
        "from": clash.span.start.isoformat(),
        "to": clash.span.end.isoformat(),
    }
    return Refusal("booking.conflict", **facts)


async def _lock(connection: AsyncConnection, wanted: Sequence[Wanted]) -> None:
    """Points before people, each by id. SQLite's writer already is alone (BEGIN IMMEDIATE)."""
    for kind, row in (("point", PointRow), ("person", PersonRow)):
        ids = sorted(one.resource for one in wanted if one.kind == kind)
        await connection.execute(
            select(row.id)
            .where(row.id.in_(ids))
            .order_by(row.id)
            .with_for_update(key_share=True)
        )
