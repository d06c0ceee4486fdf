"""Databases brought up to date once a run, then copied: a test's own would cost it a second."""

import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

import asyncpg  # type: ignore[import-untyped]
from sqlalchemy import make_url

from signaling.migrations import migrate

_TEMPLATE = f"test_template_{os.getpid()}"
_made: set[str] = set()
"""The servers that have the template."""


async def bring_up(url: str) -> None:
    """As `migrate(url)` does. A database with tables already is migrated in place."""
    if url.startswith("sqlite"):
        await _bring_up_file(url)
    else:
        await _bring_up_database(url)


async def forget(maintenance: str) -> None:
    """Drop the template that the PostgreSQL server of a database was given."""
    server = maintenance.rpartition("/")[0]
    if server in _made:
        _made.discard(server)
        await _execute(maintenance, f'DROP DATABASE "{_TEMPLATE}" WITH (FORCE)')


async def _bring_up_file(url: str) -> None:
    file, template = Path(make_url(url).database or ""), Path(_folder().name) / "template.db"
    if _holds_something(file):
        await migrate(url)
        return
    if not _holds_something(template):
        await migrate(f"sqlite+aiosqlite:///{template}")
    shutil.copy(template, file)


def _holds_something(file: Path) -> bool:
    return file.exists() and file.stat().st_size > 0


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="phientoa-template-")  # gone with the process


async def _bring_up_database(url: str) -> None:
    server, _, name = url.rpartition("/")
    maintenance = f"{server}/postgres"
    if await _has_tables(url):
        await migrate(url)
        return
    if server not in _made:
        await _execute(maintenance, f'CREATE DATABASE "{_TEMPLATE}"')
        await migrate(f"{server}/{_TEMPLATE}")
        _made.add(server)
    await _execute(
        maintenance,
        f'DROP DATABASE "{name}" WITH (FORCE)',
        f'CREATE DATABASE "{name}" TEMPLATE "{_TEMPLATE}"',
    )


async def _has_tables(url: str) -> bool:
    connection = await asyncpg.connect(url.replace("+asyncpg", "", 1))
    try:
        found: bool = await connection.fetchval("SELECT to_regclass('alembic_version') NOTNULL")
        return found
    finally:
        await connection.close()


async def _execute(url: str, *statements: str) -> None:
    connection = await asyncpg.connect(url.replace("+asyncpg", "", 1))
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()
