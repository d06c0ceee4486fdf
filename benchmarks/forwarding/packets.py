"""The media that is forwarded: VP8 packets with the extensions Chromium sends. Pure."""

import struct

from media import rtp
from tests.media.client import MID, TWCC

SIZE = 1200  # bytes of RTP
SSRC = 77
PAYLOAD_TYPE = 96
_LEAST = 1000  # bytes of payload; relays may write VP8's descriptor anew


def packet(number: int, seq: int, *, ssrc: int = SSRC, key: bool = False) -> bytes:
    """Packet `seq` of a stream, a frame of its own; `number_of` finds its `number` again."""
    block = rtp.extension_block([(TWCC, struct.pack("!H", seq & 0xFFFF)), (MID, b"0")])
    frame = b"\x90\x80" + (0x8000 | seq & 0x7FFF).to_bytes(2) + bytes([not key])
    payload = frame + bytes(SIZE - 12 - len(block) - len(frame) - 8) + number.to_bytes(8)
    return rtp.build(
        PAYLOAD_TYPE, seq & 0xFFFF, seq * 3000 & 0xFFFFFFFF, ssrc, payload,
        marker=True, extension=block,
    )  # fmt: skip


def number_of(data: bytes) -> int:
    """Which packet a relay handed on. Raises rtp.Malformed for what is none of ours."""
    found = rtp.parse(data)
    if found.end - found.start < _LEAST:
        raise rtp.Malformed("no packet of this benchmark")
    return int.from_bytes(data[found.end - 8 : found.end])
