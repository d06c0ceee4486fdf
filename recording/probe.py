"""What a rendering really shows and sounds like: each track decoded and measured.

For the rehearsal: a record is not there because a file is there, but because the tone and the
colour that somebody sent can be found in it.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.video.stream import VideoStream

Samples = np.ndarray[tuple[int], np.dtype[np.float32]]

_RATE = 48_000
_WINDOW = 4_800  # samples of one measurement: 100 ms, so 10 Hz between lines
_SILENT = 0.003  # root mean square, of 1: below it there is nothing to measure
_LONGEST_HOLD = 1.0  # seconds a picture can stand before it counts as frozen


@dataclass(frozen=True, slots=True)
class TrackMeasure:
    """One track. audio_s, video_s: seconds that can be heard or seen, 0 for the other kind.

    tone_hz: the tone that leads most often, within 5 Hz; None if there is none. colour: mean
    (red, green, blue), 0 to 255, of the middle of the pictures' ages; None without pictures.
    """

    device: str
    role: str
    source: str
    audio_s: float = 0.0
    video_s: float = 0.0
    tone_hz: float | None = None
    colour: tuple[int, int, int] | None = None


def measure(mkv: Path) -> list[TrackMeasure]:
    """Every track of a file that `recording.render` wrote. Blocking. Raises OSError (av)."""
    with av.open(str(mkv)) as file:
        kinds = [(stream.index, stream.type) for stream in file.streams]
    return [_track(mkv, index, kind) for index, kind in kinds if kind in ("audio", "video")]


def _track(mkv: Path, index: int, kind: str) -> TrackMeasure:
    with av.open(str(mkv)) as file:
        stream = file.streams[index]
        role, source, device = (*stream.metadata.get("title", "").split("/", 2), "", "", "")[:3]
        if isinstance(stream, AudioStream):
            heard, tone = _sound(_windows(file, stream))
            return TrackMeasure(device, role, source, audio_s=heard, tone_hz=tone)
        assert isinstance(stream, VideoStream), kind
        seen, colour = _pictures(file, stream)
        return TrackMeasure(device, role, source, video_s=seen, colour=colour)


def _windows(file: InputContainer, stream: AudioStream) -> Iterator[Samples]:
    """Mono samples in measures of _WINDOW."""
    resampler = av.AudioResampler(format="flt", layout="mono", rate=_RATE)
    rest = np.zeros(0, np.float32)
    for frame in file.decode(stream):
        for even in resampler.resample(frame):
            rest = np.concatenate([rest, even.to_ndarray().reshape(-1)])
        while len(rest) >= _WINDOW:
            yield rest[:_WINDOW]
            rest = rest[_WINDOW:]


def _sound(windows: Iterator[Samples]) -> tuple[float, float | None]:
    """(seconds of sound in the track, its tone)."""
    tones: Counter[int] = Counter()
    count = 0
    for window in windows:
        count += 1
        if float(np.sqrt(np.mean(window**2))) > _SILENT:
            spectrum = np.abs(np.fft.rfft(window * np.hanning(_WINDOW)))
            tones[int(np.argmax(spectrum[1:])) + 1] += 1
    seconds = count * _WINDOW / _RATE
    if not tones:
        return seconds, None
    return seconds, tones.most_common(1)[0][0] * _RATE / _WINDOW


def _pictures(
    file: InputContainer, stream: VideoStream
) -> tuple[float, tuple[int, int, int] | None]:
    """(seconds with a moving picture, median of the pictures' mean colours)."""
    seen, last = 0.0, None
    colours: list[tuple[float, float, float]] = []
    for frame in file.decode(stream):
        if frame.time is None:
            continue
        if last is not None:
            seen += min(max(0.0, frame.time - last), _LONGEST_HOLD)
        last = frame.time
        small = frame.reformat(width=32, height=32, format="rgb24").to_ndarray()
        red, green, blue = (float(c) for c in small.reshape(-1, 3).mean(axis=0))
        colours.append((red, green, blue))
    if not colours:
        return 0.0, None
    red, green, blue = (round(float(c)) for c in np.median(np.array(colours), axis=0))
    return seen, (red, green, blue)
