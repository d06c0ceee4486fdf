"""The embedded relay as benchmarks run it: its defaults, but for how much one may send and how
many may come.

`python -m benchmarks.relay_process IP PORT KEY SECRET`; ends with its standard input.
"""

import asyncio
import sys
from dataclasses import replace

from media.limits import Limits
from signaling.rtc.server.app import run
from signaling.rtc.server.config import RelayConfig
from signaling.rtc.server.limits import SignalLimits
from tests.orphans import end_with_parent

LIMITS = replace(Limits(), media_bits=10_000_000_000)
ROOM = replace(SignalLimits(), participants=2_000)


def main(ip: str, port: int, key: str, secret: str) -> None:
    """Serves until it is ended."""
    config = RelayConfig(ip, port, port, (ip,), key, secret, media=LIMITS, limits=ROOM)
    asyncio.run(run(config))


if __name__ == "__main__":
    end_with_parent()
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4])
