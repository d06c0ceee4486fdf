"""SQLite's connection, ending well when whoever used it is cancelled at any moment.

Three things are mended here, seen as a process that did not end and a file that stayed locked:

- `sqlite3.Connection.close` leaves the transaction open, and so the file locked, while a cursor
  lives on in some exception's frames (`sqlite3_close_v2` makes a zombie of it).
- `aiosqlite.Connection.close` waits for ever when somebody called `stop` before it, as
  SQLAlchemy does whose closing was cancelled: the thread that would answer is gone.
- A cancelled statement goes on in aiosqlite's thread, with nobody who waits for it.
"""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

import aiosqlite

T = TypeVar("T")
_ROWS_AT_ONCE = 64  # aiosqlite's own default


class RollingBack(sqlite3.Connection):
    """Gives up its transaction when it is closed, whoever still holds a cursor."""

    def close(self) -> None:
        """Roll back, then close; again is allowed."""
        with suppress(sqlite3.Error):  # closed before, or the disk fails
            self.rollback()
        super().close()


class Finishing(aiosqlite.Connection):
    """What its thread was given is awaited to its end, also by who is cancelled meanwhile: no
    statement goes on behind the back of those who then close, or after the loop is gone."""

    _end: asyncio.Future[Any] | None = None

    async def _execute(self, fn: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """As aiosqlite's. Cancelled twice, it waits no longer."""
        if not self._running or not self._connection:
            raise ValueError("Connection closed")
        answer = asyncio.get_running_loop().create_future()
        self._tx.put_nowait((answer, partial(fn, *args, **kwargs)))
        try:
            return await asyncio.shield(answer)
        except asyncio.CancelledError:
            with suppress(Exception):  # nobody is left to be told
                await asyncio.shield(answer)
            raise

    def stop(self) -> asyncio.Future[Any] | None:
        """Stop the thread after what it was given before; each who asks may wait for that."""
        if self._end is None:
            self._end = super().stop()
        return None if self._end is None else asyncio.shield(self._end)


async def connected(database: str, **options: Any) -> Finishing:
    """A connection as `aiosqlite.connect` makes it, with the options of `sqlite3.connect`."""
    connector = partial(sqlite3.connect, database, factory=RollingBack, **options)
    connection = Finishing(connector, _ROWS_AT_ONCE)
    connection._thread.daemon = True  # a process must be able to end, as with SQLAlchemy's own
    try:
        await connection
    except BaseException:
        if (end := connection.stop()) is not None:
            await end
        raise
    return connection
