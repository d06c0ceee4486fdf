"""One published track as one continuous RTP stream towards one subscriber. Pure.

A subscriber sees a single source whatever happens before it: layers switch at key frames,
padding is left out, pauses close up. Numbers of outgoing packets are piecewise shifts of the
incoming ones; the pieces (`Segment`) are kept, so that late and repeated packets find theirs.
"""

from collections import deque
from dataclasses import dataclass, replace
from typing import NamedTuple

from media import codecs
from media.rtp import Packet, extend

_SEGMENTS = 64  # pieces remembered: a NACK for anything older is not answered
_PATIENCE = 2.0  # seconds a switch waits for sender reports to align by


class Clock(NamedTuple):
    """A source's own statement of time: RTP `timestamp` at `ntp` (32.32), heard at `heard`."""

    ntp: int
    timestamp: int
    heard: float


class Source(NamedTuple):
    """One incoming stream (a layer), as far as forwarding must know it."""

    ssrc: int
    codec: str
    rate: int
    clock: Clock | None


@dataclass(frozen=True, slots=True)
class Segment:
    """Outgoing = incoming - shift from outgoing number `first` on; times and VP8 pictures
    likewise. The first frame's own time may be held back (`opening`) to stay monotonic."""

    first: int
    ssrc: int
    shift: int
    time: int
    picture: int
    tl0: int
    opening: tuple[int, int] = (-1, 0)  # (incoming timestamp, outgoing timestamp)

    def timestamp(self, incoming: int) -> int:
        """The outgoing RTP time of a packet of this segment."""
        if incoming == self.opening[0]:
            return self.opening[1]
        return incoming + self.time & 0xFFFFFFFF


class Outgoing(NamedTuple):
    """What to send: the packet's own header fields apart from these stay as they came."""

    seq: int
    timestamp: int
    payload: bytes


