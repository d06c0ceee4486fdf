"""RTP and RTCP of one connection: which stream is whose, and the feedback that is due. Pure.

Nothing is decoded: of a packet only its headers are read, and its bytes go on unchanged.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from struct import unpack_from
from typing import Protocol

from media import codecs, feedback, rtcp, rtp
from media.rtp import Packet
from signaling.rtc.client.reception import Reception
from signaling.rtc.client.tracks import Publications, Stream, Track

TICK = 0.04
"""Seconds between calls of `feedback`."""
_REPORT_EVERY = 1.0
_KEY_FRAME_AGAIN = 0.5  # a relay throttles; a frame takes a round trip and an encoder's time
_SILENT = 10.0  # seconds after which a stream is not reported on
_HELD = 256  # packets kept for a stream whose track the relay has yet to name
_STREAMS = 512  # a relay that makes up more SSRCs than this is not listened to


class Listener(Protocol):
    """Who takes in what a connection receives. All are called in the event loop."""

    def joined(self) -> None:
        """A connection is up; SSRCs of an earlier one mean nothing any more."""

    def lost(self, reason: str, at: float) -> None:
        """The connection is gone; another is tried. at: until when the relay was heard."""

    def stream(self, stream: Stream) -> None:
        """From now on `stream.ssrc` carries `stream.track`."""

    def rtp(self, ssrc: int, at: float, packet: bytes) -> None:
        """A whole RTP packet, never one already had. at: monotonic seconds."""

    def rtcp(self, ssrc: int, at: float, packet: bytes) -> None:
        """One RTCP packet about a known stream (of a compound: its part)."""


class _Incoming:
    """One SSRC."""

    def __init__(self, ssrc: int) -> None:
        self.ssrc = ssrc
        self.track: Track | None = None
        self.reception = Reception(90_000)
        self.heard_at = -1e9
        self.report_ntp = 0
        self.report_at = 0.0
        self.wants_key = False
        self.asked_key_at = -1e9
        self.given_up = 0
        self.held: deque[tuple[float, bytes]] = deque(maxlen=_HELD)

    @property
    def pictures(self) -> bool:
        return self.track is not None and self.track.kind == "video"


class Intake:
    """All streams of one connection. own: the SSRC our feedback is signed with."""

    def __init__(self, listener: Listener, publications: Publications, own: int) -> None:
        self._listener = listener
        self._publications = publications
        self._own = own
        self._streams: dict[int, _Incoming] = {}
        self._ssrcs: dict[int, str] = {}
        self._sids: Mapping[str, str] = {}
        self._mid_extension = 0
        self._reported_at = -1e9

    def negotiated(
        self, ssrcs: Mapping[int, str], sids: Mapping[str, str], mid_extension: int
    ) -> None:
        """An answer said which SSRC is which mid, and which mid carries which track."""
        self._ssrcs, self._sids, self._mid_extension = dict(ssrcs), sids, mid_extension
        for ssrc, mid in ssrcs.items():
            if mid in sids:
                self._incoming(ssrc)
        self.named()

    def named(self) -> None:
        """The relay told more about tracks: bind the streams that waited for it."""
        for incoming in self._streams.values():
            self._bind(incoming)

    def _incoming(self, ssrc: int) -> _Incoming | None:
        if ssrc not in self._streams:
            if len(self._streams) >= _STREAMS:
                return None
            self._streams[ssrc] = _Incoming(ssrc)
        return self._streams[ssrc]

    def _bind(self, incoming: _Incoming) -> None:
        sid = self._sids.get(self._ssrcs.get(incoming.ssrc, ""), "")
        track = self._publications.get(sid)
        if track is None or (incoming.track and incoming.track.sid == sid):
            return
        incoming.track = track
        incoming.reception = Reception(track.clock)
        incoming.given_up = 0
        incoming.wants_key = incoming.pictures
        self._listener.stream(Stream(incoming.ssrc, track))
        held, incoming.held = incoming.held, deque(maxlen=_HELD)
        for at, packet in held:
            self._deliver(incoming, track, at, rtp.parse(packet))

    def rtp(self, data: bytes, now: float) -> None:
        """A decrypted RTP packet came in. What is no RTP is dropped."""
        try:
            packet = rtp.parse(data)
        except rtp.Malformed:
            return
        incoming = self._streams.get(packet.ssrc) or self._unknown(packet)
        if incoming is None:
            return
        incoming.heard_at = now
        if incoming.track is None:
            incoming.held.append((now, data))
        else:
            self._deliver(incoming, incoming.track, now, packet)

    def _unknown(self, packet: Packet) -> _Incoming | None:
        """An SSRC no answer named: its first packets carry the mid (RFC 9143 §9.2)."""
        incoming = self._incoming(packet.ssrc)
        mid = rtp.extensions(packet).get(self._mid_extension)
        if incoming and mid is not None:
            self._ssrcs.setdefault(packet.ssrc, mid.decode("ascii", "replace"))
            self._bind(incoming)
        return incoming

    def _deliver(self, incoming: _Incoming, track: Track, at: float, packet: Packet) -> None:
        if not incoming.reception.arrived(packet.seq, packet.timestamp, at):
            return
        if incoming.wants_key and codecs.is_key(
            track.codec, packet.data, packet.start, packet.end
        ):
            incoming.wants_key = False
        self._listener.rtp(incoming.ssrc, at, packet.data)

    def rtcp(self, compound: bytes, now: float) -> None:
        """A decrypted RTCP packet came in."""
        for kind, ssrc, part in parts(compound):
            incoming = self._streams.get(ssrc)
            if incoming is None or incoming.track is None:
                continue
            if kind == rtcp.SR and len(part) >= 28:
                incoming.report_ntp = unpack_from("!I", part, 10)[0]
                incoming.report_at = now
            self._listener.rtcp(ssrc, now, part)

    def want_key_frames(self) -> None:
        """Ask every video stream for a key frame, until one comes."""
        for incoming in self._streams.values():
            if incoming.pictures:
                incoming.wants_key, incoming.asked_key_at = True, -1e9

    def feedback(self, now: float) -> Iterator[bytes]:
        """RTCP to be sent now. Call every TICK."""
        for incoming in self._streams.values():
            yield from self._repair(incoming, now)
        if now - self._reported_at >= _REPORT_EVERY:
            self._reported_at = now
            blocks = [_block(i, now) for i in self._streams.values() if _live(i, now)]
            for start in range(0, len(blocks), 31):
                yield feedback.receiver_report(self._own, blocks[start : start + 31])

    def _repair(self, incoming: _Incoming, now: float) -> Iterator[bytes]:
        wanted = incoming.reception.wanted(now)
        if wanted:
            yield feedback.nack(self._own, incoming.ssrc, wanted)
        if incoming.reception.given_up > incoming.given_up:
            incoming.given_up = incoming.reception.given_up
            incoming.wants_key = incoming.pictures
        if incoming.wants_key and now - incoming.asked_key_at >= _KEY_FRAME_AGAIN:
            incoming.asked_key_at = now
            yield feedback.pli(self._own, incoming.ssrc)


def parts(compound: bytes) -> Iterator[tuple[int, int, bytes]]:
    """(type, sender's SSRC, bytes) of each packet in `compound`, up to the first cut short."""
    at = 0
    while at + 8 <= len(compound):
        first, kind, words, ssrc = unpack_from("!BBHI", compound, at)
        end = at + 4 + words * 4
        if first >> 6 != 2 or words < 1 or end > len(compound):
            return
        yield kind, ssrc, compound[at:end]
        at = end


def _block(incoming: _Incoming, now: float) -> rtcp.Block:
    report = incoming.reception.report()
    age = now - incoming.report_at if incoming.report_ntp else 0.0
    return rtcp.Block(
        incoming.ssrc,
        report.fraction,
        report.lost,
        report.highest,
        report.jitter,
        incoming.report_ntp,
        int(age * 65536) & 0xFFFFFFFF,
    )


def _live(incoming: _Incoming, now: float) -> bool:
    return incoming.reception.heard and now - incoming.heard_at < _SILENT
