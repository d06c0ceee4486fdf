"""When a process ends: on SIGTERM, on SIGINT, and when its supervisor is gone."""

import asyncio
import os
import signal
import sys

SUPERVISED = "PHIENTOA_SUPERVISED"
"""Set for a process whose standard input is a pipe that its supervisor holds open."""


def stop_event() -> asyncio.Event:
    """An event of the running loop, set once this process should stop.

    A supervised process also stops when its standard input ends: a supervisor killed without a
    word would otherwise leave processes that hold the ports of its successor.
    """
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    if os.environ.get(SUPERVISED):
        loop.add_reader(sys.stdin.fileno(), _stdin_ended, loop, stop)
    return stop


def _stdin_ended(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    if not os.read(sys.stdin.fileno(), 1024):
        loop.remove_reader(sys.stdin.fileno())
        stop.set()
