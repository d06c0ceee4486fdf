"""The film of a hearing: everybody in one picture, names and roles, the record's clock.

A derived copy, made from a bundle and never in place of it: the file appears whole or not at
all, nothing of the primary is touched, and the same bundle gives the same pictures again.
"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from recording import render as tracks
from recording.bundle import LEDGER
from recording.grid.course import Silence, course
from recording.grid.encoder import Encoder, EncoderFailed
from recording.grid.film import FRAMES, Film, Story, places
from recording.grid.layout import layout
from recording.grid.people import read_cast
from recording.grid.reel import Reel
from recording.journal.clock import moment
from recording.verify import Report

__all__ = ["Cancelled", "EncoderFailed", "Grid", "render"]

_FIRST_PASS = 0.1  # of the whole: to put packets in order costs little beside pictures

Progress = Callable[[float], None]
"""Called with the share done, 0 to 1, many times a second. What it raises ends it all."""


class Cancelled(Exception):
    """Raised by a progress callback: somebody no longer wants the film."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The film. seconds: its length; tiles: places in it, of devices and shared screens."""

    file: Path
    seconds: float
    tiles: int


def render(bundle: Path, out: Path, found: Report, progress: Progress) -> Grid:
    """Write the film of `bundle` to `out`, an MP4 (H.264 and AAC).

    found: what the verifier said of the bundle: it tells the gaps and who ordered them.
    Blocking. Raises what `progress` raises (Cancelled), EncoderFailed, Malformed, OSError;
    then there is no file, and ffmpeg has been ended.
    """
    with tempfile.TemporaryDirectory(prefix=".film-", dir=out.parent) as scratch:
        mkv = tracks.render(
            bundle, Path(scratch) / "tracks.mkv", lambda share: progress(share * _FIRST_PASS)
        )
        fresh = Path(scratch) / "film.mp4"
        made = _film(bundle, mkv, fresh, found, progress)
        fresh.replace(out)
    progress(1.0)
    return Grid(out, *made)


def _film(
    bundle: Path, source: tracks.Rendered, out: Path, found: Report, progress: Progress
) -> tuple[float, int]:
    ledger = bundle / LEDGER
    text = ledger.read_text("utf-8", errors="replace") if ledger.exists() else ""
    story = Story(
        cast=read_cast(text.splitlines()),
        course=course(silences(found), source.seconds),
        began=moment(found.first),
        damaged=found.exit == 1,
    )

    def told(share: float) -> None:
        progress(_FIRST_PASS + share * (1 - _FIRST_PASS) * 0.99)

    with Reel(source.file) as reel:
        plan = layout(len(places(reel.tracks, story.cast)))
        size = plan.width, plan.height
        comment = f"{found.hearing}: bản dựng lại, không phải bản gốc · a derived copy"
        with Encoder(out, size, FRAMES, story.cast.title, comment) as encoder:
            Film(story, reel, plan, encoder).run(told)
    return story.course.seconds, len(plan.places)


def silences(found: Report) -> list[Silence]:
    """The verifier's gaps in seconds of the record."""
    return [
        Silence(found.seconds(gap.start), found.seconds(gap.end), gap.reason, gap.by, gap.note)
        for gap in found.gaps
    ]
