"""Rulings on SQLite's connections: who is cancelled leaves no lock and keeps nobody waiting."""

import asyncio
import sqlite3
import threading
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from scheduler.database import open_engine
from scheduler.sqlite_connection import RollingBack, connected

ROUNDS = 60
PATIENCE_S = 50
"""Less than a writer waits for a lock (60 s): one that was left behind is seen."""


async def write(engine: AsyncEngine) -> None:
    """One transaction that writes and reads."""
    async with engine.begin() as connection:
        await connection.execute(text("INSERT INTO t VALUES (1)"))
        await connection.execute(text("SELECT x FROM t"))


async def write_on(engine: AsyncEngine) -> None:
    """Until cancelled."""
    while True:
        await write(engine)


async def test_writers_cancelled_at_any_moment_leave_no_lock_and_end(quick_path: Path) -> None:
    """However far each had come, its engine closes and the next writer has its turn."""
    url = f"sqlite+aiosqlite:///{quick_path / 'cut.db'}"
    standing = open_engine(url)
    async with standing.begin() as connection:
        await connection.execute(text("CREATE TABLE t (x)"))
    for turn in range(ROUNDS):
        cut = open_engine(url)
        writers = [asyncio.create_task(write_on(cut)) for _ in range(3)]
        await asyncio.sleep(0.0005 * turn)
        for _ in range(1 + turn % 2):  # a second time, while it is closing because of the first
            for writer in writers:
                writer.cancel()
            await asyncio.sleep(0)
        async with asyncio.timeout(PATIENCE_S):
            await asyncio.gather(*writers, return_exceptions=True)
            await cut.dispose()
            await write(standing)
            others = asyncio.all_tasks() - {asyncio.current_task()}
            await asyncio.gather(*others, return_exceptions=True)
    await standing.dispose()


def test_a_loop_that_ends_leaves_no_statement_behind(quick_path: Path) -> None:
    """Whoever was cancelled, and whoever closes: every thread has ended before the loop has."""
    url = f"sqlite+aiosqlite:///{quick_path / 'end.db'}"

    async def program(turn: int) -> None:
        engine = open_engine(url)
        async with engine.begin() as connection:
            await connection.execute(text("CREATE TABLE IF NOT EXISTS t (x)"))
        writers = [asyncio.create_task(write_on(engine)) for _ in range(3)]
        await asyncio.sleep(0.0005 * turn)
        for writer in writers:
            writer.cancel()
        await asyncio.gather(*writers, return_exceptions=True)
        await engine.dispose()

    before = threading.active_count()
    for turn in range(ROUNDS // 2):
        asyncio.run(program(turn))
    for thread in threading.enumerate()[before:]:
        thread.join(PATIENCE_S)  # it has answered, and is about to end
        assert not thread.is_alive()


async def test_closing_after_stopping_waits_for_nobody(quick_path: Path) -> None:
    """In either order, and twice."""
    connection = await connected(str(quick_path / "one.db"))
    connection.stop()
    async with asyncio.timeout(PATIENCE_S):
        with suppress(ValueError):  # as aiosqlite says of what is closed
            await connection.close()
        await connection.close()


def test_a_cursor_in_somebody_s_hands_holds_no_lock(quick_path: Path) -> None:
    """The transaction ends with the connection, not with the last cursor of it."""
    path = quick_path / "held.db"
    one = sqlite3.connect(path, isolation_level=None, factory=RollingBack)
    one.execute("CREATE TABLE t (x)")
    one.execute("INSERT INTO t VALUES (1), (2)")
    one.execute("BEGIN IMMEDIATE")
    cursor = one.execute("SELECT x FROM t")
    assert cursor.fetchone() == (1,)
    one.close()
    one.close()
    other = sqlite3.connect(path, isolation_level=None, timeout=0)
    other.execute("BEGIN IMMEDIATE")
    other.close()
    with pytest.raises(sqlite3.ProgrammingError):
        cursor.fetchone()
