"""What is occupied: places and people reserved, collisions named, reservations released.

The database refuses overlaps by itself (see BookingRow). Looking first is for the answer: it
says what collides, and picks a free slot of a place that can hold several hearings.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.refusal import Refusal
from scheduler.conflicts import Collision, conflict
from scheduler.slot import LONGEST, MOST_BUFFER, Slot
from scheduler.tables import BookingRow, HearingRow, PersonRow, PointRow
from scheduler.wanted import Wanted, card_key

GUARD = "bookings_overlap"  # the name both engines refuse an overlap under
LOOK_BACK = LONGEST + 2 * MOST_BUFFER  # no reservation is longer
_MOST_NAMED = 20
_NONE = timedelta()


@dataclass(frozen=True, slots=True)
class Taken:
    """A reservation that stands, buffers included; a hearing's (of `court`) or an absence's."""

    resource: str
    slot: int
    span: Slot
    hearing: str | None
    absence: str | None = None
    court: str | None = None


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a reservation is: a hearing's, or an absence's, at `court`."""

    court: str
    hearing: str | None = None
    absence: str | None = None


async def reserve(
    connection: AsyncConnection,
    owner: Owner,
    spans: Sequence[Slot],
    wanted: Sequence[Wanted],
) -> None:
    """Reserve all of `wanted` for each of `spans` or raise Refusal: a Conflict naming what
    collides, or `booking.busy`.

    Runs in the caller's transaction and locks what it reserves in one order, so that two
    bookings wait for each other instead of deadlocking.
    """
    await lock(connection, wanted)
    rows = _places(owner, spans, wanted, await taken(connection, spans, wanted))
    if not rows:
        return
    try:
        await enter(connection, rows)
    except Refusal:
        # Unlocked writers got in between: what they took is committed and can be named.
        _places(owner, spans, wanted, await taken(connection, spans, wanted))
        raise


