"""Data packets of a hostile participant."""

from livekit.protocol.models import DataPacket

from fuzzing.targets.court import sitting
from fuzzing.targets.filling import Reader, fill
from fuzzing.targets.pieces import pieces
from tests.signaling.rtc.server.fakes import Device, House

MADE = 1
LABELS = ("_reliable", "_lossy", "_data_track", "another")


def run(data: bytes) -> None:
    """As signaling.rtc.server.session gets them; what others receive names the true sender."""

    def scene(_house: House, judge: Device, bad: Device) -> None:
        for number, piece in enumerate(pieces(data, 4_000)):
            bad.peer.events.data(LABELS[number % len(LABELS)], _packet(piece, judge))
        for _label, payload in judge.peer.received:
            packet = DataPacket.FromString(payload)
            assert packet.participant_identity == "dev_bad"
            assert packet.participant_sid == bad.sid
        assert not bad.peer.received

    sitting(scene)


def _packet(piece: bytes, judge: Device) -> bytes:
    if piece[:1] != bytes([MADE]):
        return piece
    packet = DataPacket()
    fill(packet, Reader(piece[1:]), (judge.sid, "dev_judge", "dev_bad"))
    return packet.SerializeToString()
