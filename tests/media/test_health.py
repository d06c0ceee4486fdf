"""Rulings on what a subscriber's reports say of a stream."""

from media.health import Remote
from media.rtcp import Block


def block(highest: int, lost: int, *, lsr: int = 0, dlsr: int = 0, jitter: int = 0) -> Block:
    return Block(7, 0, lost, highest, jitter, lsr, dlsr)


def test_counts_begin_with_the_first_report_and_add_up() -> None:
    remote = Remote()
    remote.note(block(1000, 40), 90_000, None)
    assert (remote.packets, remote.lost) == (0, 0)
    remote.note(block(1100, 45), 90_000, None)
    remote.note(block(1200, 43, jitter=900), 90_000, None)  # two came after all
    assert (remote.packets, remote.lost, remote.jitter) == (200, 3, 0.01)


def test_numbers_may_wrap_and_a_new_count_is_not_loss() -> None:
    remote = Remote()
    remote.note(block((1 << 32) - 10, 0), 90_000, None)
    remote.note(block(90, 0), 90_000, None)
    assert remote.packets == 100
    remote.note(block(5, 0), 90_000, None)
    assert (remote.packets, remote.lost) == (100, 0)


def test_the_way_there_and_back_is_told_from_the_sender_report() -> None:
    remote = Remote()
    sent = 0x83AA7E80_40000000  # 32.32
    now = sent + (1 << 31)  # half a second later
    middle = sent >> 16 & 0xFFFFFFFF
    remote.note(block(1, 0, lsr=middle, dlsr=0x4000), 90_000, now)  # kept a quarter
    assert remote.rtt == 0.25
    remote.note(block(1, 0, lsr=middle, dlsr=0xFFFF0000), 90_000, now)  # nonsense
    assert remote.rtt < 65536
