"""What hundreds of joins and leaves leave behind in the relay: memory, sockets, tasks, streams.

Two people speak and one listens throughout. Others come in every way, by UDP and TCP, with and
without data channels, hear both, are heard by the listener, and go in every way: with a
goodbye, without, without power, because they come a second time, and before their media was
up; some lose their signal connection meanwhile and resume it. After a first part (the warm-up)
and at the end, when all of them are gone, the relay is counted. Prints one JSON object.
"""

import argparse
import asyncio
import json
import os
import sys
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import asdict, dataclass

from benchmarks.census import Census, counted
from benchmarks.comings import Court, Tally

GROWTH = 0.05
"""Share of memory by which the relay may grow after the warm-up."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How much of it. `many`: at a time."""

    joins: int
    reconnects: int
    warm_up: int
    many: int


@asynccontextmanager
async def court() -> AsyncIterator[Court]:
    """A relay, and those who stay."""
    async with AsyncExitStack() as stack:
        here = Court(await stack.enter_async_context(counted()))
        await here.sit(stack)
        yield here


async def measure(asked: Asked) -> dict[str, object]:
    """The whole of it."""
    async with court() as here:
        await here.come_and_go(asked.warm_up, asked.warm_up // 10, first=8, many=asked.many)
        before, warm = await here.alone(), here.tally
        here.tally, began = Tally(), time.monotonic()
        await here.come_and_go(asked.joins, asked.reconnects, first=1_000, many=asked.many)
        seconds = time.monotonic() - began
        after, tally = await here.alone(), here.tally
        sections = sum(here.listener.sections.values())
    return report(before, after, tally, seconds) | {
        "warm_up": warm.joins,
        "sections_of_who_stayed": sections,
        "load_average": os.getloadavg()[0],
    }


def report(before: Census, after: Census, tally: Tally, seconds: float) -> dict[str, object]:
    """What grew between two counts. Memory in bytes."""
    growth = after.memory / before.memory - 1
    leaked = {
        "sockets": after.sockets - before.sockets,
        "files": after.files - before.files,
        "tasks": after.tasks - before.tasks,
        "objects": _more(before.objects, after.objects),
    }
    clean = not any(leaked.values()) and not tally.dead and not tally.failed
    return {
        "benchmark": "churn",
        "holds": clean and growth < GROWTH,
        "joins": tally.joins,
        "reconnects": tally.reconnects,
        "ways": dict(sorted(tally.ways.items())),
        "seconds": round(seconds, 1),
        "memory_before": before.memory,
        "memory_after": after.memory,
        "growth": round(growth, 4),
        "dead_streams": tally.dead,
        "failed": tally.failed,
        "leaked": leaked,
        "before": asdict(before),
        "after": asdict(after),
    }


def _more(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, int]:
    return {kind: after[kind] - n for kind, n in sorted(before.items()) if after[kind] > n}


def main(arguments: Sequence[str]) -> int:
    """The exit code: 1 if anything was left behind."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--joins", type=int, default=500)
    options.add_argument("--reconnects", type=int, default=50)
    options.add_argument("--warm-up", type=int, default=250, help="joins before")
    options.add_argument("--many", type=int, default=6, help="at a time")
    options.add_argument("--json", action="store_true", help="as it is: kept for scripts")
    asked = options.parse_args(arguments)
    with suppress(PermissionError):
        os.nice(-10)  # whoever is starved for three seconds counts as gone
    told = asyncio.run(measure(Asked(asked.joins, asked.reconnects, asked.warm_up, asked.many)))
    print(json.dumps(told))
    return 0 if told["holds"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
