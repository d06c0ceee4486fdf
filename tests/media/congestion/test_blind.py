"""Rulings on ways known by receiver reports alone."""

import pytest

from media.congestion.blind import Blind, Counts


def reported(share: float, rtt: float, *, rate: float = 600e3, times: int = 6) -> float:
    """A calm report, then those of a way that loses `share`, one a second."""
    blind, lost = Blind(), 0.0
    blind.look(Counts(0, 0, 0, 0.0), 0.0)
    blind.look(Counts(50, 0, int(rate / 8), 0.05), 1.0)
    bits = blind.bits
    for n in range(2, 2 + times):
        lost += 50 * share
        bits = blind.look(Counts(50 * n, round(lost), int(rate / 8 * n), rtt), float(n))
    return bits


def test_nothing_is_limited_until_there_is_trouble() -> None:
    assert reported(0.0, 0.05) == float("inf")
    assert reported(0.05, 0.1) == float("inf")


@pytest.mark.parametrize(
    ("share", "rtt", "least", "most"),
    [
        (0.2, 0.05, 250e3, 600e3),  # a lossy way still carries a picture
        (0.3, 0.5, 10e3, 500e3),  # a queue, and what overflows
        (0.0, 0.5, 10e3, 500e3),
        (0.6, 0.05, 10e3, 240e3),
    ],
)
def test_trouble_makes_less_of_it(share: float, rtt: float, least: float, most: float) -> None:
    assert least <= reported(share, rtt) <= most


def test_when_it_is_over_it_grows_again() -> None:
    blind = Blind()
    blind.look(Counts(0, 0, 0, 0.0), 0.0)
    narrow = blind.look(Counts(100, 80, 20_000, 0.05), 1.0)
    wider = blind.look(Counts(200, 80, 40_000, 0.05), 11.0)
    assert narrow * 2 < wider < narrow * 3


def test_few_packets_tell_nothing_yet() -> None:
    blind = Blind()
    blind.look(Counts(0, 0, 0, 0.0), 0.0)
    assert blind.look(Counts(10, 9, 5_000, 0.05), 1.0) == float("inf")
    assert blind.look(Counts(10, 9, 5_000, 0.05), 20.0) < 1e6


def test_a_subscriber_that_counts_anew_is_begun_with_anew() -> None:
    blind = Blind()
    blind.look(Counts(900, 50, 900_000, 0.05), 0.0)
    assert blind.look(Counts(0, 0, 900_000, 0.05), 1.0) == float("inf")
