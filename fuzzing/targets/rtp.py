"""Authentic RTP that means harm: whatever a participant may send under its own keys."""

from media import codecs, rtp
from media.segment import incoming

_CODECS = ("vp8", "h264", "opus")


def run(data: bytes) -> None:
    """As media.transport and media.layer read one packet."""
    try:
        packet = rtp.parse(data)
    except rtp.Malformed:
        return
    assert 12 <= packet.start <= packet.end <= len(data)
    assert packet.empty or packet.payload
    found = rtp.extensions(packet)
    assert sum(map(len, found.values())) <= packet.extension_end - packet.extension_start
    for codec in _CODECS:
        codecs.is_key(codec, packet.data, packet.start, packet.end)
    read = incoming("vp8", packet, packet.seq)
    if read.descriptor is not None:
        payload = bytearray(read.payload)
        codecs.shift_vp8(payload, read.descriptor, packet.start, packet.seq, packet.seq)
        assert len(payload) == len(read.payload)
