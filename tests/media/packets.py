"""RTP packets for rulings."""

from media import rtp
from media.rtp import Packet

KEY, DELTA = 0, 1


def vp8(
    seq: int,
    timestamp: int,
    *,
    key: bool = False,
    picture: int = 0,
    tl0: int = 0,
    ssrc: int = 1,
    temporal: int = 0,
) -> Packet:
    """One frame in one packet, with a 15-bit picture id and TL0PICIDX."""
    layered = temporal << 6 | 0x20
    payload = bytes([0x90, 0xE0, 0x80 | picture >> 8, picture & 0xFF, tl0, layered])
    payload += bytes([KEY if key else DELTA]) + b"frame"
    return rtp.parse(rtp.build(96, seq & 0xFFFF, timestamp & 0xFFFFFFFF, ssrc, payload))


def opus(seq: int, timestamp: int, *, ssrc: int = 1) -> Packet:
    """One packet of sound."""
    return rtp.parse(rtp.build(111, seq & 0xFFFF, timestamp & 0xFFFFFFFF, ssrc, b"sound"))


def padding(seq: int, timestamp: int, *, ssrc: int = 1) -> Packet:
    """A probe: nothing but padding."""
    data = bytearray(rtp.build(96, seq & 0xFFFF, timestamp & 0xFFFFFFFF, ssrc, b"\0\0\0\x04"))
    data[0] |= 0x20
    return rtp.parse(bytes(data))
