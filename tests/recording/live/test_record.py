"""A hearing of two devices recorded through a relay, by a recorder in a process of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from recording.journal import records
from recording.probe import TrackMeasure, measure
from recording.render import render
from recording.verify import verify
from tests.publisher import Publisher, token
from tests.recording.installation import ROOM, Installation, installation
from tests.recording.world import trust_of
from tests.relays import Engine

pytestmark = pytest.mark.slow

TONES = {"dev_judge": 440.0, "dev_accused": 880.0}
COLOURS = {"dev_judge": (200, 40, 40), "dev_accused": (40, 60, 200)}


@pytest.fixture
async def court(tmp_path: Path, relay: Engine) -> AsyncIterator[Installation]:
    """An installation whose recorder runs."""
    async with installation(tmp_path / "court", relay) as made:
        await made.start_recorder()
        yield made


def device(relay: Engine, name: str) -> Publisher:
    """A device in the courtroom with its tone and colour."""
    pass_ = token(relay.api_key, relay.api_secret, ROOM, name)
    return Publisher(relay.url, pass_, TONES[name], COLOURS[name])


async def test_what_two_devices_send_is_in_the_record(
    court: Installation, relay: Engine, tmp_path: Path
) -> None:
    async with device(relay, "dev_judge"), device(relay, "dev_accused"):
        assert await court.move("in_session")
        await court.blocks_more(5)
        assert await court.move("recess")
        await court.blocks_more(2)
        assert await court.move("in_session")
        await court.blocks_more(4)
        assert await court.move("closed")

    bundle = court.world.export()
    report = verify(bundle, trust_of(bundle))
    assert (report.exit, report.findings) == (0, [])
    _nothing_was_kept_of_the_recess(court)
    found = measure(render(bundle, tmp_path / "record.mkv").file)
    assert sorted((m.device, m.source) for m in found) == [
        (name, source) for name in sorted(TONES) for source in ("camera", "microphone")
    ]
    for track in found:
        _is_what_the_device_sent(track)


def _nothing_was_kept_of_the_recess(court: Installation) -> None:
    pause = resume = 0
    for block in court.blocks():
        for event in block.header.events:
            if event["e"] == "pause":
                pause = event["mono"]
            if event["e"] == "resume":
                resume = event["mono"]
    arrivals = [
        record.arrival
        for block in court.blocks()
        for body in block.bodies
        for record in records(body.payload)
    ]
    assert pause
    assert resume > pause
    assert not [at for at in arrivals if pause < at < resume]
    assert [at for at in arrivals if at > resume]


def _is_what_the_device_sent(track: TrackMeasure) -> None:
    if track.source == "microphone":
        assert track.tone_hz == pytest.approx(TONES[track.device], abs=15)
        assert track.audio_s > 6
    else:
        assert track.colour == pytest.approx(COLOURS[track.device], abs=30)
        assert track.video_s > 6
    assert (
        track.role == {"dev_judge": "presiding_judge", "dev_accused": "accused"}[track.device]
    )
