"""Rulings on bundles over REST: whole, and nothing of them stays at the server."""

import io
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest

from hearing.refusal import Refusal
from recording.verify import verify
from signaling.app.bundles import Bundles
from signaling.app.settings import Settings, load
from signaling.court.service import Court
from tests.recording.world import HEARING, World


@dataclass
class Entry:
    """A ledger row."""

    body: str


@dataclass
class FakeCourt:
    """A court that knows one ledger."""

    bodies: list[str]

    async def entries(self, _hearing: str) -> Sequence[Entry]:
        return [Entry(body) for body in self.bodies]


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path / "world")


def _settings(world: World, data_dir: Path) -> Settings:
    settings = load(data_dir, 8080, {})
    settings.recordings_dir.symlink_to(world.recordings)
    settings.keys_dir.symlink_to(world.keys)
    return settings


def _bundles(world: World, settings: Settings) -> Bundles:
    return Bundles(settings, cast(Court, FakeCourt(world.bodies)))


async def test_a_streamed_bundle_verifies_and_names_nobody_of_the_server(
    world: World, tmp_path: Path
) -> None:
    world.hold()
    bundles = _bundles(world, _settings(world, tmp_path / "data"))
    tar = b"".join([chunk async for chunk in await bundles.stream(HEARING)])
    with tarfile.open(fileobj=io.BytesIO(tar)) as packed:
        owners = {(one.uid, one.gid, one.uname, one.gname) for one in packed.getmembers()}
        packed.extractall(tmp_path / "out", filter="data")
    assert owners == {(0, 0, "", "")}
    assert verify(tmp_path / "out" / HEARING, None).exit == 3


async def test_nothing_stays_at_the_server_even_if_nobody_reads(
    world: World, tmp_path: Path
) -> None:
    world.hold()
    settings = _settings(world, tmp_path / "data")
    before = sorted(settings.data_dir.iterdir())
    reading = await _bundles(world, settings).stream(HEARING)
    assert sorted(settings.data_dir.iterdir()) == before
    async for _ in reading:
        pass


async def test_what_cannot_be_exported_is_refused_before_the_first_byte(
    world: World, tmp_path: Path
) -> None:
    world.row("scheduled")
    settings = _settings(world, tmp_path / "data")
    before = sorted(settings.data_dir.iterdir())
    with pytest.raises(Refusal, match="not_recorded"):
        await _bundles(world, settings).stream(HEARING)
    assert sorted(settings.data_dir.iterdir()) == before


async def test_what_a_killed_server_left_is_swept(world: World, tmp_path: Path) -> None:
    settings = _settings(world, tmp_path / "data")
    left = settings.data_dir / "export-k1lled" / HEARING
    left.mkdir(parents=True)
    (left / "manifest.json").write_text("{}")
    _bundles(world, settings).sweep()
    assert list(settings.data_dir.glob("export-*")) == []
    assert settings.recordings_dir.is_symlink()
