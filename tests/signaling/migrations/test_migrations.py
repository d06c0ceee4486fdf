"""Rulings on the schema's steps, on both databases."""

import asyncio

from alembic import command
from sqlalchemy import Connection, inspect, text

from scheduler.database import open_engine, reading
from signaling.migrations import config, migrate, unwind


async def _tables(url: str) -> set[str]:
    engine = open_engine(url)
    async with reading(engine) as connection:
        names = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    await engine.dispose()
    return set(names)


async def test_the_steps_lead_up_and_down_and_up_again(database_url: str) -> None:
    """Nothing of ours is left below the first; the way up works a second time."""
    await migrate(database_url)
    up = await _tables(database_url)
    assert {"bookings", "join_links", "ledger", "seat_sessions"} < up
    await unwind(database_url)
    assert await _tables(database_url) == {"alembic_version"}
    await migrate(database_url)
    assert await _tables(database_url) == up


async def test_the_steps_make_what_the_code_expects(database_url: str) -> None:
    """Alembic finds nothing to add or take away."""
    await migrate(database_url)
    engine = open_engine(database_url)

    def check(connection: Connection) -> None:
        command.check(config(connection))

    async with engine.begin() as connection:
        await connection.run_sync(check)
    await engine.dispose()


async def test_instances_that_start_together_migrate_once(database_url: str) -> None:
    """Neither fails nor do their steps mix."""
    await asyncio.gather(*(migrate(database_url) for _ in range(3)))
    engine = open_engine(database_url)
    async with reading(engine) as connection:
        versions = (await connection.scalars(text("SELECT * FROM alembic_version"))).all()
    await engine.dispose()
    assert versions == ["0004"]
