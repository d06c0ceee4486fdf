"""Measuring decoded sound and picture, and making them: a tone, a colour. Pure.

Sound is int16 mono, pictures are I420 (BT.601, limited range), as WebRTC decoders give them.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from signaling.rehearsal.signs import Colour

_SILENCE = 200.0  # RMS of int16; the tones are sent at about 5600
_PURE = 0.5  # share of the energy that stands in the strongest tone
_BAR = 8  # the moving bar is one part in this many of the picture's height


@dataclass(frozen=True, slots=True)
class Tone:
    """The strongest tone of some sound: its frequency and its share of the energy (0-1)."""

    hz: float
    share: float
    rms: float

    @property
    def clear(self) -> bool:
        """Loud and pure enough to say that this tone was heard."""
        return self.rms >= _SILENCE and self.share >= _PURE


def strongest_tone(samples: NDArray[np.int16], rate: int) -> Tone:
    """The strongest tone of `samples` (0.1 s or more gives 10 Hz or better)."""
    if samples.size < 2:
        return Tone(0.0, 0.0, 0.0)
    sound = samples - samples.mean()  # an offset is no sound
    rms = float(np.sqrt(np.mean(sound**2)))
    power = np.abs(np.fft.rfft(sound * np.hanning(sound.size))) ** 2
    peak = int(np.argmax(power))
    near = power[max(peak - 2, 0) : peak + 3]  # a Hann window spreads a tone over five bins
    total = float(power.sum())
    share = float(near.sum()) / total if total else 0.0
    return Tone(peak * rate / sound.size, share, rms)


def tone(hz: float, first: int, count: int, rate: int) -> NDArray[np.int16]:
    """`count` samples of a sine of `hz` that began `first` samples ago, a quarter loud."""
    at = np.arange(first, first + count) / rate
    wave: NDArray[np.int16] = (8000 * np.sin(2 * np.pi * hz * at)).astype(np.int16)
    return wave


def picture(
    colour: Colour, width: int, height: int, number: int, *, restless: bool = False
) -> bytes:
    """I420 frame `number`: the colour, and a bar at the foot that moves in every frame.

    `restless`: the upper quarter is noise, new in every frame, which costs an encoder bits.
    """
    luma, blue, red = _to_yuv(colour)
    y = np.full((height, width), luma, np.uint8)
    y[-(height // _BAR) :] = 16
    if restless:
        noise = np.random.default_rng(number).integers(40, 200, (height // 4, width), np.uint8)
        y[: height // 4] = noise
    left = number * 8 % width
    y[-(height // _BAR) :, left : left + 8] = 235
    half = (height // 2, width // 2)
    return y.tobytes() + bytes([blue]) * half[0] * half[1] + bytes([red]) * half[0] * half[1]


def colour_of(frame: memoryview, width: int, height: int) -> Colour:
    """The mean colour of the middle of an I420 frame."""
    flat = np.frombuffer(frame, np.uint8)
    luma = width * height
    half_width, half_height = (width + 1) // 2, (height + 1) // 2
    chroma = half_width * half_height
    y = _middle(flat[:luma].reshape(height, width))
    u = _middle(flat[luma : luma + chroma].reshape(half_height, half_width))
    v = _middle(flat[luma + chroma : luma + 2 * chroma].reshape(half_height, half_width))
    return _to_rgb(y, u, v)


def _middle(plane: NDArray[np.uint8]) -> float:
    height, width = plane.shape
    part = plane[height // 4 : 3 * height // 4, width // 4 : 3 * width // 4]
    return float(part.mean())


def _to_yuv(colour: Colour) -> tuple[int, int, int]:
    """ITU-R BT.601, limited range."""
    red, green, blue = (channel / 255 for channel in colour)
    luma = 0.299 * red + 0.587 * green + 0.114 * blue
    u, v = (blue - luma) / 1.772, (red - luma) / 1.402
    return round(16 + 219 * luma), round(128 + 224 * u), round(128 + 224 * v)


def _to_rgb(y: float, u: float, v: float) -> Colour:
    luma, cb, cr = (y - 16) / 219, (u - 128) / 224, (v - 128) / 224
    red, blue = luma + 1.402 * cr, luma + 1.772 * cb
    green = (luma - 0.299 * red - 0.114 * blue) / 0.587
    whole = [min(255, max(0, round(255 * channel))) for channel in (red, green, blue)]
    return whole[0], whole[1], whole[2]
