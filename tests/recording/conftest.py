"""One held hearing for all tests of a module; each test gets a copy of its own to spoil."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from recording.journal import disk
from recording.verify import Report, verify
from tests.recording.world import World, trust_of


@dataclass(frozen=True)
class Case:
    """A bundle to spoil, the installation it came from, and the check."""

    world: World
    bundle: Path

    @property
    def trust(self) -> Path:
        """The trust file beside it."""
        return trust_of(self.bundle)

    def check(self) -> Report:
        """The verdict with trust."""
        return verify(self.bundle, self.trust)

    def exits(self) -> tuple[int, int]:
        """With trust, and without; an error within the verifier is no answer."""
        reports = self.check(), verify(self.bundle)
        for report in reports:
            assert "verifier.failed" not in {one.code for one in report.findings}
        return reports[0].exit, reports[1].exit


@pytest.fixture
def world(tmp_path: Path) -> World:
    """An installation of its own."""
    return World(tmp_path)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """A hearing with a recess and a recorder that was killed, in segments of four blocks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk, "SEGMENT_BLOCKS", 4)
        world = World(tmp_path_factory.mktemp("held"))
        world.hold_with_a_crash()
        yield Case(world, world.export())


@pytest.fixture
def case(held: Case, tmp_path: Path) -> Case:
    """A copy of that hearing's bundle, with its trust file."""
    bundle = tmp_path / "bundle"
    shutil.copytree(held.bundle, bundle)
    shutil.copy(held.trust, trust_of(bundle))
    return Case(held.world, bundle)
