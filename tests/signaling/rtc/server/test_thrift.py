"""Rulings on memory that goes back: after somebody left, and not all the time."""

import pytest

from signaling.rtc.server.thrift import EVERY, Thrift


@pytest.mark.parametrize(
    ("looks", "given"),
    [
        pytest.param([(0, 0.0), (0, 100.0)], 0, id="nobody was here"),
        pytest.param([(1, 0.0)], 1, id="somebody left"),
        pytest.param([(1, 0.0), (1, 100.0)], 1, id="nobody left since"),
        pytest.param([(1, 0.0), (2, EVERY / 2)], 1, id="it was done a moment ago"),
        pytest.param([(1, 0.0), (2, EVERY / 2), (2, EVERY)], 2, id="it is done later then"),
    ],
)
def test_what_is_free_goes_back(looks: list[tuple[int, float]], given: int) -> None:
    done: list[None] = []
    thrift = Thrift(lambda: done.append(None))
    for ended, now in looks:
        thrift.look(ended, now)
    assert len(done) == given


def test_the_c_library_of_this_machine_bears_it() -> None:
    assert Thrift().look(1, 0.0)
