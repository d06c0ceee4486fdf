"""What is made to be sent is what is measured when it arrives."""

import numpy as np
import pytest

from signaling.rehearsal import measure
from signaling.rehearsal.signs import SIGNS, Sign, by_colour, by_tone


@pytest.mark.parametrize("sign", SIGNS)
def test_a_tone_is_recognised(sign: Sign) -> None:
    """From a tenth of a second of it."""
    heard = measure.strongest_tone(measure.tone(sign.tone_hz, 160, 1600, 16_000), 16_000)
    assert heard.clear
    assert by_tone(heard.hz) is sign


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize(("width", "height"), [(320, 180), (160, 96)])
def test_a_colour_is_recognised(sign: Sign, width: int, height: int) -> None:
    """Whatever the bar at the foot does."""
    frame = memoryview(measure.picture(sign.colour, width, height, 7))
    assert by_colour(measure.colour_of(frame, width, height)) is sign


def test_every_picture_differs_from_the_one_before() -> None:
    """A camera that is stuck shows."""
    first, second = (measure.picture((255, 0, 0), 320, 180, number) for number in (0, 1))
    assert first != second


@pytest.mark.parametrize(
    "sound",
    [
        pytest.param(np.zeros(1600, np.int16), id="silence"),
        pytest.param(np.zeros(0, np.int16), id="nothing"),
        pytest.param(np.full(1600, 3000, np.int16), id="an offset"),
        pytest.param(
            np.random.default_rng(1).integers(-9000, 9000, 1600).astype(np.int16), id="noise"
        ),
    ],
)
def test_what_is_no_tone_is_not_clear(
    sound: "np.ndarray[tuple[int], np.dtype[np.int16]]",
) -> None:
    """Neither too quiet nor too rough a sound counts as heard."""
    assert not measure.strongest_tone(sound, 16_000).clear
