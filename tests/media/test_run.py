"""Rulings on runs: laid out once, they leave exactly as packets looked at one by one do."""

from collections.abc import Sequence
from struct import unpack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.aiortc_private import OUT
from media.burst import Burst, Stamp
from media.rtp import build, parse
from media.run import MOST, Run
from media.segment import Incoming, Segment, incoming, rewrite
from tests.media.packets import padding, vp8

TAIL = 16
STAMP = Stamp(97, 4711, b"\xbe\xde\x00\x01\x40\x30\x00\x00")


class Wire:
    """Datagrams as the kernel cuts them, under a seal that only marks its place."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []
        self.calls = 0
        self.burst = Burst(self._seal, self._seal_run, self._send, lambda: 0.0)
        self.burst.tail = TAIL

    def _seal(self, at: int, size: int) -> int:
        OUT[at + size : at + size + TAIL] = bytes([0xEE]) * TAIL
        return size + TAIL

    def _seal_run(self, stride: int, sizes: bytes) -> bool:
        for n, size in enumerate(unpack(f"={len(sizes) // 4}i", sizes)):
            self._seal(n * stride, size)
        return True

    def _send(self, data: memoryview, size: int) -> None:
        self.calls += 1
        self.sent += [bytes(data[at : at + size]) for at in range(0, len(data), size)]


def picture(number: int, size: int, *, marker: bool = False) -> Incoming:
    """A VP8 packet with a picture id of 15 bits and TL0PICIDX, `size` bytes after these."""
    head = b"\x90\xe0" + (0x8000 | number & 0x7FFF).to_bytes(2) + bytes([number & 0xFF, 0, 1])
    data = build(96, number & 0xFFFF, number * 90, 7, head + bytes(size), marker=marker)
    return incoming("vp8", parse(data), number)


def singly(packets: Sequence[Incoming], segment: Segment) -> Wire:
    """The same by `put`."""
    wire = Wire()
    for one in packets:
        wire.burst.put(rewrite(one, segment), STAMP, 0x80 if one.packet.marker else 0)
    wire.burst.flush()
    return wire


segments = st.builds(
    Segment,
    first=st.just(0),
    ssrc=st.just(7),
    shift=st.integers(-70000, 70000),
    time=st.integers(0, 0xFFFFFFFF),
    picture=st.sampled_from([0, 0, 5, 0x7FFF]),
    tl0=st.sampled_from([0, 0, 3]),
)


@given(
    st.lists(st.tuples(st.sampled_from([1, 20, 20, 1100]), st.booleans()), min_size=1),
    segments,
)
def test_a_run_leaves_as_its_packets_do_one_by_one(
    shapes: list[tuple[int, bool]], segment: Segment
) -> None:
    packets = [picture(70000 + n, size, marker=last) for n, (size, last) in enumerate(shapes)]
    together, one_by_one = Wire(), singly(packets, segment)
    together.burst.run(Run(packets), segment, STAMP)
    assert together.sent == one_by_one.sent
    assert together.calls == one_by_one.calls


def test_a_message_has_no_more_packets_than_kernels_take() -> None:
    wire = Wire()
    wire.burst.run(Run([picture(n, 1) for n in range(1, MOST + 2)]), _plain(), STAMP)
    assert (len(wire.sent), wire.calls) == (MOST + 1, 2)


def test_a_message_has_no_more_bytes_than_the_kernel_takes() -> None:
    packets = [picture(n, 1400) for n in range(1, 60)]
    together, one_by_one = Wire(), singly(packets, _plain())
    together.burst.run(Run(packets), _plain(), STAMP)
    assert together.sent == one_by_one.sent
    assert together.calls == 2


def _plain() -> Segment:
    return Segment(0, 7, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("packets", "ordered"),
    [
        ([picture(5, 9), picture(6, 9)], True),
        ([picture(5, 9), picture(8, 9)], True),  # a loss stays a gap
        ([picture(6, 9), picture(5, 9)], False),
        ([picture(5, 9), picture(5, 9)], False),
        ([picture(5, 9), incoming("vp8", padding(6, 0), 6)], False),
        ([incoming("vp8", vp8(5, 0), 5)], True),
    ],
)
def test_late_repeated_and_empty_packets_are_looked_at_one_by_one(
    packets: list[Incoming], ordered: bool
) -> None:
    assert Run(packets).ordered is ordered
