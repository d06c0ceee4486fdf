"""SQLite's connection, ending well when whoever used it is cancelled at any moment.

Two things are mended here, seen as a process that did not end and a file that stayed locked:

- `sqlite3.Connection.close` leaves the transaction open, and so the file locked, while a cursor
  lives on in some exception's frames (`sqlite3_close_v2` makes a zombie of it).
- `aiosqlite.Connection.close` waits for ever when somebody called `stop` before it, as
  SQLAlchemy does whose closing was cancelled: the thread that would answer is gone.
"""

import asyncio
import sqlite3
from contextlib import suppress
from functools import partial
from typing import Any

import aiosqlite

_ROWS_AT_ONCE = 64  # aiosqlite's own default


class RollingBack(sqlite3.Connection):
    """Gives up its transaction when it is closed, whoever still holds a cursor."""

    def close(self) -> None:
        """Roll back, then close; again is allowed."""
        with suppress(
            sqlite3.Error
        ):  # closed before, or a disk that fails: it ends all the same
            self.rollback()
        super().close()


class StoppingOnce(aiosqlite.Connection):
    """Its thread is told to stop once; who asks again need not wait for it."""

    _told = False

    def stop(self) -> asyncio.Future[Any] | None:
        """Stop the thread after what it was given before; what to wait for, the first time."""
        if self._told:
            return None
        self._told = True
        return super().stop()


async def connected(database: str, **options: Any) -> StoppingOnce:
    """A connection as `aiosqlite.connect` makes it, with the options of `sqlite3.connect`."""
    connector = partial(sqlite3.connect, database, factory=RollingBack, **options)
    connection = StoppingOnce(connector, _ROWS_AT_ONCE)
    connection._thread.daemon = (
        True  # as SQLAlchemy asks of its own: a process must be able to end
    )
    await connection
    return connection
