"""Rulings on layers: which lives, which is shown."""

import pytest

from media.layer import Layer, choose, in_order
from media.segment import EVERY
from tests.media.packets import padding, vp8


def layer(rank: int) -> Layer:
    return Layer(rank + 1, "qhf"[rank], rank, kind="video", codec="vp8", rate=90000)


def test_layers_are_ordered_as_livekit_names_them() -> None:
    assert in_order(["f", "q", "h"]) == ("q", "h", "f")
    assert in_order(["a", "b"]) == ("a", "b")


@pytest.mark.parametrize(
    ("living", "quality", "shown"),
    [
        ((0, 1, 2), 2, 2),
        ((0, 1, 2), 0, 0),
        ((0, 1), 2, 1),  # the highest is paused
        ((0, 2), 1, 0),  # never better than asked
        ((2,), 0, 2),  # unless it is the only one
        ((), 1, None),
    ],
)
def test_the_layer_shown_is_the_best_within_the_wish(
    living: tuple[int, ...], quality: int, shown: int | None
) -> None:
    chosen = choose([layer(rank) for rank in living], quality)
    assert (None if chosen is None else chosen.rank) == shown


def test_a_probe_is_no_life() -> None:
    one = layer(0)
    one.note(padding(1, 0), b"", 10.0)
    assert not one.alive(10.0)
    one.note(vp8(2, 0), b"", 10.0)
    assert one.alive(11.0)
    assert not one.alive(12.0)


def test_packets_are_kept_for_a_while() -> None:
    one = layer(0)
    first = one.note(vp8(1, 0), b"", 0.0).number
    assert one.history.find(first) is not None
    for seq in range(2, 600):
        one.note(vp8(seq, 0), b"", 0.0)
    assert one.history.find(first) is None


def test_what_a_layer_costs_is_told_by_its_frames_and_without_padding() -> None:
    one = layer(0)
    one.steps(0.0)
    for n in range(40):
        one.note(vp8(2 * n, n, temporal=(0, 2, 1, 2)[n % 4]), b"", n / 40)
        one.note(padding(2 * n + 1, n), b"", n / 40)
    steps = dict(one.steps(1.0))
    assert sorted(steps) == [0, 1, EVERY]
    assert steps[1] == pytest.approx(2 * steps[0])
    assert steps[EVERY] == pytest.approx(4 * steps[0])
    assert one.bits(1.0) == steps[EVERY] < 40 * 80 * 8


def test_a_layer_of_one_kind_of_frames_has_one_step() -> None:
    one = layer(1)
    one.steps(0.0)
    one.note(vp8(1, 0), b"", 0.5)
    assert [at for at, _ in one.steps(1.0)] == [EVERY]
