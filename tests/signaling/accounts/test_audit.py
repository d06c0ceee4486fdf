"""Rulings on the audit ledger, on both databases."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from hearing.chain import ChainBroken
from signaling.accounts.audit import AuditEntry, entries, link, note, walk
from tests.scheduler.world import SOURCE, migrated


async def _note(engine: AsyncEngine, what: str) -> None:
    async with engine.begin() as connection:
        await note(connection, SOURCE, "stf_1", what, staff="stf_2")


async def _rows(engine: AsyncEngine) -> list[AuditEntry]:
    async with engine.connect() as connection:
        return await entries(connection)


async def test_rows_written_at_once_make_one_chain(database_url: str) -> None:
    """None lost, none twice; each continues the one before it."""
    async with migrated(database_url) as engine:
        await asyncio.gather(*(_note(engine, f"thing-{number}") for number in range(12)))
        rows = await _rows(engine)
    assert walk(rows) == 12
    assert len({row.body for row in rows}) == 12
    assert '"by":"stf_1"' in rows[0].body


async def test_an_altered_audit_is_seen(database_url: str) -> None:
    """A row changed with its hash, changed alone, or taken out."""
    async with migrated(database_url) as engine:
        for number in range(3):
            await _note(engine, f"thing-{number}")
        rows = await _rows(engine)
    body = rows[1].body.replace("thing-1", "thing-x")
    for broken, line in (
        ([rows[0], replace(rows[1], body=body), rows[2]], 2),
        ([rows[0], replace(rows[1], body=body, hash=link(body)), rows[2]], 3),
        ([rows[0], rows[2]], 2),
        (rows[1:], 1),
    ):
        with pytest.raises(ChainBroken) as refused:
            walk(broken)
        assert refused.value.line == line


async def test_what_is_undone_leaves_no_row(database_url: str) -> None:
    """It is written in the transaction of what it tells of."""
    async with migrated(database_url) as engine:
        async with engine.connect() as connection, connection.begin() as doing:
            await note(connection, SOURCE, "stf_1", "half done")
            await doing.rollback()
        assert await _rows(engine) == []
