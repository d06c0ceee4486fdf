"""Rulings on what the relay reads of payloads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media import codecs


@pytest.mark.parametrize(
    ("codec", "payload", "key"),
    [
        ("vp8", b"\x10\x00", True),  # S, partition 0, P=0
        ("vp8", b"\x10\x01", False),  # inter frame
        ("vp8", b"\x00\x00", False),  # not the start of a partition
        ("vp8", b"\x11\x00", False),  # partition 1
        ("vp8", b"\x90\x80\x12\x00", True),  # 7-bit picture id
        ("vp8", b"\x90\x80\x81\x12\x00", True),  # 15-bit picture id
        ("vp8", b"\x90\xe0\x81\x12\x07\x20\x00", True),  # picture id, TL0, TID
        ("vp8", b"\x90\xe0\x81\x12", False),  # cut short
        ("vp8", b"", False),
        ("h264", b"\x65", True),  # IDR
        ("h264", b"\x67", True),  # SPS
        ("h264", b"\x41", False),
        ("h264", b"\x18\x00\x02\x67\x00\x00\x01\x68", True),  # STAP-A with an SPS
        ("h264", b"\x18\x00\x01\x41", False),
        ("h264", b"\x7c\x85", True),  # FU-A, start, IDR
        ("h264", b"\x7c\x05", False),  # FU-A, not the start
        ("h264", b"\x7c", False),
        ("opus", b"\xfc", True),
        ("opus", b"", False),
    ],
)
def test_a_key_frame_is_known_by_its_first_packet(
    codec: str, payload: bytes, key: bool
) -> None:
    assert codecs.is_key(codec, b"12" + payload, 2, 2 + len(payload)) is key


@pytest.mark.parametrize("wide", [False, True])
def test_picture_numbers_are_read_and_rewritten(wide: bool) -> None:
    picture = b"\x81\x02" if wide else b"\x02"
    data = b"head\x90\xe0" + picture + b"\x09\x20\x00frame"
    descriptor = codecs.vp8_descriptor(data, 4, len(data))
    assert descriptor is not None
    assert codecs.read_vp8(data, descriptor) == (0x102 if wide else 2, 9)
    payload = bytearray(data[4:])
    codecs.shift_vp8(payload, descriptor, 4, 0x7FFF, 256)
    again = codecs.vp8_descriptor(bytes(payload), 0, len(payload))
    assert again is not None
    assert codecs.read_vp8(bytes(payload), again) == (0x7FFF if wide else 0x7F, 0)
    assert payload[-5:] == b"frame"


@given(st.binary(max_size=60))
def test_garbage_never_raises(data: bytes) -> None:
    for codec in ("vp8", "h264", "opus"):
        codecs.is_key(codec, data, 0, len(data))
    descriptor = codecs.vp8_descriptor(data, 0, len(data))
    if descriptor is not None:
        codecs.read_vp8(data, descriptor)
        codecs.shift_vp8(bytearray(data), descriptor, 0, 1, 1)
