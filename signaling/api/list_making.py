"""Lists being made by this instance: one at a time, each by a process of its own; kept in the
database, so that others know how far it is, and a restart what was made."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from hearing.refusal import Refusal
from scheduler.database import reading
from scheduler.listing import keeping
from scheduler.listing.asked import Clock, ListAsked
from scheduler.listing.keeping import Kept, Progress
from scheduler.listing.problem import Problem
from scheduler.source import Source
from signaling.api.list_process import solving

WAITING = 10
"""How many may be queued or running; more are refused."""
_BEAT_S = 1.0
_PATIENCE_S = 15.0
"""For a list of another instance to end once it is stopped."""
_LAST_TRIES = 30

log = structlog.get_logger()


@dataclass(slots=True)
class _Making:
    """A list that this instance makes."""

    id: str
    problem: Problem
    seconds: int
    progress: Progress = field(default_factory=Progress)
    unwanted: asyncio.Event = field(default_factory=asyncio.Event)
    task: asyncio.Task[None] | None = None


class ListMaking:
    """Makes this instance's lists; those of others are read where they write them."""

    def __init__(self, engine: AsyncEngine, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._clock = clock
        self._ours: dict[str, _Making] = {}
        self._turn = asyncio.Lock()

    async def begin(
        self, source: Source, asked: ListAsked, problem: Problem, clock: Clock, seconds: int
    ) -> Kept:
        """Queue one. Raises Refusal `listing.too_many`."""
        name = source.identifier("lst")
        kept = Kept(name, asked, clock, seconds, problem.total, source.now)
        async with self._engine.begin() as connection:
            await keeping.add(connection, kept, WAITING)
        one = self._ours[name] = _Making(name, problem, seconds)
        one.task = asyncio.create_task(self._make(one))
        log.info("listing.queued", listing=name, cases=len(asked.cases))
        return kept

    async def find(self, listing: str) -> Kept:
        """As far as it is now. Raises Refusal `listing.unknown`."""
        async with reading(self._engine) as connection:
            kept = await keeping.find(connection, listing, self._clock())
        ours = self._ours.get(listing)
        return kept if ours is None else replace(kept, progress=ours.progress)

    async def cancel(self, listing: str) -> Kept:
        """Stop it if it is not over; what it found so far stays. Raises Refusal."""
        async with self._engine.begin() as connection:
            await keeping.stop(connection, listing, self._clock())
        ours = self._ours.get(listing)
        if ours is not None and ours.task is not None:
            ours.unwanted.set()
            await asyncio.wait({ours.task})
        return await self._ended(listing)

    async def _ended(self, listing: str) -> Kept:
        """Another instance's is over soon after it is stopped, unless that instance is gone."""
        end = asyncio.get_running_loop().time() + _PATIENCE_S
        while True:
            kept = await self.find(listing)
            if kept.progress.over or asyncio.get_running_loop().time() > end:
                return kept
            await asyncio.sleep(_BEAT_S / 4)

    async def _make(self, one: _Making) -> None:
        beating = asyncio.create_task(self._beat(one))
        try:
            async with self._turn:
                if not one.unwanted.is_set():
                    one.progress = replace(one.progress, state="running")
                    async for progress in solving(one.problem, one.seconds, one.unwanted):
                        one.progress = progress
            last = replace(one.progress, state="cancelled" if one.unwanted.is_set() else "done")
        except Refusal as refusal:
            last = replace(one.progress, state="failed", refused=refusal.code)
        except (OSError, ValueError) as error:
            log.warning("listing.failed", listing=one.id, error=type(error).__name__)
            last = replace(one.progress, state="failed", refused="listing.failed")
        except Exception:  # the task's outer edge: a list that nobody makes must not seem made
            log.exception("listing.failed", listing=one.id)
            last = replace(one.progress, state="failed", refused="listing.failed")
        finally:
            beating.cancel()
            await asyncio.gather(beating, return_exceptions=True)
        await self._write_last(one, last)
        log.info("listing.over", listing=one.id, state=last.state)

    async def _beat(self, one: _Making) -> None:
        """Every second: how far it is, and whether somebody asked another instance to stop."""
        while True:
            await asyncio.sleep(_BEAT_S)
            if not await self._written(one, one.progress):
                one.unwanted.set()

    async def _write_last(self, one: _Making, last: Progress) -> None:
        """It is over once it is written down so."""
        for _ in range(_LAST_TRIES):
            if await self._written(one, last) is not None:
                break
            await asyncio.sleep(_BEAT_S)
        del self._ours[one.id]

    async def _written(self, one: _Making, progress: Progress) -> bool | None:
        """Whether it is still wanted; None: the database is away."""
        try:
            async with self._engine.begin() as connection:
                return await keeping.write(connection, one.id, progress, self._clock())
        except (SQLAlchemyError, OSError) as error:
            log.warning("listing.database", listing=one.id, error=type(error).__name__)
            return None