async def enter(connection: AsyncConnection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write reservations down. Raises Refusal `booking.busy` where the database, which has the
    last word, sees an overlap."""
    try:
        async with connection.begin_nested():
            await connection.execute(insert(BookingRow), rows)
    except IntegrityError as error:
        if GUARD not in str(error.orig):
            raise
        raise Refusal("booking.busy") from error


async def reserve_more(
    connection: AsyncConnection,
    owner: Owner,
    spans: Sequence[Slot],
    wanted: Sequence[Wanted],
) -> None:
    """Reserve what of `wanted` the hearing does not occupy already; as `reserve`."""
    held = {
        each.resource
        for each in await taken(connection, spans, wanted)
        if each.hearing == owner.hearing
    }
    missing = [one for one in wanted if one.resource not in held]
    if missing:
        await reserve(connection, owner, spans, missing)


async def release(
    connection: AsyncConnection, hearing: str, resource: str | None = None
) -> None:
    """Free everything `hearing` occupies, or of it one thing."""
    freed = delete(BookingRow).where(BookingRow.hearing == hearing)
    if resource is not None:
        freed = freed.where(BookingRow.resource == resource)
    await connection.execute(freed)


async def release_absence(connection: AsyncConnection, absence: str) -> None:
    """Free what `absence` keeps shut."""
    await connection.execute(delete(BookingRow).where(BookingRow.absence == absence))


async def taken(
    connection: AsyncConnection, spans: Sequence[Slot], wanted: Iterable[Wanted]
) -> list[Taken]:
    """What of `wanted` is reserved between the first and the last of `spans`, buffers
    included, the earliest first."""
    asked = list(wanted)
    if not asked:
        return []
    start = min(span.start for span in spans) - max(one.before for one in asked)
    end = max(span.end for span in spans) + max(one.after for one in asked)
    rows = await connection.execute(
        select(
            BookingRow.resource,
            BookingRow.slot,
            BookingRow.starts_at,
            BookingRow.ends_at,
            BookingRow.hearing,
            BookingRow.absence,
            HearingRow.court,
        )
        .outerjoin(HearingRow, HearingRow.id == BookingRow.hearing)
        .where(
            BookingRow.resource.in_({one.resource for one in asked}),
            BookingRow.starts_at < end,
            BookingRow.starts_at > start - LOOK_BACK,
            BookingRow.ends_at > start,
        )
        .order_by(BookingRow.starts_at, BookingRow.id)
    )
    return [
        Taken(resource, slot, Slot(begins, ends), *whose)
        for resource, slot, begins, ends, *whose in rows
    ]


def free_slot(one: Wanted, span: Slot, standing: Iterable[Taken]) -> int | None:
    """The lowest slot of `one` that is free during `span` with its buffers. Pure.

    standing: reservations of `one`.
    """
    whole = one.around(span)
    busy = {each.slot for each in standing if each.span.overlaps(whole)}
    return next((slot for slot in range(one.capacity) if slot not in busy), None)


def kept(one: Wanted, spans: Sequence[Slot]) -> list[tuple[Slot, Slot]]:
    """What is kept of `one` for each of `spans`, in order, by sitting. Pure.

    A hearing needs no buffer against itself: where a sitting's would reach into what is kept
    for the one before, its own begins there.
    """
    pairs: list[tuple[Slot, Slot]] = []
    for span in sorted(spans, key=lambda each: each.start):
        whole = one.around(span)
        start = max(whole.start, pairs[-1][1].end) if pairs else whole.start
        pairs.append((span, Slot(start, whole.end)))
    return pairs


def by_resource(standing: Iterable[Taken]) -> Mapping[str, list[Taken]]:
    """Reservations by what they are of. Pure."""
    sorted_out: defaultdict[str, list[Taken]] = defaultdict(list)
    for each in standing:
        sorted_out[each.resource].append(each)
    return sorted_out


def _places(
    owner: Owner, spans: Sequence[Slot], wanted: Sequence[Wanted], standing: Sequence[Taken]
) -> list[dict[str, Any]]:
    """A row for each of `wanted` and `spans` in the lowest free slot, or the refusal."""
    of = by_resource(standing)
    rows: list[dict[str, Any]] = []
    collisions: list[Collision] = []
    for one in wanted:
        for span, whole in kept(one, spans):
            slot = free_slot(one, span, of.get(one.resource, ()))
            if not (one.capacity and one.open_during(span)):
                collisions.append(_shut(one, span))
            elif slot is None:
                collisions += _collisions(one, span, of[one.resource])
            else:
                rows.append(_row(owner, one, slot, whole))
    if collisions:
        raise conflict(owner.court, collisions[:_MOST_NAMED])
    # In one order, as the locks: two that want the same wait for each other, never in a ring.
    return sorted(rows, key=lambda row: (row["resource"], row["starts_at"]))


def _row(owner: Owner, one: Wanted, slot: int, span: Slot) -> dict[str, Any]:
    row: dict[str, str | int | datetime | None] = {
        "hearing": owner.hearing,
        "absence": owner.absence,
        "kind": one.kind,
        "resource": one.resource,
        "slot": slot,
        "starts_at": span.start,
        "ends_at": span.end,
    }
    return row


def _collisions(one: Wanted, span: Slot, standing: Iterable[Taken]) -> Iterator[Collision]:
    """What stands in the way: of a place for several, all that fill it."""
    whole = one.around(span)
    for each in standing:
        if each.span.overlaps(whole):
            yield Collision(
                kind=one.kind,
                id=one.id,
                role=one.role,
                hearing=each.hearing,
                absence=each.absence,
                court=each.court,
                span=each.span,
            )


def _shut(one: Wanted, span: Slot) -> Collision:
    return Collision(
        kind=one.kind,
        id=one.id,
        role=one.role,
        hearing=None,
        absence=None,
        court=None,
        span=span,
        closed=True,
    )


async def lock(connection: AsyncConnection, wanted: Sequence[Wanted]) -> None:
    """Points before people, each by id. SQLite's writer already is alone (BEGIN IMMEDIATE).

    Raises Refusal `booking.busy` for what was retired or changed since it was read.
    """
    if connection.dialect.name == "sqlite":
        return
    for kinds, row, more in (
        (("point", "escort"), PointRow, (PointRow.capacity, PointRow.escorts)),
        (("person",), PersonRow, (PersonRow.card,)),
    ):
        read = [one for one in wanted if one.kind in kinds]
        if read:
            rows = await connection.execute(
                select(row.id, row.hours, row.retired_at, *more)
                .where(row.id.in_({one.id for one in read}))
                .order_by(row.id)
                .with_for_update(key_share=True)
            )
            found = {each.id: each for each in rows.all()}
            if any(one.id in found and _is_other(one, found[one.id]) for one in read):
                raise Refusal("booking.busy")


def _is_other(read: Wanted, now: Any) -> bool:
    """Whether an entry is not what it was when `read`: its hours, its number, its card."""
    if now.retired_at or read.hours not in (None, now.hours):
        return True
    match read.kind:
        case "point":
            return bool(read.capacity != now.capacity)
        case "escort":
            return bool(read.capacity != now.escorts)
        case "person":
            return read.key != ("" if now.card is None else card_key(now.card))
