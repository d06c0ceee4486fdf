"""The database's schema as numbered steps; the overlap guard of each engine is among them."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from scheduler.database import open_engine

_LOCK = 0x7068_6965  # "phie": instances that start together migrate one after the other


def config(connection: Connection) -> Config:
    """Alembic's configuration for an open connection (there is no ini file)."""
    settings = Config()
    settings.set_main_option("file_template", "step_%%(rev)s_%%(slug)s")
    settings.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    settings.attributes["connection"] = connection
    return settings


async def migrate(url: str, revision: str = "head") -> None:
    """Bring the database at `url` up to `revision`, wholly or not at all.

    Safe while other instances start: SQLite's BEGIN IMMEDIATE, PostgreSQL's advisory lock.
    """
    engine = open_engine(url)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_upgrade, revision)
    finally:
        await engine.dispose()


async def unwind(url: str, revision: str = "base") -> None:
    """Take the database at `url` back down to `revision`. What is dropped is gone."""
    engine = open_engine(url)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_downgrade, revision)
    finally:
        await engine.dispose()


def _upgrade(connection: Connection, revision: str) -> None:
    _one_at_a_time(connection)
    command.upgrade(config(connection), revision)


def _downgrade(connection: Connection, revision: str) -> None:
    _one_at_a_time(connection)
    command.downgrade(config(connection), revision)


def _one_at_a_time(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
