"""What a relay holds: memory, sockets, tasks, live objects. The relay runs in a process of its
own, which counts when it is asked.

`python -m benchmarks.census PORT TCP_PORT KEY SECRET` ends with its standard input; for SIGUSR1
it answers one line of JSON on standard output.
"""

import asyncio
import gc
import json
import logging
import re
import secrets
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import structlog

from signaling.app.ports import unused
from signaling.rtc.server.app import application
from signaling.rtc.server.config import RelayConfig
from signaling.rtc.server.doors import doors
from signaling.rtc.server.relay import Relay
from tests.orphans import end_with_parent

KINDS = (
    "Agent",
    "Outbox",
    "Pair",
    "Participant",
    "Peer",
    "Publication",
    "Published",
    "RTCDtlsTransport",
    "RTCSctpTransport",
    "Repair",
    "Room",
    "Session",
    "SignalConnection",
    "Subscription",
    "Transport",
    "WebSocket",
    "WebSockets",
    "_Connection",
)
"""Types of which there must not be more afterwards than before."""
_START = 60.0  # seconds: a machine that does much else is slow to begin


@dataclass(frozen=True, slots=True)
class Census:
    """`memory`: bytes of resident memory. `sockets` and `files` are open descriptors."""

    memory: int
    sockets: int
    files: int
    tasks: int
    sessions: int
    objects: dict[str, int]


class Counted:
    """A relay under observation. `url`: where clients connect; `tcp`: the port of media for
    those without UDP."""

    def __init__(
        self, process: asyncio.subprocess.Process, ports: tuple[int, int], keys: tuple[str, str]
    ) -> None:
        self._process = process
        self.url, self.tcp = f"ws://127.0.0.1:{ports[0]}", ports[1]
        self.api_key, self.api_secret = keys

    async def census(self) -> Census:
        """Counted now, after its garbage is collected. Raises TimeoutError."""
        assert self._process.stdout is not None
        self._process.send_signal(signal.SIGUSR1)
        async with asyncio.timeout(_START):
            line = await self._process.stdout.readline()
        return Census(**json.loads(line))


@asynccontextmanager
async def counted() -> AsyncIterator[Counted]:
    """An embedded relay on a free port. Raises TimeoutError when it does not start."""
    ports, keys = (unused(), unused()), ("PTtest", secrets.token_hex(24))
    pipe = asyncio.subprocess.PIPE
    command = [sys.executable, "-m", "benchmarks.census", *map(str, ports), *keys]
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe)
    try:
        assert process.stdout is not None
        async with asyncio.timeout(_START):
            await process.stdout.readline()
        yield Counted(process, ports, keys)
    finally:
        process.kill()
        await process.wait()


def _count(relay: Relay) -> Census:
    gc.collect()
    kinds = Counter(type(one).__name__ for one in gc.get_objects())
    files = [_target(path) for path in Path("/proc/self/fd").iterdir()]
    found = re.search(r"^VmRSS:\s+(\d+) kB$", Path("/proc/self/status").read_text(), re.M)
    assert found is not None
    return Census(
        memory=int(found[1]) * 1024,
        sockets=sum(one.startswith("socket:") for one in files),
        files=len(files),
        tasks=len(asyncio.all_tasks()),
        sessions=len(relay.rooms.sessions),
        objects={kind: kinds[kind] for kind in KINDS},
    )


def _target(path: Path) -> str:
    try:
        return str(path.readlink())
    except OSError:  # what the listing itself had open
        return ""


async def _serve(port: int, tcp: int, key: str, secret: str) -> None:
    host = "127.0.0.1"
    config = RelayConfig(host, port, port, (host,), key, secret, tcp_port=tcp)
    with doors(config) as serve:
        relay = Relay(config)
        await relay.start()

        def tell() -> None:
            census = _count(relay)
            fields = {name: getattr(census, name) for name in Census.__slots__}
            print(json.dumps(fields), flush=True)

        asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, tell)
        await serve(application(relay), tell, relay.farewell)


if __name__ == "__main__":
    end_with_parent()
    least = structlog.make_filtering_bound_logger(logging.WARNING)
    structlog.configure(
        wrapper_class=least, logger_factory=structlog.PrintLoggerFactory(sys.stderr)
    )
    asyncio.run(_serve(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4]))
