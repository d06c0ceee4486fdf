"""Fixtures of the court's tests."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.databases import database_url
from tests.signaling.court.world import World, court_on, database

__all__ = ["database_url"]


@pytest.fixture
async def engine(quick_path: Path) -> AsyncIterator[AsyncEngine]:
    """An empty SQLite database with the ledger's table."""
    async with database(f"sqlite+aiosqlite:///{quick_path / 'court.db'}") as engine:
        yield engine


@pytest.fixture
async def either_engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    """The same on SQLite and on PostgreSQL."""
    async with database(database_url) as engine:
        yield engine


@pytest.fixture
async def world(engine: AsyncEngine) -> AsyncIterator[World]:
    """A court on SQLite."""
    async with court_on(engine) as world:
        yield world


@pytest.fixture
async def either_world(either_engine: AsyncEngine) -> AsyncIterator[World]:
    """A court on SQLite and on PostgreSQL."""
    async with court_on(either_engine) as world:
        yield world
