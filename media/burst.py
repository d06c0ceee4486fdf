"""Packets to one peer on their way out: built and protected in place, sent in few calls.

The kernel's UDP send costs more than everything else; packets of one size leave together as one
message that the kernel cuts apart (UDP_SEGMENT). The last of a run may be shorter.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from struct import Struct
from typing import NamedTuple

from media import codecs
from media.aiortc_private import OUT
from media.congestion.sent import Sent
from media.run import MOST, ROOM, Row, Run
from media.segment import Incoming, Outgoing, Segment

_HEADER = Struct("!BBHII").pack_into
_NUMBER = Struct("!H").pack_into
PADDING = 0x20  # RFC 3550 §5.1
_TAIL = 160  # what SRTP may add to a packet


class Stamp(NamedTuple):
    """What one subscription writes on its packets. kind: payload type. extension: the block
    with its preamble, empty for none. number_at: where in it the transport-wide number stands,
    0 for nowhere."""

    kind: int
    ssrc: int
    extension: bytes
    number_at: int = 0


class Burst:
    """`protect` and `protect_run` (media.aiortc_private.Dtls) work on OUT in place; `send` gets
    OUT's filled part and its segment size. `tail`: the bytes that SRTP adds to each packet, 0
    where they are not known.

    Packets with transport-wide numbers and such without are not put into one burst: whoever
    puts packets of the one kind flushes before the other come.
    """

    def __init__(
        self,
        protect: Callable[[int, int], int],
        protect_run: Callable[[int, bytes], bool],
        send: Callable[[memoryview, int], None],
        clock: Callable[[], float],
    ) -> None:
        self._protect, self._protect_run = protect, protect_run
        self._send, self._clock = send, clock
        self.tail = 0
        self._end = self._plain = self._stride = self._count = self._last = 0
        self._numbered = False
        self.sent = Sent()

    def put(self, out: Outgoing, stamp: Stamp, marker: int, *, padding: int = 0) -> None:
        """One RTP packet. marker: 0x80 or 0. `padding`: PADDING for a packet whose payload is
        only that."""
        kind, ssrc, extension, number_at = stamp
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
        first = 0x90 if extension else 0x80
        _HEADER(OUT, at, first | padding, kind | marker, seq, timestamp, ssrc)
        OUT[at + 12 : at + body] = extension
        if number_at:
            self._numbered = True
            _NUMBER(OUT, at + 12 + number_at, self.sent.next + self._count & 0xFFFF)
        OUT[at + body : at + size] = payload
        sealed = self._protect(at, size)
        if not sealed:
            return
        if not self._count:
            self._plain, self._stride = size, sealed
        self._end, self._count, self._last = at + sealed, self._count + 1, sealed
        if size < self._plain:
            self.flush()

    def run(self, run: Run, segment: Segment, stamp: Stamp) -> None:
        """Sends a whole run in the numbers of `segment`; nothing else may be waiting."""
        kind, ssrc, extension, number_at = stamp
        protect = self._protect_run
        head = 12 + len(extension)
        write = _numbered(extension, number_at) if number_at else _plain(extension)
        patched = segment.picture or segment.tl0
        for message in run.messages(head, self.tail):
            image, size, stride, sizes, rows, incoming = message
            OUT[: len(image)] = image
            if patched:
                _renumber(rows, incoming, segment, head)
            write(rows, kind, ssrc, segment, self.sent.next)
            if not protect(stride, sizes):
                return
            if number_at:
                count = len(rows)
                self.sent.left(count, stride, size - stride * (count - 1), self._clock())
            self._send(OUT[:size], stride)

    def flush(self) -> None:
        """Sends what was put."""
        if self._count:
            if self._numbered:
                self.sent.left(self._count, self._stride, self._last, self._clock())
                self._numbered = False
            self._send(OUT[: self._end], self._stride)
            self._end = self._count = 0


_Write = Callable[[Sequence[Row], int, int, Segment, int], None]
"""Writes into OUT what stands before each payload: rows, payload type, ssrc, segment, the first
transport-wide number."""


@lru_cache(maxsize=1024)
def _plain(extension: bytes) -> _Write:
    """For this extension block, without numbers."""
    pack = Struct(f"!BBHII{len(extension)}s").pack_into
    first = 0x90 if extension else 0x80

    def write(rows: Sequence[Row], kind: int, ssrc: int, segment: Segment, _: int) -> None:
        shift, time = segment.shift, segment.time
        for at, number, timestamp, marker in rows:
            pack(
                OUT, at, first, kind | marker, number - shift & 0xFFFF,
                timestamp + time & 0xFFFFFFFF, ssrc, extension,
            )  # fmt: skip

    return write


@lru_cache(maxsize=1024)
def _numbered(extension: bytes, number_at: int) -> _Write:
    """For this extension block, whose number stands at `number_at`."""
    before, behind = extension[:number_at], extension[number_at + 2 :]
    pack = Struct(f"!BBHII{len(before)}sH{len(behind)}s").pack_into

    def write(rows: Sequence[Row], kind: int, ssrc: int, segment: Segment, next: int) -> None:
        shift, time = segment.shift, segment.time
        for count, (at, number, timestamp, marker) in enumerate(rows, next):
            pack(
                OUT, at, 0x90, kind | marker, number - shift & 0xFFFF,
                timestamp + time & 0xFFFFFFFF, ssrc, before, count & 0xFFFF, behind,
            )  # fmt: skip

    return write


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
