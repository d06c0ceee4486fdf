"""What the relay reads of a codec's payload: key frames, and VP8's picture numbers. Pure.

Sources: RFC 7741 §4.2 (VP8 payload descriptor), RFC 6184 §5 (H.264 aggregation, fragments).
"""

from typing import NamedTuple

_IDR, _SPS, _STAP_A, _FU_A = 5, 7, 24, 28


def is_key(codec: str, data: bytes, start: int, end: int) -> bool:
    """Whether a decoder can begin at this packet: the first packet of a key frame."""
    if start >= end:
        return False
    if codec == "vp8":
        return _vp8_key(data, start, end)
    if codec == "h264":
        return _h264_key(data, start, end)
    return True  # audio: every packet stands alone


class Vp8(NamedTuple):
    """Where the descriptor's numbers stand in the packet; -1 where there is none."""

    picture_at: int
    wide: bool  # 15-bit picture id
    tl0_at: int
    payload_at: int  # end of the descriptor
    temporal: int = 0  # TID: frames of 0 need none of the others
    sync: bool = False  # Y: of frames below its own temporal layer it needs those of 0 alone


def vp8_descriptor(data: bytes, start: int, end: int) -> Vp8 | None:
    """The VP8 payload descriptor, None if it is cut short."""
    at, picture_at, wide, tl0_at = start + 1, -1, False, -1
    temporal, sync = 0, False
    if start >= end:
        return None
    if data[start] & 0x80:  # X
        if at >= end:
            return None
        flags = data[at]
        at += 1
        if flags & 0x80:  # I
            picture_at, wide = at, at < end and data[at] > 0x7F
            at += 2 if wide else 1
        if flags & 0x40:  # L
            tl0_at = at
            at += 1
        if flags & 0x30:  # T, K share a byte
            if flags & 0x20 and at < end:
                temporal, sync = data[at] >> 6, bool(data[at] & 0x20)
            at += 1
    return Vp8(picture_at, wide, tl0_at, at, temporal, sync) if at <= end else None


def _vp8_key(data: bytes, start: int, end: int) -> bool:
    if data[start] & 0x1F != 0x10:  # S set, partition 0 (3-bit PID and its reserved bit)
        return False
    descriptor = vp8_descriptor(data, start, end)
    if descriptor is None or descriptor.payload_at >= end:
        return False
    return not data[descriptor.payload_at] & 1  # P bit of the frame header, RFC 6386 §9.1


def _h264_key(data: bytes, start: int, end: int) -> bool:
    kind = data[start] & 0x1F
    if kind == _STAP_A:
        return any(unit in (_IDR, _SPS) for unit in _stap_units(data, start + 1, end))
    if kind == _FU_A:
        opens = start + 1 < end and data[start + 1] & 0x80
        return bool(opens) and data[start + 1] & 0x1F in (_IDR, _SPS)
    return kind in (_IDR, _SPS)


def _stap_units(data: bytes, at: int, end: int) -> list[int]:
    units = []
    while at + 2 < end:
        units.append(data[at + 2] & 0x1F)
        at += 2 + int.from_bytes(data[at : at + 2])
    return units


def read_vp8(data: bytes, descriptor: Vp8) -> tuple[int, int]:
    """(picture id, TL0PICIDX); 0 where there is none."""
    picture = tl0 = 0
    if descriptor.picture_at >= 0:
        at = descriptor.picture_at
        picture = int.from_bytes(data[at : at + 2]) & 0x7FFF if descriptor.wide else data[at]
    if descriptor.tl0_at >= 0:
        tl0 = data[descriptor.tl0_at]
    return picture, tl0


def shift_vp8(
    payload: bytearray | memoryview, descriptor: Vp8, start: int, picture: int, tl0: int
) -> None:
    """Writes new numbers into `payload`, which begins at the packet's offset `start`."""
    if descriptor.picture_at >= 0:
        at = descriptor.picture_at - start
        if descriptor.wide:
            payload[at : at + 2] = (picture & 0x7FFF | 0x8000).to_bytes(2)
        else:
            payload[at] = picture & 0x7F
    if descriptor.tl0_at >= 0:
        payload[descriptor.tl0_at - start] = tl0 & 0xFF
