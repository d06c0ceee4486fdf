"""The media that is forwarded: VP8 packets with the extensions Chromium sends. Pure."""

import struct

from media import rtp
from tests.media.client import MID, TWCC

SIZE = 1200  # bytes of RTP
SSRC = 77
PAYLOAD_TYPE = 96
_DESCRIPTOR = 5  # bytes of the VP8 payload descriptor and the frame header's first


def packet(number: int, *, key: bool = False) -> bytes:
    """Packet `number` of the stream: a frame of its own; `number_of` finds it again."""
    block = rtp.extension_block([(TWCC, struct.pack("!H", number & 0xFFFF)), (MID, b"0")])
    frame = b"\x90\x80" + (0x8000 | number & 0x7FFF).to_bytes(2) + bytes([not key])
    payload = frame + number.to_bytes(8)
    payload += bytes(SIZE - 12 - len(block) - len(payload))
    return rtp.build(
        PAYLOAD_TYPE, number & 0xFFFF, number * 3000 & 0xFFFFFFFF, SSRC, payload,
        marker=True, extension=block,
    )  # fmt: skip


def number_of(data: bytes) -> int:
    """Which packet a relay handed on. Raises rtp.Malformed for what is none of ours."""
    found = rtp.parse(data)
    at = found.start + _DESCRIPTOR
    if found.end < at + 8:
        raise rtp.Malformed("no packet of this benchmark")
    return int.from_bytes(data[at : at + 8])
