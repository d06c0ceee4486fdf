"""Rulings on packets in a byte stream."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.framing import LONGEST, Deframer, TooLong, framed

packets = st.lists(st.binary(min_size=1, max_size=LONGEST), max_size=6)


@given(packets, st.lists(st.integers(1, 700), min_size=1, max_size=9))
def test_however_the_stream_is_cut_the_packets_come_out(
    sent: list[bytes], cuts: list[int]
) -> None:
    stream = b"".join(framed(packet, len(packet)) for packet in sent)
    frames, got, at, turn = Deframer(), [], 0, 0
    while at < len(stream):
        size = cuts[turn % len(cuts)]
        got += frames.feed(stream[at : at + size])
        at, turn = at + size, turn + 1
    assert got == sent


@pytest.mark.parametrize("announced", [LONGEST + 1, 65535])
def test_a_length_that_no_packet_has_is_refused_before_anything_comes(announced: int) -> None:
    with pytest.raises(TooLong):
        Deframer().feed(announced.to_bytes(2))


def test_empty_packets_are_passed_over() -> None:
    assert Deframer().feed(b"\0\0\0\0\0\1x") == [b"x"]


def test_several_packets_of_one_size_are_framed_each() -> None:
    assert framed(b"aabbc", 2) == b"\0\2aa\0\2bb\0\1c"
