"""The engines that whole installations are tested on: the embedded relay, or a LiveKit cluster.

`pytest --engine livekit` puts every installation that tests start on a cluster of its own.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.livekit import LiveKitMissing
from tests.livekit_cluster import Cluster, cluster
from tests.needs import missing

EMBEDDED, LIVEKIT = "embedded", "livekit"
_CHOSEN = "PHIENTOA_TEST_ENGINE"


def add_option(parser: pytest.Parser) -> None:
    """`--engine`."""
    told = "what whole installations run on: the embedded relay, or a LiveKit cluster"
    parser.addoption("--engine", choices=(EMBEDDED, LIVEKIT), default=EMBEDDED, help=told)


def of_another(item: pytest.Item) -> bool:
    """Whether the test is about the embedded relay itself, and another engine is chosen."""
    return chosen() != EMBEDDED and item.get_closest_marker("embedded") is not None


def choose(engine: str) -> None:
    """From now on installations run on `engine`, until another is chosen."""
    os.environ[_CHOSEN] = engine


def chosen() -> str:
    """The engine installations run on."""
    return os.environ.get(_CHOSEN, EMBEDDED)


@contextmanager
def using(engine: str) -> Iterator[None]:
    """Installations that start meanwhile run on `engine`."""
    before = chosen()
    choose(engine)
    try:
        yield
    finally:
        choose(before)


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside an installation. `env`: the settings by which it finds it."""

    env: Mapping[str, str] = field(default_factory=dict, repr=False)
    cluster: Cluster | None = None

    @property
    def media_ports(self) -> tuple[int, ...]:
        """Where a cluster's nodes take media."""
        return tuple(node.port for node in self.cluster.nodes) if self.cluster else ()


@contextmanager
def beside(folder: Path, port: int = 0) -> Iterator[Beside]:
    """The chosen engine for one installation whose hearing server listens on `port`; without a
    port the engine sends no webhooks. What is set in LIVEKIT_URL already counts."""
    if chosen() == EMBEDDED or "LIVEKIT_URL" in os.environ:
        yield Beside()
        return
    told = f"http://127.0.0.1:{port}/internal/webhooks/livekit" if port else ""
    try:
        with cluster(folder, told) as running:
            set_already = {name: os.environ[name] for name in running.env if name in os.environ}
            yield Beside({**running.env, **set_already}, running)
    except LiveKitMissing as error:
        missing("livekit-server", str(error))
