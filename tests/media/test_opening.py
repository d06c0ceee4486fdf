"""Rulings on what a newcomer is sent of the time before its keys were there."""

import pytest

from media.layer import Layer
from media.opening import FRESH, MOST, Opening
from tests.media.packets import vp8


def test_what_came_since_the_key_frame_is_sent_to_who_subscribed_before_it() -> None:
    opening = Opening()
    assert opening.found(100, 9000, 10.0)
    assert opening.since(9.9, 104, 10.2) == range(100, 105)


@pytest.mark.parametrize(
    ("begun", "newest", "now"),
    [
        (10.1, 104, 10.2),  # it came before the subscriber
        (9.9, 104, 10.1 + FRESH),  # it is too old
        (9.9, 100 + MOST, 10.2),  # it is too much
    ],
)
def test_otherwise_nothing_is_sent(begun: float, newest: int, now: float) -> None:
    opening = Opening()
    opening.found(100, 9000, 10.0)
    assert not opening.since(begun, newest, now)


def test_nothing_is_kept_over_a_change_of_the_floor() -> None:
    opening = Opening()
    opening.found(100, 9000, 10.0)
    opening.forget()
    assert not opening.since(9.9, 104, 10.1)


def test_a_key_frame_of_several_parts_begins_at_its_first() -> None:
    opening = Opening()
    assert opening.found(100, 9000, 10.0)
    assert not opening.found(101, 9000, 10.0)  # H.264: parameter sets, then the picture
    assert not opening.found(99, 6000, 10.1)  # one before it, late
    assert opening.since(9.9, 101, 10.1) == range(100, 102)


def test_a_layer_hands_on_all_it_has_since_its_key_frame() -> None:
    layer = Layer(1, "q", 0, kind="video", codec="vp8", rate=90000)
    layer.note(vp8(1, 0), b"", 1.0)
    layer.keyframes.ask(1.0)
    layer.keyframes.ask(1.1)
    for seq, key in ((2, True), (3, False), (5, False)):
        layer.note(vp8(seq, 3000 * seq, key=key), b"", 1.2)
    assert [kept.packet.seq for kept in layer.since(1.1, 1.3)] == [2, 3, 5]
    assert not layer.keyframes.due(9.0), "what was asked for has come"
