"""Rulings on what the doctor says of the relay's hot path."""

import pytest

from media.abilities import Abilities
from signaling.doctor.finding import State
from signaling.doctor.hot_path import judged


def test_a_machine_with_everything_has_nothing_to_do() -> None:
    assert judged(Abilities(segments=True, direct=True)).state is State.OK


@pytest.mark.parametrize(
    ("have", "said"),
    [
        (Abilities(segments=False, direct=True), "UDP_SEGMENT"),
        (Abilities(segments=True, direct=False), "pylibsrtp"),
        (Abilities(segments=False, direct=False), "pylibsrtp"),
    ],
)
def test_what_is_missing_is_named_and_no_hindrance(have: Abilities, said: str) -> None:
    finding = judged(have)
    assert finding.state is State.WARN
    assert said in finding.en
    assert said in finding.vi
