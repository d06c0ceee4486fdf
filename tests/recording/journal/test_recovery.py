"""After a crash the record goes on: torn ends are mended, damage is left for all to see."""

import subprocess
import sys
from pathlib import Path

import pytest

from recording.journal import continuation, disk, part_directory, read
from recording.verify import verify
from tests.recording.world import HEARING, World, declare, trust_of


@pytest.fixture
def crashed(world: World) -> World:
    """A recorder that died after three seconds in session."""
    world.move("open", "in_session")
    journal = world.begin()
    declare(journal)
    world.hear(journal, 3)
    journal.abandon()
    world.clock.tick(5)
    return world


def _recording(world: World) -> Path:
    return world.recordings / HEARING


def _segment(world: World) -> Path:
    return next(part_directory(_recording(world), 0).glob("segment-*"))


def _exit(world: World) -> int:
    bundle = world.export()
    return verify(bundle, trust_of(bundle)).exit


def test_wherever_the_last_write_broke_off_the_rest_is_whole(crashed: World) -> None:
    segment = _segment(crashed)
    data = segment.read_bytes()
    ends = [block.end for block in read(segment.parent)]
    for kept in range(ends[-2], ends[-1], 37):
        segment.write_bytes(data[:kept])
        ahead = continuation(_recording(crashed))
        assert ahead.part == 1
        assert ahead.previous is not None
        assert (ahead.previous.block, ahead.previous.torn) == (2, kept - ends[-2])
        assert segment.read_bytes() == data[: ends[-2]]


def test_zeros_after_a_power_cut_are_cut_off(crashed: World) -> None:
    segment = _segment(crashed)
    data = segment.read_bytes()
    for rest in (bytes(4096), data[-200:-100] + bytes(4096)):
        segment.write_bytes(data + rest)
        ahead = continuation(_recording(crashed))
        assert ahead.previous is not None
        assert ahead.previous.torn == len(rest)
        assert segment.read_bytes() == data


@pytest.mark.parametrize("where", [0, 9, 400, -400])
def test_damage_is_left_as_it_is_and_the_record_goes_on(crashed: World, where: int) -> None:
    segment = _segment(crashed)
    data = bytearray(segment.read_bytes())
    data[where] ^= 0x40
    segment.write_bytes(data)
    crashed.close(crashed.begin())
    assert segment.read_bytes() == data
    assert len(list(_recording(crashed).iterdir())) == 2
    assert _exit(crashed) == 1


def test_every_crash_in_a_row_is_a_part_of_its_own(crashed: World) -> None:
    for _ in range(3):
        journal = crashed.begin()
        declare(journal)
        crashed.hear(journal, 1)
        journal.abandon()
        crashed.clock.tick(1)
    crashed.close(crashed.begin())
    bundle = crashed.export()
    report = verify(bundle, trust_of(bundle))
    assert (report.exit, report.parts) == (0, 5)
    assert [gap.reason for gap in report.gaps] == ["restart"] * 4


def test_a_crash_at_the_change_of_segments(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "SEGMENT_BLOCKS", 2)
    world.move("open", "in_session")
    journal = world.begin()
    declare(journal)
    world.hear(journal, 3)
    journal.abandon()
    part = part_directory(_recording(world), 0)
    (part / disk.segment_name(2)).write_bytes(b"")
    world.clock.tick(2)
    world.close(world.begin())
    assert _exit(world) == 0


RECORDER = """
import sys
import subprocess
import sys
from pathlib import Path
from tests.recording.world import World, declare
world = World(Path(sys.argv[1]))
world.move("open", "in_session")
journal = world.begin()
declare(journal)
while True:
    world.hear(journal, 1, packets=50)
    print(journal.durable.block, flush=True)
"""


@pytest.mark.parametrize("acknowledged", [1, 17, 64])
def test_a_killed_recorder_loses_no_block_that_it_acknowledged(
    world: World, acknowledged: int
) -> None:
    command = [sys.executable, "-c", RECORDER, str(world.root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as recorder:
        assert recorder.stdout is not None
        seen = [int(recorder.stdout.readline()) for _ in range(acknowledged)]
        recorder.kill()
        seen += [int(line) for line in recorder.stdout]
    world.move("open", "in_session")
    world.clock.tick(3600)
    world.close(world.begin())
    bundle = world.export()
    report = verify(bundle, trust_of(bundle))
    assert (report.exit, [gap.reason for gap in report.gaps]) == (0, ["restart"])
    assert report.blocks >= seen[-1] + 1 + 2
