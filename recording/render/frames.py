"""RTP payloads → frames a container holds, nothing decoded: VP8 and Opus. Pure."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import NamedTuple, Protocol

from media.codecs import vp8_descriptor
from media.rtp import Packet
from recording.render.clock import unwrap
from recording.render.source import Numbered

OPUS_LOOKAHEAD = 312 / 48_000
"""Seconds by which decoded Opus lags behind what was said: the encoder looks ahead. RTP names
the time of the encoder's input. Source: RFC 6716 §2 (6.5 ms), libopus' OPUS_GET_LOOKAHEAD."""

_START_CODE = b"\x9d\x01\x2a"  # RFC 6386 §9.1


class Frame(NamedTuple):
    """What is muxed. ticks: extended RTP time. key: decoding can begin here."""

    ticks: int
    key: bool
    data: bytes


class Assembler(Protocol):
    """Makes frames of packets in order."""

    dropped: int
    """Pictures that could not be kept whole, or came before any key frame."""

    def put(self, item: Numbered) -> Iterator[Frame]:
        """The next packet in order; frames that it completes."""


class Opus:
    """Each packet is a frame."""

    def __init__(self, near: int) -> None:
        self.dropped = 0
        self._ticks = near

    def put(self, item: Numbered) -> Iterator[Frame]:
        """The next packet in order."""
        packet = item.packet
        self._ticks = unwrap(packet.timestamp, self._ticks)
        if not packet.empty:
            yield Frame(self._ticks, True, packet.payload)


class Pictures(ABC):
    """Pictures of one or more packets. After a loss nothing until a key frame:

    a picture built on a missing one shows what was never filmed.
    """

    def __init__(self, near: int) -> None:
        self.dropped = 0
        self._ticks = near
        self._last: int | None = None
        self._whole = False  # the picture under way, from its first packet on
        self._decodable = False

    def put(self, item: Numbered) -> Iterator[Frame]:
        """The next packet in order."""
        packet = item.packet
        if self._last is not None and item.number != self._last + 1:
            self._break()
        self._last = item.number
        if packet.empty:
            return
        yield from self._take(packet, unwrap(packet.timestamp, self._ticks))
        if packet.marker:
            yield from self._picture()

    @abstractmethod
    def _take(self, packet: Packet, ticks: int) -> Iterator[Frame]:
        """A packet of the picture of this time; the one before may end with it."""

    @abstractmethod
    def _picture(self) -> Iterator[Frame]:
        """The picture under way has ended."""

    @abstractmethod
    def _forget(self) -> None:
        """What there is of the picture under way is worth nothing."""

    def _break(self) -> None:
        self._forget()
        self._whole = self._decodable = False

    def _ended(self, data: bytes, key: bool) -> Iterator[Frame]:
        """The picture under way was this."""
        self._forget()
        self._decodable = self._whole and (key or self._decodable)
        self._whole = False
        if self._decodable and data:
            yield Frame(self._ticks, key, data)
        else:
            self.dropped += 1


class Vp8(Pictures):
    """Source: RFC 7741."""

    def __init__(self, near: int) -> None:
        super().__init__(near)
        self._pieces: list[bytes] = []

    def _take(self, packet: Packet, ticks: int) -> Iterator[Frame]:
        begins = packet.data[packet.start] & 0x1F == 0x10  # S set, partition 0
        unfinished = bool(self._pieces) if begins else ticks != self._ticks
        descriptor = vp8_descriptor(packet.data, packet.start, packet.end)
        if unfinished or descriptor is None:
            self._break()
        self._ticks = ticks
        self._whole = self._whole or begins
        if self._whole and descriptor is not None:
            self._pieces.append(packet.data[descriptor.payload_at : packet.end])
        return iter(())

    def _picture(self) -> Iterator[Frame]:
        data = b"".join(self._pieces)
        return self._ended(data, key=bool(data) and not data[0] & 1)

    def _forget(self) -> None:
        self._pieces.clear()


def picture_size(data: bytes) -> tuple[int, int] | None:
    """(width, height) of a VP8 key frame, None of any other. Source: RFC 6386 §9.1."""
    if len(data) < 10 or data[0] & 1 or data[3:6] != _START_CODE:
        return None
    width, height = int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
    return width & 0x3FFF, height & 0x3FFF
