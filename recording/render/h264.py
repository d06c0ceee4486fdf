"""H.264: RTP payloads → access units as a byte stream holds them, nothing decoded. Pure.

Sources: RFC 6184 §5 (single units, STAP-A, FU-A), ITU-T H.264 annex B.
"""

from collections.abc import Iterator

from media.rtp import Packet
from recording.render.clock import unwrap
from recording.render.frames import Frame
from recording.render.source import Numbered

_CODE = b"\0\0\0\1"
_IDR, _SPS, _STAP_A, _FU_A = 5, 7, 24, 28


class H264:
    """After a loss nothing until a key frame with its parameter sets, as with VP8."""

    def __init__(self, near: int) -> None:
        self.dropped = 0
        self._ticks = near
        self._last: int | None = None
        self._units: list[bytearray] = []
        self._whole = False  # the access unit under way, from its first packet on
        self._between = False  # the packet before ended one
        self._decodable = False

    def put(self, item: Numbered) -> Iterator[Frame]:
        """The next packet in order."""
        packet = item.packet
        if self._last is not None and item.number != self._last + 1:
            self._break()
        self._last = item.number
        if packet.empty:
            return
        ticks = unwrap(packet.timestamp, self._ticks)
        if ticks != self._ticks and self._units:  # its end was not marked
            yield from self._picture()
        self._ticks = ticks
        self._take(packet)
        if packet.marker:
            yield from self._picture()

    def _take(self, packet: Packet) -> None:
        if not self._units:
            self._whole = self._between or self._parameters(packet)
        self._between = False
        if self._whole and not self._unpack(packet.payload):
            self._break()

    @staticmethod
    def _parameters(packet: Packet) -> bool:
        """Whether a packet begins with a sequence's parameter set: so does a key frame."""
        payload = packet.payload
        kind = payload[0] & 0x1F
        return kind == _SPS or (
            kind == _STAP_A and len(payload) > 3 and payload[3] & 0x1F == _SPS
        )

    def _unpack(self, payload: bytes) -> bool:
        kind = payload[0] & 0x1F
        if kind == _STAP_A:
            return self._aggregated(payload)
        if kind == _FU_A:
            return self._fragment(payload)
        self._units.append(bytearray(payload))
        return 0 < kind < _STAP_A

    def _aggregated(self, payload: bytes) -> bool:
        at = 1
        while at + 2 < len(payload):
            end = at + 2 + int.from_bytes(payload[at : at + 2])
            self._units.append(bytearray(payload[at + 2 : end]))
            at = end
        return at == len(payload)

    def _fragment(self, payload: bytes) -> bool:
        if len(payload) < 3:
            return False
        if payload[1] & 0x80:
            self._units.append(bytearray([payload[0] & 0xE0 | payload[1] & 0x1F]))
        elif not self._units:
            return False
        self._units[-1] += payload[2:]
        return True

    def _break(self) -> None:
        self._units.clear()
        self._whole = self._between = self._decodable = False

    def _picture(self) -> Iterator[Frame]:
        kinds = {unit[0] & 0x1F for unit in self._units if unit}
        key = _IDR in kinds and (_SPS in kinds or self._decodable)
        data = b"".join(_CODE + unit for unit in self._units)
        self._decodable = self._whole and (key or self._decodable)
        self._units.clear()
        self._between = True
        if self._decodable and data:
            yield Frame(self._ticks, key, data)
        else:
            self.dropped += 1
