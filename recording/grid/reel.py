"""The tracks of a rendered record, decoded as far as the film has come."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import av
from av.audio.frame import AudioFrame
from av.packet import Packet
from av.stream import Stream
from av.video.frame import VideoFrame

from recording.grid.canvas import Planes
from recording.grid.layout import Box

Shown = tuple[Planes, Box]
"""A picture in its final size, and where it goes."""
_AHEAD = 0.1  # seconds read ahead: tracks are written in step, but not to the frame


@dataclass
class Track:
    """One stream. Titles are those that `recording.render` gives: ROLE/SOURCE/DEVICE."""

    index: int
    role: str
    source: str
    device: str
    video: bool


@dataclass
class Screen:
    """The pictures of one track that are not yet shown."""

    size: Callable[[VideoFrame], Shown]
    waiting: deque[tuple[float, Shown]] = field(default_factory=deque)
    newest: tuple[float, Shown] | None = None

    def at(self, moment: float, since: float) -> Shown | None:
        """The newest picture at `moment`, of those taken from `since` on."""
        while self.waiting and self.waiting[0][0] <= moment:
            self.newest = self.waiting.popleft()
        return self.newest[1] if self.newest and self.newest[0] >= since else None


class Reel:
    """The file, read in step with the film. hear: gets each sound's track and time (set it)."""

    def __init__(self, mkv: Path) -> None:
        self._file = av.open(str(mkv))
        self.hear: Callable[[int, float, AudioFrame], None] = _unheard
        self.tracks = [
            Track(
                stream.index, *_title(stream.metadata.get("title", "")), stream.type == "video"
            )
            for stream in self._file.streams
        ]
        self.screens: dict[int, Screen] = {}
        self._packets: Iterator[Packet[Stream]] = self._file.demux()
        self._next: Packet[Stream] | None = next(self._packets, None)

    def watch(self, index: int, size: Callable[[VideoFrame], Shown]) -> Screen:
        """Keep the pictures of a track, each made into what is shown by `size`."""
        self.screens[index] = Screen(size)
        return self.screens[index]

    def advance(self, moment: float) -> None:
        """Decode everything up to `moment` seconds of the record."""
        while self._next is not None and _time(self._next) <= moment + _AHEAD:
            self._decode(self._next)
            self._next = next(self._packets, None)

    def _decode(self, packet: "Packet[Stream]") -> None:
        try:
            frames = packet.decode()
        except av.error.InvalidDataError:
            return  # what somebody sent broken stays broken; the next one may be whole
        for frame in frames:
            if isinstance(frame, VideoFrame | AudioFrame) and frame.time is not None:
                self._take(packet.stream_index, frame.time, frame)

    def _take(self, index: int, at: float, frame: VideoFrame | AudioFrame) -> None:
        if isinstance(frame, AudioFrame):
            self.hear(index, at, frame)
        elif index in self.screens:
            screen = self.screens[index]
            screen.waiting.append((at, screen.size(frame)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


def _time(packet: "Packet[Stream]") -> float:
    """Seconds; what carries no time belongs to what came before."""
    if packet.pts is None or packet.time_base is None:
        return 0.0
    return float(packet.pts * packet.time_base)


def _unheard(_index: int, _moment: float, _frame: AudioFrame) -> None:
    """Nobody listens."""


def _title(title: str) -> tuple[str, str, str]:
    role, source, device = (*title.split("/", 2), "", "", "")[:3]
    return role, source, device
