"""Fixtures of REST's tests."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from signaling.court.service import Court
from tests.databases import database_url
from tests.signaling.api.real_court import with_court
from tests.signaling.api.world import Api, installation

__all__ = ["database_url"]


@pytest.fixture
async def held(database_url: str) -> AsyncIterator[tuple[Api, Court]]:
    """REST and a court on one database."""
    async with with_court(database_url) as both:
        yield both


@pytest.fixture
async def api(quick_path: Path) -> AsyncIterator[Api]:
    """REST on SQLite, with a directory to book from."""
    async with installation(f"sqlite+aiosqlite:///{quick_path / 'api.db'}") as api:
        await api.fill()
        yield api


@pytest.fixture
async def either_api(database_url: str) -> AsyncIterator[Api]:
    """The same on either database."""
    async with installation(database_url) as api:
        await api.fill()
        yield api
