"""Where everything stands in the picture: the bar above, one place for each device. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

BAR = 48  # px, of the small picture: hearing on the left, clock on the right
_SMALL, _LARGE = (1280, 720), (1920, 1080)
_FEW = 9  # places that are still large enough in the small picture
_MARGIN = 4  # px around a place; its frame is drawn there
_LEADING = 1.6  # of the size of type: Vietnamese stacks two marks above a capital


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in px, all four even: chroma has half the resolution."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Place:
    """A device's place: frame, the picture in it, the label below; name_px, role_px: type."""

    frame: Box
    picture: Box
    label: Box
    name_px: int
    role_px: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole picture. stage: everything below the bar."""

    width: int
    height: int
    columns: int
    rows: int
    bar: Box
    stage: Box
    places: tuple[Place, ...]


def shape(count: int) -> tuple[int, int]:
    """(columns, rows) of a grid for `count` places: as square as can be, rather wide."""
    columns = math.ceil(math.sqrt(max(1, count)))
    return columns, math.ceil(max(1, count) / columns)


def layout(count: int) -> Layout:
    """The places of `count` devices, row by row; the first is the presiding judge's."""
    width, height = _SMALL if count <= _FEW else _LARGE
    bar = Box(0, 0, width, even(BAR * height / _SMALL[1]))
    stage = Box(0, bar.height, width, height - bar.height)
    columns, rows = shape(count)
    cell = even(stage.width / columns), even(stage.height / rows)
    left = _left_over(stage.width, cell[0], columns)
    places = tuple(
        _place(Box(left + n % columns * cell[0], stage.y + n // columns * cell[1], *cell))
        for n in range(count)
    )
    return Layout(width, height, columns, rows, bar, stage, places)


def fit(size: tuple[int, int], within: Box) -> Box:
    """The largest box of the proportions of `size`, in the middle of `within`."""
    scale = min(within.width / max(1, size[0]), within.height / max(1, size[1]))
    width = min(within.width, max(2, even(size[0] * scale)))
    height = min(within.height, max(2, even(size[1] * scale)))
    x = within.x + even((within.width - width) / 2)
    return Box(x, within.y + even((within.height - height) / 2), width, height)


def even(value: float) -> int:
    """The largest even number not above `value`."""
    return int(value) // 2 * 2


def leading(px: int) -> int:
    """The height of a line of type of `px`, even; no mark of any letter leaves it."""
    return even(px * _LEADING + 4)


def lines(heights: Sequence[int], within: Box) -> list[Box]:
    """Boxes of these heights one below the other, in the middle of `within`."""
    y = within.y + even((within.height - sum(heights)) / 2)
    boxes: list[Box] = []
    for height in heights:
        boxes.append(Box(within.x, y, within.width, height))
        y += height
    return boxes


def _left_over(whole: int, cell: int, count: int) -> int:
    return even((whole - cell * count) / 2)


def _place(cell: Box) -> Place:
    inner = Box(
        cell.x + _MARGIN,
        cell.y + _MARGIN,
        cell.width - 2 * _MARGIN,
        cell.height - 2 * _MARGIN,
    )
    name_px = min(26, max(14, round(cell.height * 0.075)))
    role_px = max(13, round(name_px * 0.8))
    below = leading(name_px) + leading(role_px)
    picture = Box(inner.x, inner.y, inner.width, inner.height - below)
    label = Box(inner.x, inner.y + picture.height, inner.width, below)
    return Place(cell, picture, label, name_px, role_px)
