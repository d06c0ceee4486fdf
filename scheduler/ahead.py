"""Sittings ahead that occupy something: why it cannot be changed or retired yet."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from scheduler.pages import Columns
from scheduler.slot import Slot
from scheduler.tables import BookingRow, HearingRow, SittingRow


@dataclass(frozen=True, slots=True)
class Sitting:
    """A sitting that is not over, of a hearing that occupies what it needs."""

    hearing: str
    court: str
    span: Slot


async def of_resource(
    connection: AsyncConnection, resource: str, now: datetime
) -> list[Sitting]:
    """Of hearings that occupy `resource` (see BookingRow), the earliest first."""
    return await _read(connection, _occupying(BookingRow.resource == resource), now)


async def of_case(connection: AsyncConnection, case: str, now: datetime) -> list[Sitting]:
    """Of a case's hearings."""
    query = _occupying().join(HearingRow, HearingRow.id == SittingRow.hearing)
    return await _read(connection, query.where(HearingRow.case == case), now)


async def of_court(connection: AsyncConnection, court: str, now: datetime) -> list[Sitting]:
    """Of a court's hearings: the first one."""
    query = _occupying().where(SittingRow.court == court)
    return await _read(connection, query.limit(1), now)


def _occupying(*conditions: ColumnElement[bool]) -> Columns:
    occupies = exists().where(BookingRow.hearing == SittingRow.hearing, *conditions)
    return select(
        SittingRow.hearing, SittingRow.court, SittingRow.starts_at, SittingRow.ends_at
    ).where(occupies)


async def _read(connection: AsyncConnection, query: Columns, now: datetime) -> list[Sitting]:
    ahead = query.where(SittingRow.ends_at > now).order_by(SittingRow.starts_at)
    return [
        Sitting(hearing, court, Slot(start, end))
        for hearing, court, start, end in await connection.execute(ahead)
    ]
