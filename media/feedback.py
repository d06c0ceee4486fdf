"""RTCP: reports and feedback, as written. Pure. Sources: see media.rtcp."""

from collections.abc import Iterable
from struct import Struct, pack

from media.rtcp import PSFB, RR, RTPFB, SR, Block, SenderReport

_HEAD = Struct("!BBH")
_BLOCK = Struct("!IIIIII")
_SENDER = Struct("!IIIIII")


def _packet(count: int, kind: int, body: bytes) -> bytes:
    return _HEAD.pack(0x80 | count, kind, len(body) // 4) + body


def sender_report(report: SenderReport) -> bytes:
    """Without report blocks."""
    r = report
    body = _SENDER.pack(
        r.ssrc, r.ntp >> 32 & 0xFFFFFFFF, r.ntp & 0xFFFFFFFF, r.timestamp & 0xFFFFFFFF,
        r.packets & 0xFFFFFFFF, r.octets & 0xFFFFFFFF,
    )  # fmt: skip
    return _packet(0, SR, body)


def receiver_report(ssrc: int, blocks: Iterable[Block]) -> bytes:
    """At most 31 blocks."""
    packed = [_pack_block(b) for b in blocks][:31]
    return _packet(len(packed), RR, pack("!I", ssrc) + b"".join(packed))


def _pack_block(b: Block) -> bytes:
    lost = max(-0x800000, min(0x7FFFFF, b.lost)) & 0xFFFFFF
    loss = min(b.fraction, 255) << 24 | lost
    return _BLOCK.pack(
        b.ssrc, loss, b.highest & 0xFFFFFFFF, b.jitter & 0xFFFFFFFF, b.lsr, b.dlsr & 0xFFFFFFFF
    )


def nack(sender: int, media: int, missing: Iterable[int]) -> bytes:
    """`missing` in order; runs of 17 share an entry."""
    entries: list[list[int]] = []
    for seq in missing:
        offset = (seq - entries[-1][0] - 1) & 0xFFFF if entries else 16
        if offset < 16:
            entries[-1][1] |= 1 << offset
        else:
            entries.append([seq & 0xFFFF, 0])
    body = b"".join(pack("!HH", *entry) for entry in entries)
    return _packet(1, RTPFB, pack("!II", sender, media) + body)


def pli(sender: int, media: int) -> bytes:
    """Picture loss indication: asks for a key frame."""
    return _packet(1, PSFB, pack("!II", sender, media))


def transport_feedback(sender: int, media: int, body: bytes) -> bytes:
    """`body` comes from media.twcc, any length; padded here (RFC 3550 §6.4.1)."""
    padding = -len(body) % 4
    if padding:
        body += bytes(padding - 1) + bytes([padding])
    packet = bytearray(_packet(15, RTPFB, pack("!II", sender, media) + body))
    packet[0] |= 0x20 if padding else 0
    return bytes(packet)
