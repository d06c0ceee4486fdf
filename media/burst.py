"""Packets to one peer on their way out: built and protected in place, sent in few calls.

The kernel's UDP send costs more than everything else; packets of one size leave together as one
message that the kernel cuts apart (UDP_SEGMENT). The last of a run may be shorter.
"""

from collections.abc import Callable, Sequence
from struct import Struct
from typing import NamedTuple

from media import codecs
from media.aiortc_private import OUT
from media.forward import Incoming, Outgoing, Segment
from media.run import MOST, ROOM, Row, Run

_HEADER = Struct("!BBHII").pack_into
_TAIL = 160  # what SRTP may add to a packet


class Stamp(NamedTuple):
    """What one subscription writes on its packets. kind: payload type. extension: the block
    with its preamble, empty for none."""

    kind: int
    ssrc: int
    extension: bytes


class Burst:
    """`protect` works on OUT in place; `send` gets OUT's filled part and its segment size.
    `tail`: the bytes that `protect` adds to each packet, 0 where they are not known."""

    def __init__(
        self, protect: Callable[[int, int], int], send: Callable[[memoryview, int], None]
    ) -> None:
        self._protect, self._send = protect, send
        self.tail = 0
        self._end = self._plain = self._stride = self._count = 0

    def put(self, out: Outgoing, kind: int, ssrc: int, extension: bytes) -> None:
        """One RTP packet; `kind` is its second byte (marker and payload type)."""
        seq, timestamp, payload = out
        body = 12 + len(extension)
        size = body + len(payload)
        if self._count and (
            size > self._plain or self._count == MOST or self._end + size + _TAIL > ROOM
        ):
            self.flush()
        at = self._end
        if at + size + _TAIL > ROOM:
            return  # no packet of RTP is that large
        _HEADER(OUT, at, 0x90 if extension else 0x80, kind, seq, timestamp, ssrc)
        OUT[at + 12 : at + body] = extension
        OUT[at + body : at + size] = payload
        sealed = self._protect(at, size)
        if not sealed:
            return
        if not self._count:
            self._plain, self._stride = size, sealed
        self._end, self._count = at + sealed, self._count + 1
        if size < self._plain:
            self.flush()

    def run(self, run: Run, segment: Segment, stamp: Stamp) -> None:
        """Sends a whole run in the numbers of `segment`; nothing else may be waiting."""
        kind, ssrc, extension = stamp
        shift, time, protect = segment.shift, segment.time, self._protect
        head, pack, first = _packers[len(extension)]
        patched = segment.picture or segment.tl0
        for message in run.messages(head, self.tail):
            image, size, stride, rows, incoming = message
            OUT[: len(image)] = image
            if patched:
                _renumber(rows, incoming, segment, head)
            for at, number, timestamp, marker, plain in rows:
                pack(
                    OUT, at, first, kind | marker, number - shift & 0xFFFF,
                    timestamp + time & 0xFFFFFFFF, ssrc, extension,
                )  # fmt: skip
                protect(at, plain)
            self._send(OUT[:size], stride)

    def flush(self) -> None:
        """Sends what was put."""
        if self._count:
            self._send(OUT[: self._end], self._stride)
            self._end = self._count = 0


class _Packers(dict[int, tuple[int, Callable[..., None], int]]):
    """By length of the extension block: where the payload begins, what writes all before it,
    its first byte."""

    def __missing__(self, length: int) -> tuple[int, Callable[..., None], int]:
        made = self[length] = (
            12 + length,
            Struct(f"!BBHII{length}s").pack_into,
            0x90 if length else 0x80,
        )
        return made


_packers = _Packers()


def _renumber(
    rows: Sequence[Row], incoming: Sequence[Incoming], segment: Segment, head: int
) -> None:
    """VP8's picture numbers in OUT, as the segment has them."""
    for row, one in zip(rows, incoming, strict=True):
        if one.descriptor is not None:
            picture, tl0 = one.pictures
            codecs.shift_vp8(
                OUT, one.descriptor, one.packet.start - row.at - head,
                picture + segment.picture, tl0 + segment.tl0,
            )  # fmt: skip
