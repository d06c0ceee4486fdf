"""RTP packets: header, header extensions, padding. Pure (RFC 3550 §5.1, RFC 8285)."""

from collections.abc import Iterable
from struct import Struct, error, pack
from typing import NamedTuple

_FIXED = Struct("!BBHII")
_PROFILE = Struct("!HH")
ONE_BYTE = 0xBEDE
TWO_BYTE = 0x1000
_PADDING, _EXTENSION = 0x20, 0x10


class Malformed(ValueError):
    """Bytes that are not what they claim to be."""


class Packet(NamedTuple):
    """One RTP packet, read but not copied: `data[start:end]` is the payload without padding."""

    data: bytes
    payload_type: int
    marker: bool
    seq: int
    timestamp: int
    ssrc: int
    profile: int  # of the extension block; 0: none
    extension_start: int
    extension_end: int
    start: int
    end: int

    @property
    def empty(self) -> bool:
        """Only padding: sent to probe the path, shows nothing."""
        return self.start >= self.end

    @property
    def payload(self) -> bytes:
        """The payload without padding."""
        return self.data[self.start : self.end]


def parse(data: bytes) -> Packet:
    """Reads one packet. Raises Malformed."""
    try:
        first, second, seq, timestamp, ssrc = _FIXED.unpack_from(data)
        start = 12 + 4 * (first & 0x0F)
        profile = extension_start = extension_end = 0
        if first & _EXTENSION:
            profile, words = _PROFILE.unpack_from(data, start)
            extension_start = start + 4
            start = extension_end = extension_start + 4 * words
    except error as cause:
        raise Malformed("RTP header cut short") from cause
    end = len(data)
    if first >> 6 != 2 or start > end:
        raise Malformed("RTP version or header length")
    if first & _PADDING:
        end = _without_padding(data, start)
    return Packet(
        data, second & 0x7F, second > 0x7F, seq, timestamp, ssrc,
        profile, extension_start, extension_end, start, end,
    )  # fmt: skip


def _without_padding(data: bytes, start: int) -> int:
    end = len(data) - data[-1]
    if data[-1] == 0 or end < start:
        raise Malformed("RTP padding longer than the packet")
    return end


def extensions(packet: Packet) -> dict[int, bytes]:
    """Header extensions by id. What is cut short or unknown is left out."""
    if packet.profile == ONE_BYTE:
        return _one_byte(packet.data, packet.extension_start, packet.extension_end)
    if packet.profile & 0xFFF0 == TWO_BYTE:
        return _two_byte(packet.data, packet.extension_start, packet.extension_end)
    return {}


def _one_byte(data: bytes, at: int, end: int) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    while at < end:
        head = data[at]
        at += 1
        if head == 0:  # RFC 8285 §4.1.1: a byte of padding
            continue
        number, length = head >> 4, (head & 0x0F) + 1
        if number in (0, 15) or at + length > end:  # §4.2: both stop processing
            break
        found[number] = data[at : at + length]
        at += length
    return found


def _two_byte(data: bytes, at: int, end: int) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    while at + 1 < end:
        number, length = data[at], data[at + 1]
        if number == 0:
            at += 1
            continue
        at += 2
        if at + length > end:
            break
        found[number] = data[at : at + length]
        at += length
    return found


def extension_block(items: Iterable[tuple[int, bytes]]) -> bytes:
    """The extension block with its preamble, empty for no items; ids over 14 or values over
    16 bytes take the two-byte form."""
    items = tuple(items)
    if not items:
        return b""
    if all(number < 15 and 1 <= len(value) <= 16 for number, value in items):
        profile = ONE_BYTE
        body = b"".join(bytes([n << 4 | len(v) - 1]) + v for n, v in items)
    else:
        profile = TWO_BYTE
        body = b"".join(bytes([n, len(v)]) + v for n, v in items)
    body += bytes(-len(body) % 4)
    return pack("!HH", profile, len(body) // 4) + body


def build(
    payload_type: int,
    seq: int,
    timestamp: int,
    ssrc: int,
    payload: bytes,
    *,
    marker: bool = False,
    extension: bytes = b"",
) -> bytes:
    """One packet; `extension` comes from `extension_block`."""
    first = 0x80 | (_EXTENSION if extension else 0)
    second = payload_type | (0x80 if marker else 0)
    return _FIXED.pack(first, second, seq, timestamp, ssrc) + extension + payload


def after(a: int, b: int) -> bool:
    """Whether 16-bit sequence number `a` follows `b` (RFC 1982)."""
    return a != b and (a - b) & 0xFFFF < 0x8000


def extend(seq: int, near: int) -> int:
    """The whole number congruent to 16-bit `seq` that lies nearest to `near`."""
    return near + ((seq - near + 0x8000) & 0xFFFF) - 0x8000
