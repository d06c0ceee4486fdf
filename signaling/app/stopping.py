"""When a process ends: on SIGTERM, on SIGINT, when its supervisor is gone; soon each time."""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Awaitable, Callable

SUPERVISED = "PHIENTOA_SUPERVISED"
"""Set for a process whose standard input is a pipe that its supervisor holds open."""
OVERDUE_S = 4.5
"""From the word to stop to the end of the process, whatever hangs: a thread that waits for a
disk would hold up an orderly end for ever. What is durable stays so, as at a power cut."""


class CannotStart(Exception):
    """What a process needs is not there. `vi`, `en`: what, and what to do."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.vi, self.en = vi, en


Heard = Callable[[bytes], None]
"""Takes what a supervisor writes, line by line."""


def stop_event(heard: Heard | None = None) -> asyncio.Event:
    """An event of the running loop, set once this process should stop; OVERDUE_S later it ends.

    A supervised process also stops when its standard input ends: a supervisor killed without a
    word would otherwise leave processes that hold the ports of its successor.
    """
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()

    def told() -> None:
        if not stop.is_set():
            stop.set()
            overdue = threading.Timer(OVERDUE_S, os._exit, (os.EX_TEMPFAIL,))
            overdue.daemon = True
            overdue.start()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, told)
    if os.environ.get(SUPERVISED):
        lines = _Lines(heard or _ignored, told)
        loop.add_reader(sys.stdin.fileno(), lines.read)
    return stop


async def until_stopped(stop: asyncio.Event, work: Awaitable[None]) -> None:
    """Run `work` until it ends or `stop` is set; then cancel it and wait for it."""
    working = asyncio.ensure_future(work)
    stopping = asyncio.ensure_future(stop.wait())
    await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not working.done():
        working.cancel()
        await asyncio.wait({working})
    if not working.cancelled():
        working.result()


class _Lines:
    """Standard input, read when there is something, until it ends."""

    def __init__(self, heard: Heard, ended: Callable[[], None]) -> None:
        self._heard = heard
        self._ended = ended
        self._rest = b""

    def read(self) -> None:
        """What is there now."""
        read = os.read(sys.stdin.fileno(), 65_536)
        if not read:
            asyncio.get_running_loop().remove_reader(sys.stdin.fileno())
            self._ended()
        *lines, self._rest = (self._rest + read).split(b"\n")
        for line in lines:
            self._heard(line)


def _ignored(_line: bytes) -> None:
    """Most parts have nothing to hear."""
