"""The tone and the colour by which a rehearsal tells each party's sound and picture. Pure.

Chosen so that what Opus and VP8 do to them never turns one into another: tones 97 Hz apart,
colours half the range of a channel apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import dist

Colour = tuple[int, int, int]
"""Red, green, blue, 0-255."""

MOST = 25

_LOWEST_HZ = 420.0
_STEP_HZ = 97.0  # with 420: no tone is twice or three times another, within the tolerance
_TONE_TOLERANCE_HZ = 20.0
_COLOUR_TOLERANCE = 48.0  # less than half of the distance between two colours
_SHADES = (255, 128, 0)


@dataclass(frozen=True, slots=True)
class Sign:
    """One party's own: `tone_hz` of its microphone, `colour` of its camera's picture."""

    tone_hz: float
    colour: Colour


def _colours() -> list[Colour]:
    """25 colours of three shades a channel; not black or grey: a dead camera shows them."""
    grey = {(0, 0, 0), (128, 128, 128)}
    every = [(red, green, blue) for red, green, blue in product(_SHADES, repeat=3)]
    lively = sorted(
        (colour for colour in every if colour not in grey),
        key=lambda colour: (colour.count(128), colour),
    )
    return lively[:MOST]


SIGNS: tuple[Sign, ...] = tuple(
    Sign(_LOWEST_HZ + _STEP_HZ * index, colour) for index, colour in enumerate(_colours())
)
"""The sign of the first party, of the second, … of the last possible one."""


def by_tone(tone_hz: float, signs: Sequence[Sign] = SIGNS) -> Sign | None:
    """Whose tone this is, or None when it is nobody's."""
    nearest = min(signs, key=lambda sign: abs(sign.tone_hz - tone_hz))
    return nearest if abs(nearest.tone_hz - tone_hz) <= _TONE_TOLERANCE_HZ else None


def by_colour(colour: Sequence[float], signs: Sequence[Sign] = SIGNS) -> Sign | None:
    """Whose colour this is, or None when it is nobody's."""
    nearest = min(signs, key=lambda sign: dist(sign.colour, colour))
    return nearest if dist(nearest.colour, colour) <= _COLOUR_TOLERANCE else None