class Forwarder:
    """The state of one subscription. `first` is the first outgoing sequence number."""

    def __init__(self, first: int = 1) -> None:
        self.target: int | None = None  # ssrc of the layer it should show
        self._segments: deque[Segment] = deque(maxlen=_SEGMENTS)
        self._next = first + 0x10000  # extended: room below for late packets
        self._newest = -1  # incoming number, of the current source
        self._waiting = True  # for a packet that one may begin with
        self._last = (0, 0.0)  # (outgoing timestamp, now) of the newest packet
        self._pictures = (0, 0)  # newest (picture id, TL0PICIDX) sent
        self._refused_at: float | None = None
        self._old_clock: Clock | None = None

    @property
    def current(self) -> int | None:
        """The ssrc being forwarded; None before the first packet and while waiting."""
        return None if self._waiting or not self._segments else self._segments[-1].ssrc

    def pause(self) -> None:
        """Nothing more of this until one may begin again: a key frame, any audio packet."""
        self._waiting = True

    def take(self, source: Source, packet: Packet, number: int, now: float) -> Outgoing | None:
        """What becomes of `packet` (extended sequence number `number`), None for nothing."""
        if source.ssrc != self.current:
            return self._begin(source, packet, number, now)
        if number > self._newest:
            self._old_clock = source.clock
            if packet.empty:
                self._leave_out(number)
                return None
            self._newest = number
            segment = self._segments[-1]
            self._next = number - segment.shift + 1
            return self._advance(segment, source, packet, number, now)
        placed = self._place(source.ssrc, number)
        return None if placed is None else rewrite(source.codec, packet, placed, number)

    def _begin(
        self, source: Source, packet: Packet, number: int, now: float
    ) -> Outgoing | None:
        if source.ssrc != self.target:
            return None
        if not codecs.is_key(source.codec, packet.data, packet.start, packet.end):
            return None
        time = self._align(source, packet, now)
        if time is None:
            return None
        opening = self._opening(packet.timestamp, time)
        segment = Segment(self._next, source.ssrc, number - self._next, time, 0, 0, opening)
        self._refused_at, self._waiting, self._newest = None, False, number
        self._old_clock = source.clock
        segment = self._with_pictures(segment, source, packet)
        self._append(segment)
        self._next += 1
        return self._advance(segment, source, packet, number, now)

    def _align(self, source: Source, packet: Packet, now: float) -> int | None:
        """What to add to the new source's timestamps, None to wait for sender reports."""
        if not self._segments:
            return 0
        last = self._segments[-1]
        if last.ssrc == source.ssrc:
            return last.time
        if self._old_clock is not None and source.clock is not None:
            shift = _between(self._old_clock, source.clock, source.rate)
            return last.time + shift & 0xFFFFFFFF
        if self._refused_at is None:
            self._refused_at = now
        if now - self._refused_at < _PATIENCE:
            return None
        timestamp, at = self._last
        return timestamp + max(1, int((now - at) * source.rate)) - packet.timestamp & 0xFFFFFFFF

    def _opening(self, incoming: int, time: int) -> tuple[int, int]:
        """Layers show the same frame at the same time: the second may not repeat a time."""
        out, newest = incoming + time & 0xFFFFFFFF, self._last[0]
        behind = (newest - out) & 0xFFFFFFFF
        if self._segments and behind < 0x80000000:
            return incoming, newest + 1 & 0xFFFFFFFF
        return -1, 0

    def _with_pictures(self, segment: Segment, source: Source, packet: Packet) -> Segment:
        if source.codec != "vp8" or not self._segments:
            return segment
        descriptor = codecs.vp8_descriptor(packet.data, packet.start, packet.end)
        if descriptor is None:
            return segment
        picture, tl0 = codecs.read_vp8(packet.data, descriptor)
        return replace(
            segment,
            picture=self._pictures[0] + 1 - picture & 0x7FFF,
            tl0=self._pictures[1] + 1 - tl0 & 0xFF,
        )

    def _append(self, segment: Segment) -> None:
        if self._segments and self._segments[-1].first == segment.first:
            self._segments.pop()  # nothing was sent of it
        self._segments.append(segment)

    def _leave_out(self, number: int) -> None:
        last = self._segments[-1]
        first = number - last.shift
        self._append(replace(last, first=first, shift=last.shift + 1))
        self._newest, self._next = number, first

    def _advance(
        self, segment: Segment, source: Source, packet: Packet, number: int, now: float
    ) -> Outgoing:
        out = rewrite(source.codec, packet, segment, number)
        self._last = (out.timestamp, now)
        if source.codec == "vp8":
            self._note_pictures(segment, packet)
        return out

    def _note_pictures(self, segment: Segment, packet: Packet) -> None:
        descriptor = codecs.vp8_descriptor(packet.data, packet.start, packet.end)
        if descriptor is not None:
            picture, tl0 = codecs.read_vp8(packet.data, descriptor)
            self._pictures = (picture + segment.picture & 0x7FFF, tl0 + segment.tl0 & 0xFF)

    def _place(self, ssrc: int, number: int) -> Segment | None:
        """The segment of a late packet."""
        upper = self._next
        for segment in reversed(self._segments):
            if segment.ssrc == ssrc and number - segment.shift >= segment.first:
                return segment if number - segment.shift < upper else None
            upper = segment.first
        return None

    def origin(self, seq: int) -> tuple[Segment, int] | None:
        """For a NACK: (segment, incoming extended number) of outgoing 16-bit `seq`."""
        out = extend(seq, self._next)
        if out >= self._next:
            return None
        for segment in reversed(self._segments):
            if out >= segment.first:
                return segment, out + segment.shift
        return None

    def timestamp_of(self, source_timestamp: int) -> int | None:
        """The outgoing time for a time of the current source."""
        if self.current is None:
            return None
        return source_timestamp + self._segments[-1].time & 0xFFFFFFFF


def rewrite(codec: str, packet: Packet, segment: Segment, number: int) -> Outgoing:
    """`packet` in its segment's numbers. Also for sending it again."""
    payload = packet.payload
    if codec == "vp8" and (segment.picture or segment.tl0):
        payload = _shifted(packet, segment)
    timestamp = segment.timestamp(packet.timestamp)
    return Outgoing(number - segment.shift & 0xFFFF, timestamp, payload)


def _shifted(packet: Packet, segment: Segment) -> bytes:
    descriptor = codecs.vp8_descriptor(packet.data, packet.start, packet.end)
    if descriptor is None:
        return packet.payload
    picture, tl0 = codecs.read_vp8(packet.data, descriptor)
    payload = bytearray(packet.payload)
    codecs.shift_vp8(
        payload, descriptor, packet.start, picture + segment.picture, tl0 + segment.tl0
    )
    return bytes(payload)


def _between(old: Clock, new: Clock, rate: int) -> int:
    """What turns the new source's RTP time into the old one's, by what both say of NTP."""
    seconds = (new.ntp - old.ntp) / (1 << 32)
    return old.timestamp + round(seconds * rate) - new.timestamp
