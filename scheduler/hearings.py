"""Hearings as booked: read, put on the list, called off."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.refusal import Refusal
from hearing.roles import Role
from hearing.state import Admission
from scheduler import entry_rows
from scheduler.entries import Point
from scheduler.occupancy import release
from scheduler.pages import FIRST, Columns, Order, Page, paged
from scheduler.plan import DeviceKind
from scheduler.slot import LONGEST, Slot
from scheduler.source import Source
from scheduler.tables import (
    DeviceRow,
    HearingPointRow,
    HearingRow,
    PersonRow,
    PointRow,
    SeatRow,
    SittingRow,
)


@dataclass(frozen=True, slots=True)
class BookedDevice:
    """A device; `key` is the name its request gave it."""

    id: str
    key: str
    kind: DeviceKind
    point: str | None


@dataclass(frozen=True, slots=True)
class BookedSeat:
    """A person in a role at a device. `name` is the person's: never in a log. revoked: it is
    nobody's any more."""

    id: str
    person: str
    name: str
    role: Role
    device: str
    revoked: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A hearing's line in a list. `booked`: draft, scheduled or cancelled.

    span: from its first sitting to its last. predecessor: the adjourned hearing it follows.
    """

    id: str
    court: str
    case: str
    title: str
    span: Slot
    scheduled_at: datetime | None
    cancelled_at: datetime | None
    admission: Admission = "open"
    predecessor: str | None = None

    @property
    def booked(self) -> str:
        """Where the booking stands; what became of the hearing is the ledger's to say."""
        return booked_state(self.scheduled_at, self.cancelled_at)


def booked_state(scheduled_at: datetime | None, cancelled_at: datetime | None) -> str:
    """Where a booking stands. Pure."""
    if cancelled_at is not None:
        return "cancelled"
    return "draft" if scheduled_at is None else "scheduled"


@dataclass(frozen=True, slots=True)
class Booked:
    """A hearing with its places, devices, seats and sittings."""

    line: Listed
    points: tuple[Point, ...]
    devices: tuple[BookedDevice, ...]
    seats: tuple[BookedSeat, ...]
    sittings: tuple[Slot, ...]


async def hearings(
    connection: AsyncConnection,
    *,
    court: str | None = None,
    case: str | None = None,
    among: Collection[str] | None = None,
    page: Page = FIRST,
) -> list[Listed]:
    """Hearings by their start, the latest first; `among`: of these courts only.

    Raises Refusal `page.unknown`.
    """
    query = _lines()
    if court is not None:
        query = query.where(HearingRow.court == court)
    if case is not None:
        query = query.where(HearingRow.case == case)
    if among is not None:
        query = query.where(HearingRow.court.in_(among))
    order = Order(HearingRow.starts_at, HearingRow.id, descending=True)
    rows = await connection.execute(await paged(connection, query, order, page))
    return [_line(row) for row in rows]


async def lines_where(
    connection: AsyncConnection, *conditions: ColumnElement[bool]
) -> list[Listed]:
    """The hearings for which all `conditions` hold, the earliest first."""
    rows = await connection.execute(
        _lines().where(*conditions).order_by(HearingRow.starts_at, HearingRow.id)
    )
    return [_line(row) for row in rows]


async def line(connection: AsyncConnection, hearing: str) -> Listed:
    """One hearing's line. Raises Refusal `hearing.unknown`."""
    row = (await connection.execute(_lines().where(HearingRow.id == hearing))).first()
    if row is None:
        raise Refusal("hearing.unknown")
    return _line(row)


async def find(connection: AsyncConnection, hearing: str) -> Booked:
    """One hearing whole. Raises Refusal `hearing.unknown`."""
    return Booked(
        await line(connection, hearing),
        await points_of(connection, hearing),
        await _devices_of(connection, hearing),
        await seats_of(connection, hearing),
        await sittings_of(connection, hearing),
    )


async def sittings_of(connection: AsyncConnection, hearing: str) -> tuple[Slot, ...]:
    """When a hearing sits, the first sitting first."""
    rows = await connection.execute(
        select(SittingRow.starts_at, SittingRow.ends_at)
        .where(SittingRow.hearing == hearing)
        .order_by(SittingRow.number)
    )
    return tuple(Slot(start, end) for start, end in rows)


