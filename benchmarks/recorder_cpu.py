"""The share of a core that recording one device takes, in a session of real clients.

The whole process is watched: ICE, DTLS and SRTP, feedback, journal, hashing, signing and
writing. What it costs depends on packets, not on pixels: cameras send a small restless picture
at the rate of a 720p camera, so that the clients' encoders leave the machine to the recorder.
Prints one JSON object.
"""

import argparse
import asyncio
import json
import time
from pathlib import Path

from benchmarks.session import cpu_seconds, in_session, since
from signaling.rehearsal.plan import Camera

LIMIT = 2.0
"""Percent of a core for one device."""

_SETTLE_S = 3.0


def recorded(data_dir: Path) -> int:
    """Bytes of packets in all journals so far."""
    return sum(
        file.stat().st_size for file in data_dir.glob("recordings/**/*") if file.is_file()
    )


async def measure(devices: int, seconds: float, camera: Camera) -> dict[str, object]:
    """All figures."""
    async with in_session(devices, camera) as session:
        await session.company.linger(_SETTLE_S)
        (recorder,) = session.processes()["recorder"]
        cpu, octets, start = cpu_seconds(recorder), recorded(session.data_dir), time.monotonic()
        await session.company.linger(seconds)
        took = since(start)
        cpu = cpu_seconds(recorder) - cpu
        octets = recorded(session.data_dir) - octets
    share = 100 * cpu / took / devices
    return {
        "devices": devices,
        "seconds": round(took, 1),
        "camera": f"{camera.width}x{camera.height}@{camera.fps}",
        "kbit_per_s_per_device": round(8 * octets / took / devices / 1000),
        "limit_percent": LIMIT,
        "percent_per_device": round(share, 2),
        "holds": share <= LIMIT,
    }


def main() -> None:
    """Measure an installation of our own, in a scratch directory."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--devices", type=int, default=6)
    options.add_argument("--seconds", type=float, default=20)
    options.add_argument("--kbits", type=int, default=1200, help="of a camera, a second")
    options.add_argument("--json", action="store_true", help="as it is: kept for scripts")
    asked = options.parse_args()
    camera = Camera(640, 360, 20, asked.kbits, restless=True)
    print(json.dumps(asyncio.run(measure(asked.devices, asked.seconds, camera))))


if __name__ == "__main__":
    main()
