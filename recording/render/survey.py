"""The first pass: which tracks there are, and what their clocks are."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from media.codecs import vp8_descriptor
from media.rtcp import SenderReport
from media.rtcp import parse as parse_rtcp
from media.rtp import Malformed, Packet, extend
from media.rtp import parse as parse_rtp
from recording.journal import RTP
from recording.render.clock import Difference, Report, StreamClock, by_arrival, unwrap
from recording.render.frames import picture_size
from recording.render.h264 import H264
from recording.render.source import Heard, Numbered, Track, TrackId, seconds

_NTP_SECOND = 1 << 32
_SAMPLED = 50  # every so many packets one tells the clock of a stream without reports


@dataclass(slots=True)
class _Seen:
    """One track in the first pass. near: its last extended RTP time."""

    track: Track
    first: int | None = None
    near: int = 0
    packets: int = 0
    reports: list[Report] = field(default_factory=list)
    arrivals: list[tuple[int, float]] = field(default_factory=list)
    size: tuple[int, int] | None = None
    opening: bytes = b""
    number: int = 0  # extended sequence number, until the opening is found
    h264: H264 = field(default_factory=lambda: H264(0))


@dataclass(frozen=True, slots=True)
class Timed:
    """A track with its clock. near: an RTP time from which its times are extended. opening:
    H.264's first key frame."""

    track: Track
    near: int
    size: tuple[int, int] | None
    clock: StreamClock
    difference: Difference
    opening: bytes = b""

    def at(self, ticks: int) -> float:
        """Seconds since the record began at which `ticks` was captured."""
        return self.difference.arrival(self.clock.seconds(ticks))


@dataclass(frozen=True, slots=True)
class Survey:
    """All tracks that have packets. until: seconds from the record's begin to its end."""

    tracks: Mapping[TrackId, Timed]
    until: float


def survey(directories: Sequence[Path], progress: Callable[[int], None]) -> Survey:
    """Read all parts once. progress: called with the bytes read since the last call."""
    seen: dict[TrackId, _Seen] = {}
    until = 0.0
    for second in seconds(directories):
        for track in second.tracks:
            seen.setdefault(track.id, _Seen(track))
        for heard in second.heard:
            if heard.track in seen:
                _look(seen[heard.track], heard)
        until = max(until, second.at)
        progress(second.octets)
    return Survey(_timed([item for item in seen.values() if item.packets]), until)


def _look(seen: _Seen, heard: Heard) -> None:
    if heard.record.kind != RTP:
        _report(seen, heard)
        return
    try:
        packet = parse_rtp(heard.record.packet)
    except Malformed:
        return
    if seen.first is None:
        seen.first = seen.near = packet.timestamp
    seen.near = unwrap(packet.timestamp, seen.near)
    if seen.packets % _SAMPLED == 0:
        seen.arrivals.append((seen.near, heard.at))
    seen.packets += 1
    if seen.size is None and seen.track.codec == "vp8":
        seen.size = _size(packet)
    if not seen.opening and seen.track.codec == "h264":
        seen.number = extend(packet.seq, seen.number)
        frames = seen.h264.put(Numbered(seen.number, heard.at, packet))
        seen.opening = next((frame.data for frame in frames if frame.key), b"")


def _report(seen: _Seen, heard: Heard) -> None:
    """A report before the first packet says nothing that later ones do not say."""
    if seen.first is None:
        return
    for report in parse_rtcp(heard.record.packet):
        if isinstance(report, SenderReport):
            ticks = unwrap(report.timestamp, seen.near)
            seen.reports.append(Report(ticks, report.ntp / _NTP_SECOND, heard.at))


def _size(packet: Packet) -> tuple[int, int] | None:
    descriptor = vp8_descriptor(packet.data, packet.start, packet.end)
    if descriptor is None or packet.data[packet.start] & 0x1F != 0x10:
        return None
    return picture_size(packet.data[descriptor.payload_at : packet.end])


def _timed(seen: Sequence[_Seen]) -> Mapping[TrackId, Timed]:
    """Clocks, and one difference for all streams of one device in one part."""
    clocks = {item.track.id: _clock(item) for item in seen}
    reports: dict[tuple[int, str], list[Report]] = {}
    for item in seen:
        if item.reports:
            key = item.track.id.part, item.track.device
            reports.setdefault(key, []).extend(clocks[item.track.id].reports)
    timed: dict[TrackId, Timed] = {}
    for item in seen:
        clock = clocks[item.track.id]
        key = item.track.id.part, item.track.device
        shared = reports[key] if item.reports else clock.reports
        timed[item.track.id] = Timed(
            item.track, item.first or 0, item.size, clock, Difference.of(shared), item.opening
        )
    return timed


def _clock(seen: _Seen) -> StreamClock:
    if seen.reports:
        return StreamClock(seen.reports, seen.track.rate)
    return by_arrival(seen.arrivals, seen.track.rate)
