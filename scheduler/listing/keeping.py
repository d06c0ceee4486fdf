"""Lists in the database: every instance and every restart knows what was made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter
from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.refusal import Refusal
from scheduler.listing.asked import Clock, ListAsked
from scheduler.listing.problem import Listing, Unplaced
from scheduler.pages import FIRST, Order, Page, paged
from scheduler.tables.lists import ListRow

State = Literal["queued", "running", "done", "cancelled", "failed"]
LIVE = ("queued", "running")
LEASE = timedelta(seconds=20)
"""How long a list counts as being made after its maker was last heard of."""
INTERRUPTED = "listing.interrupted"

_STATE: TypeAdapter[State] = TypeAdapter(State)
_ASKED: TypeAdapter[ListAsked] = TypeAdapter(ListAsked)
_BEST: TypeAdapter[Listing] = TypeAdapter(Listing)
_UNPLACED: TypeAdapter[tuple[Unplaced, ...]] = TypeAdapter(tuple[Unplaced, ...])


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a list is. best: so far; of one that was stopped or interrupted it stays.
    refused: the code of why there is no (better) one."""

    state: State = "queued"
    best: Listing | None = None
    unplaced: tuple[Unplaced, ...] = ()
    refused: str | None = None

    @property
    def over(self) -> bool:
        """Whether it is made no more."""
        return self.state not in LIVE


@dataclass(frozen=True, slots=True)
class Kept:
    """A list that is made or was. total: the weight of all that was to be listed."""

    id: str
    asked: ListAsked
    clock: Clock
    seconds: int
    total: int
    created_at: datetime
    progress: Progress = Progress()

    @property
    def court(self) -> str:
        """Whose it is."""
        return self.asked.court


async def add(connection: AsyncConnection, kept: Kept, most: int) -> None:
    """Write it down as queued. Raises Refusal `listing.too_many` if `most` are being made."""
    now = kept.created_at
    making = await connection.scalar(
        select(func.count())
        .select_from(ListRow)
        .where(ListRow.state.in_(LIVE), ListRow.leased_until > now)
    )
    if making is not None and making >= most:
        raise Refusal("listing.too_many", limit=most)
    await connection.execute(
        insert(ListRow).values(
            id=kept.id,
            court=kept.court,
            zone=kept.clock.zone.key,
            asked=_ASKED.dump_json(kept.asked).decode(),
            seconds=kept.seconds,
            total=kept.total,
            created_at=now,
            leased_until=now + LEASE,
            **_told(kept.progress),
        )
    )


async def write(
    connection: AsyncConnection, listing: str, progress: Progress, now: datetime
) -> bool:
    """How far it is, and that it is still being made; whether it is still wanted."""
    await connection.execute(
        update(ListRow)
        .where(ListRow.id == listing)
        .values(leased_until=now + LEASE, **_told(progress))
    )
    unwanted = await connection.scalar(select(ListRow.unwanted_at).where(ListRow.id == listing))
    return unwanted is None


async def stop(connection: AsyncConnection, listing: str, now: datetime) -> None:
    """Whoever makes it looks for nothing better."""
    await connection.execute(
        update(ListRow)
        .where(ListRow.id == listing, ListRow.state.in_(LIVE))
        .values(unwanted_at=now)
    )


async def find(connection: AsyncConnection, listing: str, now: datetime) -> Kept:
    """Raises Refusal `listing.unknown`."""
    row = (await connection.execute(_ALL.where(ListRow.id == listing))).first()
    if row is None:
        raise Refusal("listing.unknown")
    return _kept(row, now)


async def of_court(
    connection: AsyncConnection, court: str, now: datetime, page: Page = FIRST
) -> Sequence[Kept]:
    """A court's, the latest first."""
    order = Order(ListRow.created_at, ListRow.id, descending=True)
    query = _ALL.where(ListRow.court == court)
    rows = await connection.execute(await paged(connection, query, order, page))
    return [_kept(row, now) for row in rows]


_ALL = select(*ListRow.__table__.columns)


def _told(progress: Progress) -> dict[str, str | None]:
    best = progress.best
    return {
        "state": progress.state,
        "best": None if best is None else _BEST.dump_json(best).decode(),
        "unplaced": _UNPLACED.dump_json(progress.unplaced).decode(),
        "refused": progress.refused,
    }


def _kept(row: Row[*tuple[Any, ...]], now: datetime) -> Kept:
    asked = _ASKED.validate_json(row.asked)
    return Kept(
        id=row.id,
        asked=asked,
        clock=Clock(asked.first_day, ZoneInfo(row.zone)),
        seconds=row.seconds,
        total=row.total,
        created_at=row.created_at,
        progress=_progress(row, now),
    )


def _progress(row: Row[*tuple[Any, ...]], now: datetime) -> Progress:
    """What nobody makes any more was interrupted: its server stopped or was killed."""
    dead = row.state in LIVE and row.leased_until <= now
    return Progress(
        state="failed" if dead else _STATE.validate_python(row.state),
        best=None if row.best is None else _BEST.validate_json(row.best),
        unplaced=() if row.unplaced is None else _UNPLACED.validate_json(row.unplaced),
        refused=INTERRUPTED if dead else row.refused,
    )
