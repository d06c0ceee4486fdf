"""From journals to a file, with packets that arrive as badly as they may."""

import random
import struct
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from media.rtp import build
from recording.journal import Journal
from recording.probe import measure
from recording.render import NothingToRender, Rendered, container, render
from recording.render.frames import OPUS_LOOKAHEAD
from recording.render.source import directories
from tests.recording.world import HEARING, SECOND, World

NTP = 3_990_000_000.0
SOUND, PICTURE = 7, 8
COLOUR = (40, 60, 200)


def track(number: int, ssrc: int, kind: str, **other: object) -> dict[str, object]:
    """A track's description."""
    video = kind == "video"
    return {
        "e": "track",
        "track": number,
        "device": "dev_judge",
        "role": "presiding_judge",
        "source": "camera" if video else "microphone",
        "kind": kind,
        "codec": "vp8" if video else "opus",
        "clock": 90_000 if video else 48_000,
        "ssrc": ssrc,
        "sid": f"TR_{ssrc}",
        **other,
    }


def encoded() -> tuple[list[bytes], list[bytes]]:
    """Three seconds of a colour in VP8 at 20 pictures a second, and of 440 Hz in Opus."""
    camera = av.CodecContext.create("libvpx", "w")
    assert isinstance(camera, av.VideoCodecContext)
    camera.width, camera.height, camera.pix_fmt = 320, 240, "yuv420p"
    camera.time_base, camera.bit_rate = Fraction(1, 20), 300_000
    camera.options = {"deadline": "realtime", "g": "1000", "lag-in-frames": "0"}
    picture = np.full((240, 320, 3), COLOUR, np.uint8)
    frames = [av.VideoFrame.from_ndarray(picture, format="rgb24") for _ in range(60)]
    for n, frame in enumerate(frames):
        frame.pts = n
    pictures = [bytes(p) for frame in [*frames, None] for p in camera.encode(frame)]
    microphone = av.CodecContext.create("libopus", "w")
    assert isinstance(microphone, av.AudioCodecContext)
    microphone.sample_rate, microphone.layout, microphone.format = 48_000, "mono", "s16"
    sound = []
    for n in range(150):
        t = (np.arange(960) + n * 960) / 48_000
        samples = (8000 * np.sin(2 * np.pi * 440 * t)).astype(np.int16)
        heard = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="mono")
        heard.sample_rate, heard.pts = 48_000, n * 960
        sound += [bytes(p) for p in microphone.encode(heard)]
    return pictures, sound


Arrival = tuple[float, int, bytes]


def packets(pictures: list[bytes], sound: list[bytes], *, late: float = 0.3) -> list[Arrival]:
    """(seconds, track, packet) as they arrive: sound takes `late` longer than pictures."""
    found: list[Arrival] = []
    number = 65_500
    for n, picture in enumerate(pictures):
        pieces = [picture[at : at + 1000] for at in range(0, len(picture), 1000)]
        for i, piece in enumerate(pieces):
            number += 1
            head = b"\x10" if i == 0 else b"\x00"
            ticks = (n * 4500 + 0xFFFF0000) & 0xFFFFFFFF
            last = i == len(pieces) - 1
            data = build(96, number & 0xFFFF, ticks, PICTURE, head + piece, marker=last)
            found.append((n * 0.05 + 0.02, 2, data))
    for n, heard in enumerate(sound):
        data = build(111, n, n * 960, SOUND, heard)
        found.append((n * 0.02 + 0.02 + late, 1, data))
    return found


def reports(late: float = 0.3) -> list[Arrival]:
    """Sender reports of both, each second."""
    return [
        (at + 0.02 + delay, number, _report(ssrc, NTP + at, first + round(at * rate)))
        for at in (0.5, 1.5, 2.5)
        for number, ssrc, rate, first, delay in (
            (1, SOUND, 48_000, 0, late),
            (2, PICTURE, 90_000, 0xFFFF0000, 0.0),
        )
    ]


def _report(ssrc: int, ntp: float, ticks: int) -> bytes:
    whole = int(ntp)
    fraction = int((ntp - whole) * (1 << 32))
    return struct.pack(
        "!BBHIIIIII", 0x80, 200, 6, ssrc, whole, fraction, ticks & 0xFFFFFFFF, 1, 1
    )


def record(world: World, arrivals: list[Arrival], *described: dict[str, object]) -> Journal:
    """A part in which these arrive, sealed each second."""
    journal = world.begin()
    for event in described or (track(1, SOUND, "audio"), track(2, PICTURE, "video")):
        journal.event(event)
    began, sealed = world.clock.mono, 1.0
    for at, number, data in sorted(arrivals):
        while at > sealed:
            journal.seal(world.clock.tick(sealed - (world.clock.mono - began) / SECOND))
            sealed += 1.0
        if data[1] == 200:
            journal.rtcp(number, began + round(at * SECOND), data)
        else:
            journal.rtp(number, began + round(at * SECOND), data)
    journal.seal(world.clock.tick(sealed - (world.clock.mono - began) / SECOND)).result()
    return journal


@pytest.fixture(scope="module")
def media() -> tuple[list[bytes], list[bytes]]:
    """What a camera and a microphone sent."""
    return encoded()


@pytest.fixture
def begun(world: World) -> World:
    """A hearing in session."""
    world.row("scheduled")
    world.move("open", "in_session")
    return world


def rendered(world: World, name: str = "record.mkv") -> Rendered:
    """The hearing's rendering."""
    return render(world.recordings / HEARING, world.root / name)


def times(file: Path, index: int) -> list[float]:
    """When each frame of a track is."""
    with av.open(str(file)) as opened:
        stream = opened.streams[index]
        return [float(p.pts * p.time_base) for p in opened.demux(stream) if p.pts is not None]


