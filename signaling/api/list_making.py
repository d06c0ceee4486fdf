"""Lists being made: one at a time, each by a process of its own; kept in memory."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

import structlog

from hearing.refusal import Refusal
from scheduler.listing.asked import Clock, ListAsked
from scheduler.listing.problem import Listing, Problem
from scheduler.listing.wire import listing_read, problem_told
from scheduler.source import Source

State = Literal["queued", "running", "done", "cancelled", "failed"]
WAITING = 10
"""How many may be queued or running; more are refused."""
KEPT = 50
"""How many are remembered; the oldest that are over are forgotten first."""
_GRACE_S = 5.0
_CHILD = (sys.executable, "-m", "scheduler.listing.process")
_LINE_LIMIT = 1 << 24  # bytes of one line that the process says

log = structlog.get_logger()


@dataclass(slots=True)
class Making:
    """A list that is made or was. `best`: the best so far; of a cancelled one it stays."""

    id: str
    asked: ListAsked
    problem: Problem
    clock: Clock
    seconds: int
    created_at: datetime
    state: State = "queued"
    best: Listing | None = None
    refusal: Refusal | None = None
    over: asyncio.Event = field(default_factory=asyncio.Event)
    unwanted: asyncio.Event = field(default_factory=asyncio.Event)
    task: asyncio.Task[None] | None = None


class ListMaking:
    """The lists of one instance of the server; a restart forgets them, nothing is booked."""

    def __init__(self) -> None:
        self._known: dict[str, Making] = {}
        self._turn = asyncio.Lock()

    def begin(
        self, source: Source, asked: ListAsked, problem: Problem, clock: Clock, seconds: int
    ) -> Making:
        """Queue one. Raises Refusal `listing.too_many`."""
        if sum(not one.over.is_set() for one in self._known.values()) >= WAITING:
            raise Refusal("listing.too_many", limit=WAITING)
        one = Making(source.identifier("lst"), asked, problem, clock, seconds, source.now)
        self._forget()
        self._known[one.id] = one
        one.task = asyncio.create_task(self._make(one))
        log.info("listing.queued", listing=one.id, cases=len(asked.cases))
        return one

    def find(self, listing: str) -> Making:
        """Raises Refusal `listing.unknown`."""
        if listing not in self._known:
            raise Refusal("listing.unknown")
        return self._known[listing]

    def of(self, court: str) -> Sequence[Making]:
        """A court's, the latest first."""
        return [one for one in reversed(self._known.values()) if one.asked.court == court]

    async def cancel(self, listing: str) -> Making:
        """Stop it if it is not over; what it found so far stays. Raises Refusal."""
        one = self.find(listing)
        one.unwanted.set()
        await one.over.wait()
        return one

    def _forget(self) -> None:
        over = [one.id for one in self._known.values() if one.over.is_set()]
        for listing in over[: max(0, len(self._known) - KEPT + 1)]:
            del self._known[listing]

    async def _make(self, one: Making) -> None:
        try:
            async with self._turn:
                if not one.unwanted.is_set():
                    one.state = "running"
                    await _solved(one)
            one.state = "cancelled" if one.unwanted.is_set() else "done"
        except Refusal as refusal:
            one.state, one.refusal = "failed", refusal
        except (OSError, ValueError) as error:
            log.warning("listing.failed", listing=one.id, error=type(error).__name__)
            one.state, one.refusal = "failed", Refusal("listing.failed")
        finally:
            one.over.set()
            log.info("listing.over", listing=one.id, state=one.state)


async def _solved(one: Making) -> None:
    async with _child(one) as process:
        unwanted = asyncio.create_task(one.unwanted.wait())
        listening = asyncio.create_task(_listen(process, one))
        try:
            await asyncio.wait({unwanted, listening}, return_when=asyncio.FIRST_COMPLETED)
            if not listening.done():
                assert process.stdin is not None
                process.stdin.close()  # it stops at the next list or bound
                await asyncio.wait({listening}, timeout=_GRACE_S)
            if listening.done():
                listening.result()
        finally:
            unwanted.cancel()
            listening.cancel()
            await asyncio.gather(unwanted, listening, return_exceptions=True)


async def _listen(process: asyncio.subprocess.Process, one: Making) -> None:
    assert process.stdout is not None
    async for line in process.stdout:
        said = json.loads(line)
        if "refused" in said:
            raise Refusal(said["refused"])
        one.best = listing_read(said.get("done") or said["better"])
        if "done" in said:
            return
    raise Refusal("listing.failed")


@asynccontextmanager
async def _child(one: Making) -> AsyncIterator[asyncio.subprocess.Process]:
    """The process, told its job; it does not outlive this."""
    process = await asyncio.create_subprocess_exec(
        *_CHILD,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=_LINE_LIMIT,
        start_new_session=True,
    )
    try:
        assert process.stdin is not None
        job: dict[str, Any] = {"problem": problem_told(one.problem), "seconds": one.seconds}
        process.stdin.write(json.dumps(job).encode() + b"\n")
        await process.stdin.drain()
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
