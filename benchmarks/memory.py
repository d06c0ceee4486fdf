"""What the processes of an installation hold in memory during a session.

Real clients sit in a courtroom that is recorded; after a while the proportional set size (PSS:
shared pages counted once) of each server process is read from /proc. Prints one JSON object;
megabytes. The clients' own processes are not counted.
"""

import argparse
import asyncio
import json
import re
from pathlib import Path

from benchmarks.session import Session, in_session

LIMIT = 400
"""Megabytes of all server processes together."""

MEGABYTE = 1_000_000


def pss(process: int) -> float:
    """Megabytes of proportional set size. Source: proc_pid_smaps(5)."""
    text = Path(f"/proc/{process}/smaps_rollup").read_text()
    found = re.search(r"^Pss:\s+(\d+) kB$", text, re.MULTILINE)
    assert found is not None
    return int(found[1]) * 1024 / MEGABYTE


def held(session: Session) -> dict[str, float]:
    """Megabytes by part, and of all."""
    parts = {
        part: round(sum(map(pss, ids)), 1) for part, ids in sorted(session.processes().items())
    }
    return {**parts, "total": round(sum(parts.values()), 1)}


async def measure(devices: int, seconds: float) -> dict[str, object]:
    """Figures at the start of a session and after `seconds` of it."""
    async with in_session(devices) as session:
        began = held(session)
        await session.company.linger(seconds)
        after = held(session)
    return {
        "unit": "MB PSS",
        "devices": devices,
        "seconds": seconds,
        "limit": LIMIT,
        "holds": after["total"] <= LIMIT,
        "at_start": began,
        "pss": after,
    }


def main() -> None:
    """Measure an installation of our own, in a scratch directory."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--devices", type=int, default=6)
    options.add_argument("--seconds", type=float, default=20)
    options.add_argument("--json", action="store_true", help="as it is: kept for scripts")
    asked = options.parse_args()
    print(json.dumps(asyncio.run(measure(asked.devices, asked.seconds))))


if __name__ == "__main__":
    main()