def test_tone_and_colour_are_found_and_titles_say_whose(
    begun: World, media: tuple[list[bytes], list[bytes]]
) -> None:
    begun.close(record(begun, packets(*media) + reports()))
    sound, picture = sorted(measure(rendered(begun).file), key=lambda m: m.video_s)
    assert (sound.device, sound.role, sound.source) == (
        "dev_judge",
        "presiding_judge",
        "microphone",
    )
    assert (picture.device, picture.source) == ("dev_judge", "camera")
    assert sound.tone_hz == pytest.approx(440, abs=10)
    assert sound.audio_s == pytest.approx(3.0, abs=0.2)
    assert picture.colour == pytest.approx(COLOUR, abs=12)
    assert picture.video_s == pytest.approx(2.95, abs=0.1)


def test_sound_that_took_longer_is_where_it_was_captured(
    begun: World, media: tuple[list[bytes], list[bytes]]
) -> None:
    begun.close(record(begun, packets(*media) + reports()))
    made = rendered(begun)
    first = {t.source: times(made.file, t.stream_index)[0] for t in made.tracks}
    lookahead = first["camera"] - first["microphone"]  # what the encoder held back
    assert lookahead == pytest.approx(OPUS_LOOKAHEAD, abs=0.004)


def test_packets_that_overtake_each_other_are_put_in_order(
    begun: World, media: tuple[list[bytes], list[bytes]]
) -> None:
    chance = random.Random(7)
    jumbled = [(at + chance.random(), n, data) for at, n, data in packets(*media)]
    begun.close(record(begun, jumbled + reports()))
    made = rendered(begun)
    assert {t.source: (t.frames, t.dropped) for t in made.tracks} == {
        "camera": (60, 0),
        "microphone": (150, 0),
    }


def test_the_same_record_gives_the_same_bytes(
    begun: World, media: tuple[list[bytes], list[bytes]]
) -> None:
    begun.close(record(begun, packets(*media) + reports()))
    bundle = begun.export()
    once, again = rendered(begun), render(bundle, begun.root / "again.mkv")
    assert once.file.read_bytes() == again.file.read_bytes()


def test_two_parts_are_one_file_with_the_time_between_them(
    begun: World, media: tuple[list[bytes], list[bytes]]
) -> None:
    record(begun, packets(*media) + reports()).abandon()
    begun.clock.tick(10)
    other = track(1, SOUND, "audio"), track(2, PICTURE, "video")
    begun.close(record(begun, packets(*media) + reports(), *other))
    made = rendered(begun)
    assert len(made.tracks) == 2
    for one in made.tracks:
        seen = times(made.file, one.stream_index)
        breaks = [b - a for a, b in pairwise(seen) if b - a > 1]
        assert len(breaks) == 1
        assert 9 < breaks[0] < 13


def test_without_reports_there_is_still_a_rendering(
    begun: World, media: tuple[list[bytes], list[bytes]]
) -> None:
    begun.close(record(begun, packets(*media)))
    assert {t.frames for t in rendered(begun).tracks} == {60, 150}


def test_a_codec_without_a_container_form_is_named_and_left_out(begun: World) -> None:
    data = build(102, 1, 0, 9, b"\x65h265")
    described = track(1, 9, "video", codec="h265")
    begun.close(record(begun, [(0.5, 1, data)], described))
    with pytest.raises(NothingToRender) as refused:
        rendered(begun)
    assert refused.value.left_out == ("dev_judge/camera/h265",)


NO_KEY = build(96, 1, 0, PICTURE, b"\x10\x01delta", marker=True)


def test_a_track_without_a_key_frame_is_there_and_empty(
    begun: World, media: tuple[list[bytes], list[bytes]]
) -> None:
    arrivals = [*packets([], media[1]), (0.5, 2, NO_KEY)]
    begun.close(record(begun, arrivals))
    made = rendered(begun)
    assert {t.source: (t.frames, t.dropped) for t in made.tracks} == {
        "microphone": (150, 0),
        "camera": (0, 1),
    }
    assert [m.colour for m in measure(made.file) if m.source == "camera"] == [None]


def test_a_record_that_shows_nothing_is_no_file(begun: World) -> None:
    begun.close(record(begun, [(0.5, 1, NO_KEY)], track(1, PICTURE, "video")))
    with pytest.raises(NothingToRender):
        rendered(begun)
    assert not (begun.root / "record.mkv").exists()


def test_progress_goes_from_nothing_to_all(
    begun: World, media: tuple[list[bytes], list[bytes]]
) -> None:
    begun.close(record(begun, packets(*media) + reports()))
    shares: list[float] = []
    render(begun.recordings / HEARING, begun.root / "record.mkv", shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1.0)


def test_a_failed_rendering_leaves_the_one_before_it(
    begun: World, media: tuple[list[bytes], list[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun.close(record(begun, packets(*media) + reports()))
    before = rendered(begun).file.read_bytes()

    def full(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(container.Matroska, "write", full)
    with pytest.raises(OSError, match="no space"):
        rendered(begun)
    assert (begun.root / "record.mkv").read_bytes() == before
    assert [f.name for f in begun.root.iterdir() if f.name.startswith(".")] == []


def test_a_bundle_a_recording_and_one_part_can_be_rendered(begun: World) -> None:
    begun.close(record(begun, [(0.5, 1, build(111, 1, 0, SOUND, b"x"))]))
    recording = begun.recordings / HEARING
    bundle = begun.export()
    part = recording / "part-000"
    assert directories(recording) == [part]
    assert directories(part) == [part]
    assert [p.name for p in directories(bundle)] == ["000"]
