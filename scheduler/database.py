"""The database: one engine, one metadata, times in UTC; SQLite or PostgreSQL."""

import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, MetaData, event, text
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from scheduler.sqlite_connection import connected

_BUSY_MS = 60_000
"""How long a writer waits for its turn. SQLite gives turns to whoever asks at the right moment:
on a machine that is short of processor time one of many writers may wait long."""
_WAL_TRIES = 200
_WAL_PAUSE = 0.02  # seconds
_NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

READ_ONLY = "phientoa_read_only"
"""Execution option of a connection whose transactions only read."""


class Base(DeclarativeBase):
    """Every table of the product."""

    metadata = MetaData(naming_convention=_NAMES)


class Utc(TypeDecorator[datetime]):
    """An aware datetime, stored in UTC. A naive one is a programming error and refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """From the database; SQLite forgets the zone."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def open_engine(url: str) -> AsyncEngine:
    """An engine for `sqlite+aiosqlite:///FILE` or `postgresql+asyncpg://…`.

    SQLite: WAL, synchronous=FULL (what was acknowledged survives a power cut), foreign keys
    on, and every transaction is BEGIN IMMEDIATE: a reader that then writes never deadlocks.
    One that only reads sets the execution option READ_ONLY and keeps no writer out.
    """
    of_file = url.startswith("sqlite")
    engine = create_async_engine(
        url,
        pool_pre_ping=not of_file,
        hide_parameters=True,  # an error's text goes to logs; parameters are people's names
        connect_args={"async_creator_fn": connected} if of_file else {},
    )
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", _sqlite_connect)
        event.listen(engine.sync_engine, "begin", _sqlite_begin)
    return engine


@asynccontextmanager
async def reading(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A connection that only reads, and so keeps no writer out (SQLite)."""
    async with engine.connect() as connection:
        yield await connection.execution_options(**{READ_ONLY: True})


async def write_nothing(engine: AsyncEngine) -> None:
    """A write that changes nothing: raises as any other would (a full disk, a lost server)."""
    async with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            version = (await connection.exec_driver_sql("PRAGMA user_version")).scalar_one()
            await connection.exec_driver_sql(f"PRAGMA user_version = {int(version)}")
        else:
            await connection.execute(text("SELECT pg_current_xact_id()"))


def _sqlite_connect(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy's BEGIN below, not the driver's deferred one
    cursor = connection.cursor()
    for pragma in (f"busy_timeout={_BUSY_MS}", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    _to_wal(cursor)
    cursor.close()


def _to_wal(cursor: Any) -> None:
    """SQLite waits for every lock but this one, which those who open a new file contend for."""
    for left in reversed(range(_WAL_TRIES)):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            if not left:
                raise
            time.sleep(_WAL_PAUSE)
        else:
            return


def _sqlite_begin(connection: Any) -> None:
    reads = connection.get_execution_options().get(READ_ONLY, False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
