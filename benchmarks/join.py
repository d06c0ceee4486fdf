"""How long joining takes: from redeeming a link to the first decoded remote frame.

Parties are PyPI LiveKit clients in processes of their own; they come one after the other into a
room where the others already send. Prints one JSON object; milliseconds. With livekit-server at
hand (tests/livekit_server) the same is measured on it, and the ratio of the medians is given.
With --browser: real pages in Chromium, from pressing "Join" (benchmarks.join_browser).
"""

import argparse
import asyncio
import json
import os
import secrets
import sys
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from unittest.mock import patch

from signaling.rehearsal.booking import Registry
from signaling.rehearsal.company import company
from signaling.rehearsal.conductor import Conductor
from signaling.rehearsal.plan import plan
from signaling.rehearsal.run import own_installation
from tests.livekit import LiveKitMissing, running

LIMIT = 1000
"""Milliseconds of the 95th of a hundred joins, on a machine that does nothing else."""


async def joins(parties: int) -> list[float]:
    """The joining times of all but the judge, who waits for the others, in one hearing."""
    rehearsal = plan(parties, 4)
    keys = [party.key for party in rehearsal.parties]
    async with own_installation(None) as at, Registry(at.url, at.token) as registry:
        booked = await registry.book(rehearsal, secrets.token_hex(4), datetime.now(UTC))
        async with company(keys) as together:
            conductor = Conductor(rehearsal, booked, at, together, _quietly)
            await conductor.gather()
            members = [together.members[key] for key in keys[1:]]
    return [each.joined_ms for each in members if each.joined_ms is not None]


def _quietly(vi: str, en: str) -> None:
    """Progress is not of interest here."""


def measure(parties: int, rounds: int, environ: Mapping[str, str]) -> dict[str, float]:
    """p50, p95 and the number of joins on the engine that `environ` names."""
    with patch.dict(os.environ, environ):
        return figures([ms for _ in range(rounds) for ms in asyncio.run(joins(parties))])


def figures(times: list[float]) -> dict[str, float]:
    """p50 and p95 of so many joins."""
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return {"joins": len(times), "p50": median(times), "p95": p95}


def main() -> None:
    """Measure on the embedded relay and, if it can be had, on livekit-server."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--parties", type=int, default=6)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--browser", action="store_true", help="pages, on the embedded relay")
    options.add_argument("--json", action="store_true", help="as it is: kept for scripts")
    asked = options.parse_args()
    report: dict[str, object] = {"unit": "ms", "limit": LIMIT, "rounds": asked.rounds}
    if asked.browser:
        from benchmarks import join_browser  # noqa: PLC0415 - needs a browser

        report["browser"] = seen = figures(join_browser.joins(asked.rounds))
        print(json.dumps({**report, "holds": seen["p95"] <= LIMIT}))
        return
    report["parties"] = asked.parties
    report["embedded"] = embedded = measure(asked.parties, asked.rounds, {})
    report["holds"] = embedded["p95"] <= LIMIT
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        try:
            server = stack.enter_context(running(folder))
        except LiveKitMissing as error:
            print(f"without livekit-server: {error}", file=sys.stderr)
        else:
            report["livekit"] = livekit = measure(asked.parties, asked.rounds, server.env)
            report["embedded_to_livekit_p50"] = round(embedded["p50"] / livekit["p50"], 3)
    print(json.dumps(report))


if __name__ == "__main__":
    main()
