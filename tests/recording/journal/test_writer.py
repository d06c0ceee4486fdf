"""The journal keeps what it was given, and nothing of a pause."""

from pathlib import Path

import pytest

from recording.journal import JournalFailed, part_directory, read, records
from tests.recording.world import HEARING, TRACK, World


@pytest.fixture
def world(tmp_path: Path) -> World:
    """An installation of its own."""
    return World(tmp_path)


def _part(world: World, number: int = 0) -> Path:
    return part_directory(world.recordings / HEARING, number)


def test_what_was_heard_is_read_back_to_the_byte(world: World) -> None:
    journal = world.begin()
    journal.event(TRACK)
    packet = world.packet()
    journal.rtp(1, world.clock.mono, packet)
    journal.seal(world.clock.tick()).result()
    blocks = list(read(_part(world)))
    assert [event["e"] for block in blocks for event in block.header.events] == [
        "start",
        "track",
        "ssrc",
    ]
    assert [item.packet for item in records(blocks[1].bodies[0].payload)] == [packet]
    assert blocks[1].header.previous == blocks[0].link


def test_a_second_in_which_nobody_speaks_is_a_block_too(world: World) -> None:
    journal = world.begin()
    for _ in range(3):
        journal.seal(world.clock.tick()).result()
    assert [block.header.number for block in read(_part(world))] == [0, 1, 2, 3]


def test_nothing_of_a_recess_reaches_the_disk(world: World) -> None:
    journal = world.begin()
    world.hear(journal, 2)
    row = world.move("in_session", "recess")
    journal.pause(world.clock.tick(0.5), reason="recess", by="seat:judge", ledger=row).result()
    journal.rtp(1, world.clock.mono, b"\x80\x6f" + b"a whisper to counsel" * 2)
    journal.seal(world.clock.tick()).result()
    journal.resume(
        world.clock.tick(),
        reason="recess",
        by="seat:judge",
        ledger=world.move("recess", "in_session"),
    ).result()
    world.hear(journal, 1)
    assert b"whisper" not in b"".join(file.read_bytes() for file in _part(world).iterdir())
    assert [block.header.paused for block in read(_part(world))] == [
        *(False,) * 4,
        *(True,) * 2,
        False,
    ]


def test_a_torn_end_is_cut_off_and_the_next_part_cites_the_last_durable_link(
    world: World,
) -> None:
    journal = world.begin()
    world.hear(journal, 3)
    journal.abandon()
    segment = next(_part(world).glob("segment-*"))
    whole = segment.read_bytes()
    segment.write_bytes(whole + whole[:100])
    links = [block.link for block in read(_part(world))]
    world.clock.tick(4)
    world.begin().abandon()
    assert segment.read_bytes() == whole
    start = next(read(_part(world, 1))).header.events[0]
    assert start["previous"]["link"] == links[-1].hex()
    assert start["previous"]["torn"] == 100
    assert start["reason"] == "restart"


def test_after_its_end_a_journal_takes_nothing_more(world: World) -> None:
    journal = world.begin()
    row = world.move("in_session", "closed")
    journal.close(world.clock.tick(), reason="closed", by="seat:judge", ledger=row).result()
    with pytest.raises(JournalFailed):
        journal.seal(world.clock.tick())
    journal.abandon()
