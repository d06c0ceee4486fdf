"""A subscription's second stream (RTX): packets sent again, and padding that probes the way.

Packets with transport-wide numbers must not be sent again as they were: the number differs,
and two packets under one SRTP index would give away AES-GCM's authentication key. RTX has
numbers of its own. Padding on it reaches no decoder: there is nothing in it to repair.
Source: RFC 4588.
"""

from media.burst import PADDING, Burst, Stamp
from media.segment import Outgoing

_PADDED = 224  # bytes of padding in a packet: at most 255 fit (RFC 3550 §5.1)
_PADS = bytes(_PADDED - 1) + bytes([_PADDED])
_OVERHEAD = 48  # bytes of a packet besides
_MOST = 200  # packets of padding at once


class Repair:
    """`kind`: its payload type."""

    def __init__(self, ssrc: int, first: int) -> None:
        self.ssrc = ssrc
        self.kind = -1
        self._stamp = Stamp(-1, ssrc, b"")
        self._seq = first

    def bind(self, stamp: Stamp) -> None:
        """The extensions are those of the stream it repairs."""
        self._stamp = stamp._replace(kind=self.kind, ssrc=self.ssrc)

    def again(self, out: Outgoing, marker: bool, burst: Burst) -> None:
        """Puts a packet once more."""
        body = out.seq.to_bytes(2) + out.payload
        once_more = Outgoing(self._next(), out.timestamp, body)
        burst.put(once_more, self._stamp, 0x80 if marker else 0)

    def pad(self, octets: int, burst: Burst) -> None:
        """Sends about so many bytes of padding."""
        count = -(-octets // (_PADDED + _OVERHEAD))
        for _ in range(min(count, _MOST)):
            burst.put(Outgoing(self._next(), 0, _PADS), self._stamp, 0, padding=PADDING)
        burst.flush()

    def _next(self) -> int:
        self._seq = self._seq + 1 & 0xFFFF
        return self._seq
