"""Rulings on what is known to arrive."""

import pytest

from media.congestion.rate import Acknowledged
from media.congestion.sent import Arrival


@pytest.mark.parametrize("step", [0.0, -0.001, -1.0])
def test_a_receiver_that_lies_about_time_fills_no_memory(step: float) -> None:
    acknowledged = Acknowledged()
    for n in range(3_000):
        acknowledged.note(Arrival(0.0, 10_000 + n * step, 1_200))
    assert len(acknowledged._arrivals) <= 1_025
