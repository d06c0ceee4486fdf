"""How fast a whole country's calendar is: booking, free times, a court's week, as it fills.

`--database` names an empty database; the schema is made in it. 390 courts (after 2025: one
supreme, 34 provincial, 355 regional) with three courtrooms each, 330 detention facilities,
judges, clerks and prosecutors; hearings are added up to each of `--sizes`, four a day and
courtroom, and measured there: p95 of booking (transaction and commit included), of the next
free times of a courtroom and its people within a week, and of reading a court's week. Prints
one JSON object; the figures beside `growth` are those of the largest size.
"""

import argparse
import asyncio
import json
import os
import random
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from benchmarks.country_rows import (
    COURTS,
    MONDAY,
    ROLES,
    ROOMS,
    STARTS,
    Place,
    Rows,
    directory,
    hearings,
    jail_id,
    of,
    room_id,
)
from scheduler.agenda import agenda
from scheduler.alternatives import free_times
from scheduler.booking import book
from scheduler.database import Base, open_engine, reading
from scheduler.plan import DeviceKind, DeviceWish, Plan, SeatWish
from scheduler.slot import Slot
from scheduler.source import Source
from signaling.migrations import migrate

BATCH = 2000


async def fill(engine: AsyncEngine, rows: Rows) -> None:
    """Enter `rows`, tables in their order."""
    async with engine.begin() as connection:
        for table, values in rows.items():
            await _enter(connection, table, values)


async def _enter(connection: AsyncConnection, table: str, values: list[dict[str, Any]]) -> None:
    if connection.dialect.name == "postgresql":
        raw = (await connection.get_raw_connection()).driver_connection
        assert raw is not None
        records = [tuple(value.values()) for value in values]
        await raw.copy_records_to_table(table, records=records, columns=[*values[0]])
        return
    await connection.execute(insert(Base.metadata.tables[table]), values)


def wish(chance: random.Random, serial: int) -> Plan:
    """A hearing in the evening of a week of its own: a booking that succeeds."""
    at = Place(chance.randrange(COURTS * ROOMS))
    start = MONDAY + timedelta(days=7 * serial + chance.randrange(5), hours=12)
    room, jail = room_id(at.court, at.room), jail_id(at.jail)
    return Plan(
        court=of("crt", at.court),
        case=of("cas", at.court),
        title=None,
        slot=Slot(start, start + timedelta(minutes=45)),
        points=(room, jail),
        devices=(
            DeviceWish("room", DeviceKind.ROOM, room),
            DeviceWish("jail", DeviceKind.ROOM, jail),
        ),
        seats=tuple(
            SeatWish(of("per", at.person(which)), role, "room")
            for which, role in enumerate(ROLES)
        ),
    )


async def p95(times: int, do: Callable[[int], Awaitable[object]]) -> float:
    """Of so many times, in milliseconds; the first few, which open connections, left out."""
    taken: list[float] = []
    for number in range(-5, times):
        began = time.perf_counter()
        await do(number)
        if number >= 0:
            taken.append(1000 * (time.perf_counter() - began))
    return round(sorted(taken)[int(0.95 * (len(taken) - 1))], 2)


async def measured(engine: AsyncEngine, size: int, times: int) -> dict[str, float]:
    """The three figures at `size` hearings."""
    chance, source = random.Random(size), Source(MONDAY, os.urandom)
    weeks = max(1, size // (COURTS * ROOMS * len(STARTS) * 5))

    def some_week() -> Slot:
        start = MONDAY + timedelta(days=7 * chance.randrange(weeks))
        return Slot(start, start + timedelta(days=7))

    async def booking(number: int) -> None:
        async with engine.begin() as connection:
            await book(connection, source, wish(chance, size // 50 + number))

    async def slots(_number: int) -> None:
        week, plan = some_week(), wish(chance, 0)
        first = Slot(week.start, week.start + timedelta(hours=1))
        asked = Plan(plan.court, "", None, first, plan.points[:1], (), plan.seats)
        async with reading(engine) as connection:
            await free_times(connection, asked, MONDAY, week.end, 20)

    async def week(_number: int) -> None:
        async with reading(engine) as connection:
            await agenda(connection, of("crt", chance.randrange(COURTS)), some_week())

    return {
        "book_p95_ms": await p95(times, booking),
        "slots_p95_ms": await p95(times, slots),
        "week_p95_ms": await p95(times, week),
    }


async def measure(url: str, sizes: list[int], times: int) -> dict[str, Any]:
    """Fill and measure, size after size."""
    await migrate(url)
    engine = open_engine(url)
    await fill(engine, directory())
    growth: dict[str, dict[str, float]] = {}
    there = 0
    for size in sizes:
        for start in range(there, size, BATCH):
            await fill(engine, hearings(range(start, min(start + BATCH, size))))
        there = size
        async with engine.begin() as connection:
            await connection.execute(text("ANALYZE"))
        growth[str(size)] = await measured(engine, size, times)
        print(f"{size}: {growth[str(size)]}", file=sys.stderr)
    await engine.dispose()
    return {**growth[str(sizes[-1])], "growth": growth}


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--database", required=True, help="URL of an empty database")
    options.add_argument("--sizes", default="1000,10000,100000", help="hearings, ascending")
    options.add_argument("--times", type=int, default=100, help="each thing is measured")
    options.add_argument("--json", action="store_true", help="on one line")
    asked = options.parse_args()
    sizes = [int(size) for size in asked.sizes.split(",")]
    report = asyncio.run(measure(asked.database, sizes, asked.times))
    print(json.dumps(report, indent=None if asked.json else 2))


if __name__ == "__main__":
    main()
