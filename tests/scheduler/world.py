"""A small court to book in, on either database."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from hearing.roles import Role
from scheduler import directory
from scheduler.booking import book
from scheduler.database import open_engine
from scheduler.entries import Case, CaseType, Court, Person, Point, PointKind
from scheduler.hearings import Booked
from scheduler.plan import DeviceKind, DeviceWish, Plan, SeatWish
from scheduler.slot import Slot
from scheduler.source import Source
from tests.migrated import bring_up

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
SOURCE = Source(NOW, os.urandom)


def at(hours: float) -> datetime:
    """So many hours after nine o'clock on the day of the hearing."""
    return NINE + timedelta(hours=hours)


@asynccontextmanager
async def migrated(url: str) -> AsyncIterator[AsyncEngine]:
    """An engine on a database brought up to date."""
    await bring_up(url)
    engine = open_engine(url)
    try:
        yield engine
    finally:
        await engine.dispose()


@dataclass(frozen=True)
class World:
    """A court with two courtrooms, a detention facility for two hearings, and people."""

    engine: AsyncEngine
    court: Court
    case: Case
    room: Point
    other_room: Point
    detention: Point
    judges: tuple[Person, ...]

    def plan(self, start: float = 0, end: float = 1, *, judge: int = 0) -> Plan:
        """A hearing in the first courtroom: a judge at its device."""
        return Plan(
            court=self.court.id,
            case=self.case.id,
            title=None,
            slot=Slot(at(start), at(end)),
            points=(self.room.id,),
            devices=(DeviceWish("room", DeviceKind.ROOM, self.room.id),),
            seats=(SeatWish(self.judges[judge].id, Role.PRESIDING_JUDGE, "room"),),
        )

    def elsewhere(self, plan: Plan) -> Plan:
        """The same in the other courtroom."""
        return replace(
            plan,
            points=(self.other_room.id,),
            devices=(DeviceWish("room", DeviceKind.ROOM, self.other_room.id),),
        )

    async def point(
        self, name: str, kind: PointKind = PointKind.CENTRAL, capacity: int = 1, **more: Any
    ) -> Point:
        """One more point of the court. more: before, after, escorts, hours."""
        async with self.engine.begin() as connection:
            return await directory.add_point(
                connection,
                SOURCE,
                court=self.court.id,
                name=name,
                kind=kind,
                capacity=capacity,
                **more,
            )

    async def person(self, name: str, card: str | None = None) -> Person:
        """One more person of the court."""
        async with self.engine.begin() as connection:
            return await directory.add_person(
                connection, SOURCE, court=self.court.id, name=name, card=card
            )

    async def another_court(self) -> "World":
        """A court like this one, in the same database."""
        return await settle(self.engine)

    async def book(self, plan: Plan) -> Booked:
        """Book in a transaction of its own."""
        async with self.engine.begin() as connection:
            return await book(connection, SOURCE, plan)


async def settle(engine: AsyncEngine, judges: int = 4) -> World:
    """The court, entered into the directory."""
    async with engine.begin() as connection:
        court = await directory.add_court(connection, SOURCE, "Tòa án", "Asia/Ho_Chi_Minh")

        async def point(name: str, kind: PointKind, capacity: int = 1) -> Point:
            return await directory.add_point(
                connection, SOURCE, court=court.id, name=name, kind=kind, capacity=capacity
            )

        return World(
            engine,
            court,
            await directory.add_case(
                connection,
                SOURCE,
                court=court.id,
                number="1/2026",
                type=CaseType.CRIMINAL,
                title="Vụ án",
            ),
            await point("Phòng 1", PointKind.CENTRAL),
            await point("Phòng 2", PointKind.CENTRAL),
            await point("Trại tạm giam", PointKind.COMPONENT, 2),
            tuple(
                [
                    await directory.add_person(
                        connection, SOURCE, court=court.id, name=f"Thẩm phán {number}"
                    )
                    for number in range(judges)
                ]
            ),
        )
