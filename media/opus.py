"""Packets of Opus put together into one: fewer headers, the same frames, not decoded. Pure.

Source: RFC 6716 §3.1 (the first byte), §3.2.5 (packets of any number of frames).
"""

from collections.abc import Sequence

LONGEST = 5760  # samples of one packet, at 48 kHz: 120 ms
_SILK, _HYBRID, _CELT = (480, 960, 1920, 2880), (480, 960), (120, 240, 480, 960)
_SAMPLES = 3 * _SILK + 2 * _HYBRID + 4 * _CELT
"""Of one frame at 48 kHz, by its configuration (RFC 6716, table 2)."""
_LARGEST = 1275  # bytes of one frame


def samples(packet: bytes) -> int:
    """How long a packet of one frame lasts, at 48 kHz; 0 where it is none of that kind."""
    single = packet and not packet[0] & 3 and len(packet) - 1 <= _LARGEST
    return _SAMPLES[packet[0] >> 3] if single else 0


def alike(one: bytes, other: bytes) -> bool:
    """Whether two packets of one frame each may become one packet."""
    return samples(one) > 0 and samples(other) > 0 and one[0] == other[0]


def joined(packets: Sequence[bytes]) -> bytes:
    """One packet of what is in several, each alike the first, of LONGEST samples at most."""
    frames = [packet[1:] for packet in packets]
    if len(frames) < 2:
        return packets[0]
    even = len({len(frame) for frame in frames}) == 1
    head = bytes([packets[0][0] | 3, len(frames) | (0 if even else 0x80)])
    lengths = b"" if even else b"".join(_length(len(frame)) for frame in frames[:-1])
    return head + lengths + b"".join(frames)


def _length(size: int) -> bytes:
    """RFC 6716 §3.2.1."""
    if size < 252:
        return bytes([size])
    return bytes([252 + (size & 3), (size - 252 - (size & 3)) // 4])
