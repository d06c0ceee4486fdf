"""Rulings on words in the picture: every mark of every letter is there."""

import unicodedata
from importlib.resources import files

import numpy as np
import pytest

from recording.grid.drawing import (
    PAPER,
    STRIP,
    Clock,
    Picture,
    card,
    font,
    label,
    line,
    shortened,
    width,
)
from recording.grid.layout import Box, layout

VOWELS = "aăâeêioôơuưy"
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
LETTERS = [
    unicodedata.normalize("NFC", letter + tone)
    for vowel in VOWELS
    for letter in (vowel, vowel.upper())
    for tone in TONES
] + ["đ", "Đ"]
SIZES = sorted({p.name_px for n in range(1, 26) for p in layout(n).places} | {13, 21, 56})


def _inked(picture: Picture) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which rows hold anything but the ground."""
    rows: np.ndarray[tuple[int], np.dtype[np.bool_]] = (
        picture != np.array(STRIP, np.uint8)
    ).any(axis=(1, 2))
    return rows


@pytest.mark.parametrize("px", SIZES)
def test_no_vietnamese_letter_is_cut_off(px: int) -> None:
    for letter in LETTERS:
        rows = _inked(line(letter, px, 4 * px))
        assert rows.any()
        assert not rows[0], f"{letter} is cut above at {px}"
        assert not rows[-1], f"{letter} is cut below at {px}"


def test_the_shipped_font_has_every_letter() -> None:
    nothing = bytes(font(30).getmask("\U0010fffd"))
    for letter in [*LETTERS, *"0123456789:/–·«»…()%"]:
        assert bytes(font(30).getmask(letter)) != nothing, letter


def test_the_licence_is_beside_the_font() -> None:
    text = files("recording").joinpath("fonts/OFL.txt").read_text()
    assert "SIL OPEN FONT LICENSE" in text


def test_decomposed_letters_are_drawn_as_composed_ones() -> None:
    name = "Trần Thị Ngọc Ẩn"
    composed, taken_apart = (unicodedata.normalize(form, name) for form in ("NFC", "NFD"))
    assert np.array_equal(line(composed, 20, 300), line(taken_apart, 20, 300))


def test_a_long_name_ends_in_an_ellipsis_within_its_tile() -> None:
    name = "Nguyễn Phước Bảo Quỳnh Ngọc Hương Giang Thị Minh Khai"
    short = shortened(name, 20, 150)
    assert short.endswith("…")
    assert width(short, 20) <= 150
    assert shortened("Ẩn\n\tMẫu", 20, 150) == "Ẩn Mẫu"


def test_a_label_has_the_size_of_its_strip() -> None:
    for count in (1, 6, 25):
        place = layout(count).places[0]
        drawn = label("Lê Văn Mẫu", "Bị cáo", place.label, place.name_px, place.role_px)
        assert drawn.shape == (place.label.height, place.label.width, 3)


def test_a_card_shows_all_its_lines() -> None:
    lines = [("large", "Phiên tòa tạm nghỉ"), ("middle", "recess"), ("small", "Ẩn")]
    drawn = card(lines, Box(0, 0, 640, 330))
    assert drawn.shape == (330, 640, 3)
    bright = (drawn[:, 20:].min(axis=2) > 120).any(axis=1)
    assert int(np.diff(bright.astype(int)).clip(0).sum()) >= len(lines)


def test_the_clock_does_not_move_when_its_digits_do() -> None:
    clock = Clock(22)
    widths = {clock.picture(text).shape for text in ("11:11:11", "08:44:36", "00:00:00")}
    assert len(widths) == 1
    assert (clock.picture("8") == np.array(PAPER, np.uint8)).all(axis=2).any()
