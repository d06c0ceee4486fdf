"""What goes with the ledger's rows in their transaction: what other systems are told, what
becomes of deadlines."""

from collections.abc import Awaitable, Callable, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

from scheduler import course
from scheduler.webhooks import deliveries
from scheduler.webhooks.events import Happened
from signaling.court.history import Entry

Beside = Callable[[AsyncConnection, Sequence[Entry]], Awaitable[None]]
"""What is written in the transaction that appends those rows."""


async def announce(connection: AsyncConnection, entries: Sequence[Entry]) -> None:
    """Enqueue for webhooks what they ask for."""
    await deliveries.enqueue(
        connection,
        [Happened(one.hearing, one.seq, one.at, one.event) for one in entries],
    )


async def keep_deadlines(connection: AsyncConnection, entries: Sequence[Entry]) -> None:
    """Limit suspensions; wait no more for what an ended hearing was owed."""
    for one in entries:
        await course.follow(connection, one.hearing, one.event, one.at)


def together(*parts: Beside) -> Beside:
    """One after the other."""

    async def each(connection: AsyncConnection, entries: Sequence[Entry]) -> None:
        for part in parts:
            await part(connection, entries)

    return each


async def nothing(_connection: AsyncConnection, _entries: Sequence[Entry]) -> None:
    """Nobody beside the court is told."""
