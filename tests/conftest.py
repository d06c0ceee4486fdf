"""Fixtures for every test: the LiveKit server, a PostgreSQL database, a place for SQLite's."""

import asyncio
import os
from collections.abc import Generator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests import engines, second_tries
from tests.alone import alone
from tests.in_memory import folder
from tests.livekit import LiveKit, LiveKitMissing, binary, running
from tests.migrated import forget
from tests.needs import missing
from tests.postgres import PostgresMissing, cluster, database

os.environ.setdefault("PHIENTOA_RELAY_WORKERS", "1")
"""Every machine tests the same processes, however many cores it has; a run may ask for more."""

settings.register_profile(
    "patient", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("patient")
"""Properties take as long as the machine needs, and each run tries the same cases: to find
others by chance is fuzzing's work."""

_NEVER_SKIPPED_IN_CI = ("browser", "livekit", "postgres")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--engine livekit`: see tests/engines.py."""
    engines.add_option(parser)


def pytest_configure(config: pytest.Config) -> None:
    """What is chosen holds for every process of the tests."""
    engines.choose(config.getoption("--engine"))


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """What `-m` leaves out by its file alone is not even read: that takes a while, too."""
    wanted = {"alone": True, "not alone": False}.get(config.getoption("markexpr"))
    if wanted is None or not collection_path.match("test_*.py"):
        return None
    return True if alone(collection_path) is not wanted else None


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests that share the machine badly are marked; those of another engine are left out."""
    left_out = [item for item in items if engines.of_another(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]
    for item in items:
        if alone(item.path):
            item.add_marker(pytest.mark.alone)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a test that lacks its browser, engine or database has failed, however it skips."""
    report = yield
    needs = any(item.get_closest_marker(mark) for mark in _NEVER_SKIPPED_IN_CI)
    known = hasattr(report, "wasxfail")  # pytest calls a known fault skipped, too
    if report.skipped and not known and needs and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What passed only at the second try is told in full."""
    second_tries.tell(terminalreporter)


@pytest.fixture
def quick_path() -> Iterator[Path]:
    """A folder of this test's own, in memory, for its SQLite file."""
    with folder("phientoa-test-") as made:
        yield made


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


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[str]:
    """The URL of a PostgreSQL server's maintenance database."""
    with ExitStack() as stack:
        try:
            url = stack.enter_context(cluster())
        except PostgresMissing as error:
            missing("PostgreSQL", str(error))
        yield url
        asyncio.run(forget(url))


@pytest.fixture
def postgres_url(postgres_cluster: str) -> Iterator[str]:
    """`postgresql+asyncpg://…` of an empty database of this test's own."""
    with database(postgres_cluster) as url:
        yield url
