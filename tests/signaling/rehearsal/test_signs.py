"""A party's tone and colour are never taken for another's."""

from itertools import combinations, permutations
from math import dist

import pytest

from signaling.rehearsal.signs import MOST, SIGNS, Sign, by_colour, by_tone


def test_each_party_has_a_sign_of_its_own() -> None:
    """As many as may take part."""
    assert len(set(SIGNS)) == len(SIGNS) == MOST


def test_no_two_signs_come_near_each_other() -> None:
    """Four times the error that a codec makes fits between any two."""
    for one, other in combinations(SIGNS, 2):
        assert abs(one.tone_hz - other.tone_hz) >= 97
        assert dist(one.colour, other.colour) >= 127


@pytest.mark.parametrize("times", [2, 3])
def test_no_tone_is_a_harmonic_of_another(times: int) -> None:
    """A clipped tone gains harmonics; they must be nobody's."""
    for one, other in permutations(SIGNS, 2):
        assert abs(one.tone_hz * times - other.tone_hz) > 20


@pytest.mark.parametrize("off", [-19.0, 0.0, 19.0])
def test_a_tone_a_little_off_is_still_its_owners(off: float) -> None:
    """Two bins of a tenth of a second."""
    assert all(by_tone(sign.tone_hz + off) is sign for sign in SIGNS)


@pytest.mark.parametrize("hz", [0.0, 300.0, 420.0 + 48, 5000.0])
def test_any_other_tone_is_nobodys(hz: float) -> None:
    """Between two tones, below and above all."""
    assert by_tone(hz) is None


@pytest.mark.parametrize("colour", [(0, 0, 0), (128, 128, 128), (64, 64, 64)])
def test_a_dead_camera_is_nobodys(colour: tuple[int, int, int]) -> None:
    """Black and grey."""
    assert by_colour(colour) is None


@pytest.mark.parametrize("sign", SIGNS)
def test_a_colour_a_little_off_is_still_its_owners(sign: Sign) -> None:
    """25 in every channel."""
    assert by_colour([min(255, channel + 25) for channel in sign.colour]) is sign
