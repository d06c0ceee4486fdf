"""Rulings on derived copies: signed notes that bind them, and copies that cannot be made."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from hearing.refusal import Refusal
from recording import derived, keys, trust
from recording.derive import Record, derive, inspect
from recording.derive_job import Job
from recording.grid import Cancelled
from recording.refusals import REFUSALS
from tests.recording.grid.filmed import ACCUSED, JUDGE_SENDER, hold
from tests.recording.world import HEARING, World


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A hearing of a judge and, at first, the accused."""
    world = World(tmp_path_factory.mktemp("derive"))
    hold(world, [JUDGE_SENDER, ACCUSED], 1, 1)
    return world


@pytest.fixture(scope="module")
def copy(held: World) -> Path:
    """Its tracks as a file with its note."""
    return derive(_record(held), "tracks", held.root / "copy.mkv", _unwatched).file


def _record(world: World) -> Record:
    return Record(HEARING, world.recordings, world.keys, world.bodies)


def _unwatched(_share: float) -> None:
    pass


def _trust(world: World) -> trust.Trust:
    return trust.from_bytes(keys.trust_file(world.keys))


def test_the_note_proves_the_copy(held: World, copy: Path) -> None:
    note = derived.note_path(copy).read_bytes()
    assert derived.check(copy, note, _trust(held)) == []
    told = derived.from_bytes(note)
    assert (told.hearing, told.form, told.verdict) == (HEARING, "tracks", 0)
    assert (told.ledger_rows, told.ledger_head) == (held.head.seq, held.head.hash)
    assert [part.part for part in told.parts] == [0]
    assert derived.to_bytes(told) == note


def test_a_changed_copy_is_told(held: World, copy: Path, tmp_path: Path) -> None:
    data = bytearray(copy.read_bytes())
    data[len(data) // 2] ^= 1
    other = tmp_path / "copy.mkv"
    other.write_bytes(data)
    note = derived.note_path(copy).read_bytes()
    assert derived.check(other, note, _trust(held)) == ["copy.changed"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b'"verdict":0', b'"verdict":1', "note.signature"),
        (b'"form":"tracks"', b'"form":"tricks"', "note.signature"),
        (b'"v":1}', b'"v":1 }', "note.malformed"),
        (b'"kind":"phientoa derived copy"', b'"kind":"phientoa bundle"', "note.malformed"),
    ],
)
def test_a_changed_note_is_told(
    held: World, copy: Path, old: bytes, new: bytes, code: str
) -> None:
    note = derived.note_path(copy).read_bytes()
    assert old in note
    assert derived.check(copy, note.replace(old, new), _trust(held)) == [code]


def test_a_note_of_another_installation_is_told(
    held: World, copy: Path, tmp_path: Path
) -> None:
    keys.make_root(tmp_path)
    stranger = trust.from_bytes(keys.trust_file(tmp_path))
    note = derived.note_path(copy).read_bytes()
    assert derived.check(copy, note, stranger) == ["note.certificate"]


def test_the_check_uses_the_installations_own_trust(held: World, tmp_path: Path) -> None:
    report = inspect(_record(held), tmp_path)
    assert (report.exit, report.findings) == (0, [])
    assert list(tmp_path.iterdir()) == []


def test_a_stopped_copy_leaves_the_one_before_it(held: World, copy: Path) -> None:
    before = copy.read_bytes(), derived.note_path(copy).read_bytes()

    def impatient(share: float) -> None:
        if share > 0.05:
            raise Cancelled

    with pytest.raises(Cancelled):
        derive(_record(held), "grid", copy, impatient)
    assert (copy.read_bytes(), derived.note_path(copy).read_bytes()) == before
    assert not list(copy.parent.glob(".derive-*"))


def test_a_place_that_cannot_be_written_is_refused(held: World, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        derive(_record(held), "tracks", tmp_path / "absent" / "copy.mkv", _unwatched)
    assert refused.value.code == "render.failed"
    words = REFUSALS[refused.value.code]
    assert "No such file" in words.en.format(**refused.value.facts)


def _process(world: World, form: str, out: Path) -> "subprocess.Popen[str]":
    job = Job(
        form=form,
        hearing=HEARING,
        recordings_dir=str(world.recordings),
        keys_dir=str(world.keys),
        out=str(out),
        lock=str(out.parent / ".lock"),
        bodies=world.bodies,
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "recording.derive_process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
    )
    assert process.stdin is not None
    process.stdin.write(json.dumps(asdict(job)) + "\n")
    process.stdin.flush()
    return process


def test_the_process_makes_a_copy_and_says_how_far_it_is(held: World, tmp_path: Path) -> None:
    process = _process(held, "tracks", tmp_path / "copy.mkv")
    assert process.stdin is not None
    assert process.stdout is not None
    said = [json.loads(line) for line in process.stdout]
    process.stdin.close()
    assert process.wait(20) == 0
    process.stdout.close()
    assert "progress" in said[0]
    assert said[-1]["done"]["exit"] == 0
    note = derived.note_path(tmp_path / "copy.mkv").read_bytes()
    assert derived.check(tmp_path / "copy.mkv", note, _trust(held)) == []


@pytest.mark.parametrize("how", ["asked", "alone"])
def test_the_process_ends_when_nobody_waits(held: World, tmp_path: Path, how: str) -> None:
    """By a signal, or because whoever began it has gone."""
    process = _process(held, "grid", tmp_path / "film.mp4")
    assert process.stdin is not None
    assert process.stdout is not None
    assert "progress" in json.loads(process.stdout.readline())
    if how == "asked":
        process.send_signal(signal.SIGTERM)
    else:
        process.stdin.close()
    said = [json.loads(line) for line in process.stdout]
    assert process.wait(20) == 0
    process.stdin.close()
    process.stdout.close()
    assert said[-1] == {"cancelled": True}
    assert [path.name for path in tmp_path.iterdir()] == [".lock"]
