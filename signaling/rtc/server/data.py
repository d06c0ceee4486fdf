"""Data packets: whose they are is said by the session, never by the message."""

from collections.abc import Iterable
from dataclasses import dataclass

from google.protobuf.message import DecodeError
from livekit.protocol.models import DataPacket

from signaling.rtc.server.participant import Participant

RELIABLE = "_reliable"
LOSSY = "_lossy"
LABELS = {RELIABLE: DataPacket.RELIABLE, LOSSY: DataPacket.LOSSY}

FORWARDED = frozenset(
    {
        "user",
        "sip_dtmf",
        "transcription",
        "chat_message",
        "rpc_request",
        "rpc_ack",
        "rpc_response",
        "stream_header",
        "stream_chunk",
        "stream_trailer",
        "encrypted_packet",
        "metrics",
    }
)


@dataclass(frozen=True, slots=True)
class Addressed:
    """A packet ready to be sent, and to whom: identities and sids; neither means everybody."""

    payload: bytes
    identities: frozenset[str]
    sids: frozenset[str] = frozenset()

    def reaches(self, other: Participant) -> bool:
        """Whether `other` is addressed."""
        if not self.identities and not self.sids:
            return True
        return other.identity in self.identities or other.sid in self.sids


def stamped(raw: bytes, label: str, sender: Participant) -> Addressed | None:
    """The packet with its true sender, or None when it is not to be forwarded.

    A hidden sender stays unnamed. A reliable packet sent again after a resume is dropped; what
    answers a call of the server's goes no further.
    """
    packet = _read(raw)
    if packet is None or packet.WhichOneof("value") not in FORWARDED:
        return None
    if packet.sequence and packet.sequence <= sender.last_sequence:
        return None
    sender.last_sequence = packet.sequence or sender.last_sequence
    if sender.calls.take(packet):
        return None
    hidden = sender.grants.hidden
    packet.kind = LABELS[label]
    packet.participant_sid = "" if hidden else sender.sid
    packet.participant_identity = "" if hidden else sender.identity
    identities, sids = set(packet.destination_identities), set[str]()
    if packet.HasField("user"):
        packet.user.participant_sid = packet.participant_sid
        packet.user.participant_identity = packet.participant_identity
        identities.update(packet.user.destination_identities)
        sids.update(packet.user.destination_sids)
    return Addressed(packet.SerializeToString(), frozenset(identities), frozenset(sids))


def _read(raw: bytes) -> DataPacket | None:
    try:
        return DataPacket.FromString(raw)
    except DecodeError:
        return None


def deliver(
    message: Addressed, label: str, to: Iterable[Participant], sender: Participant | None
) -> None:
    """Send to everybody addressed but the sender; who is not connected misses it."""
    for other in to:
        if other is not sender and message.reaches(other):
            other.peer.send_data(label, message.payload)