async def follows(connection: AsyncConnection, hearing: str) -> tuple[Slot, ...]:
    """The sittings of the hearing that follows an adjourned one; none while there is none."""
    other = await connection.scalar(
        select(HearingRow.id).where(
            HearingRow.predecessor == hearing, HearingRow.cancelled_at.is_(None)
        )
    )
    return () if other is None else await sittings_of(connection, other)


def sitting_during(court: str, span: Slot) -> ColumnElement[bool]:
    """Of a sitting: it is the court's, at some moment of `span`."""
    return and_(
        SittingRow.court == court,
        SittingRow.starts_at < span.end,
        SittingRow.starts_at > span.start - LONGEST,  # so that the index bounds both ends
        SittingRow.ends_at > span.start,
    )


def hearings_sitting(court: str, span: Slot) -> Select[str]:
    """Ids of the court's hearings that sit at some moment of `span`."""
    return select(SittingRow.hearing).where(sitting_during(court, span))


async def mark_scheduled(connection: AsyncConnection, source: Source, hearing: str) -> None:
    """Note that the hearing is on the list (the ledger decided it, in this transaction)."""
    await connection.execute(
        update(HearingRow).where(HearingRow.id == hearing).values(scheduled_at=source.now)
    )


async def mark_over(
    connection: AsyncConnection, source: Source, hearing: str, *, cancelled: bool
) -> None:
    """Free what a hearing occupies that will not go on (the ledger decided it)."""
    await release(connection, hearing)
    if cancelled:
        await connection.execute(
            update(HearingRow).where(HearingRow.id == hearing).values(cancelled_at=source.now)
        )


def _lines() -> Columns:
    return select(
        HearingRow.id,
        HearingRow.court,
        HearingRow.case,
        HearingRow.title,
        HearingRow.starts_at,
        HearingRow.ends_at,
        HearingRow.scheduled_at,
        HearingRow.cancelled_at,
        HearingRow.admission,
        HearingRow.predecessor,
    )


def _line(row: Sequence[Any]) -> Listed:
    identity, court, case, title, start, end, *rest = row
    return Listed(identity, court, case, title, Slot(start, end), *rest)


async def points_where(
    connection: AsyncConnection, condition: ColumnElement[bool]
) -> tuple[Point, ...]:
    """The points for which `condition` holds."""
    rows = await connection.execute(entry_rows.points().where(condition))
    return tuple(map(entry_rows.point_of, rows))


async def points_of(connection: AsyncConnection, hearing: str) -> tuple[Point, ...]:
    rows = await connection.execute(
        entry_rows.points()
        .join(HearingPointRow, HearingPointRow.point == PointRow.id)
        .where(HearingPointRow.hearing == hearing)
        .order_by(PointRow.kind, PointRow.id)
    )
    return tuple(map(entry_rows.point_of, rows))


async def _devices_of(connection: AsyncConnection, hearing: str) -> tuple[BookedDevice, ...]:
    rows = await connection.execute(
        select(DeviceRow.id, DeviceRow.key, DeviceRow.kind, DeviceRow.point)
        .where(DeviceRow.hearing == hearing, DeviceRow.withdrawn_at.is_(None))
        .order_by(DeviceRow.key)
    )
    return tuple(BookedDevice(i, key, DeviceKind(kind), p) for i, key, kind, p in rows)


async def seats_of(connection: AsyncConnection, hearing: str) -> tuple[BookedSeat, ...]:
    """The seats of a hearing as booked, those entered since, and those revoked."""
    rows = await connection.execute(
        select(
            SeatRow.id,
            SeatRow.person,
            PersonRow.name,
            SeatRow.role,
            SeatRow.device,
            SeatRow.revoked_at.is_not(None),
        )
        .join(PersonRow, PersonRow.id == SeatRow.person)
        .where(SeatRow.hearing == hearing)
        .order_by(SeatRow.id)
    )
    return tuple(
        BookedSeat(i, p, name, Role(role), d, bool(gone)) for i, p, name, role, d, gone in rows
    )
