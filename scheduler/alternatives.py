"""When a hearing that collides could be held instead, and which times are free at all."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.refusal import Refusal
from scheduler.booking import knowledge
from scheduler.conflicts import Alternative
from scheduler.entries import Point, PointKind
from scheduler.free import REACH, Diary, Room, Search, following, nearest
from scheduler.hearings import points_where
from scheduler.occupancy import by_resource, taken
from scheduler.plan import Plan
from scheduler.slot import Slot, together
from scheduler.tables import CourtRow, PointRow
from scheduler.wanted import Wanted, escort_wanted, place_wanted, wanted_by

NAMED = 3


async def instead_of(
    connection: AsyncConnection,
    plan: Plan,
    now: datetime,
    *,
    but: str | None = None,
) -> list[Alternative]:
    """The three times nearest to `plan`'s at which all of it is free.

    Any courtroom of the court will do, the wished one first. but: a hearing whose own
    reservations do not count, because it is the one to be moved.
    """
    whole = together(plan.sittings)
    search = await _search(
        connection, plan, now, Slot(whole.start - REACH, whole.end + REACH), but
    )
    return nearest(search, NAMED)


async def instead_of_place(
    connection: AsyncConnection, place: Wanted, span: Slot, now: datetime
) -> list[Alternative]:
    """The three times nearest to `span` at which `place` is free."""
    window = Slot(span.start - REACH, span.end + REACH)
    diaries = await _diaries(connection, window, [place], None)
    search = Search((span,), (), tuple(map(Room, diaries)), ZoneInfo(place.zone), now)
    return nearest(search, NAMED)


async def free_times(
    connection: AsyncConnection, plan: Plan, now: datetime, until: datetime, count: int
) -> list[Alternative]:
    """The first `count` times from `plan`'s on, up to `until`, at which all of it is free."""
    window = Slot(plan.slot.start, max(until, plan.slot.end))
    return following(await _search(connection, plan, now, window, None), until, count)


async def _search(
    connection: AsyncConnection, plan: Plan, now: datetime, window: Slot, but: str | None
) -> Search:
    zone = await connection.scalar(select(CourtRow.zone).where(CourtRow.id == plan.court))
    known = await knowledge(connection, plan)
    for point in plan.points:
        if point not in known.points:
            raise Refusal("point.unknown", id=point)
    wanted = wanted_by(plan, known)
    wished = [one for one in wanted if one.role == "courtroom"]
    in_dock = {one.id for one in wished} & {one.id for one in wanted if one.kind == "escort"}
    others = [one for one in wanted if one.role != "courtroom" and not _of(one, in_dock)]
    rooms = [known.points[one.id] for one in wished]
    rooms += (await other_rooms(connection, plan.court, wished)).points
    kept = [(place_wanted(room), escort_wanted(room) if in_dock else None) for room in rooms]
    teams = [team for _, team in kept if team is not None]
    asked = [*others, *(place for place, _ in kept), *teams]
    diary = dict(zip(asked, await _diaries(connection, window, asked, but), strict=True))
    return Search(
        sittings=plan.sittings,
        all_of=tuple(diary[one] for one in others),
        courtrooms=tuple(
            Room(diary[place], None if team is None else diary[team]) for place, team in kept
        ),
        zone=ZoneInfo(zone or "UTC"),
        now=now,
    )


def _of(one: Wanted, in_dock: Collection[str]) -> bool:
    """Whether these are the escorts of the courtroom itself, which another has its own of."""
    return one.kind == "escort" and one.id in in_dock


@dataclass(frozen=True, slots=True)
class Rooms:
    """Courtrooms, and each as something to occupy."""

    points: tuple[Point, ...]
    wanted: tuple[Wanted, ...]


async def other_rooms(
    connection: AsyncConnection, court: str, wanted: Sequence[Wanted]
) -> Rooms:
    """The courtrooms of `court` that are not in `wanted`."""
    rooms: tuple[Point, ...] = await points_where(
        connection,
        (PointRow.court == court)
        & (PointRow.kind == PointKind.CENTRAL.value)
        & PointRow.retired_at.is_(None),
    )
    known = {one.id for one in wanted}
    others = tuple(room for room in rooms if room.id not in known)
    return Rooms(others, tuple(map(place_wanted, others)))


async def _diaries(
    connection: AsyncConnection, window: Slot, wanted: Sequence[Wanted], but: str | None
) -> list[Diary]:
    standing = by_resource(
        one
        for one in await taken(connection, [window], wanted)
        if but is None or one.hearing != but
    )
    return [Diary(one, standing.get(one.resource, ())) for one in wanted]
