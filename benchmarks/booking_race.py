"""Whether many who book at once ever book twice: processes race for a few rooms and judges.

`--database` names an empty database (`sqlite+aiosqlite:///FILE`, `postgresql+asyncpg://…`); the
schema is made in it. Each process makes `--tries` bookings of random rooms, people and times,
some called off again. Then every reservation is compared with every other, in Python, by the
hearings' own sittings as well. Prints one JSON object; p95_ms: of one try, refused or not.
"""

import argparse
import asyncio
import json
import multiprocessing
import os
import random
import sys
import time
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from hearing.refusal import Refusal
from hearing.roles import Role
from scheduler import directory, finding
from scheduler.booking import book
from scheduler.database import open_engine, reading
from scheduler.entries import CaseType, PointKind
from scheduler.hearings import mark_over
from scheduler.plan import DeviceKind, DeviceWish, Plan, SeatWish
from scheduler.slot import Slot
from scheduler.source import Source
from scheduler.tables import BookingRow, HearingPointRow, SeatRow, SittingRow
from signaling.migrations import migrate

NOW = datetime(2026, 1, 5, tzinfo=UTC)
QUARTERS = 4 * 8 * 5  # a working week of quarters of an hour is raced for
ROOMS, JAILS, PEOPLE = 4, 2, 12


@dataclass(frozen=True)
class Prize:
    """What is raced for."""

    court: str
    case: str
    rooms: tuple[str, ...]
    jails: tuple[str, ...]
    people: tuple[str, ...]


@dataclass
class Outcome:
    """What one process did."""

    booked: int = 0
    refused: int = 0
    errors: int = 0
    times: list[float] = field(default_factory=list)


async def prepare(url: str) -> Prize:
    """The schema, a court with rooms (with buffers), detention facilities and people."""
    await migrate(url)
    engine, source = open_engine(url), Source(NOW, os.urandom)
    async with engine.begin() as connection:
        court = (await directory.add_court(connection, source, "Tòa", "UTC")).id
        case = await directory.add_case(
            connection, source, court=court, number="1", type=CaseType.CRIMINAL, title="Vụ án"
        )

        async def point(name: str, kind: PointKind, capacity: int, buffer: int) -> str:
            made = await directory.add_point(
                connection,
                source,
                court=court,
                name=name,
                kind=kind,
                capacity=capacity,
                before=buffer,
                after=buffer,
            )
            return made.id

        prize = Prize(
            court,
            case.id,
            tuple([await point(f"P{n}", PointKind.CENTRAL, 1, 15 * n) for n in range(ROOMS)]),
            tuple([await point(f"T{n}", PointKind.COMPONENT, 2, 0) for n in range(JAILS)]),
            tuple(
                [
                    (await directory.add_person(connection, source, court=court, name="N")).id
                    for _ in range(PEOPLE)
                ]
            ),
        )
    await engine.dispose()
    return prize


def wish(prize: Prize, chance: random.Random) -> Plan:
    """A hearing of one to three sittings, somewhere in the week."""
    people = chance.sample(prize.people, 3)
    room, jail = chance.choice(prize.rooms), chance.choice(prize.jails)

    def sitting() -> Slot:
        start = NOW + timedelta(minutes=15 * chance.randrange(QUARTERS))
        return Slot(start, start + timedelta(minutes=chance.choice((15, 45, 120))))

    first = sitting()
    more = tuple(
        Slot(first.start + timedelta(days=day), first.end + timedelta(days=day))
        for day in range(1, chance.choice((1, 1, 1, 3)))
    )
    return Plan(
        court=prize.court,
        case=prize.case,
        title=None,
        slot=first,
        points=(room, jail),
        devices=(
            DeviceWish("room", DeviceKind.ROOM, room),
            DeviceWish("jail", DeviceKind.ROOM, jail),
        ),
        seats=(
            SeatWish(people[0], Role.PRESIDING_JUDGE, "room"),
            SeatWish(people[1], Role.CLERK, "room"),
            SeatWish(people[2], Role.ACCUSED, "jail"),
        ),
        more=more,
    )


