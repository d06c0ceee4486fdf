"""Relays that tests run against: the embedded one in a process of its own, and LiveKit's."""

import secrets
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Protocol

from signaling.app.ports import unused
from tests.orphans import end_with_parent

START_S = 60  # a machine that also builds and runs browsers is slow to begin


class Engine(Protocol):
    """Where a relay is and the key to it."""

    @property
    def url(self) -> str:
        """`ws://…`."""

    @property
    def api_key(self) -> str:
        """The key's name."""

    @property
    def api_secret(self) -> str:
        """The key."""


@dataclass
class Embedded:
    """The project's own relay; it can be killed and started again in its place."""

    port: int
    api_key: str
    api_secret: str
    process: "subprocess.Popen[bytes] | None" = None
    quiet: bool = False
    """Its log goes nowhere: standard output is another's."""

    @property
    def url(self) -> str:
        """Where clients connect."""
        return f"ws://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Run it; returns once it answers."""
        command = [sys.executable, "-m", "tests.relays"]
        arguments = [str(self.port), self.api_key, self.api_secret]
        output = subprocess.DEVNULL if self.quiet else None
        self.process = subprocess.Popen(
            [*command, *arguments], stdin=subprocess.PIPE, stdout=output
        )
        deadline = time.monotonic() + START_S
        while time.monotonic() < deadline and self.process.poll() is None:
            with suppress(OSError), urllib.request.urlopen(self._http, timeout=1):
                return
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(0.05)  # returns at once if it died
        self.kill()
        raise RuntimeError("the embedded relay did not start")

    @property
    def _http(self) -> str:
        return self.url.replace("ws", "http", 1)

    def kill(self) -> None:
        """End it without a word."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            assert self.process.stdin is not None
            self.process.stdin.close()
            self.process = None


@contextmanager
def embedded(*, quiet: bool = False) -> Iterator[Embedded]:
    """An embedded relay on a free port."""
    relay = Embedded(unused(), "PTtest", secrets.token_hex(24), quiet=quiet)
    relay.start()
    try:
        yield relay
    finally:
        relay.kill()


def _main(port: int, key: str, secret: str) -> None:
    import asyncio

    from signaling.rtc.server.app import run
    from signaling.rtc.server.config import RelayConfig

    end_with_parent()
    config = RelayConfig("127.0.0.1", port, port, ("127.0.0.1",), key, secret)
    asyncio.run(run(config))


if __name__ == "__main__":
    _main(int(sys.argv[1]), sys.argv[2], sys.argv[3])
