"""Authentic RTP that means harm: what subscribers get of it, and what the relay keeps."""

from contextlib import suppress

from fuzzing.targets.pieces import pieces
from fuzzing.targets.stage import Stage
from media import rtp
from media.rtp import Packet

_TOGETHER = 4  # packets of one wake


def run(data: bytes) -> None:
    """As media.transport reads it and a track's subscriber gets it."""
    stage = Stage()
    packets: list[Packet] = []
    for piece in pieces(data):
        with suppress(rtp.Malformed):
            packets.append(rtp.parse(piece))
    for at in range(0, len(packets), _TOGETHER):
        stage.receive(packets[at : at + _TOGETHER])
    stage.second()
    stage.rule()
