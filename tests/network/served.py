"""The embedded relay in the court's namespace. Says "ready"."""

import asyncio
import json
import sys

from signaling.rtc.server.app import run
from signaling.rtc.server.config import RelayConfig
from signaling.rtc.server.turn import Turn
from tests.network.country import COURT, COURT6
from tests.orphans import end_with_parent

KEY, SECRET = "PTnetwork", "a secret of at least thirty-two bytes"
PORT, TCP_PORT = 8081, 8084


def main(asked: str) -> None:
    """asked: JSON of `turn` (urls and secret), `host` and `udp` (whether it is advertised)."""
    end_with_parent()
    wishes = json.loads(asked)
    turn = wishes.get("turn")
    config = RelayConfig(
        host=wishes.get("host", "0.0.0.0"),
        media_host="0.0.0.0",
        port=PORT,
        udp_port=PORT,
        tcp_port=TCP_PORT,
        advertised_ips=tuple(wishes.get("addresses", (COURT, COURT6))),
        api_key=KEY,
        api_secret=SECRET,
        turn=None if turn is None else Turn(tuple(turn["urls"]), turn["secret"]),
    )

    def ready() -> None:
        sys.stdout.write("ready\n")
        sys.stdout.flush()

    asyncio.run(run(config, ready))


if __name__ == "__main__":
    main(sys.argv[1])
