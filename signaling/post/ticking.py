"""The outbox's clock: every few seconds each instance looks whether something is due."""

import logging
from collections.abc import Awaitable, Callable
from datetime import UTC

import structlog
from apscheduler.schedulers.asyncio import (  # type: ignore[import-untyped]
    AsyncIOScheduler,
)

_log = structlog.get_logger()
logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a run longer than a tick is no news
TICK_S = 2.0


class Ticking:
    """Calls `work` every `seconds`, never twice at once."""

    def __init__(self, work: Callable[[], Awaitable[object]], seconds: float = TICK_S) -> None:
        self._work = work
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._scheduler.add_job(
            self._tick, "interval", seconds=seconds, max_instances=1, coalesce=True
        )

    def start(self) -> None:
        """Within the running loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """What is being sent is left to its lease."""
        self._scheduler.shutdown(wait=False)

    async def _tick(self) -> None:
        try:
            await self._work()
        except Exception:  # the database is away, or a fault of ours: the next tick tries again
            _log.exception("post.tick_failed")
