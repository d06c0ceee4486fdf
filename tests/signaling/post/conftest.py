"""Fixtures: a court with its outbox, and a mail server."""

from collections.abc import AsyncIterator

import pytest

from tests.databases import database_url
from tests.mail import mail_server
from tests.signaling.api.real_court import with_court
from tests.signaling.post.world import Posted, reachable

__all__ = ["database_url"]


@pytest.fixture
async def posted(database_url: str) -> AsyncIterator[Posted]:
    """On either database."""
    async with (
        with_court(database_url) as (api, court),
        mail_server() as server,
        reachable(api, court, server, database_url) as world,
    ):
        yield world
