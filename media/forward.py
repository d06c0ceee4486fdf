"""One published track as one continuous RTP stream towards one subscriber. Pure.

A subscriber sees a single source whatever happens before it: layers switch at key frames,
padding is left out, pauses close up. Numbers of outgoing packets are piecewise shifts of the
incoming ones; the pieces (`Segment`) are kept, so that late and repeated packets find theirs.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import replace

from media import codecs
from media.rtp import Packet, extend
from media.segment import EVERY, Clock, Incoming, Outgoing, Segment, Source, rewrite

_SEGMENTS = 64  # pieces remembered: a NACK for anything older is not answered
_REACHED = (0, 1, EVERY, EVERY)  # nobody sends more than three
_PATIENCE = 2.0  # seconds a switch waits for sender reports to align by


class Forwarder:
    """The state of one subscription. `first` is the first outgoing sequence number."""

    def __init__(self, first: int = 1) -> None:
        self.target: int | None = None  # ssrc of the layer it should show
        self.current: int | None = None  # ssrc being forwarded; None while waiting to begin
        self._segments: deque[Segment] = deque(maxlen=_SEGMENTS)
        self._next = first + 0x10000  # extended: room below for late packets
        self._newest = -1  # incoming number, of the current source
        # Sent last, when, by which clock, in which piece
        self._latest: tuple[Incoming, float, Clock | None, Segment] | None = None
        self._left_out = -1  # time of the latest frame that was
        self.temporal = EVERY  # how far frames are wanted, by their temporal layer
        self._refused_at: float | None = None

    @property
    def upcoming(self) -> int:
        """The extended number of the next packet in order."""
        return self._next

    def pause(self) -> None:
        """Nothing more of this until one may begin again: a key frame, any audio packet."""
        self.current = None

    def take(self, source: Source, incoming: Incoming, now: float) -> Outgoing | None:
        """What becomes of a packet of `source`, None for nothing."""
        if source.ssrc != self.current:
            return self._begin(source, incoming, now)
        number = incoming.number
        if number <= self._newest:
            placed = self._place(source.ssrc, number)
            return None if placed is None else rewrite(incoming, placed)
        segment = self._reached(incoming)
        if not incoming.payload or segment.above(incoming):
            self._leave_out(segment, incoming)
            return None
        self._newest = number
        self._next = number - segment.shift + 1
        self._latest = (incoming, now, source.clock, segment)
        return rewrite(incoming, segment)

    def _reached(self, incoming: Incoming) -> Segment:
        """The piece for a packet in order. Fewer frames begin with any frame; more of them
        with one that needs none of those left out."""
        segment, read = self._segments[-1], incoming.descriptor
        if read is None or segment.temporal == self.temporal or not self._opens(incoming):
            return segment
        reached = self.temporal
        if reached > segment.temporal:
            if not (read.sync and segment.temporal < read.temporal <= reached):
                return segment
            reached = min(reached, _REACHED[read.temporal])
        first = incoming.number - segment.shift
        self._append(replace(segment, first=first, temporal=reached))
        return self._segments[-1]

    def _opens(self, incoming: Incoming) -> bool:
        """Whether a frame begins here."""
        time = incoming.packet.timestamp
        sent = self._latest is not None and self._latest[0].packet.timestamp == time
        return not sent and time != self._left_out

    def steady(self, source: Source, run: Sequence[Incoming], now: float) -> Segment | None:
        """The segment of packets of which none is late, repeated or empty among themselves;
        None where `take` must look at each of them."""
        first, last = run[0], run[-1]
        if source.ssrc != self.current or first.number <= self._newest:
            return None
        segment = self._segments[-1]
        thinned = segment.temporal < EVERY or self.temporal < EVERY
        if thinned or first.packet.timestamp == segment.opening[0]:
            return None
        self._newest = last.number
        self._next = last.number - segment.shift + 1
        self._latest = (last, now, source.clock, segment)
        return segment

    def _begin(self, source: Source, incoming: Incoming, now: float) -> Outgoing | None:
        packet = incoming.packet
        if source.ssrc != self.target:
            return None
        if not codecs.is_key(source.codec, packet.data, packet.start, packet.end):
            return None
        time = self._align(source, packet, now)
        if time is None:
            return None
        segment = self._segment(source, incoming, time)
        self._append(segment)
        self.current, self._newest, self._refused_at = source.ssrc, incoming.number, None
        self._left_out = -1
        self._next += 1
        self._latest = (incoming, now, source.clock, segment)
        return rewrite(incoming, segment)

    def _append(self, segment: Segment) -> None:
        if self._segments and self._segments[-1].first == segment.first:
            self._segments.pop()  # nothing was sent of it
        self._segments.append(segment)

    def _segment(self, source: Source, incoming: Incoming, time: int) -> Segment:
        shift = incoming.number - self._next
        opening = self._opening(incoming.packet.timestamp, time)
        picture = tl0 = 0
        if self._latest is not None and incoming.descriptor is not None:
            last, sent = self._latest[3], self._latest[0].pictures
            picture = sent[0] + last.picture + 1 - incoming.pictures[0] & 0x7FFF
            tl0 = sent[1] + last.tl0 + 1 - incoming.pictures[1] & 0xFF
        return Segment(
            self._next, source.ssrc, shift, time, picture, tl0, opening, self.temporal
        )

    def _align(self, source: Source, packet: Packet, now: float) -> int | None:
        """What to add to the new source's timestamps, None to wait for sender reports."""
        if self._latest is None:
            return 0
        last = self._segments[-1]
        if last.ssrc == source.ssrc:
            return last.time
        latest, at, clock, _ = self._latest
        if clock is not None and source.clock is not None:
            return last.time + _between(clock, source.clock, source.rate) & 0xFFFFFFFF
        if self._refused_at is None:
            self._refused_at = now
        if now - self._refused_at < _PATIENCE:
            return None
        elapsed = max(1, int((now - at) * source.rate))
        return last.timestamp(latest.packet.timestamp) + elapsed - packet.timestamp & 0xFFFFFFFF

    def _opening(self, timestamp: int, time: int) -> tuple[int, int]:
        """Layers show the same frame at the same time: the second may not repeat a time."""
        if self._latest is None:
            return -1, 0
        newest = self._latest[3].timestamp(self._latest[0].packet.timestamp)
        behind = (newest - timestamp - time) & 0xFFFFFFFF
        return (timestamp, newest + 1 & 0xFFFFFFFF) if behind < 0x80000000 else (-1, 0)

    def absorb(self, incoming: Incoming) -> None:
        """A packet in order leaves inside the one before it, without a number of its own."""
        self._leave_out(self._segments[-1], incoming)

    def _leave_out(self, last: Segment, incoming: Incoming) -> None:
        number, picture = incoming.number, last.picture
        if incoming.payload and self._opens(incoming):  # picture ids close up as well
            picture = picture - 1 & 0x7FFF
            self._left_out = incoming.packet.timestamp
        first = number - last.shift
        self._append(replace(last, first=first, shift=last.shift + 1, picture=picture))
        self._newest, self._next = number, first

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


def _between(old: Clock, new: Clock, rate: int) -> int:
    """What turns the new source's RTP time into the old one's, by what both say of NTP."""
    seconds = (new.ntp - old.ntp) / (1 << 32)
    return old.timestamp + round(seconds * rate) - new.timestamp
