"""Whether a booking that was acknowledged survives kill -9, again and again.

`--database` names an empty database (`sqlite+aiosqlite:///FILE`, `postgresql+asyncpg://…`); the
schema is made in it. `--processes` book hearings without end, as instances of the hearing
server do, and tell which are committed; at a random moment of a booking one of them is killed
with SIGKILL and another takes its place, `--kills` times. Then every booking that was told must
be there, every hearing in the database whole, and nothing occupied twice. Prints one JSON
object: `lost` (told and not there), `torn` (there in part), `overlaps`; `untold` were committed
in the moment of the kill. Exit 1 unless all of the first three are 0.
"""

import argparse
import asyncio
import json
import multiprocessing
import os
import random
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from benchmarks.booking_race import NOW, Prize, overlaps, prepare, wish
from hearing.refusal import Refusal
from scheduler.booking import book
from scheduler.database import Base, open_engine, reading
from scheduler.plan import Plan
from scheduler.slot import Slot
from scheduler.source import Source
from scheduler.tables import (
    BookingRow,
    DeadlineRow,
    DeviceRow,
    HearingPointRow,
    HearingRow,
    SeatRow,
    SittingRow,
)

WEEKS = 500  # booked into, so that there is always room
WHOLE = {HearingPointRow: 2, DeviceRow: 2, SeatRow: 3}
"""How many rows of each a hearing of the race has; it occupies five things in each sitting."""
RESOURCES = 5
PATIENCE_S = 120


@dataclass
class Told:
    """What the processes told, and how often one was killed."""

    hearings: list[str] = field(default_factory=list)
    kills: int = 0


@dataclass
class Booker:
    """A process that books, and its end of the line."""

    process: ForkServerProcess
    line: Connection

    def listen(self, told: Told, count: int) -> float:
        """Hear of `count` more bookings; how many seconds one took."""
        began = time.monotonic()
        for _ in range(count):
            if not self.line.poll(PATIENCE_S):
                raise TimeoutError("no booking was told")
            told.hearings.append(self.line.recv())
        return (time.monotonic() - began) / count

    def catch_up(self, told: Told) -> None:
        """Hear what it told by now."""
        while self.line.poll():
            told.hearings.append(self.line.recv())

    def kill(self, told: Told) -> None:
        """SIGKILL; what it had told before still counts."""
        self.process.kill()
        self.process.join()
        told.kills += 1
        with suppress(EOFError):
            self.catch_up(told)
        self.line.close()


def keep_booking(url: str, prize: Prize, seed: int, line: Connection) -> None:
    """Book until killed; tell each hearing once it is committed."""
    asyncio.run(_book(url, prize, random.Random(seed), line))


async def _book(url: str, prize: Prize, chance: random.Random, line: Connection) -> None:
    engine, source = open_engine(url), Source(NOW, os.urandom)
    while True:
        try:
            async with engine.begin() as connection:
                booked = await book(connection, source, _some_week(prize, chance))
        except Refusal:
            continue
        line.send(booked.line.id)


def _some_week(prize: Prize, chance: random.Random) -> Plan:
    plan, later = wish(prize, chance), timedelta(weeks=chance.randrange(WEEKS))

    def moved(span: Slot) -> Slot:
        return Slot(span.start + later, span.end + later)

    return replace(plan, slot=moved(plan.slot), more=tuple(map(moved, plan.more)))


def kill_bookers(url: str, prize: Prize, kills: int, processes: int, seed: int = 0) -> Told:
    """Kill at random moments, `kills` times."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["benchmarks.booking_race"])  # each fork has it loaded
    chance, told = random.Random(seed), Told()
    bookers = [_start(context, url, prize, chance) for _ in range(processes)]
    for _ in range(kills):
        which = chance.randrange(processes)
        lasts = bookers[which].listen(told, chance.randrange(1, 4))
        time.sleep(chance.uniform(0, lasts))  # somewhere in the booking that goes on now
        bookers[which].kill(told)
        for one in bookers:
            if one is not bookers[which]:
                one.catch_up(told)
        bookers[which] = _start(context, url, prize, chance)
    for one in bookers:
        one.kill(told)
    told.kills -= processes  # those at the end ended the run
    return told


def _start(context: ForkServerContext, url: str, prize: Prize, chance: random.Random) -> Booker:
    here, there = context.Pipe(duplex=False)
    arguments = (url, prize, chance.randrange(2**32), there)
    process = context.Process(target=keep_booking, args=arguments, daemon=True)
    process.start()
    there.close()
    return Booker(process, here)


async def judge(url: str, told: Sequence[str]) -> dict[str, int]:
    """What of the bookings that were told is lost, and which hearings are there in part."""
    engine = open_engine(url)
    async with reading(engine) as connection:
        there = set(await connection.scalars(select(HearingRow.id)))
        sittings = await _count(connection, SittingRow)
        parts = {
            row: await _count(connection, row) for row in (*WHOLE, BookingRow, DeadlineRow)
        }
    await engine.dispose()

    def whole(hearing: str) -> bool:
        expected = {**WHOLE, BookingRow: RESOURCES * sittings.get(hearing, 0)}
        counted = all(parts[row].get(hearing) == count for row, count in expected.items())
        return counted and hearing in sittings and hearing in parts[DeadlineRow]

    known = set(told)
    ours = there | sittings.keys() | parts[BookingRow].keys()
    return {
        "lost": len(known - there),
        "torn": sum(not whole(hearing) for hearing in ours),
        "untold": len(there - known),
    }


async def _count(connection: AsyncConnection, row: type[Base]) -> dict[str, int]:
    hearing: Any = row.__table__.c.hearing
    rows = await connection.execute(select(hearing, func.count()).group_by(hearing))
    return {hearing: count for hearing, count in rows}


def measure(url: str, kills: int, processes: int) -> dict[str, int | bool]:
    """Book, kill, judge."""
    prize = asyncio.run(prepare(url))
    told = kill_bookers(url, prize, kills, processes, random.randrange(2**32))
    found = {**asyncio.run(judge(url, told.hearings)), "overlaps": asyncio.run(overlaps(url))}
    holds = not (found["lost"] or found["torn"] or found["overlaps"])
    return {
        "kills": told.kills,
        "acknowledged": len(told.hearings),
        **found,
        "holds": holds,
    }


def main() -> None:
    """Measure and print; exit 1 unless it holds."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--database", required=True, help="URL of an empty database")
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--processes", type=int, default=3, help="that book at once")
    options.add_argument("--json", action="store_true", help="on one line")
    asked = options.parse_args()
    report = measure(asked.database, asked.kills, asked.processes)
    print(json.dumps(report, indent=None if asked.json else 2))
    sys.exit(0 if report["holds"] else 1)


if __name__ == "__main__":
    main()
