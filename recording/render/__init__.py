"""From a journal to a file people can play, without decoding: one track a device and source.

The rendering is a derived copy: made from the journal, never in place of it, and the same bytes
each time it is made. Times are those of capture, so that picture and sound of a device agree;
a pause or an outage is a gap in time.
"""

import heapq
import math
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from recording.render.assemblers import ASSEMBLERS
from recording.render.container import Matroska
from recording.render.frames import OPUS_LOOKAHEAD, Assembler, Frame
from recording.render.source import Sorter, Track, TrackId, directories, in_order, seconds, size
from recording.render.survey import Survey, Timed, survey

_HELD = 6.0  # seconds by which frames are held back, so that all tracks are written in step

Progress = Callable[[float], None]
"""Called with the share done, 0 to 1."""


class NothingToRender(Exception):
    """The record holds nothing that a player could show. left_out: as in Rendered."""

    def __init__(self, left_out: Sequence[str]) -> None:
        super().__init__("the record holds nothing that can be rendered")
        self.left_out = tuple(left_out)


@dataclass(frozen=True, slots=True)
class RenderedTrack:
    """One track of the file. frames: written; dropped: pictures not whole in the journal."""

    device: str
    role: str
    source: str
    stream_index: int
    frames: int
    dropped: int


@dataclass(frozen=True, slots=True)
class Rendered:
    """What was written. left_out: `device/source/codec` of tracks no container form is known
    for; they are in the journal all the same. seconds: from the record's begin to its end."""

    file: Path
    tracks: tuple[RenderedTrack, ...]
    left_out: tuple[str, ...]
    seconds: float


def render(
    source: Path | Sequence[Path], out: Path, progress: Progress | None = None
) -> Rendered:
    """Write `out`, a Matroska file, from a bundle, a recording or part directories.

    Blocking. The file appears whole or not at all. Proves nothing: `phientoa verify` does.
    Raises NothingToRender, Malformed for a journal that cannot be read, OSError.
    """
    parts = directories(source) if isinstance(source, Path) else list(source)
    total = max(1, 2 * size(parts))
    done = 0

    def read(octets: int) -> None:
        nonlocal done
        done += octets
        if progress is not None:
            progress(min(1.0, done / total))

    known = survey(parts, read)
    fresh = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        with Matroska(fresh) as file:
            rendered = _Rendering(file, known).run(parts, read)
        if not any(track.frames for track in rendered.tracks()):
            raise NothingToRender(rendered.left_out)
        fresh.replace(out)
    finally:
        fresh.unlink(missing_ok=True)
    return Rendered(out, tuple(rendered.tracks()), tuple(rendered.left_out), known.until)


class _Rendering:
    """The second pass."""

    def __init__(self, file: Matroska, known: Survey) -> None:
        self._file = file
        self._known = known
        self.left_out: list[str] = []
        self._streams: dict[tuple[str, str], _Stream] = {}
        self._inputs: dict[TrackId, _Input] = {}
        self._waiting: list[tuple[float, int, int, Frame]] = []
        self._count = 0
        for track in in_order(timed.track for timed in known.tracks.values()):
            self._open(track)
        if not self._streams:
            raise NothingToRender(self.left_out)
        file.begin()

    def _open(self, track: Track) -> None:
        if track.codec not in ASSEMBLERS:
            self.left_out.append(f"{track.device}/{track.source}/{track.codec}")
            return
        title = f"{track.role}/{track.source}/{track.device}"
        same = [t for t in self._known.tracks.values() if t.track.key == track.key]
        if track.kind == "audio":
            index = self._file.sound(title)
        elif track.codec == "h264":
            openings = (timed.opening for timed in same if timed.opening)
            index = self._file.h264(title, next(openings, b""))
        else:
            sizes = (timed.size for timed in same if timed.size)
            index = self._file.pictures(title, *next(sizes, (16, 16)))
        self._streams[track.key] = stream = _Stream(track, index)
        for timed in same:
            if timed.track.codec == track.codec:
                self._inputs[timed.track.id] = _Input(timed, stream)

    def run(self, parts: Sequence[Path], read: Callable[[int], None]) -> "_Rendering":
        """Write every frame, in the order of their times."""
        part = -1
        for second in seconds(parts):
            if second.part != part:
                self._flush(math.inf)
                part = second.part
            for heard in second.heard:
                if heard.track in self._inputs:
                    self._inputs[heard.track].sorter.put(heard)
            self._flush(second.at)
            read(second.octets)
        self._flush(math.inf)
        return self

    def _flush(self, now: float) -> None:
        for waiting in self._inputs.values():
            for at, frame in waiting.frames(now):
                self._count += 1
                item = (at, self._count, waiting.stream.index, frame)
                heapq.heappush(self._waiting, item)
                waiting.stream.frames += 1
        while self._waiting and self._waiting[0][0] <= now - _HELD:
            at, _, index, frame = heapq.heappop(self._waiting)
            self._file.write(index, at, frame.key, frame.data)

    def tracks(self) -> Iterator[RenderedTrack]:
        """What was written, in the order of the file's tracks."""
        for stream in self._streams.values():
            track = stream.track
            inputs = (i for i in self._inputs.values() if i.stream is stream)
            dropped = sum(i.assembler.dropped for i in inputs)
            yield RenderedTrack(
                track.device, track.role, track.source, stream.index, stream.frames, dropped
            )


@dataclass(slots=True)
class _Stream:
    """One track of the file."""

    track: Track
    index: int
    frames: int = 0


class _Input:
    """One journal track on its way into the file."""

    def __init__(self, timed: Timed, stream: _Stream) -> None:
        self._timed = timed
        self.stream = stream
        self.sorter = Sorter()
        self._lag = OPUS_LOOKAHEAD if timed.track.codec == "opus" else 0.0
        self.assembler: Assembler = ASSEMBLERS[timed.track.codec](timed.near)

    def frames(self, now: float) -> Iterator[tuple[float, Frame]]:
        """Frames that are final at `now`, with their times of capture."""
        for item in self.sorter.take(now):
            for frame in self.assembler.put(item):
                yield self._timed.at(frame.ticks) - self._lag, frame
