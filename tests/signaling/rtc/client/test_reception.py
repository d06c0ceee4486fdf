"""What one stream has delivered, packet by packet."""

import random
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from signaling.rtc.client.reception import Reception


def heard(*sequences: int, start: float = 0.0) -> tuple[Reception, list[bool]]:
    """A stream that delivered `sequences`, 20 ms apart, and which of them were new."""
    stream = Reception(48_000)
    news = [
        stream.arrived(number & 0xFFFF, n * 960, start + n * 0.02)
        for n, number in enumerate(sequences)
    ]
    return stream, news


def test_a_packet_had_already_is_not_had_twice() -> None:
    _, news = heard(1, 2, 2, 3, 1)
    assert news == [True, True, False, True, False]


def test_a_missing_packet_is_taken_when_it_comes_late() -> None:
    stream, news = heard(10, 12, 13, 11, 11)
    assert news == [True, True, True, True, False]
    assert stream.wanted(1.0) == ()


def test_a_hole_is_asked_for_at_once_then_less_often_then_never() -> None:
    stream, _ = heard(65_534, 65_535, 2)  # 0 and 1 are missing, across the wrap
    asked = [now for now in (n / 100 for n in range(4, 300)) if stream.wanted(now)]
    assert asked[0] == 0.04
    gaps = [later - sooner for sooner, later in pairwise(asked)]
    assert gaps == sorted(gaps)
    assert len(asked) == 6
    assert stream.given_up == 2


def test_what_is_asked_for_are_the_missing_numbers_in_order() -> None:
    stream, _ = heard(65_534, 2)
    assert stream.wanted(0.05) == (65_535, 0, 1)


def test_an_outage_is_not_asked_for_whole() -> None:
    stream, _ = heard(0, 2000)
    assert len(stream.wanted(0.05)) == 128


def test_a_new_numbering_begins_anew_and_one_stray_packet_does_not() -> None:
    stream, news = heard(100, 101, 40_000, 102, 40_001, 40_002, 40_003)
    assert news == [True, True, False, True, True, True, True]
    assert stream.report().highest == 40_003
    assert stream.wanted(9.0) == ()


def test_a_report_says_how_much_of_the_last_stretch_was_lost() -> None:
    stream, _ = heard(0, 1, 2, 3)
    assert stream.report().fraction == 0
    for number in (4, 6, 8, 10):
        stream.arrived(number, number * 960, number * 0.02)
    report = stream.report()
    assert (report.fraction, report.lost, report.highest) == (3 * 256 // 7, 3, 10)
    assert stream.report().fraction == 0


def test_even_packets_have_no_jitter() -> None:
    stream, _ = heard(*range(100))
    assert stream.report().jitter == 0


@given(st.integers(0, 0xFFFF), st.randoms(use_true_random=False))
def test_whatever_the_order_each_packet_is_had_once(first: int, chance: random.Random) -> None:
    numbers = list(range(first, first + 200))
    order = [first, *sorted(numbers[1:], key=lambda n: n + chance.uniform(0, 8))]
    repeated = [n for number in order for n in [number] * chance.randint(1, 2)]
    stream, news = heard(*repeated)
    assert sum(news) == 200
    assert stream.report().lost == 0
