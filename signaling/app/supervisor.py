"""The supervisor: starts the parts of an installation and starts again what died."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

import structlog

from signaling.app.stopping import SUPERVISED

log = structlog.get_logger()

STOP_S = 3.5
"""What a part may take to stop after SIGTERM, before it is killed (the whole stops in 5 s)."""
STEADY_S = 10.0
"""A part that lived this long is restarted at once when it dies."""
SLOWEST_S = 5.0
"""The longest pause before a part that keeps dying is tried again."""


@dataclass(frozen=True, slots=True)
class Part:
    """A process: its name in the logs, its command line, and how to ask whether it answers."""

    name: str
    command: tuple[str, ...]
    answers: Callable[[], Awaitable[bool]]
    environ: Mapping[str, str] = field(default_factory=dict)


def pause(failures: int) -> float:
    """Seconds before the start after that many quick deaths in a row: 0, 0.5, 1, 2, 4, 5…"""
    return 0.0 if failures == 0 else min(SLOWEST_S, 0.25 * 2.0**failures)


@dataclass(slots=True)
class Supervisor:
    """Keeps every part running until told to stop."""

    parts: tuple[Part, ...]
    running: dict[str, asyncio.subprocess.Process] = field(default_factory=dict)

    async def run(self, stop: asyncio.Event, ready: Callable[[], None]) -> None:
        """Start all parts, call `ready` once all answer, return once all have stopped."""
        keepers = [asyncio.create_task(self._keep(part, stop)) for part in self.parts]
        announcing = asyncio.create_task(self._announce(ready))
        try:
            await stop.wait()
        finally:  # also when cancelled: no part outlives its supervisor
            stop.set()
            announcing.cancel()
            await asyncio.gather(*keepers)

    async def _announce(self, ready: Callable[[], None]) -> None:
        for part in self.parts:
            while not await part.answers():  # noqa: ASYNC110 - another process cannot set our event
                await asyncio.sleep(0.05)
        ready()

    async def _keep(self, part: Part, stop: asyncio.Event) -> None:
        loop = asyncio.get_running_loop()
        failures = 0
        while not stop.is_set():
            await _first(stop.wait(), asyncio.sleep(pause(failures)))
            if stop.is_set():
                return
            began = loop.time()
            try:
                process = self.running[part.name] = await _start(part)
            except OSError as error:  # no memory, no process to be had: tried again
                failures += 1
                log.error("part_not_started", name=part.name, error=error.strerror)  # noqa: TRY400
                continue
            log.info("part_started", name=part.name, pid=process.pid)
            await _first(stop.wait(), process.wait())
            if stop.is_set():
                await _end(part, process)
                return
            failures = 0 if loop.time() - began > STEADY_S else failures + 1
            log.error("part_died", name=part.name, code=process.returncode, failures=failures)


async def _start(part: Part) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *part.command,
        stdin=asyncio.subprocess.PIPE,
        stdout=sys.stderr,
        env={**os.environ, **part.environ, SUPERVISED: "1"},
        start_new_session=True,  # Ctrl+C reaches the supervisor alone, which stops in order
    )


async def _end(part: Part, process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.terminate()
    try:
        await asyncio.wait_for(process.wait(), STOP_S)
    except TimeoutError:
        log.warning("part_killed", name=part.name)
        process.kill()
        await process.wait()
    log.info("part_stopped", name=part.name, code=process.returncode)


async def _first(*waiting: Awaitable[object]) -> None:
    tasks = [asyncio.ensure_future(each) for each in waiting]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
