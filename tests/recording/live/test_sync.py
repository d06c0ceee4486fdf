"""Picture and sound of a device agree in the rendering: it flashes and beeps at once."""

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest

from recording.render import render
from tests.publisher import Publisher, token
from tests.recording.installation import ROOM, installation
from tests.relays import Engine

pytestmark = pytest.mark.slow

LIMIT = 0.040
"""Seconds. ITU-R BT.1359: sound is noticed 45 ms early; people must not doubt what they see."""


async def test_a_flash_and_its_beep_are_within_forty_milliseconds(
    tmp_path: Path, relay: Engine
) -> None:
    pass_ = token(relay.api_key, relay.api_secret, ROOM, "dev_judge")
    async with installation(tmp_path / "court", relay) as court:
        await court.start_recorder()
        async with Publisher(relay.url, pass_, 1000.0, (0, 0, 0), flash_every=1.0):
            assert await court.move("in_session")
            await court.blocks_more(14)
            assert await court.move("closed")
        file = render(court.parts(), tmp_path / "record.mkv").file

    offsets = [beep - flash for flash, beep in pairs(list(flashes(file)), list(beeps(file)))]
    assert len(offsets) >= 8
    # Single ones are the publisher's: it may be stopped between handing over the two.
    most = sorted(abs(offset) for offset in offsets)[: len(offsets) * 3 // 4]
    assert most[-1] <= LIMIT, [round(o * 1000) for o in offsets]


def flashes(file: Path) -> Iterator[float]:
    """Seconds at which the picture turns white."""
    white = True
    with av.open(str(file)) as record:
        for frame in record.decode(video=0):
            before, white = white, float(frame.to_ndarray(format="gray").mean()) > 128
            if white and not before and frame.time is not None:
                yield frame.time


def beeps(file: Path) -> Iterator[float]:
    """Seconds at which the sound begins."""
    loud = True
    with av.open(str(file)) as record:
        for frame in record.decode(audio=0):
            assert frame.time is not None
            samples = frame.to_ndarray().reshape(-1, frame.samples)[0]
            for piece in range(0, frame.samples, 48):  # a millisecond each
                before = loud
                loud = float(np.abs(samples[piece : piece + 480]).max()) > 0.05
                if loud and not before:
                    yield frame.time + piece / frame.sample_rate


def pairs(flash: list[float], beep: list[float]) -> Iterator[tuple[float, float]]:
    """Each flash with the beep nearest to it."""
    for one in flash:
        near = min(beep, key=lambda other: abs(other - one))
        if abs(near - one) < 0.5:
            yield one, near
