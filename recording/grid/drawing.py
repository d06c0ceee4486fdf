"""Words as pictures: labels, cards and the clock, with every Vietnamese mark whole.

The font is shipped, so that a machine without any draws the same as one with many.
"""

import io
import math
import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from recording.grid.layout import Box, leading

Rgb = tuple[int, int, int]
Picture = np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]
"""height x width x 3, red, green, blue."""

INK: Rgb = (22, 24, 29)
STRIP: Rgb = (38, 41, 49)
EMPTY: Rgb = (48, 52, 61)
PAPER: Rgb = (244, 241, 234)
QUIET: Rgb = (190, 190, 186)
RED: Rgb = (196, 50, 46)
HEARD: Rgb = (92, 176, 110)
_CARD: Rgb = (34, 38, 50)
_FONT = "fonts/BeVietnamPro-Medium.ttf"
_ABOVE = 0.27  # of the size: how far marks rise over the font's ascent (Ẳ: 0.25)
_PAD = 8  # px left and right of words
_STYLES = {"large": 1.5, "middle": 1.0, "small": 0.75}


@cache
def font(px: int) -> ImageFont.FreeTypeFont:
    """The shipped font at `px`. Basic layout: the same on every build of Pillow."""
    file = io.BytesIO(files("recording").joinpath(_FONT).read_bytes())
    return ImageFont.truetype(file, px, layout_engine=ImageFont.Layout.BASIC)


def width(text: str, px: int) -> float:
    """Of `text` in px."""
    return font(px).getlength(text)


def shortened(text: str, px: int, room: float) -> str:
    """`text` in composed form and on one line, with an ellipsis if it is wider than `room`."""
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    if width(plain, px) <= room:
        return plain
    while plain and width(plain + "…", px) > room:
        plain = plain[:-1].rstrip()
    return plain + "…"


def line(
    text: str,
    px: int,
    room: int,
    ink: Rgb = PAPER,
    ground: Rgb = STRIP,
    *,
    middle: bool = False,
) -> Picture:
    """One line of `room` px width and `leading(px)` height."""
    image = Image.new("RGB", (room, leading(px)), ground)
    said = shortened(text, px, room - 2 * _PAD)
    x = (room - width(said, px)) / 2 if middle else _PAD
    _write(ImageDraw.Draw(image), x, said, px, ink)
    return np.asarray(image)


def label(name: str, role: str, box: Box, name_px: int, role_px: int) -> Picture:
    """Name above role, in the strip below a picture."""
    above = line(name, name_px, box.width)
    below = line(role, role_px, box.width, QUIET)
    return np.concatenate([above, below])[: box.height]


def notice(words: Sequence[tuple[str, int, Rgb]], box: Box, ground: Rgb = EMPTY) -> Picture:
    """Lines in the middle of a plain box; lines that do not fit are left out."""
    picture = plain(box.width, box.height, ground)
    drawn: list[Picture] = []
    for text, px, ink in words:
        if sum(map(len, drawn)) + leading(px) > box.height:
            break
        drawn.append(line(text, px, box.width, ink, ground, middle=True))
    y = (box.height - sum(map(len, drawn))) // 2
    for one in drawn:
        picture[y : y + len(one)] = one
        y += len(one)
    return picture


def card(lines: Sequence[tuple[str, str]], box: Box) -> Picture:
    """A gap's card: a red edge and its lines, each in its style."""
    size = box.height / 18
    words = [
        (text, round(size * _STYLES[style]), PAPER if style != "small" else QUIET)
        for style, text in lines
    ]
    picture = notice(words, box, _CARD)
    picture[:, :12] = RED
    return picture


def plain(width: int, height: int, ground: Rgb) -> Picture:
    """One colour."""
    picture = np.empty((height, width, 3), np.uint8)
    picture[:] = ground
    return picture


class Clock:
    """Digits of equal width, drawn once each."""

    CHARACTERS = "0123456789:/ .-+UTC"

    def __init__(self, px: int, ground: Rgb = INK) -> None:
        self._px, self._ground = px, ground
        self._advance = max(int(width(digit, px)) + 1 for digit in "0123456789")
        self._glyphs = {one: self._glyph(one) for one in self.CHARACTERS}

    def picture(self, text: str) -> Picture:
        """`text` of CHARACTERS."""
        return np.concatenate([self._glyphs[one] for one in text], axis=1)

    def width(self, count: int) -> int:
        """Room for `count` characters, in px."""
        return self._advance * count

    def _glyph(self, character: str) -> Picture:
        own = width(character, self._px)
        room = self._advance if character.isalnum() else round(max(own, self._px / 4))
        image = Image.new("RGB", (room, leading(self._px)), self._ground)
        draw = ImageDraw.Draw(image)
        _write(draw, (room - own) / 2, character, self._px, PAPER)
        return np.asarray(image)


def _write(draw: ImageDraw.ImageDraw, x: float, text: str, px: int, ink: Rgb) -> None:
    """With room above the ascent for marks: the font's own line would cut them off."""
    draw.text((round(x), math.ceil(px * _ABOVE) + 1), text, ink, font(px))
