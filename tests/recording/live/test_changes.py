"""A device that sends several layers, shares its screen, and takes a source back and forth."""

import time
from pathlib import Path

import av
import pytest
from livekit.rtc import TrackSource

from recording.probe import measure
from recording.render import render
from recording.verify import verify
from tests.publisher import Publisher, token
from tests.recording.installation import ROOM, installation
from tests.recording.world import trust_of
from tests.relays import Engine

pytestmark = pytest.mark.slow

SIZE = (640, 480)
COLOUR = (30, 180, 60)


async def test_the_best_layer_a_shared_screen_and_a_microphone_that_comes_back(
    tmp_path: Path, relay: Engine
) -> None:
    pass_ = token(relay.api_key, relay.api_secret, ROOM, "dev_judge")
    device = Publisher(relay.url, pass_, 660.0, COLOUR, size=SIZE, simulcast=True)
    async with installation(tmp_path / "court", relay) as court:
        await court.start_recorder()
        async with device:
            began = time.monotonic()
            assert await court.move("in_session")
            await court.blocks_more(4)
            await device.publish(TrackSource.SOURCE_SCREENSHARE)
            await device.unpublish(TrackSource.SOURCE_MICROPHONE)
            fell_silent = time.monotonic()
            await court.blocks_more(3)
            silent_s = time.monotonic() - fell_silent
            await device.publish(TrackSource.SOURCE_MICROPHONE)
            await court.blocks_more(4)
            assert await court.move("closed")
            session_s = time.monotonic() - began

    bundle = court.world.export()
    report = verify(bundle, trust_of(bundle))
    assert report.exit == 0, report.findings
    file = render(bundle, tmp_path / "record.mkv").file
    found = {track.source: track for track in measure(file)}
    assert set(found) == {"camera", "microphone", "screen_share"}
    assert found["camera"].colour == pytest.approx(COLOUR, abs=30)
    assert found["screen_share"].colour == pytest.approx(COLOUR, abs=30)
    assert found["camera"].video_s > 8
    assert found["screen_share"].video_s > 4
    assert found["microphone"].tone_hz == pytest.approx(660, abs=15)
    assert found["microphone"].audio_s > 5
    lacking_s = session_s - found["microphone"].audio_s
    assert lacking_s > silent_s - 1, "what was not sent is not there"
    assert SIZE in sizes(file)


def sizes(file: Path) -> set[tuple[int, int]]:
    """All sizes the camera's picture had."""
    with av.open(str(file)) as record:
        camera = next(s for s in record.streams.video if "/camera/" in s.metadata["title"])
        return {(frame.width, frame.height) for frame in record.decode(camera)}
