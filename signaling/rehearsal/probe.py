"""What is in a rendered record: every track decoded and measured."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from signaling.rehearsal import measure
from signaling.rehearsal.signs import Colour

_RATE = 16_000
_PIECE = _RATE // 10
_LONGEST_FRAME_S = 0.5  # a longer one is a gap in time, not a picture that long


@dataclass(frozen=True, slots=True)
class Content:
    """One decoded track. `tones` in Hz (0: none clear) or `colours`, in order of time."""

    device: str
    source: str
    seconds: float
    tones: tuple[float, ...] = ()
    colours: tuple[Colour, ...] = ()


def probe(file: Path) -> list[Content]:
    """Every audio and video track of a rendering whose tracks are titled ROLE/SOURCE/DEVICE.

    Raises av.error.FFmpegError when the file cannot be read.
    """
    with av.open(str(file)) as container:
        streams = [*container.streams.audio, *container.streams.video]
        titles = {stream.index: stream.metadata.get("title", "") for stream in streams}
    return [
        _content(file, index, *title.split("/")[1:3])
        for index, title in titles.items()
        if title.count("/") == 2
    ]


def _content(file: Path, index: int, source: str, device: str) -> Content:
    with av.open(str(file)) as container:
        stream = container.streams[index]
        if stream.type == "audio":
            samples = list(_samples(container, index))
            sound = np.concatenate(samples) if samples else np.zeros(0, np.int16)
            return Content(device, source, sound.size / _RATE, tones=tuple(_tones(sound)))
        pictures = list(_pictures(container, index))
    at = [moment for moment, _ in pictures]
    colours = tuple(colour for _, colour in pictures)
    return Content(device, source, _shown(at), colours=colours)


def _samples(container: av.container.InputContainer, index: int) -> Iterator[NDArray[np.int16]]:
    resampler = av.AudioResampler("s16", "mono", _RATE)
    for frame in container.decode(container.streams[index]):
        assert isinstance(frame, av.AudioFrame)
        for piece in resampler.resample(frame):
            yield piece.to_ndarray().astype(np.int16, copy=False).ravel()


def _tones(sound: NDArray[np.int16]) -> Iterator[float]:
    for first in range(0, sound.size - _PIECE + 1, _PIECE):
        heard = measure.strongest_tone(sound[first : first + _PIECE], _RATE)
        yield heard.hz if heard.clear else 0.0


def _pictures(
    container: av.container.InputContainer, index: int
) -> Iterator[tuple[float, Colour]]:
    for frame in container.decode(container.streams[index]):
        assert isinstance(frame, av.VideoFrame)
        plain = frame.to_ndarray(format="yuv420p").tobytes()
        colour = measure.colour_of(memoryview(plain), frame.width, frame.height)
        yield float(frame.time or 0.0), colour


def _shown(at: list[float]) -> float:
    """How long pictures that came at these seconds were shown, gaps left out."""
    steps = [later - sooner for sooner, later in pairwise(at)]
    shown = [step for step in steps if 0 < step <= _LONGEST_FRAME_S]
    usual = sorted(shown)[len(shown) // 2] if shown else 0.0
    return sum(shown) + usual
