"""The sound of the film: every microphone where it was heard, added up."""

from collections.abc import Callable

import av
import numpy as np

from recording.grid.encoder import RATE, Samples

_SLACK = 0.030  # seconds by which a stream may run off its times before it is put right
_LOUD = 0.01  # root mean square, of 1: somebody speaks
_HELD = 0.4  # seconds for which a voice is shown after it


class Voice:
    """One stream. Its frames follow one another without clicks while their times allow it."""

    def __init__(self) -> None:
        self._resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
        self._next: int | None = None
        self._loud_at = -1.0
        self.last = -1.0

    def samples(self, frame: av.AudioFrame, film: float) -> tuple[int, Samples]:
        """(the film's sample they begin at, samples) of a decoded frame. film: its second."""
        pieces = [even.to_ndarray().reshape(-1) for even in self._resampler.resample(frame)]
        heard: Samples = np.concatenate(pieces) if pieces else np.zeros(0, np.float32)
        wanted = round(film * RATE)
        if self._next is None or abs(wanted - self._next) > _SLACK * RATE:
            self._next = wanted
        begin, self._next = self._next, self._next + len(heard)
        self.last = film
        if len(heard) and float(np.sqrt(np.mean(heard**2))) > _LOUD:
            self._loud_at = film
        return begin, heard

    def speaks(self, film: float) -> bool:
        """Whether somebody is heard at `film` seconds."""
        return abs(film - self._loud_at) < _HELD  # sound is read a little ahead of the picture


class Mixer:
    """The sum of all voices; what is complete is taken out in order."""

    def __init__(self, out: Callable[[Samples], None]) -> None:
        self._out = out
        self._begin = 0  # the sample that the buffer starts with
        self._buffer = np.zeros(RATE, np.float32)

    def add(self, begin: int, samples: Samples) -> None:
        """Samples from the film's sample `begin` on; what is already taken out is lost."""
        skip = max(0, self._begin - begin)
        samples, at = samples[skip:], begin + skip - self._begin
        if at + len(samples) > len(self._buffer):
            longer = np.zeros(at + len(samples) + RATE, np.float32)
            longer[: len(self._buffer)] = self._buffer
            self._buffer = longer
        self._buffer[at : at + len(samples)] += samples

    def take(self, until: int) -> None:
        """Hand out everything before the film's sample `until`."""
        count = until - self._begin
        if count > len(self._buffer):
            self._buffer = np.concatenate(
                [self._buffer, np.zeros(count - len(self._buffer), np.float32)]
            )
        self._out(self._buffer[:count].copy())
        rest = self._buffer[count:]
        self._buffer = rest.copy() if len(rest) >= RATE else np.pad(rest, (0, RATE - len(rest)))
        self._begin = until
