"""Rulings on hearings over bad networks, with unmodified clients in namespaces: the short form
of benchmarks.network, whose limits are judged over longer times."""

import pytest

from tests.network import cases
from tests.network.sitting import Sitting

pytestmark = pytest.mark.slow


def test_sound_survives_thirty_percent_of_loss(held: Sitting) -> None:
    """Both ways; here only that it is still sound, on any machine."""
    found = cases.judged(held, cases.BY_NAME["loss_30"], 4.0)
    for side in ("b_receives", "a_receives"):
        figures = found[side]
        assert isinstance(figures, dict)
        assert figures["heard_s"] > 0
        assert figures["concealed"] < 0.5
    held.all_live()


def test_two_seconds_without_a_network_end_nothing(held: Sitting) -> None:
    found = cases.blackout(held)
    assert "disconnected" not in str(found["events"])


def test_another_address_goes_on_with_the_same_sitting(held: Sitting) -> None:
    cases.address_change(held, 100)
    held.until(lambda: ":100:" in _way(held) or ".100." in _way(held), "the new address")


def _way(held: Sitting) -> str:
    device = held.devices["b"]
    device.gather()
    return device.way.get("address", "")


def test_who_may_send_no_udp_comes_by_tcp(held: Sitting) -> None:
    """The relay's own TCP port, no TURN server."""
    cases.without_udp(held, 0.5)
    late = held.devices["c"]
    held.until(lambda: late.since(0.0) and late.way, "c's way")
    assert late.way["protocol"] == "tcp"
    assert "RELAY" not in late.way["type"]
