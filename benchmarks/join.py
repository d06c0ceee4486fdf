"""How long joining takes, on the embedded relay and on livekit-server in turn.

From pressing "Join" in a real page in Chromium to the first remote picture presented
(benchmarks.join_browser): p50 and p95 of the embedded relay in milliseconds, and its median
divided by livekit-server's. With --clients: PyPI LiveKit clients in processes of their own, who
come one after the other into a room where the others already send, from redeeming a link to
the first decoded remote frame.
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
from tests.livekit import LiveKit, LiveKitMissing, running


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


def pages(rounds: int) -> dict[str, object]:
    """Real pages on both engines; without livekit-server there is no ratio."""
    from benchmarks import join_browser  # noqa: PLC0415 - needs a browser

    with ExitStack() as stack:
        engines: list[Mapping[str, str]] = [{}]
        server = _livekit(stack)
        if server is not None:
            engines.append(server.env)
        times = join_browser.joins(rounds, engines)
    ours = figures(times[0])
    ratio = round(ours["p50"] / median(times[1]), 3) if len(times) > 1 else None
    return {"p50_ms": ours["p50"], "p95_ms": ours["p95"], "ratio_livekit": ratio}


def clients(parties: int, rounds: int) -> dict[str, object]:
    """PyPI clients on both engines."""
    ours = measure(parties, rounds, {})
    ratio = None
    with ExitStack() as stack:
        server = _livekit(stack)
        if server is not None:
            ratio = round(ours["p50"] / measure(parties, rounds, server.env)["p50"], 3)
    return {"p50_ms": ours["p50"], "p95_ms": ours["p95"], "ratio_livekit": ratio}


def _livekit(stack: ExitStack) -> LiveKit | None:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    try:
        return stack.enter_context(running(folder))
    except LiveKitMissing as error:
        print(f"without livekit-server: {error}", file=sys.stderr)
        return None


def main() -> None:
    """One JSON object."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--clients", action="store_true", help="PyPI clients, no browser")
    options.add_argument("--parties", type=int, default=6, help="of --clients")
    options.add_argument("--rounds", type=int, default=8)
    options.add_argument("--json", action="store_true", help="as it is: kept for scripts")
    asked = options.parse_args()
    report = clients(asked.parties, asked.rounds) if asked.clients else pages(asked.rounds)
    print(json.dumps(report))


if __name__ == "__main__":
    main()
