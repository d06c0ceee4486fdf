"""Rulings on the one stream a subscriber sees, by what a real decoder makes of it."""

from itertools import pairwise

import pytest

from media import codecs
from media.forward import Forwarder
from media.rtp import Packet
from media.segment import EVERY, Clock, Outgoing, Source, incoming
from tests.media import coded

NTP = 1 << 32
SMALL, LARGE = 160, 320
_TOLERANCE = 6  # of 255: what compression changes of an even shade


def source(ssrc: int, codec: str) -> Source:
    """Both layers show the same at the same time of their clocks."""
    return Source(ssrc, codec, coded.RATE, Clock(10 * NTP, 0, 0.0))


class Shown:
    """What leaves for one subscriber."""

    def __init__(self, codec: str) -> None:
        self.forwarder, self.codec = Forwarder(100), codec
        self.forwarder.target = 1
        self.sent: list[Outgoing] = []

    def take(self, packets: list[Packet], now: float = 0.0) -> None:
        for packet in packets:
            read = incoming(self.codec, packet, packet.seq)
            out = self.forwarder.take(source(packet.ssrc, self.codec), read, now)
            if out is not None:
                self.sent.append(out)

    def frames(self) -> list[tuple[int, int, int]]:
        """By a decoder: (width, frame number by its time, shade)."""
        found = coded.seen(self.codec, self.sent)
        return [(width, round(time / coded.TICKS), light) for width, time, light in found]

    def sees_what_was_shown(self) -> bool:
        return all(abs(light - coded.shade(n)) <= _TOLERANCE for _, n, light in self.frames())

    def pictures(self) -> list[tuple[int, int]]:
        """(picture id, TL0PICIDX) of each frame that left."""
        found: dict[int, tuple[int, int]] = {}
        for one in self.sent:
            read = codecs.vp8_descriptor(one.payload, 0, len(one.payload))
            if read is not None:
                found[one.timestamp] = codecs.read_vp8(one.payload, read)
        return list(found.values())


def numbered_without_gaps(shown: Shown) -> bool:
    seqs = [one.seq for one in shown.sent]
    pictures = [picture for picture, _ in shown.pictures()]
    bases = [base for _, base in shown.pictures()]
    return (
        all(after == before + 1 for before, after in pairwise(seqs))
        and all(after == before + 1 for before, after in pairwise(pictures))
        and all(after - before in (0, 1) for before, after in pairwise(bases))
    )


@pytest.mark.parametrize(("temporal", "kept"), [(0, (0,)), (1, (0, 2)), (EVERY, (0, 1, 2, 3))])
def test_fewer_frames_are_still_whole_pictures(temporal: int, kept: tuple[int, ...]) -> None:
    shown = Shown("vp8")
    shown.forwarder.temporal = temporal
    for packets in coded.vp8(coded.encoded("libvpx", SMALL, 24), 1):
        shown.take(packets)
    assert [n for _, n, _ in shown.frames()] == [n for n in range(24) if n % 4 in kept]
    assert shown.sees_what_was_shown()
    assert numbered_without_gaps(shown)


def test_fewer_frames_and_more_again_need_no_key_frame() -> None:
    shown = Shown("vp8")
    for n, packets in enumerate(coded.vp8(coded.encoded("libvpx", SMALL, 48), 1)):
        shown.forwarder.temporal = {0: EVERY, 11: 0, 22: 1, 33: EVERY}.get(
            n, shown.forwarder.temporal
        )
        shown.take(packets)
    numbers = [n for _, n, _ in shown.frames()]
    assert numbers[:12] == [*range(11), 12]
    assert numbers[-8:] == list(range(40, 48))
    assert shown.sees_what_was_shown()
    assert numbered_without_gaps(shown)


def test_a_late_packet_of_a_frame_left_out_fills_its_gap_with_nothing() -> None:
    shown = Shown("vp8")
    shown.forwarder.temporal = 0
    frames = list(coded.vp8(coded.encoded("libvpx", SMALL, 9), 1))
    for packets in (*frames[:2], *frames[3:], frames[2]):
        shown.take(packets)
    assert [n for _, n, _ in shown.frames()] == [0, 4, 8]
    late = shown.sent[-len(frames[2]) :]
    assert not any(one.payload for one in late)
    assert len({one.seq for one in shown.sent}) == len(shown.sent)


@pytest.mark.parametrize(("codec", "temporal"), [("h264", EVERY), ("vp8", 0), ("vp8", EVERY)])
def test_layers_switch_to_and_fro_before_one_decoder(codec: str, temporal: int) -> None:
    """At key frames of theirs; pictures and their numbers go on."""
    encoder, packed = ("libvpx", coded.vp8) if codec == "vp8" else ("libx264", coded.h264)
    small = list(packed(coded.encoded(encoder, SMALL, 28, (0, 20)), 1))
    large = list(packed(coded.encoded(encoder, LARGE, 28, (0, 12)), 2, first=9000))
    shown = Shown(codec)
    shown.forwarder.temporal = temporal
    for n in range(28):
        shown.forwarder.target = 2 if 6 <= n < 18 else 1
        shown.take(small[n], n / coded.FPS)
        shown.take(large[n], n / coded.FPS)
    widths = {n: width for width, n, _ in shown.frames()}
    assert {widths[n] for n in widths if n < 12 or n >= 20} == {SMALL}
    assert {widths[n] for n in widths if 12 <= n < 20} == {LARGE}
    assert shown.sees_what_was_shown()
    if codec == "vp8":
        assert numbered_without_gaps(shown)
    else:
        assert [one.seq for one in shown.sent] == [100 + n for n in range(len(shown.sent))]
