"""What may go wrong while a hearing is recorded, and what the record then says."""

import signal
from pathlib import Path

import pytest

from recording.journal import Block
from recording.probe import measure
from recording.render import render
from recording.verify import Report, verify
from tests.publisher import Publisher, token
from tests.recording.installation import ROOM, Installation, installation
from tests.recording.world import trust_of
from tests.relays import Embedded, embedded
from tests.waiting import until

pytestmark = pytest.mark.slow


def judge(relay: Embedded) -> Publisher:
    """The judge's device."""
    return Publisher(relay.url, token(relay.api_key, relay.api_secret, ROOM, "dev_judge"))


def checked(court: Installation) -> Report:
    """What `phientoa verify` says of the hearing's bundle."""
    bundle = court.world.export()
    return verify(bundle, trust_of(bundle))


def events(blocks: list[Block], kind: str) -> list[object]:
    """All events of a kind."""
    return [e for block in blocks for e in block.header.events if e["e"] == kind]


async def test_a_killed_recorder_goes_on_in_a_new_part_and_the_gap_is_said(
    tmp_path: Path,
) -> None:
    with embedded() as relay:
        async with installation(tmp_path / "court", relay) as court, judge(relay):
            await court.start_recorder()
            assert await court.move("in_session")
            await court.blocks_more(4)
            assert await court.end_recorder(signal.SIGKILL) == -signal.SIGKILL
            await until(lambda: not court.recordings.connected)
            before = court.blocks()
            await court.start_recorder()
            await court.until("recording")
            await court.blocks_more(4)
            assert await court.move("closed")

    assert len(court.parts()) == 2
    assert len(before) >= 4  # at most the last second is lost
    report = checked(court)
    assert report.exit == 0, report.findings
    assert [gap.reason for gap in report.gaps] == ["restart"]
    rendered = render(court.parts(), tmp_path / "record.mkv")
    assert len(rendered.tracks) == 2, "streams of one device and source are one track"
    assert {m.source: round(m.tone_hz or 0) for m in measure(rendered.file)}[
        "microphone"
    ] == pytest.approx(440, abs=15)


async def test_a_recorder_told_to_stop_seals_and_leaves(tmp_path: Path) -> None:
    with embedded() as relay:
        async with installation(tmp_path / "court", relay) as court, judge(relay):
            await court.start_recorder()
            assert await court.move("in_session")
            await court.blocks_more(2)
            assert await court.end_recorder(signal.SIGTERM) == 0
            assert [e["e"] for e in court.blocks()[-1].header.events][-1] == "stop"


async def test_the_record_goes_on_while_the_hearing_server_is_away(tmp_path: Path) -> None:
    with embedded() as relay:
        async with installation(tmp_path / "court", relay) as court, judge(relay):
            await court.start_recorder()
            assert await court.move("in_session")
            await court.server.stop()
            before = len(court.blocks())
            await until(lambda: len(court.blocks()) >= before + 3)
            await court.server.start()
            assert court.want is not None
            await until(lambda: court.recordings.connected)
            assert await court.recordings.converge(court.want)
            assert await court.move("closed")
    assert len(court.parts()) == 1
    assert checked(court).exit == 0
    assert court.server.reports[-1].state == "closed"


async def test_a_lost_relay_is_said_and_its_tracks_are_joined(tmp_path: Path) -> None:
    with embedded() as relay:
        async with installation(tmp_path / "court", relay) as court:
            async with judge(relay):
                await court.start_recorder()
                assert await court.move("in_session")
                await court.blocks_more(3)
                relay.kill()
            await court.until("starting")
            await court.blocks_more(2)  # a block every second, though nothing is heard
            relay.start()
            await court.until("recording")
            async with judge(relay):
                await court.blocks_more(4)
                assert await court.move("closed")

    blocks = court.blocks()
    assert len(events(blocks, "lost")) == 1
    assert len(events(blocks, "joined")) == 2
    assert len(events(blocks, "track")) == 4
    report = checked(court)
    assert report.exit == 0
    assert [gap.reason for gap in report.gaps] == ["room_lost"]
    rendered = render(court.parts(), tmp_path / "record.mkv")
    assert {(t.device, t.source) for t in rendered.tracks} == {
        ("dev_judge", "microphone"),
        ("dev_judge", "camera"),
    }
