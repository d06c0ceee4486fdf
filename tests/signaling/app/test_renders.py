"""Rulings on making copies: one at a time, by a process that can be stopped, over restarts."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import pytest

from hearing.refusal import Refusal
from recording import derived, keys, trust
from signaling.api.rendering import State
from signaling.app.renders import WAITING, Renders
from signaling.app.settings import Settings, load
from signaling.court.service import Court
from tests.recording.grid.filmed import ACCUSED, JUDGE_SENDER, hold
from tests.recording.world import HEARING, START, World
from tests.waiting import until

pytestmark = pytest.mark.slow


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


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> World:
    """An installation whose one hearing is over."""
    world = World(tmp_path_factory.mktemp("data"))
    hold(world, [JUDGE_SENDER, ACCUSED], 1, 1)
    return world


def _settings(world: World, data_dir: Path) -> Settings:
    """A data directory of its own with the same record."""
    settings = load(data_dir, 8080, {})
    settings.recordings_dir.symlink_to(world.recordings)
    settings.keys_dir.symlink_to(world.keys)
    return settings


def _renders(world: World, settings: Settings) -> Renders:
    return Renders(settings, cast(Court, FakeCourt(world.bodies)), lambda: START)


@pytest.fixture
async def settings(held: World, tmp_path: Path) -> Settings:
    """Where it keeps its data."""
    return _settings(held, tmp_path / "data")


@pytest.fixture
async def renders(held: World, settings: Settings) -> AsyncIterator[Renders]:
    """A maker at work."""
    made = _renders(held, settings)
    await made.start()
    yield made
    await made.stop()


async def _until(renders: Renders, render: str, state: State) -> None:
    await until(lambda: renders.find(render).state == state, within=60)


async def test_a_film_is_made_and_its_note_is_true(held: World, renders: Renders) -> None:
    one = await renders.begin(HEARING, "grid")
    await _until(renders, one.id, "done")
    copy, note = renders.files(one.id)
    known = trust.from_bytes(keys.trust_file(held.keys))
    assert derived.check(copy, note.read_bytes(), known) == []
    assert sorted(p.name for p in copy.parent.iterdir()) == sorted(
        [copy.name, note.name, "render.json"]
    )
    assert [found.id for found in renders.of(HEARING)] == [one.id]


async def test_a_stopped_one_leaves_no_file_and_the_next_is_made(renders: Renders) -> None:
    first = await renders.begin(HEARING, "grid")
    second = await renders.begin(HEARING, "grid")
    third = await renders.begin(HEARING, "tracks")
    await until(lambda: renders.find(first.id).progress > 0, within=60)
    assert renders.find(second.id).state == "queued"
    assert (await renders.cancel(second.id)).state == "cancelled"
    assert (await renders.cancel(first.id)).state == "cancelled"
    with pytest.raises(Refusal, match=r"render\.not_ready"):
        renders.files(first.id)
    await _until(renders, third.id, "done")
    folder = renders.files(third.id)[0].parent.parent
    assert [p.name for p in (folder / first.id).iterdir()] == ["render.json"]
    assert (await renders.cancel(third.id)).state == "done"


async def test_what_runs_and_waits_when_the_server_ends_is_interrupted(
    held: World, settings: Settings
) -> None:
    before = _renders(held, settings)
    await before.start()
    running, waiting = [await before.begin(HEARING, "grid") for _ in range(2)]
    await until(lambda: before.find(running.id).progress > 0, within=60)
    await before.stop()
    assert before.find(running.id).state == "interrupted"

    after = _renders(held, settings)
    await after.start()
    try:
        for one in (running, waiting):
            told = after.find(one.id)
            assert told.state == "interrupted"
            assert told.refusal is not None
            assert told.refusal.code == "render.interrupted"
            folder = settings.data_dir / "renders" / one.id
            assert [p.name for p in folder.iterdir()] == ["render.json"]
    finally:
        await after.stop()


async def test_a_server_killed_in_the_middle_leaves_nothing_half_made(
    held: World, settings: Settings
) -> None:
    """What a kill leaves on disk: a rendering that says it runs, and scratch folders."""
    before = _renders(held, settings)
    before._jobs.load(START)
    one = await before.begin(HEARING, "grid")
    before._jobs.keep(replace(one, state="running"))
    folder = settings.data_dir / "renders" / one.id
    (folder / ".derive-1").mkdir()
    (folder / ".derive-1" / "copy.mp4").write_bytes(b"half")
    (folder.parent / ".verify-1").mkdir()
    after = _renders(held, settings)
    await after.start()
    await after.stop()
    assert after.find(one.id).state == "interrupted"
    assert [p.name for p in folder.iterdir()] == ["render.json"]
    assert not (folder.parent / ".verify-1").exists()


async def test_a_record_that_is_none_and_a_queue_that_is_full_are_refused(
    held: World, settings: Settings
) -> None:
    renders = _renders(held, settings)
    await asyncio.to_thread(renders._jobs.load, START)
    with pytest.raises(Refusal, match=r"export\.not_recorded"):
        await renders.begin("hrg_9", "grid")
    for _ in range(WAITING):
        await renders.begin(HEARING, "grid")
    with pytest.raises(Refusal, match=r"render\.too_many"):
        await renders.begin(HEARING, "grid")


async def test_the_check_is_the_verifiers(renders: Renders, settings: Settings) -> None:
    told = await renders.verify(HEARING)
    assert (told["exit"], told["verdict"], told["hearing"]) == (0, "whole", HEARING)
    assert told["vi"].startswith("NGUYÊN VẸN")
    assert [gap["reason"] for gap in told["gaps"]] == ["recess"]
    assert not list((settings.data_dir / "renders").glob(".verify-*"))


async def test_a_damaged_record_is_told_as_failed_with_words(
    held: World, settings: Settings, renders: Renders
) -> None:
    """The ledger is not the one that the record cites: the check tells, the film still is."""
    court = FakeCourt([])
    broken = Renders(settings, cast(Court, court), lambda: START)
    await broken.start()
    try:
        one = await broken.begin(HEARING, "tracks")
        await _until(broken, one.id, "failed")
        refusal = broken.find(one.id).refusal
        assert refusal is not None
        assert refusal.code == "export.unknown_hearing"
    finally:
        await broken.stop()


async def test_a_disk_that_takes_no_note_refuses_the_wish_and_the_next_is_made(
    renders: Renders, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as full:
        full.setattr(Path, "write_text", _no_space)
        with pytest.raises(Refusal, match=r"export\.failed"):
            await renders.begin(HEARING, "tracks")
    assert renders.of(HEARING) == []
    one = await renders.begin(HEARING, "tracks")
    await _until(renders, one.id, "done")


async def test_a_disk_that_fills_up_while_one_waits_holds_it_up_no_longer(
    renders: Renders, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = await renders.begin(HEARING, "tracks")
    monkeypatch.setattr(Path, "write_text", _no_space)
    await _until(renders, one.id, "done")


def _no_space(*_: object, **__: object) -> int:
    raise OSError(28, "No space left on device")
