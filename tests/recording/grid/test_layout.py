"""Rulings on where everybody stands."""

import pytest

from recording.grid.layout import Box, Place, fit, layout, shape


@pytest.mark.parametrize(
    ("count", "columns", "rows"),
    [
        (1, 1, 1), (2, 2, 1), (3, 2, 2), (4, 2, 2), (5, 3, 2), (6, 3, 2), (7, 3, 3), (9, 3, 3),
        (10, 4, 3), (12, 4, 3), (13, 4, 4), (16, 4, 4), (17, 5, 4), (20, 5, 4), (21, 5, 5),
        (25, 5, 5),
    ],
)  # fmt: skip
def test_the_grid_is_as_square_as_can_be(count: int, columns: int, rows: int) -> None:
    assert shape(count) == (columns, rows)


@pytest.mark.parametrize("count", range(1, 26))
def test_every_device_has_a_place_of_its_own_within_the_picture(count: int) -> None:
    plan = layout(count)
    assert len(plan.places) == count
    taken = [_pixels(place.frame) for place in plan.places]
    assert sum(map(len, taken)) == len(set().union(*taken))
    for place in plan.places:
        assert _within(place.frame, plan.stage)
        assert _within(place.picture, place.frame)
        assert _within(place.label, place.frame)
        assert place.picture.height > place.label.height
        assert all(side % 2 == 0 for side in _sides(place))


def test_the_first_place_is_above_and_left_of_all_others() -> None:
    first, *others = layout(7).places
    assert all((first.frame.y, first.frame.x) < (o.frame.y, o.frame.x) for o in others)


@pytest.mark.parametrize("count", range(1, 26))
def test_names_are_never_smaller_than_can_be_read(count: int) -> None:
    assert all(place.name_px >= 14 and place.role_px >= 13 for place in layout(count).places)


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((320, 180), Box(0, 0, 640, 360)),
        ((180, 320), Box(218, 0, 202, 360)),
        ((640, 100), Box(0, 130, 640, 100)),
    ],
)
def test_a_picture_keeps_its_proportions(size: tuple[int, int], expected: Box) -> None:
    assert fit(size, Box(0, 0, 640, 360)) == expected


def _pixels(box: Box) -> set[tuple[int, int]]:
    """On a raster of 2 px: everything is even."""
    columns = range(box.x, box.x + box.width, 2)
    return {(x, y) for x in columns for y in range(box.y, box.y + box.height, 2)}


def _within(inner: Box, outer: Box) -> bool:
    return (
        outer.x <= inner.x
        and outer.y <= inner.y
        and inner.x + inner.width <= outer.x + outer.width
        and inner.y + inner.height <= outer.y + outer.height
    )


def _sides(place: Place) -> list[int]:
    boxes = place.frame, place.picture, place.label
    return [side for box in boxes for side in (box.x, box.y, box.width, box.height)]
