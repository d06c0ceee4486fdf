"""Packets read for forwarding, and the pieces of the one stream they are put into. Pure."""

from dataclasses import dataclass
from typing import NamedTuple

from media import codecs
from media.rtp import Packet

EVERY = 3  # temporal layers are numbered from 0 to 3 (RFC 7741 §4.2)


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
    temporal: int = EVERY  # frames of temporal layers above it are left out

    def timestamp(self, incoming: int) -> int:
        """The outgoing RTP time of a packet of this segment."""
        if incoming == self.opening[0]:
            return self.opening[1]
        return incoming + self.time & 0xFFFFFFFF

    def above(self, incoming: "Incoming") -> bool:
        """Whether a packet's frame is left out."""
        read = incoming.descriptor
        return read is not None and read.temporal > self.temporal


class Incoming(NamedTuple):
    """One packet with what every subscription needs of it, read once.

    number: its extended sequence number. pictures: VP8's (picture id, TL0PICIDX). level: its
    audio level extension.
    """

    packet: Packet
    number: int
    payload: bytes
    descriptor: codecs.Vp8 | None
    pictures: tuple[int, int]
    level: bytes


class Outgoing(NamedTuple):
    """What to send: the packet's own header fields apart from these stay as they came."""

    seq: int
    timestamp: int
    payload: bytes


def incoming(codec: str, packet: Packet, number: int, level: bytes = b"") -> Incoming:
    """Reads `packet` for forwarding."""
    descriptor, pictures = None, (0, 0)
    if codec == "vp8":
        descriptor = codecs.vp8_descriptor(packet.data, packet.start, packet.end)
        if descriptor is not None:
            pictures = codecs.read_vp8(packet.data, descriptor)
    return Incoming(packet, number, packet.payload, descriptor, pictures, level)


def rewrite(incoming: Incoming, segment: Segment) -> Outgoing:
    """A packet in its segment's numbers. Also for sending it again."""
    packet, number, payload, descriptor, _, _ = incoming
    if segment.above(incoming):
        payload = b""  # late, of a frame that was left out: it only fills its gap
    elif descriptor is not None and (segment.picture or segment.tl0):
        payload = _shifted(incoming, descriptor, segment)
    timestamp = packet.timestamp
    if timestamp == segment.opening[0]:
        return Outgoing(number - segment.shift & 0xFFFF, segment.opening[1], payload)
    return Outgoing(
        number - segment.shift & 0xFFFF, timestamp + segment.time & 0xFFFFFFFF, payload
    )


def _shifted(incoming: Incoming, descriptor: codecs.Vp8, segment: Segment) -> bytes:
    picture, tl0 = incoming.pictures
    payload = bytearray(incoming.payload)
    start = incoming.packet.start
    codecs.shift_vp8(payload, descriptor, start, picture + segment.picture, tl0 + segment.tl0)
    return bytes(payload)
