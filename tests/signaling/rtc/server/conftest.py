"""The engines a ruling must hold on."""

from collections.abc import AsyncIterator

import pytest

from tests.livekit import LiveKit
from tests.signaling.rtc.server.running import Running, relay

ENGINES = ["embedded", pytest.param("livekit", marks=pytest.mark.livekit)]


@pytest.fixture
async def court() -> AsyncIterator[Running]:
    """A relay of this test's own."""
    async with relay() as running:
        yield running


@pytest.fixture(params=ENGINES)
async def engine(request: pytest.FixtureRequest) -> AsyncIterator[Running]:
    """The relay, and then livekit-server: what one does, the other does."""
    if request.param == "embedded":
        async with relay() as running:
            yield running
    else:
        server: LiveKit = request.getfixturevalue("livekit")
        yield Running(server.url, server.api_key, server.api_secret, embedded=False)
