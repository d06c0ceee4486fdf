"""The parts of a record as rendering reads them: tracks, packets in order, one clock."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from media.rtp import Malformed, Packet, extend, parse
from recording.journal import RTP, Block, Record, parts, read, records
from recording.journal.disk import segments

_LATE = 2.5  # seconds after which no retransmission comes: what is in order is final


@dataclass(frozen=True, slots=True)
class TrackId:
    """A journal track. part: index of its part in this rendering."""

    part: int
    number: int


@dataclass(frozen=True, slots=True)
class Track:
    """What the journal says of a track. rate: RTP ticks a second."""

    id: TrackId
    device: str
    role: str
    source: str
    kind: str
    codec: str
    rate: int

    @property
    def key(self) -> tuple[str, str]:
        """Whose it is: streams of the same device and source are one in the rendering."""
        return self.device, self.source


class Heard(NamedTuple):
    """One packet or report. at: seconds since the record's first START."""

    track: TrackId
    at: float
    record: Record


class Numbered(NamedTuple):
    """One RTP packet in its place. number: extended sequence number."""

    number: int
    at: float
    packet: Packet


def directories(path: Path) -> list[Path]:
    """The part directories of a bundle, of a hearing's recording, or `path` itself."""
    bundled = path / "parts"
    if bundled.is_dir():
        return sorted(part for part in bundled.iterdir() if part.is_dir())
    return parts(path) or [path]


def size(directories: Sequence[Path]) -> int:
    """Bytes of all segments."""
    return sum(file.stat().st_size for part in directories for file in segments(part))


@dataclass(frozen=True, slots=True)
class Second:
    """One block: tracks it is the first to name, what was heard, its end on the one clock."""

    part: int
    at: float
    octets: int
    tracks: tuple[Track, ...]
    heard: tuple[Heard, ...]


def seconds(directories: Sequence[Path]) -> Iterator[Second]:
    """All blocks of the parts in order, on one clock. Raises Malformed, OSError.

    Within a part time is the recorder's monotonic clock; between parts, which may be of other
    machines or after a restart, the calendar's.
    """
    began: int | None = None
    for part, directory in enumerate(directories):
        base: int | None = None
        for block in read(directory):
            header = block.header
            began = header.wall if began is None else began
            base = header.mono - (header.wall - began) if base is None else base
            yield _second(part, block, base)


def _second(part: int, block: Block, base: int) -> Second:
    heard = [
        Heard(TrackId(part, shard.track), (record.arrival - base) / 1e6, record)
        for shard, body in zip(block.header.shards, block.bodies, strict=True)
        for record in records(body.payload)
        if shard.track
    ]
    events = (e for e in block.header.events if e.get("e") == "track")
    tracks = tuple(track for event in events if (track := _track(part, event)))
    octets = block.end - block.offset
    return Second(part, (block.header.mono - base) / 1e6, octets, tracks, tuple(heard))


def _track(part: int, event: "object") -> Track | None:
    fields = event if isinstance(event, dict) else {}
    number, rate = fields.get("track"), fields.get("clock")
    if not (isinstance(number, int) and isinstance(rate, int) and rate > 0):
        return None
    names = (str(fields.get(n, "")) for n in ("device", "role", "source", "kind", "codec"))
    device, role, source, kind, codec = names
    return Track(TrackId(part, number), device, role, source, kind, codec, rate)


class Sorter:
    """Packets of one track as they arrived → in the order they were sent, each once."""

    def __init__(self) -> None:
        self._waiting: dict[int, Numbered] = {}
        self._highest: int | None = None
        self._released = -1

    def put(self, heard: Heard) -> None:
        """One record of the track; what is no RTP is left out."""
        if heard.record.kind != RTP:
            return
        try:
            packet = parse(heard.record.packet)
        except Malformed:
            return
        near = packet.seq + 0x10000 if self._highest is None else self._highest
        number = extend(packet.seq, near)
        self._highest = number if self._highest is None else max(number, self._highest)
        if number > self._released:
            self._waiting.setdefault(number, Numbered(number, heard.at, packet))

    def take(self, now: float) -> list[Numbered]:
        """What can no longer be preceded by anything. now: seconds; math.inf: all."""
        final = [n for n, item in self._waiting.items() if item.at <= now - _LATE]
        if not final:
            return []
        self._released = max(final)
        ready = sorted(n for n in self._waiting if n <= self._released)
        return [self._waiting.pop(number) for number in ready]


def in_order(tracks: Iterable[Track]) -> list[Track]:
    """The first track of each device and source."""
    first: dict[tuple[str, str], Track] = {}
    for track in tracks:
        first.setdefault(track.key, track)
    return list(first.values())
