"""Rulings on what counts as received, lost and worth asking for."""

from hypothesis import given
from hypothesis import strategies as st

from media.reception import Missing, Reception


def received(*seqs: int) -> Reception:
    reception = Reception(7, 90000)
    for n, seq in enumerate(seqs):
        reception.note(seq, n * 3000, 100, n / 30)
    return reception


def test_a_loss_is_counted_across_the_wrap() -> None:
    reception = received(65534, 65535, 1, 2)
    assert reception.lost == 1
    block = reception.block(0, 0)
    assert block.lost == 1
    assert block.fraction == 256 // 5
    assert block.highest == 0x10002


def test_a_late_packet_is_no_loss() -> None:
    assert received(1, 3, 2).lost == 0


def test_the_fraction_is_of_the_time_since_the_last_report() -> None:
    reception = received(1, 3)
    assert reception.block(0, 0).fraction > 0
    reception.note(4, 9000, 100, 1.0)
    block = reception.block(0, 0)
    assert (block.fraction, block.lost) == (0, 1)


def test_a_steady_stream_has_no_jitter() -> None:
    reception = Reception(7, 48000)
    for n in range(100):
        reception.note(n, n * 960, 100, n * 0.02)
    assert reception.block(0, 0).jitter <= 1


def test_a_restarted_count_goes_on_upwards_and_is_no_loss() -> None:
    reception = received(50_000, 50_001)
    highest = reception.highest
    assert reception.note(10, 9000, 100, 1.0) > highest
    assert reception.lost == 0


@given(st.lists(st.integers(0, 0xFFFF), max_size=80))
def test_any_numbers_make_a_report(seqs: list[int]) -> None:
    reception = received(*seqs)
    block = reception.block(0, 0)
    assert 0 <= block.fraction <= 255
    assert reception.packets == len(seqs)


def missing_after(*numbers: int) -> Missing:
    missing = Missing()
    for number in numbers:
        missing.note(number, 0.0)
    return missing


def test_a_gap_is_asked_for_after_a_moment_and_again() -> None:
    missing = missing_after(10, 13)
    assert missing.due(0.001) == []
    assert missing.due(0.01) == [11, 12]
    assert missing.due(0.02) == []
    assert missing.due(0.08) == [11, 12]


def test_what_came_late_is_not_asked_for() -> None:
    missing = missing_after(10, 13, 12)
    assert missing.due(0.01) == [11]


def test_what_is_too_old_is_given_up() -> None:
    missing = missing_after(10, 12)
    assert missing.due(5.0) == []
    assert len(missing) == 0


def test_a_leap_is_not_asked_for() -> None:
    assert missing_after(10, 5000).due(1.0) == []


def test_many_gaps_stay_within_bounds() -> None:
    missing = missing_after(*range(0, 4000, 2))
    assert len(missing) <= 256
