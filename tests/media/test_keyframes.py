"""Rulings on asking for key frames."""

from media.keyframes import KeyFrames


def test_the_first_request_goes_out_at_once() -> None:
    assert KeyFrames().ask(0.0)


def test_a_request_made_too_early_is_sent_later_never_lost() -> None:
    frames = KeyFrames()
    frames.ask(0.0)
    assert not frames.ask(0.1)
    assert not frames.due(0.2)
    assert frames.due(0.5)
    assert not frames.due(1.0)
