"""What other systems are told of a hearing: written down with the ledger's rows themselves."""

from collections.abc import Awaitable, Callable, Sequence

from sqlalchemy.ext.asyncio import AsyncConnection

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


def both(one: Beside, other: Beside) -> Beside:
    """First `one`, then `other`."""

    async def each(connection: AsyncConnection, entries: Sequence[Entry]) -> None:
        await one(connection, entries)
        await other(connection, entries)

    return each


async def nothing(_connection: AsyncConnection, _entries: Sequence[Entry]) -> None:
    """Nobody beside the court is told."""
