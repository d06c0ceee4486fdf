"""The supervisor: starts the parts of an installation and starts again what died."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime

import structlog

from signaling.app.launching import Launch, Part, Process, cold

log = structlog.get_logger()

STOP_S = 3.5
"""What a part may take to stop after SIGTERM, before it is killed (the whole stops in 5 s)."""
STEADY_S = 10.0
"""A part that lived this long is restarted at once when it dies."""
SLOWEST_S = 5.0
"""The longest pause before a part that keeps dying is tried again."""

MOST_TRIES = 5
"""How often a part may die before everything has answered once: what never worked is for a
person to mend, what did work is started again for ever."""


class GaveUp(Exception):
    """A part never came to answer."""

    def __init__(self, name: str, code: int | None) -> None:
        self.vi = (
            f"Phần «{name}» {MOST_TRIES} lần không khởi động được (mã {code}); các dòng trên"
            " cho biết lý do."
        )
        self.en = (
            f"The part '{name}' did not start in {MOST_TRIES} tries (code {code}); the lines"
            " above say why."
        )
        super().__init__(self.en)


@dataclass(slots=True)
class Course:
    """How a part fared: whether it runs, how often it was started again, when it died last."""

    running: bool = False
    restarts: int = 0
    died_at: str | None = None


def pause(failures: int) -> float:
    """Seconds before the start after that many quick deaths in a row: 0, 0.5, 1, 2, 4, 5…"""
    return 0.0 if failures == 0 else min(SLOWEST_S, 0.25 * 2.0**failures)


@dataclass(slots=True)
class Supervisor:
    """Keeps every part running until told to stop, and tells every part how all of them fare.

    The telling is a line of JSON on standard input, at each change: part → `Course`.
    """

    parts: tuple[Part, ...]
    launch: Launch = cold
    running: dict[str, Process] = field(default_factory=dict)
    courses: dict[str, Course] = field(default_factory=dict)
    _answered: bool = False
    _gave_up: GaveUp | None = None

    async def run(self, stop: asyncio.Event, ready: Callable[[], None]) -> None:
        """Start all parts, call `ready` once all answer, return once all have stopped.

        Raises GaveUp, all parts stopped, if one keeps dying before that.
        """
        keepers = [asyncio.create_task(self._keep(part, stop)) for part in self.parts]
        announcing = asyncio.create_task(self._announce(ready))
        try:
            await stop.wait()
        finally:  # also when cancelled: no part outlives its supervisor
            stop.set()
            announcing.cancel()
            await asyncio.gather(*keepers)
        if self._gave_up is not None:
            raise self._gave_up

    async def _announce(self, ready: Callable[[], None]) -> None:
        for part in self.parts:
            while not await part.answers():  # noqa: ASYNC110 - another process cannot set our event
                await asyncio.sleep(0.05)
        self._answered = True
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
                process = await self.launch(part)
            except OSError as error:  # no memory, no process to be had: tried again
                failures += 1
                log.error("part_not_started", name=part.name, error=error.strerror)  # noqa: TRY400
                continue
            self._began(part, process)
            await _first(stop.wait(), process.wait())
            if stop.is_set():
                await _end(part, process)
                return
            failures = 0 if loop.time() - began > STEADY_S else failures + 1
            self._died(part, process, failures)
            if not self._answered and self.courses[part.name].restarts + 1 >= MOST_TRIES:
                self._gave_up = self._gave_up or GaveUp(part.name, process.returncode)
                stop.set()

    def _began(self, part: Part, process: Process) -> None:
        self.running[part.name] = process
        course = self.courses.setdefault(part.name, Course())
        course.running, course.restarts = True, course.restarts + (course.died_at is not None)
        log.info("part_started", name=part.name, pid=process.pid, restarts=course.restarts)
        self._tell()

    def _died(self, part: Part, process: Process, failures: int) -> None:
        course = self.courses[part.name]
        course.running, course.died_at = False, datetime.now(UTC).isoformat("T", "seconds")
        log.error("part_died", name=part.name, code=process.returncode, failures=failures)
        self._tell()

    def _tell(self) -> None:
        line = json.dumps({name: asdict(course) for name, course in self.courses.items()})
        for process in self.running.values():
            process.tell(line.encode())


async def _end(part: Part, process: Process) -> None:
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
