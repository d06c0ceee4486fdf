"""Fixtures: the same test on SQLite and on PostgreSQL."""

from pathlib import Path

import pytest


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, quick_path: Path) -> str:
    """The URL of an empty database of this test's own."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{quick_path / 'test.db'}"
    url: str = request.getfixturevalue("postgres_url")
    return url
