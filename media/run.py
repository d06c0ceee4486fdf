"""Packets of one layer that came together, laid out once for all who are sent them. Pure.

The layout is the kernel's for UDP_SEGMENT: packets of one size side by side, the last of a
message perhaps shorter, each with room for an RTP header before it and SRTP's tag behind it.
"""

from collections.abc import Iterator, Sequence
from struct import pack
from typing import NamedTuple

from media.segment import Incoming

MOST = 64  # segments of one message: UDP_MAX_SEGMENTS of older kernels
ROOM = 64 * 1024  # bytes of one message


class Row(NamedTuple):
    """One packet of a message: where its header begins, and what is written there."""

    at: int
    number: int
    timestamp: int
    marker: int  # 0x80 or 0


class Message(NamedTuple):
    """`image`: the packets without headers, `size` bytes with the last one's tag; they lie
    `stride` bytes apart. `sizes`: each packet's before SRTP, as C's int. `incoming`: what they
    are made of."""

    image: bytes
    size: int
    stride: int
    sizes: bytes
    rows: tuple[Row, ...]
    incoming: tuple[Incoming, ...]


class Run:
    """`ordered`: none is late, repeated or padding only, so that one shift fits them all."""

    def __init__(self, incoming: Sequence[Incoming]) -> None:
        self.incoming = incoming
        self.octets = sum(len(one.payload) for one in incoming)
        self.ordered = _ordered(incoming)
        self.leveled = any(one.level for one in incoming)
        self._messages: dict[tuple[int, int], tuple[Message, ...]] = {}

    def messages(self, head: int, tail: int) -> tuple[Message, ...]:
        """The messages with `head` bytes before each payload and `tail` behind it."""
        found = self._messages.get((head, tail))
        if found is None:
            found = self._messages[head, tail] = tuple(
                _message(group, head, tail) for group in _groups(self.incoming, head + tail)
            )
        return found


def _ordered(incoming: Sequence[Incoming]) -> bool:
    before = -1
    for one in incoming:
        if one.number <= before or not one.payload:
            return False
        before = one.number
    return True


def _groups(incoming: Sequence[Incoming], around: int) -> Iterator[Sequence[Incoming]]:
    """Parts that may leave as one message each."""
    begin, plain, total = 0, len(incoming[0].payload), 0
    for n, one in enumerate(incoming):
        size = len(one.payload)
        shorter = n > begin and len(incoming[n - 1].payload) < plain
        if size > plain or shorter or n - begin == MOST or total + size + around > ROOM:
            yield incoming[begin:n]
            begin, plain, total = n, size, 0
        total += size + around
    yield incoming[begin:]


def _message(group: Sequence[Incoming], head: int, tail: int) -> Message:
    stride = head + len(group[0].payload) + tail
    rows = tuple(
        Row(
            n * stride,
            one.number,
            one.packet.timestamp,
            0x80 if one.packet.marker else 0,
        )
        for n, one in enumerate(group)
    )
    gap = bytes(tail + head)
    image = gap[:head] + gap.join([one.payload for one in group])
    sizes = pack(f"={len(group)}i", *[head + len(one.payload) for one in group])
    return Message(image, len(image) + tail, stride, sizes, rows, tuple(group))
