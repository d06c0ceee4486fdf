"""What became of notices, written down by the one who has the lease."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from hearing.actors import System
from hearing.ids import HearingId
from hearing.service_events import ServiceEvent
from scheduler.outbox import leases, served
from scheduler.outbox.leases import Lease, said
from scheduler.source import Source
from signaling.post.noting import Court, Note, became, note

SENDER = System(reason="post")
"""Who says so in the ledger."""


@dataclass(frozen=True, slots=True)
class Results:
    """court: whose hearings' ledgers are told; none: the record of service alone is kept."""

    engine: AsyncEngine
    court: Court | None
    source: Callable[[], Source]

    async def sent(self, lease: Lease, answer: str) -> bool:
        """The next server has it. Whether that was ours to say."""
        at = self.source().now
        change = partial(leases.sent, lease=lease, at=at, answer=answer)
        now = {"state": "sent", "sent_at": at, "answer": said(answer), "error": None}
        return await self._over(lease, change, now)

    async def given_up(self, lease: Lease, state: str, why: str) -> bool:
        """Nobody tries again by themselves. What was overtaken (`dropped`) is no news."""
        change = partial(leases.given_up, lease=lease, state=state, error=why)
        now = None if state == "dropped" else {"state": state, "error": said(why)}
        return await self._over(lease, change, now)

    async def _over(
        self,
        lease: Lease,
        change: Callable[[AsyncConnection], Awaitable[bool]],
        now: dict[str, Any] | None,
    ) -> bool:
        if self.court is None or now is None:
            async with self.engine.begin() as connection:
                return await change(connection)

        async def report(connection: AsyncConnection) -> ServiceEvent | None:
            if not await leases.held(connection, lease):
                return None
            return became(replace(await served.find(connection, lease.id), **now))

        news = Note(
            HearingId(lease.hearing), SENDER, self.source().identifier("cmd"), report, change
        )
        return await note(self.court, self.engine.begin, news)
