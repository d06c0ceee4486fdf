"""Coming back after a loss."""

import pytest

from signaling.rtc.client.room import wait_before


@pytest.mark.parametrize("chance", [0.0, 0.5, 0.999])
def test_the_first_return_is_quick_and_none_is_slow(chance: float) -> None:
    waits = [wait_before(attempt, chance) for attempt in range(2000)]
    assert waits[0] <= 0.25
    assert waits == sorted(waits)
    assert waits[-1] <= 1.25
