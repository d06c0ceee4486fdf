"""Rulings on who is speaking."""

from media.loudness import Loudness


def heard(level: int, packets: int = 30) -> Loudness:
    loudness = Loudness()
    for n in range(packets):
        loudness.note(level, n * 0.02)
    return loudness


def test_speech_has_an_amplitude() -> None:
    amplitude = heard(20).amplitude(0.6)
    assert amplitude is not None
    assert 0.05 < amplitude < 0.2


def test_a_quiet_room_does_not_speak() -> None:
    assert heard(70).amplitude(0.6) is None


def test_one_click_is_no_speech() -> None:
    assert heard(0, packets=1).amplitude(0.0) is None


def test_who_sends_nothing_any_more_does_not_speak() -> None:
    assert heard(20).amplitude(2.0) is None
