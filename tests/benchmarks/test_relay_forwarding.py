"""Rulings on relays side by side: each hands on what it is sent, and each is charged for it."""

import pytest

from benchmarks.forwarding.engine import Missing
from benchmarks.relay_forwarding import AGAINST, Asked, compare
from tests.needs import missing


@pytest.mark.timeout(180)
@pytest.mark.parametrize("against", ["janus", "livekit"])
async def test_two_relays_are_measured_in_one_run(against: str) -> None:
    """Real handshakes with both; the last sink decrypts every packet of ours."""
    try:
        result = await compare(AGAINST[against], [(2, 2)], Asked(0.2, 1, 2000))
    except (Missing, OSError) as error:
        missing(against, str(error))
    ratios = {f"ratio_{name}" for name in AGAINST[against]}
    assert set(result) == ratios | {"pps_per_core", "delivered", "by_case"}
    cases = result["by_case"]
    assert isinstance(cases, dict)
    case = cases["burst_2_subscribers_2"]
    assert all(case[ratio] > 0 for ratio in ratios)
    assert all(case[f"delivered_{name}"] > 0.9 for name in AGAINST[against])
    assert case["delivered"] > 0.9
    assert case["decrypted"] > 100
