"""Rulings on H.264 in the record: a decoder shows what was filmed, and nothing that was not."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from media.rtp import build, parse
from recording.render import render
from recording.render.frames import Frame
from recording.render.h264 import H264
from recording.render.source import Numbered
from tests.recording.render.test_render import Arrival, record, track
from tests.recording.world import HEARING, World

COLOURS = ((200, 40, 40), (40, 160, 60))
_MTU = 400


def units(colour: tuple[int, int, int], size: tuple[int, int]) -> list[list[bytes]]:
    """Twenty pictures of a colour, a key frame each ten, as lists of units."""
    camera = av.CodecContext.create("libx264", "w")
    assert isinstance(camera, av.VideoCodecContext)
    camera.width, camera.height, camera.pix_fmt = *size, "yuv420p"
    camera.time_base = Fraction(1, 20)
    camera.options = {
        "preset": "ultrafast",
        "tune": "zerolatency",
        "g": "10",
        "profile": "baseline",
    }
    shade = np.random.default_rng(1).integers(0, 20, (size[1], size[0], 3), np.uint8)
    picture = av.VideoFrame.from_ndarray(np.array(colour, np.uint8) + shade, format="rgb24")
    found = []
    for n in range(20):
        picture.pts = n
        found += [bytes(one) for one in camera.encode(picture)]
    return [[unit for unit in split(data) if unit[0] & 0x1F in (1, 5, 7, 8)] for data in found]


def split(data: bytes) -> Iterator[bytes]:
    """The units of annex B."""
    yield from data.replace(b"\0\0\0\1", b"\0\0\1").split(b"\0\0\1")[1:]


def payloads(access: list[bytes]) -> Iterator[bytes]:
    """As Chromium sends one: parameter sets together in STAP-A, what is large in FU-A."""
    small = [unit for unit in access if unit[0] & 0x1F in (7, 8)]
    if small:
        yield b"\x78" + b"".join(len(unit).to_bytes(2) + unit for unit in small)
    for unit in access:
        if unit in small:
            continue
        if len(unit) <= _MTU:
            yield unit
            continue
        pieces = [unit[at : at + _MTU] for at in range(1, len(unit), _MTU)]
        for n, piece in enumerate(pieces):
            flags = (n == 0) << 7 | (n == len(pieces) - 1) << 6
            yield bytes([unit[0] & 0xE0 | 28, flags | unit[0] & 0x1F]) + piece


def packets(pictures: list[list[bytes]], at: float = 0.0, seq: int = 0) -> list[Arrival]:
    """(seconds, track, packet), twenty pictures a second."""
    found: list[Arrival] = []
    for n, access in enumerate(pictures):
        parts = list(payloads(access))
        for i, part in enumerate(parts):
            ticks = round((at + n / 20) * 90_000)
            last = i == len(parts) - 1
            found.append((at + n / 20, 1, build(102, seq, ticks, 9, part, marker=last)))
            seq += 1
    return found


def frames(arrivals: list[Arrival]) -> list[Frame]:
    made = H264(0)
    read = [parse(data) for _, _, data in arrivals]
    return [frame for packet in read for frame in made.put(Numbered(packet.seq, 0.0, packet))]


@pytest.fixture(scope="module")
def red() -> list[list[bytes]]:
    return units(COLOURS[0], (320, 240))


def test_every_picture_is_whole_and_its_keys_are_known(red: list[list[bytes]]) -> None:
    made = frames(packets(red))
    assert len(made) == 20
    assert [n for n, frame in enumerate(made) if frame.key] == [0, 10]
    assert made[3].data == b"".join(b"\0\0\0\1" + unit for unit in red[3])


def test_after_a_loss_nothing_until_a_key_frame(red: list[list[bytes]]) -> None:
    arrivals = packets(red)
    third = next(n for n, one in enumerate(arrivals) if one[0] == 3 / 20)
    made = frames(arrivals[:third] + arrivals[third + 1 :])
    assert [frame.key for frame in made] == [True, False, False] + [True] + [False] * 9


def test_what_begins_in_the_middle_waits_for_a_key_frame(red: list[list[bytes]]) -> None:
    assert [frame.key for frame in frames(packets(red)[4:])][:2] == [True, False]


@pytest.mark.parametrize(
    "payload", [b"\x78\xff\xff\x67", b"\x7c", b"\x7c\x05", b"\x00", b"\x78"]
)
def test_garbage_makes_no_picture(payload: bytes) -> None:
    data = build(102, 0, 0, 9, payload, marker=True)
    assert frames([(0.0, 1, data)]) == []


def test_a_file_shows_it_through_a_change_of_layers(
    world: World, tmp_path: Path, red: list[list[bytes]]
) -> None:
    world.row("scheduled")
    world.move("open", "in_session")
    first = packets(red)
    seq = parse(first[-1][2]).seq + 1
    second = packets(units(COLOURS[1], (640, 480)), 1.0, seq)
    world.close(record(world, first + second, track(1, 9, "video", codec="h264")))
    out = tmp_path / "out.mkv"
    made = render(world.recordings / HEARING, out)
    assert made.tracks[0].frames == 40
    assert made.left_out == ()
    with av.open(str(out)) as file:
        shown = list(file.decode(video=0))
        assert file.streams.video[0].codec_context.name == "h264"
    assert [(f.width, f.height) for f in shown] == [(320, 240)] * 20 + [(640, 480)] * 20
    for picture, colour in ((shown[5], COLOURS[0]), (shown[35], COLOURS[1])):
        mean = picture.to_ndarray(format="rgb24").mean(axis=(0, 1))
        assert np.abs(mean - np.array(colour) - 10).max() < 15