async def race(url: str, prize: Prize, seed: int, tries: int) -> Outcome:
    """One process's tries, one after the other."""
    engine, outcome, chance = open_engine(url), Outcome(), random.Random(seed)
    source = Source(NOW, os.urandom)
    standing: list[str] = []
    for _ in range(tries):
        plan = wish(prize, chance)
        began = time.perf_counter()
        try:
            async with engine.begin() as connection:
                hearing = (await book(connection, source, plan)).line.id
        except Refusal:
            outcome.refused += 1
        except Exception as error:  # counted, and said: there must be none
            print(f"error: {error!r}", file=sys.stderr)
            outcome.errors += 1
        else:
            outcome.booked += 1
            standing.append(hearing)
        outcome.times.append(time.perf_counter() - began)
        if len(standing) > 8 and chance.random() < 0.5:
            over = standing.pop(chance.randrange(len(standing)))
            outcome.errors += not await _called_off(engine, source, over)
    await engine.dispose()
    return outcome


async def _called_off(engine: AsyncEngine, source: Source, hearing: str) -> bool:
    """Frees its time for others to race for; whether that went well."""
    try:
        async with engine.begin() as connection:
            await mark_over(connection, source, hearing, cancelled=True)
    except Exception as error:  # counted, and said: there must be none
        print(f"error: {error!r}", file=sys.stderr)
        return False
    return True


async def overlaps(url: str) -> int:
    """How many pairs share a thing at one moment: of reservations, of standing sittings."""
    engine = open_engine(url)
    async with reading(engine) as connection:
        reserved = await connection.execute(
            select(
                BookingRow.resource,
                BookingRow.slot,
                BookingRow.starts_at,
                BookingRow.ends_at,
            )
        )
        standing = select(BookingRow.hearing).distinct()
        people = await connection.execute(
            select(SeatRow.person, SittingRow.starts_at, SittingRow.ends_at)
            .join(SittingRow, SittingRow.hearing == SeatRow.hearing)
            .where(SeatRow.hearing.in_(standing))
        )
        rooms = await connection.execute(
            select(HearingPointRow.point, SittingRow.starts_at, SittingRow.ends_at)
            .join(SittingRow, SittingRow.hearing == HearingPointRow.hearing)
            .where(HearingPointRow.hearing.in_(standing))
        )
        most = {point.id: point.capacity for point in await finding.points(connection)}
    await engine.dispose()
    spans: defaultdict[object, list[tuple[datetime, datetime]]] = defaultdict(list)
    for resource, slot, start, end in reserved:
        spans[resource, slot].append((start, end))
    for thing, start, end in [*people, *rooms]:
        spans[thing].append((start, end))
    return sum(_beyond(each, most.get(str(thing), 1)) for thing, each in spans.items())


def _beyond(spans: Sequence[tuple[datetime, datetime]], most: int) -> int:
    """How many of `spans` begin while `most` others go on."""
    starts, ends = sorted(one[0] for one in spans), sorted(one[1] for one in spans)
    going_on = (bisect_right(starts, start) - bisect_right(ends, start) for start in starts)
    return sum(with_itself - 1 >= most for with_itself in going_on)


def _process(url: str, prize: Prize, seed: int, tries: int) -> Outcome:
    return asyncio.run(race(url, prize, seed, tries))


def measure(url: str, processes: int, tries: int) -> dict[str, float]:
    """Race, then count."""
    prize = asyncio.run(prepare(url))
    # Not forked: a process of its own, as another instance's is.
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        outcomes = pool.starmap(
            _process, [(url, prize, seed, tries) for seed in range(processes)]
        )
    whole = Outcome()
    for one in outcomes:
        whole = replace(
            whole,
            booked=whole.booked + one.booked,
            refused=whole.refused + one.refused,
            errors=whole.errors + one.errors,
            times=whole.times + one.times,
        )
    times = sorted(whole.times)
    return {
        "overlaps": asyncio.run(overlaps(url)),
        "booked": whole.booked,
        "refused": whole.refused,
        "errors": whole.errors,
        "p95_ms": round(1000 * times[int(0.95 * (len(times) - 1))], 2),
    }


def main() -> None:
    """Race and print; exit 1 if anything was booked twice or failed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--database", required=True, help="URL of an empty database")
    options.add_argument("--processes", type=int, default=8)
    options.add_argument("--tries", type=int, default=400, help="of each process")
    options.add_argument("--json", action="store_true", help="on one line")
    asked = options.parse_args()
    report = measure(asked.database, asked.processes, asked.tries)
    print(json.dumps(report, indent=None if asked.json else 2))
    sys.exit(1 if report["overlaps"] or report["errors"] else 0)


if __name__ == "__main__":
    main()
