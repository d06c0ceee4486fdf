"""What a hearing on a LiveKit cluster notices when its Redis dies and comes back.

An installation, a cluster and a hearing in session with three unmodified clients from PyPI, who
leave it to their library to come back, and the recorder. Redis is killed with SIGKILL as often
as asked, and started again `--away` seconds later. At the end the record is closed, exported
and verified. Prints one JSON object; seconds.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.recovery import spread
from recording.verify import Report
from tests import engines
from tests.end_to_end import outages
from tests.end_to_end.redis_outage import Bereft, redis_killed

_BETWEEN = 3.0


async def measure(folder: Path, times: int, away: float) -> tuple[list[Bereft], Report]:
    """One hearing. Raises TimeoutError if something does not heal."""
    found: list[Bereft] = []
    machine = outages.scratch(folder)
    present = outages.in_session(machine, patient=True)
    async with machine, present as sitting:
        for number in range(times):
            found.append(await redis_killed(sitting, away))
            print(f"{number + 1} of {times}: {found[-1]}", file=sys.stderr)
            await asyncio.sleep(_BETWEEN)
        return found, await sitting.close()


def told(found: Sequence[Bereft], report: Report) -> dict[str, object]:
    """The figures."""
    return {
        "command_answered": spread([one.told for one in found]),
        "longest_wait_for_a_picture": spread([one.still for one in found]),
        "packets_lost": sum(one.lost for one in found),
        "rejoined": sum(one.rejoined for one in found),
        "enforced_after_return": spread([one.enforced for one in found]),
        "newcomer_after_return": spread([one.joined for one in found]),
        "gaps": [round((gap.end - gap.start) / 1e6, 3) for gap in report.gaps],
        "verify_exit": report.exit,
        "load": round(os.getloadavg()[0], 1),
    }


def main() -> None:
    """Measure an installation of our own, in a scratch directory."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--times", type=int, default=5)
    options.add_argument("--away", type=float, default=5.0, help="seconds without Redis")
    options.add_argument("--json", action="store_true", help="as it is: kept for scripts")
    asked = options.parse_args()
    fresh = tempfile.TemporaryDirectory(prefix="phientoa-redis-")
    with fresh as folder, engines.using(engines.LIVEKIT):
        found, report = asyncio.run(measure(Path(folder), asked.times, asked.away))
    figures = {"times": asked.times, "away": asked.away, **told(found, report)}
    print(json.dumps(figures))
    sys.exit(0 if report.exit == 0 else 1)


if __name__ == "__main__":
    main()
