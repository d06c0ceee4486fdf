"""From the room into the journal: which packet belongs to which track, and what is not kept.

Nothing is decoded. One journal track is one RTP stream of one publication: an SSRC that changes
or comes back after a lost connection is a new track of the same device and source.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass

from recording import clocks
from recording.connection import RemoteStream, RemoteTrack
from recording.journal import Journal

_FLOOR_KEPT = 10_000_000  # µs; beyond this no retransmission of before comes any more


@dataclass(slots=True)
class _Recorded:
    """One RTP stream. number: the journal's track, 0 until its first packet is kept."""

    track: RemoteTrack
    ssrc: int
    number: int = 0
    heard: int = -1  # highest sequence number seen, kept or not
    floor: int = -1  # nothing up to here is kept: it was sent while the record was paused


class Capture:
    """The ears of one part of a record: a Listener that fills `journal`.

    roles: device → role, for the tracks' descriptions; who is not named has the role "".
    """

    def __init__(self, journal: Journal, roles: Mapping[str, str]) -> None:
        self._journal = journal
        self._streams: dict[int, _Recorded] = {}
        self._tracks = 0
        self.roles = roles
        self.connected = False
        self._joined_at = 0
        self._resumed_at = 0

    @property
    def tracks(self) -> int:
        """How many tracks the journal holds."""
        return self._tracks

    def joined(self) -> None:
        """The room can be heard from here on."""
        self.connected = True
        self._joined_at = clocks.now().mono
        self._journal.event({"e": "joined", "mono": self._joined_at})

    def lost(self, reason: str, at: float) -> None:
        """The room was heard until `at`, monotonic seconds; said in the record, as `reason`.

        It is noticed later: a relay that dies without a word is silent for seconds first.
        """
        if self.connected:
            self.connected = False
            since = max(self._joined_at, min(round(at * 1e6), clocks.now().mono))
            self._journal.event({"e": "lost", "reason": reason, "mono": since})
        self._streams.clear()

    def stream(self, stream: RemoteStream, heard: int = -1) -> None:
        """A stream and whose it is. heard: its last sequence number before this part."""
        self._streams[stream.ssrc] = _Recorded(stream.track, stream.ssrc, heard=heard)

    def rtp(self, ssrc: int, at: float, packet: bytes) -> None:
        """One RTP packet, kept unless the record is paused or it was sent while it was."""
        stream = self._streams.get(ssrc)
        if stream is None or len(packet) < 12:
            return
        arrival = round(at * 1e6)
        fresh = self._notice(stream, struct.unpack_from("!H", packet, 2)[0], arrival)
        if fresh and not self._journal.paused:
            self._journal.rtp(stream.number or self._begin(stream), arrival, packet)

    def _notice(self, stream: _Recorded, sequence: int, arrival: int) -> bool:
        """Whether the packet was sent after the last pause ended."""
        ahead = stream.heard < 0 or (sequence - stream.heard) & 0xFFFF < 0x8000
        if ahead and stream.floor == stream.heard and stream.floor >= 0:
            stream.floor = (sequence - 1) & 0xFFFF  # a hole before it was sent in the pause
        if ahead:
            stream.heard = sequence
        if stream.floor < 0 or self._journal.paused:
            return True
        if arrival - self._resumed_at > _FLOOR_KEPT:
            stream.floor = -1  # before sequence numbers come round again
            return True
        return 0 < (sequence - stream.floor) & 0xFFFF < 0x8000

    def rtcp(self, ssrc: int, at: float, packet: bytes) -> None:
        """One RTCP packet of a sender that has something in the record."""
        stream = self._streams.get(ssrc)
        if stream is not None and stream.number:
            self._journal.rtcp(stream.number, round(at * 1e6), packet)

    def resumed(self, now: int) -> None:
        """The pause is over. now: µs, monotonic. What is sent again of it is not kept."""
        self._resumed_at = now
        for stream in self._streams.values():
            stream.floor = stream.heard

    def _begin(self, stream: _Recorded) -> int:
        """Describe the track in the journal, at its first packet."""
        self._tracks += 1
        stream.number = self._tracks
        track = stream.track
        self._journal.event(
            {
                "e": "track",
                "track": stream.number,
                "device": track.identity,
                "role": self.roles.get(track.identity, ""),
                "source": track.source,
                "kind": track.kind,
                "codec": track.codec,
                "clock": track.clock,
                "ssrc": stream.ssrc,
                "sid": track.sid,
            }
        )
        return stream.number
