"""Rehearsals in a row on the embedded relay and on a LiveKit cluster of two nodes, in turn.

Each is `phientoa rehearse` as an operator starts it, the cluster's by settings alone: an
installation, a hearing of six, its record examined. Prints one JSON object: how many held, and
from pressing "Join" to the first remote picture, milliseconds. Ends with 1 if one did not hold.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks.recovery import spread
from tests import engines

_BOTH = (engines.EMBEDDED, engines.LIVEKIT)


async def rehearsed(to: Path, options: Sequence[str], env: Mapping[str, str]) -> dict[str, Any]:
    """What one rehearsal said of itself."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "signaling.cli", "rehearse", "--json", "--to", str(to)),
        *options,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={**os.environ, **env},
    )
    out, _ = await process.communicate()
    outcome: dict[str, Any] = json.loads(out)
    return outcome


def measure(folder: Path, asked: argparse.Namespace) -> dict[str, dict[str, object]]:
    """Each engine in turn, as often as asked; a cluster stands for all of its rehearsals."""
    options = ("--parties", str(asked.parties), "--seconds", str(asked.seconds))
    outcomes: dict[str, list[dict[str, Any]]] = {engine: [] for engine in asked.engines}
    with ExitStack() as stack:
        envs: dict[str, Mapping[str, str]] = {}
        for engine in asked.engines:
            with engines.using(engine):
                envs[engine] = stack.enter_context(engines.beside(folder / engine)).env
        for number in range(asked.times):
            for engine, env in envs.items():
                to = folder / f"{engine}-{number}"
                outcome = asyncio.run(rehearsed(to, options, env))
                outcomes[engine].append(outcome)
                why = [failure["en"] for failure in outcome["failed"]]
                print(f"{number + 1} {engine}: {outcome['ok']} {why}", file=sys.stderr)
    return {engine: summed(each) for engine, each in outcomes.items()}


def summed(outcomes: Sequence[Mapping[str, Any]]) -> dict[str, object]:
    """Of one engine."""
    return {
        "held": sum(one["ok"] and one["verified"] for one in outcomes),
        "of": len(outcomes),
        "failed": [failure["en"] for one in outcomes for failure in one["failed"]],
        "joined_ms": spread([ms for one in outcomes for ms in one["joined_ms"]] or [0]),
    }


def main() -> None:
    """Rehearse on installations of our own, in a scratch directory."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--times", type=int, default=10)
    options.add_argument("--parties", type=int, default=6)
    options.add_argument("--seconds", type=int, default=15)
    options.add_argument("--engines", nargs="+", choices=_BOTH, default=_BOTH)
    options.add_argument("--json", action="store_true", help="as it is: kept for scripts")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="phientoa-rehearsals-") as folder:
        told = measure(Path(folder), asked)
    print(json.dumps({**told, "load": round(os.getloadavg()[0], 1)}))
    held = [told[engine]["held"] == asked.times for engine in asked.engines]
    sys.exit(0 if all(held) else 1)


if __name__ == "__main__":
    main()
