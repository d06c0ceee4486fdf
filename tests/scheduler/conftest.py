"""Fixtures of booking's tests."""

from collections.abc import AsyncIterator

import pytest

from tests.databases import database_url
from tests.scheduler.world import World, migrated, settle

__all__ = ["database_url"]


@pytest.fixture
async def world(database_url: str) -> AsyncIterator[World]:
    """A small court, on either database."""
    async with migrated(database_url) as engine:
        yield await settle(engine)
