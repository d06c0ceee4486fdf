"""What it costs a hearing in session to lose its relay (`--engine embedded`), which is started
again, or the node of a LiveKit cluster that carries it (`--engine livekit`), which is not.

Each time an installation, an engine and a hearing of their own; three parties are unmodified
LiveKit clients from PyPI that heal as the page does, and the recorder. At the end the record is
closed, exported and verified. Prints one JSON object; seconds.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
from pathlib import Path

from benchmarks.recovery import spread
from tests import engines
from tests.end_to_end import outages


async def once(folder: Path) -> tuple[list[float], list[float], int]:
    """(from the kill to the first picture of each at each other, the record's gaps, what the
    verifier says of it)."""
    async with outages.scratch(folder) as machine, outages.in_session(machine) as sitting:
        pictures = await outages.relay_killed(sitting)
        report = await sitting.close()
    return pictures, [(gap.end - gap.start) / 1e6 for gap in report.gaps], report.exit


def measure(engine: str, times: int) -> dict[str, object]:
    """All of them."""
    pictures: list[float] = []
    gaps: list[float] = []
    exits: list[int] = []
    for number in range(times):
        fresh = tempfile.TemporaryDirectory(prefix="phientoa-loss-")
        with fresh as folder, engines.using(engine):
            seen, missing, verified = asyncio.run(once(Path(folder)))
        pictures, gaps, exits = [*pictures, *seen], [*gaps, *missing], [*exits, verified]
        print(f"{number + 1} of {times}: {max(seen):.1f} s", file=sys.stderr)
    return {
        "engine": engine,
        "times": times,
        "until_picture": spread(pictures),
        "gap_of_the_record": spread(gaps),
        "verify_exit": max(exits),
        "load": round(os.getloadavg()[0], 1),
    }


def main() -> None:
    """Measure installations of our own, in scratch directories."""
    options = argparse.ArgumentParser(description=__doc__)
    both = (engines.EMBEDDED, engines.LIVEKIT)
    options.add_argument("--engine", choices=both, default=engines.LIVEKIT)
    options.add_argument("--times", type=int, default=5)
    options.add_argument("--json", action="store_true", help="as it is: kept for scripts")
    asked = options.parse_args()
    told = measure(asked.engine, asked.times)
    print(json.dumps(told))
    sys.exit(0 if told["verify_exit"] == 0 else 1)


if __name__ == "__main__":
    main()
