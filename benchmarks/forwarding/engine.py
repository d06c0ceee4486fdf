"""What a relay must offer to be measured, and how much it has computed."""

import asyncio
import os
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from benchmarks.forwarding.caller import Caller

_START = 30.0  # seconds for a relay to begin
_EVERY = os.sched_getaffinity(0)
_CPUCLOCK_SCHED = 2  # Linux: the clock of what a process's threads were given, the ended too


class Engine(Protocol):
    """A running relay with one room. Ended by whoever started it."""

    @property
    def process(self) -> int:
        """Its process id."""

    async def join(self, caller: Caller) -> None:
        """Connects a publisher or, after it, a sink. Raises TimeoutError, OSError."""


def cpu_seconds(process: int) -> float:
    """User and system time of all threads of `process` so far, in nanosecond steps.
    Raises OSError when it is gone."""
    return time.clock_gettime((~process << 3) | _CPUCLOCK_SCHED)


def cores(*, relay: bool) -> set[int]:
    """One core for relays, the others for load; all where there is one only."""
    if len(_EVERY) < 2:
        return _EVERY
    return {min(_EVERY)} if relay else _EVERY - {min(_EVERY)}


def first(*, relay: bool) -> bool:
    """Puts this process on its core and, where the user may ask for that, before what else
    the machine does; children inherit both."""
    os.sched_setaffinity(0, cores(relay=relay))
    try:
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))
    except PermissionError:
        return False
    return True


class Missing(Exception):
    """A relay cannot be had on this machine; the text says why."""


def launch(command: Sequence[str], log: Path) -> "subprocess.Popen[bytes]":
    """A relay's process on the relays' core, before all else like the load. Raises OSError."""
    with log.open("ab") as out:
        return subprocess.Popen(
            [*_before_others(), *command],
            stdin=subprocess.PIPE, stdout=out, stderr=subprocess.STDOUT,
        )  # fmt: skip


def _before_others() -> list[str]:
    taskset = ["taskset", "-c", ",".join(map(str, sorted(cores(relay=True))))]
    return [*taskset, "chrt", "-r", "1"] if os.geteuid() == 0 else taskset


def end(process: "subprocess.Popen[bytes]") -> None:
    """Ends a relay without a word."""
    process.kill()
    process.wait()
    if process.stdin is not None:
        process.stdin.close()


async def until_answers(at: tuple[str, int], process: "subprocess.Popen[bytes]") -> None:
    """Waits for an address and TCP port. Raises Missing when it never opens."""
    deadline = time.monotonic() + _START
    while time.monotonic() < deadline and process.poll() is None:
        try:
            _, writer = await asyncio.open_connection(*at)
        except OSError:
            await asyncio.sleep(0.05)
        else:
            writer.close()
            return
    raise Missing(f"{process.args!r} does not answer")
