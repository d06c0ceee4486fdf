"""Rulings on what is known to arrive."""

import pytest

from media.congestion.rate import Acknowledged, Rate
from media.congestion.sent import Arrival
from media.congestion.trend import Usage


@pytest.mark.parametrize("step", [0.0, -0.001, -1.0])
def test_a_receiver_that_lies_about_time_fills_no_memory(step: float) -> None:
    acknowledged = Acknowledged()
    for n in range(3_000):
        acknowledged.note(Arrival(0.0, 10_000 + n * step, 1_200))
    assert len(acknowledged._arrivals) <= 1_025


def test_while_a_queue_stands_each_look_makes_it_less() -> None:
    """As much arrives as the link carries, and that is what keeps the queue."""
    rate = Rate(100_000.0)
    for n in range(1, 5):
        rate.update(Usage.OVER, 130_000.0, float(n), stands=True)
    assert rate.bits == pytest.approx(100_000.0 * 0.85**4)
