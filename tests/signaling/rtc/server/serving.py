"""A relay in a process of its own, which says "ready" once it serves."""

import asyncio
import sys

from signaling.app.stopping import stop_event, until_stopped
from signaling.rtc.server.app import run
from signaling.rtc.server.config import RelayConfig


def ready() -> None:
    """Tell whoever started this."""
    sys.stdout.write("ready\n")
    sys.stdout.flush()


if __name__ == "__main__":
    port, key, secret = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    config = RelayConfig("127.0.0.1", port, port, ("127.0.0.1",), key, secret)

    async def serve() -> None:
        await until_stopped(stop_event(), run(config, ready))

    asyncio.run(serve())
