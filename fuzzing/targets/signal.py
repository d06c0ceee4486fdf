"""Signal messages of a hostile participant, raw or made field by field."""

from contextlib import suppress

from google.protobuf.message import DecodeError
from livekit.protocol.rtc import SignalRequest

from fuzzing.targets.court import sitting
from fuzzing.targets.documented import documented
from fuzzing.targets.filling import Reader, fill
from fuzzing.targets.pieces import pieces
from hearing.refusal import Refusal
from signaling.rtc.server.refusals import REFUSALS
from tests.signaling.rtc.server.fakes import CAMERA, Device, House

MADE = 1
"""First byte of a piece that is not the message itself, but says how to make one."""


def run(data: bytes) -> None:
    """As signaling.rtc.server.connection handles them; time passes between them."""

    def scene(house: House, judge: Device, bad: Device) -> None:
        words = _words(judge, bad)
        for piece in pieces(data, 4_000):
            with suppress(DecodeError):
                _say(bad, message(piece, words))
            _sections_arrive(bad)
            house.time.now += 0.05

    sitting(scene)


def message(piece: bytes, words: tuple[str, ...]) -> SignalRequest:
    """The message that a piece is or describes. Raises DecodeError."""
    if piece[:1] != bytes([MADE]):
        return SignalRequest.FromString(piece)
    reader, made = Reader(piece[1:]), SignalRequest()
    (oneof,) = SignalRequest.DESCRIPTOR.oneofs
    field = oneof.fields[reader.byte() % len(oneof.fields)]
    if field.message_type is None:
        setattr(made, field.name, reader.byte())
    else:
        inner = getattr(made, field.name)
        inner.SetInParent()
        fill(inner, reader, words)
    return made


def _words(judge: Device, bad: Device) -> tuple[str, ...]:
    own = bad.publish("own", CAMERA)
    (theirs,) = judge.session.who.publications
    return (own, theirs, bad.sid, judge.sid, "dev_judge", "dev_bad", "cam", "mic")


def _say(bad: Device, spoken: SignalRequest) -> None:
    try:
        bad.say(spoken)
    except Refusal as refusal:
        documented(refusal, *REFUSALS)


def _sections_arrive(bad: Device) -> None:
    """The client offers what it announced."""
    for cid, track in list(bad.peer.announced.items()):
        if not track.codec:
            bad.peer.sections_arrive(cid)
