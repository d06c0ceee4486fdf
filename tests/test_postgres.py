"""The PostgreSQL that tests run against gives each test a database of its own."""

import pytest
from sqlalchemy import text

from scheduler.database import open_engine


@pytest.mark.postgres
@pytest.mark.parametrize("turn", [1, 2])
async def test_each_test_starts_with_an_empty_database(postgres_url: str, turn: int) -> None:
    """What one test leaves, the next does not see."""
    engine = open_engine(postgres_url)
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE left_over (turn int)"))
        await connection.execute(text("INSERT INTO left_over VALUES (:turn)"), {"turn": turn})
        found = await connection.execute(text("SELECT turn FROM left_over"))
        assert found.scalars().all() == [turn]
    await engine.dispose()
