"""A real record rendered, decoded and judged: who stands where, what is heard."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import pytest

from recording.grid import Cancelled, Grid, render
from recording.grid.drawing import HEARD, RED
from recording.grid.encoder import Encoder, EncoderFailed
from recording.grid.film import FRAMES
from recording.grid.layout import Box, layout
from recording.verify import verify
from tests.recording.grid.filmed import ACCUSED, BENCH, JUDGE_SENDER, UNSEEN, hold
from tests.recording.world import World, trust_of

SENDERS = [BENCH, UNSEEN, JUDGE_SENDER, ACCUSED]
"""As they are booked; the accused is gone after the recess."""
PLACES = [JUDGE_SENDER, BENCH, ACCUSED, UNSEEN]
"""As they stand."""
BEFORE, WITHIN, AFTER, LAST = 1.5, 4.5, 6.6, 8.5
"""Seconds of the film: all there, recess, again, the accused long gone."""


@dataclass(frozen=True)
class Shown:
    """A film and where it came from."""

    world: World
    bundle: Path
    made: Grid


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """Nine seconds: three, a recess of three, three."""
    world = World(tmp_path_factory.mktemp("film"))
    hold(world, SENDERS)
    bundle = world.export()
    report = verify(bundle, trust_of(bundle))
    assert (report.exit, report.findings) == (0, [])
    return Shown(world, bundle, render(bundle, world.root / "film.mp4", report, _unwatched))


def test_it_is_h264_and_aac_as_long_as_the_record(shown: Shown) -> None:
    with av.open(str(shown.made.file)) as file:
        video, audio = file.streams.video[0], file.streams.audio[0]
        assert (video.codec.name, audio.codec.name) == ("h264", "aac")
        assert (video.width, video.height) == (1280, 720)
        assert video.average_rate == FRAMES
        assert file.duration is not None
        assert file.duration / 1e6 == pytest.approx(9.1, abs=0.2)
    data = shown.made.file.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")  # it plays while it loads


def test_everybody_stands_in_their_place_the_judge_first(shown: Shown) -> None:
    frame = _frame(shown.made.file, BEFORE)
    for place, sender in zip(layout(4).places, PLACES, strict=True):
        if sender.colour:
            assert _middle(frame, place.picture) == pytest.approx(sender.colour, abs=12)
        assert _letters(frame, place.label)


def test_who_leaves_keeps_an_empty_place(shown: Shown) -> None:
    frame = _frame(shown.made.file, LAST)
    judge, clerk, gone, _ = (place.picture for place in layout(4).places)
    assert _middle(frame, judge) == pytest.approx(JUDGE_SENDER.colour, abs=12)
    assert _middle(frame, clerk) == pytest.approx(BENCH.colour, abs=12)
    assert max(_middle(frame, gone)) < 120
    assert _letters(frame, gone)


def test_who_has_no_camera_has_a_place_that_says_so(shown: Shown) -> None:
    """In other words than for somebody who has left."""
    frame = _frame(shown.made.file, LAST)
    gone, unseen = (place.picture for place in layout(4).places[2:])
    assert _letters(frame, unseen)
    assert np.abs(_crop(frame, gone).astype(int) - _crop(frame, unseen)).max() > 60


def test_who_speaks_is_framed(shown: Shown) -> None:
    frame = _frame(shown.made.file, LAST)
    edges = [Box(p.frame.x + 20, p.frame.y, 100, 4) for p in layout(4).places]
    said = [tuple(_crop(frame, edge).mean(axis=(0, 1))) for edge in edges]
    assert said[0] == pytest.approx(HEARD, abs=25)
    assert said[3] == pytest.approx(HEARD, abs=25)
    assert max(said[2]) < 60


def test_a_gap_is_a_card_and_no_picture_of_anybody(shown: Shown) -> None:
    frame = _frame(shown.made.file, WITHIN)
    stage = layout(4).stage
    assert _middle(frame, Box(0, stage.y + 20, 8, 400)) == pytest.approx(RED, abs=20)
    assert _letters(frame, stage)
    for place in layout(4).places[:3]:
        assert (
            max(_crop(frame, Box(place.picture.x + 40, place.picture.y, 60, 60)).mean((0, 1)))
            < 70
        )


def test_the_clock_runs(shown: Shown) -> None:
    clock = Box(880, 0, 400, 48)
    one, other = (_crop(_frame(shown.made.file, at), clock) for at in (1.5, 2.5))
    assert np.abs(one.astype(int) - other).max() > 80


def test_every_voice_is_in_the_mix_and_nothing_in_the_gap(shown: Shown) -> None:
    samples = _samples(shown.made.file)
    for sender in PLACES:
        assert sender.tone
        assert _strength(samples, 1.0, sender.tone) > 30 * _strength(samples, 1.0, 1500.0)
    assert float(np.abs(_cut(samples, WITHIN - 0.5)).max()) < 0.001
    assert ACCUSED.tone
    assert BENCH.tone
    assert _strength(samples, 7.5, BENCH.tone) > 30 * _strength(samples, 7.5, ACCUSED.tone)


def test_the_same_record_gives_the_same_pictures(shown: Shown) -> None:
    report = verify(shown.bundle, trust_of(shown.bundle))
    again = render(shown.bundle, shown.world.root / "again.mp4", report, _unwatched)
    for at in (BEFORE, AFTER):
        assert np.array_equal(_frame(again.file, at), _frame(shown.made.file, at))


def test_a_record_that_contradicts_itself_is_shown_and_says_so(
    shown: Shown, tmp_path: Path
) -> None:
    spoilt = tmp_path / "bundle"
    shutil.copytree(shown.bundle, spoilt)
    (spoilt / "ledger.jsonl").write_bytes((spoilt / "ledger.jsonl").read_bytes() + b"\n")
    report = verify(spoilt, trust_of(shown.bundle))
    assert report.exit == 1
    made = render(spoilt, tmp_path / "film.mp4", report, _unwatched)
    bar = _crop(_frame(made.file, BEFORE), Box(20, 16, 600, 16))
    assert tuple(np.median(bar, axis=(0, 1))) == pytest.approx(RED, abs=25)


@pytest.mark.parametrize("share", [0.02, 0.5])
def test_cancelled_it_leaves_nothing_and_the_primary_as_it_was(
    shown: Shown, tmp_path: Path, share: float
) -> None:
    before = _contents(shown.bundle)

    def impatient(done: float) -> None:
        if done >= share:
            raise Cancelled

    report = verify(shown.bundle)
    with pytest.raises(Cancelled):
        render(shown.bundle, tmp_path / "film.mp4", report, impatient)
    assert list(tmp_path.iterdir()) == []
    assert _contents(shown.bundle) == before


def test_progress_only_grows_and_ends_at_one(shown: Shown, tmp_path: Path) -> None:
    told: list[float] = []

    def watched(share: float) -> None:
        told.append(share)
        if share > 0.3:
            raise Cancelled

    with pytest.raises(Cancelled):
        render(shown.bundle, tmp_path / "film.mp4", verify(shown.bundle), watched)
    assert told == sorted(told)
    assert len(told) > 20


def test_an_encoder_that_dies_is_an_error_that_says_why(tmp_path: Path) -> None:
    nowhere = tmp_path / "absent" / "film.mp4"
    frame = av.VideoFrame(320, 180, "yuv420p")
    with pytest.raises(EncoderFailed, match="No such file"):
        _write(nowhere, frame)


def _write(out: Path, frame: av.VideoFrame) -> None:
    with Encoder(out, (320, 180), FRAMES, "", "") as encoder:
        for number in range(1000):
            frame.pts, frame.time_base = number, 1 / FRAMES
            encoder.picture(frame)
            encoder.sound(np.zeros(1920, np.float32))


def _unwatched(_share: float) -> None:
    pass


def _frame(file: Path, at: float) -> np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]:
    with av.open(str(file)) as film:
        for frame in film.decode(video=0):
            if frame.time is not None and frame.time >= at - 0.001:
                return frame.to_ndarray(format="rgb24")  # type: ignore[return-value]
    raise AssertionError(at)


def _crop(
    frame: np.ndarray[tuple[int, int, int], np.dtype[np.uint8]], box: Box
) -> np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]:
    return frame[box.y : box.y + box.height, box.x : box.x + box.width]


def _middle(
    frame: np.ndarray[tuple[int, int, int], np.dtype[np.uint8]], box: Box
) -> tuple[float, ...]:
    third = Box(
        box.x + box.width // 3, box.y + box.height // 3, box.width // 3, box.height // 3
    )
    return tuple(_crop(frame, third).mean(axis=(0, 1)))


def _letters(frame: np.ndarray[tuple[int, int, int], np.dtype[np.uint8]], box: Box) -> bool:
    """Whether something is written: bright marks on a dark ground."""
    share = float((_crop(frame, box).min(axis=2) > 150).mean())
    return 0.001 < share < 0.3


def _samples(file: Path) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    with av.open(str(file)) as film:
        resampler = av.AudioResampler(format="flt", layout="mono", rate=48000)
        frames = [even for f in film.decode(audio=0) for even in resampler.resample(f)]
        return np.concatenate([frame.to_ndarray().reshape(-1) for frame in frames])


def _cut(
    samples: np.ndarray[tuple[int], np.dtype[np.float32]], at: float
) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return samples[round(at * 48000) : round((at + 1) * 48000)]


def _strength(
    samples: np.ndarray[tuple[int], np.dtype[np.float32]], at: float, tone: float
) -> float:
    piece = _cut(samples, at)
    spectrum = np.abs(np.fft.rfft(piece * np.hanning(len(piece))))
    return float(spectrum[round(tone) - 2 : round(tone) + 3].max())


def _contents(bundle: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in sorted(bundle.rglob("*")) if p.is_file()}
