"""Rulings on RTP packets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media import rtp


def test_what_is_built_is_read_back() -> None:
    block = rtp.extension_block([(3, b"a"), (5, b"\x11\x22")])
    data = rtp.build(96, 65535, 1 << 31, 7, b"payload", marker=True, extension=block)
    packet = rtp.parse(data)
    assert (packet.payload_type, packet.marker, packet.seq) == (96, True, 65535)
    assert (packet.timestamp, packet.ssrc, packet.payload) == (1 << 31, 7, b"payload")
    assert rtp.extensions(packet) == {3: b"a", 5: b"\x11\x22"}


def test_an_id_above_14_takes_the_two_byte_form() -> None:
    block = rtp.extension_block([(17, b"abc"), (2, bytes(20))])
    assert block[:2] == b"\x10\x00"
    packet = rtp.parse(rtp.build(96, 1, 2, 3, b"", extension=block))
    assert rtp.extensions(packet) == {17: b"abc", 2: bytes(20)}


@pytest.mark.parametrize("stop", [b"\x01\x00\x00", b"\xf1\x00\x00"])
def test_after_an_id_that_stops_nothing_more_is_read(stop: bytes) -> None:
    """0 with a length, and 15. RFC 8285 §4.2."""
    body = b"\x30a" + stop + b"\x50b" + b"\x00"
    block = b"\xbe\xde\x00\x02" + body
    packet = rtp.parse(rtp.build(96, 1, 2, 3, b"", extension=block))
    assert rtp.extensions(packet) == {3: b"a"}


def test_padding_is_no_payload() -> None:
    data = bytearray(rtp.build(96, 1, 2, 3, b"xy" + bytes(3) + b"\x04"))
    data[0] |= 0x20
    packet = rtp.parse(bytes(data))
    assert packet.payload == b"xy"
    assert not packet.empty


def test_only_padding_is_empty() -> None:
    data = bytearray(rtp.build(96, 1, 2, 3, bytes(254) + b"\xff"))
    data[0] |= 0x20
    assert rtp.parse(bytes(data)).empty


@pytest.mark.parametrize(
    "data",
    [
        b"",
        bytes(12),
        b"\x80" + bytes(5),
        b"\x8f" + bytes(11),  # fifteen sources announced, none there
        b"\x90" + bytes(11),  # an extension announced, none there
        b"\x90" + bytes(11) + b"\xbe\xde\xff\xff",
        b"\xa0" + bytes(11) + b"\x00",  # padding of no bytes
        b"\xa0" + bytes(11) + b"\x02",  # more padding than packet
    ],
)
def test_what_is_no_packet_is_malformed(data: bytes) -> None:
    with pytest.raises(rtp.Malformed):
        rtp.parse(data)


@given(st.binary(max_size=200))
def test_garbage_is_read_or_malformed_never_worse(tail: bytes) -> None:
    for first in (b"\x90", b"\xb1", b"\x80", b""):
        try:
            packet = rtp.parse(first + tail)
        except rtp.Malformed:
            continue
        assert isinstance(rtp.extensions(packet), dict)


@pytest.mark.parametrize(
    ("seq", "near", "extended"),
    [(5, 3, 5), (3, 5, 3), (0, 65535, 65536), (65535, 65536, 65535), (1, 0x2FFFF, 0x30001)],
)
def test_a_number_is_extended_to_the_nearest(seq: int, near: int, extended: int) -> None:
    assert rtp.extend(seq, near) == extended
