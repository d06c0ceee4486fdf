"""Packets to one peer on their way out: built and protected in place, sent in few calls.

The kernel's UDP send costs more than everything else; packets of one size leave together as one
message that the kernel cuts apart (UDP_SEGMENT). The last of a run may be shorter.
"""

from collections.abc import Callable
from struct import Struct

from media.aiortc_private import OUT, ROOM
from media.forward import Outgoing

_HEADER = Struct("!BBHII").pack_into
_MOST = 64  # segments of one message: UDP_MAX_SEGMENTS of older kernels
_TAIL = 160  # what SRTP may add to a packet


class Burst:
    """`protect` works on OUT in place; `send` gets OUT's filled part and its segment size."""

    def __init__(
        self, protect: Callable[[int, int], int], send: Callable[[memoryview, int], None]
    ) -> None:
        self._protect, self._send = protect, send
        self._end = self._plain = self._stride = self._count = 0

    def put(self, out: Outgoing, kind: int, ssrc: int, extension: bytes) -> None:
        """One RTP packet; `kind` is its second byte (marker and payload type)."""
        seq, timestamp, payload = out
        body = 12 + len(extension)
        size = body + len(payload)
        if self._count and (
            size > self._plain or self._count == _MOST or self._end + size + _TAIL > ROOM
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

    def flush(self) -> None:
        """Sends what was put."""
        if self._count:
            self._send(OUT[: self._end], self._stride)
            self._end = self._count = 0
