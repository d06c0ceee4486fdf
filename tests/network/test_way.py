"""Rulings on how bad a way is: our emulator's model, and what netem is told."""

import random

import pytest

from tests.network.way import Lane, Way, netem

MANY = 20_000


def lane(way: Way, seed: int = 5) -> Lane:
    return Lane(way, random.Random(seed).random)


def lost(way: Way) -> list[bool]:
    """Of many packets, which were."""
    road = lane(way)
    return [road.leaves(n / 1000, 100) is None for n in range(MANY)]


def rows(losses: list[bool]) -> list[int]:
    """Lengths of rows of losses."""
    text = "".join("x" if one else " " for one in losses)
    return [len(row) for row in text.split()]


@pytest.mark.parametrize(("share", "burst"), [(0.05, 1), (0.30, 1), (0.10, 4), (0.30, 8)])
def test_so_many_are_lost_in_rows_of_that_length(share: float, burst: float) -> None:
    losses = lost(Way(loss=share, burst=burst))
    assert abs(sum(losses) / MANY - share) < 0.03
    mean = sum(rows(losses)) / len(rows(losses))
    expected = burst if burst > 1 else 1 / (1 - share)
    assert abs(mean - expected) < 0.15 * expected


def test_delays_stay_within_the_jitter() -> None:
    road = lane(Way(delay=200, jitter=50))
    delays = [road.leaves(0.0, 100) or 0.0 for _ in range(1000)]
    assert 0.150 <= min(delays) < 0.160
    assert 0.240 < max(delays) <= 0.250


def test_some_overtake_the_others() -> None:
    road = lane(Way(delay=20, reorder=0.25))
    at_once = [road.leaves(0.0, 100) == 0.0 for _ in range(1000)]
    assert 200 < sum(at_once) < 300


def test_a_narrow_way_takes_its_time_and_then_loses() -> None:
    """100 kbit/s: 1000 bytes take 80 ms; a queue of 400 ms holds the one that begins then."""
    road = lane(Way(rate=100, queue=400))
    left = [road.leaves(0.0, 1000) for _ in range(8)]
    assert left == [pytest.approx(0.08 * n) for n in range(1, 7)] + [None, None]


def test_nothing_passes_a_cut() -> None:
    assert lane(Way(cut=True)).leaves(0.0, 1) is None


@pytest.mark.parametrize(
    ("way", "said"),
    [
        (Way(), ""),
        (Way(loss=0.3), "loss 30.00%"),
        (Way(loss=0.1, burst=4), "loss gemodel 2.778% 25.000%"),
        (Way(delay=200, jitter=50), "delay 200ms 50ms"),
        (Way(delay=20, reorder=0.25), "delay 20ms 0ms reorder 25.00%"),
        (Way(rate=100), "rate 100kbit limit 5"),
        (Way(cut=True), "loss 100%"),
    ],
)
def test_netem_is_told_the_same(way: Way, said: str) -> None:
    assert netem(way) == said.split()
