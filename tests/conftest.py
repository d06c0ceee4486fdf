"""Fixtures for every test: the LiveKit server, a PostgreSQL database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.livekit import LiveKit, LiveKitMissing, binary, running
from tests.needs import missing


@pytest.fixture(scope="session")
def livekit_binary() -> Path:
    """The path of livekit-server, built on first use."""
    try:
        return binary()
    except LiveKitMissing as error:
        missing("livekit-server", str(error))


@pytest.fixture
def livekit(livekit_binary: Path, tmp_path: Path) -> Iterator[LiveKit]:
    """A LiveKit server of this test's own. For webhooks use `tests.livekit.running`."""
    assert livekit_binary.exists()
    with running(tmp_path / "livekit") as server:
        yield server
