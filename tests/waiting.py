"""Waiting for what another process does: on a condition, with a deadline."""

import asyncio
import socket
import subprocess
import time
from collections.abc import Callable


async def until(condition: Callable[[], bool], within: float = 60.0) -> None:
    """Return once `condition` holds. Raises TimeoutError."""
    async with asyncio.timeout(within):
        while not condition():
            await asyncio.sleep(0.02)


def until_open(port: int, process: subprocess.Popen[bytes], within: float = 60.0) -> None:
    """Return once `process` takes connections on `port` of this machine.

    Raises TimeoutError; AssertionError when the process ended instead.
    """
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        assert process.poll() is None, f"{process.args!r} ended by itself"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise TimeoutError(f"nobody takes connections on port {port}")
