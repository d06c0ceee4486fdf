"""Rulings on the schema's steps, on both databases."""

import asyncio
from datetime import UTC, datetime

import pytest
from alembic import command
from sqlalchemy import Connection, inspect, select, text
from sqlalchemy.exc import IntegrityError

from scheduler.database import open_engine, reading
from scheduler.tables import SittingRow
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
    assert len(versions) == 1  # the steps are one chain


async def test_what_was_booked_before_sits_and_stays_guarded(database_url: str) -> None:
    """A hearing of step 4 has one sitting at step 5; its reservation still keeps others out."""
    await migrate(database_url, "0004")
    engine = open_engine(database_url)
    moments = "'2026-03-02 09:00:00.000000+00:00', '2026-03-02 10:00:00.000000+00:00'"
    if engine.dialect.name == "sqlite":
        moments = moments.replace("+00:00", "")
    reserved = (
        "INSERT INTO bookings (hearing, kind, resource, slot, starts_at, ends_at) "
        f"VALUES ('hrg_1', 'point', 'pt_1', 0, {moments})"
    )
    moment = moments.split(",", maxsplit=1)[0]
    statements = (
        "INSERT INTO courts (id, name, zone, created_at) "
        f"VALUES ('crt_1', 'T', 'UTC', {moment})",
        "INSERT INTO points (id, court, name, kind, capacity, created_at) "
        f"VALUES ('pt_1', 'crt_1', 'P', 'central', 1, {moment})",
        "INSERT INTO cases (id, court, number, type, title, created_at) "
        f"VALUES ('cas_1', 'crt_1', '1', 'civil', 'V', {moment})",
        "INSERT INTO hearings (id, court, case_id, title, starts_at, ends_at, created_at) "
        f"VALUES ('hrg_1', 'crt_1', 'cas_1', 'V', {moments}, {moment})",
        reserved,
    )
    async with engine.begin() as connection:
        for statement in statements:
            await connection.execute(text(statement))
    await engine.dispose()  # PostgreSQL's prepared statements know the old tables
    await migrate(database_url)
    async with reading(engine) as connection:
        sittings = await connection.execute(select(SittingRow))
        assert [(row.hearing, row.number, row.starts_at) for row in sittings] == [
            ("hrg_1", 1, datetime(2026, 3, 2, 9, tzinfo=UTC))
        ]
    with pytest.raises(IntegrityError, match="bookings_overlap"):
        async with engine.begin() as connection:
            await connection.execute(text(reserved))
    await engine.dispose()
