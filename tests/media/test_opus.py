"""Rulings on Opus packets put together: a real decoder hears the same."""

from collections.abc import Sequence

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from media import opus

RATE, SAMPLES = 48_000, 960


def spoken(count: int, *, rising: bool = False) -> list[bytes]:
    """Packets of 20 ms from a real encoder; `rising`: ever louder, so of several sizes."""
    context = av.CodecContext.create("libopus", "w")
    assert isinstance(context, av.AudioCodecContext)
    context.sample_rate, context.format, context.layout = RATE, "s16", "mono"
    context.bit_rate, context.options = 32_000, {"vbr": "on" if rising else "off"}
    at = np.arange(count * SAMPLES) / RATE
    loud = np.linspace(10, 12_000, len(at)) if rising else 8_000
    wave = (loud * np.sin(2 * np.pi * 440 * at)).astype(np.int16)
    found: list[bytes] = []
    for n in range(count):
        frame = av.AudioFrame.from_ndarray(
            wave[None, n * SAMPLES : (n + 1) * SAMPLES], format="s16", layout="mono"
        )
        frame.sample_rate, frame.pts = RATE, n * SAMPLES
        found += [bytes(packet) for packet in context.encode(frame)]
    return found


def heard(packets: Sequence[bytes]) -> np.ndarray:
    context = av.CodecContext.create("opus", "r")
    assert isinstance(context, av.AudioCodecContext)
    context.sample_rate, context.layout = RATE, "mono"
    frames = [frame for packet in packets for frame in context.decode(av.Packet(packet))]
    return np.concatenate([frame.to_ndarray().ravel() for frame in frames])


@pytest.mark.parametrize("rising", [False, True])
@pytest.mark.parametrize("together", [2, 3])
def test_what_is_put_together_sounds_the_same(together: int, rising: bool) -> None:
    packets = [one for one in spoken(30, rising=rising) if opus.alike(one, one)][:24]
    packets = [one for one in packets if one[0] == packets[-1][0]]
    packets = packets[: len(packets) // together * together]
    assert len(packets) >= together
    groups = [packets[n : n + together] for n in range(0, len(packets), together)]
    assert np.array_equal(heard([opus.joined(group) for group in groups]), heard(packets))


def test_one_packet_stays_as_it_is() -> None:
    assert opus.joined([b"\x78abc"]) == b"\x78abc"


@pytest.mark.parametrize(
    ("packet", "samples"),
    [(b"\x00x", 480), (b"\x18x", 2880), (b"\x78x", 960), (b"\x80x", 120), (b"\xf8x", 960)],
)
def test_the_first_byte_tells_how_long_a_packet_lasts(packet: bytes, samples: int) -> None:
    assert opus.samples(packet) == samples


@pytest.mark.parametrize("packet", [b"", b"\x79xx", b"\x7b\x03abc", b"\x78" + bytes(1276)])
def test_packets_of_several_frames_are_not_put_together(packet: bytes) -> None:
    assert opus.samples(packet) == 0
    assert not opus.alike(packet, packet)


def test_packets_of_another_kind_are_not_put_together() -> None:
    assert not opus.alike(b"\x78x", b"\x7cx")  # mono, stereo


@given(st.lists(st.binary(max_size=1275), min_size=2, max_size=6))
def test_frames_of_any_size_come_out_as_they_went_in(frames: list[bytes]) -> None:
    assert unpacked(opus.joined([b"\x78" + frame for frame in frames])) == frames


def unpacked(packet: bytes) -> list[bytes]:
    """By RFC 6716 §3.2.5, as a decoder reads it."""
    assert packet[0] == 0x7B
    count, at = packet[1] & 0x3F, 2
    if not packet[1] & 0x80:
        size = (len(packet) - 2) // count
        return [packet[2 + n * size : 2 + (n + 1) * size] for n in range(count)]
    sizes: list[int] = []
    for _ in range(count - 1):
        size, at = packet[at], at + 1
        if size >= 252:
            size, at = size + 4 * packet[at], at + 1
        sizes.append(size)
    found: list[bytes] = []
    for size in [*sizes, len(packet) - at - sum(sizes)]:
        found.append(packet[at : at + size])
        at += size
    return found
