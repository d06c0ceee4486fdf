"""H.264: RTP payloads → access units as a byte stream holds them, nothing decoded. Pure.

Sources: RFC 6184 §5 (single units, STAP-A, FU-A), ITU-T H.264 annex B.
"""

from collections.abc import Iterator

from media.rtp import Packet
from recording.render.frames import Frame, Pictures

_CODE = b"\0\0\0\1"
_IDR, _SPS, _STAP_A, _FU_A = 5, 7, 24, 28


class H264(Pictures):
    """Its key frames come with their parameter sets, or after some that are known."""

    def __init__(self, near: int) -> None:
        super().__init__(near)
        self._units: list[bytearray] = []
        self._between = False  # the packet before ended an access unit

    def _take(self, packet: Packet, ticks: int) -> Iterator[Frame]:
        if ticks != self._ticks and self._units:  # its end was not marked
            yield from self._picture()
        self._ticks = ticks
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

    def _picture(self) -> Iterator[Frame]:
        kinds = {unit[0] & 0x1F for unit in self._units if unit}
        data = b"".join(_CODE + unit for unit in self._units)
        key = _IDR in kinds and (_SPS in kinds or self._decodable)
        yield from self._ended(data, key)
        self._between = True

    def _forget(self) -> None:
        self._units.clear()
        self._between = False
