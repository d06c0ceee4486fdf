"""Makes the seeds of the corpus, some for each way into a parser: `python -m fuzzing.seeds`."""

import base64
import gzip
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from aioice.stun import parse_message
from livekit.protocol import rtc
from livekit.protocol.models import DataPacket, TrackSource, TrackType, UserPacket

from fuzzing.corpus import folder
from fuzzing.targets import data, join_request, signal, stun, token
from fuzzing.targets.pieces import joined, pieces
from fuzzing.targets.stage import AUDIO, HEAD, PUBLISHES, RECEIVES, VIDEO
from media import feedback, framing, rtp
from media import stun as media_stun
from media.rtcp import Block, SenderReport
from tests.media.client import DATA

_OFFERS = Path(__file__).parents[1] / "tests/media/offers"


def _stun() -> Iterator[bytes]:
    request = stun.signed()
    yield request
    yield media_stun.respond(
        media_stun.Check("relay", True, parse_message(request)), ("192.0.2.1", 9), "x"
    )


def _rtp() -> Iterator[bytes]:
    for packets in _forwarding():
        yield from pieces(packets)


def _forwarding() -> Iterator[bytes]:
    block = rtp.extension_block([(4, b"1"), (3, b"\0\1")])
    key = b"\x90\xe0\x80\x01\x02\x20\x00frame"
    shown = [
        rtp.build(96, n, n * 3000, VIDEO, key, marker=True, extension=block) for n in range(4)
    ]
    heard = [rtp.build(111, n, n * 960, AUDIO, b"sound", extension=rtp.extension_block(
        [(4, b"0"), (1, b"\x14")])) for n in range(4)]  # fmt: skip
    layered = [
        rtp.build(96, n, n, 5555 + n % 2, key, extension=rtp.extension_block(
            [(4, b"2"), (10, b"qh"[n % 2 : n % 2 + 1])])) for n in range(6)
    ]  # fmt: skip
    padded = bytearray(rtp.build(96, 9, 9, VIDEO, b"\0\0\0\4", extension=block))
    padded[0] |= 0x20
    yield joined(*shown, bytes(padded), *shown)
    yield joined(*heard)
    yield joined(*layered)
    yield joined(rtp.build(102, 1, 1, VIDEO, b"\x18\0\2\x67\1\0\2\x65\1"), *shown)


def _rtcp() -> Iterator[bytes]:
    block = Block(VIDEO, 10, 20, 30, 40, 50, 60)
    yield feedback.sender_report(SenderReport(VIDEO, 1 << 63, 3000, 8, 80))
    yield feedback.receiver_report(1, [block, block])
    yield feedback.pli(1, 0x1F10) + feedback.nack(1, 0x1F10, [1, 2, 5, 40])
    yield feedback.transport_feedback(1, VIDEO, bytes.fromhex("0001000400000100200440404040"))
    yield bytes.fromhex("8fce0005000000010000000052454d420103ffff000008ae")
    yield bytes.fromhex("84ce00040000000100000000000008ae01000000")
    yield bytes.fromhex("81cb0001000008ae")


def _congestion() -> Iterator[bytes]:
    came = bytes.fromhex("0001000800000100200840404040404040")  # eight came, 16 ms apart
    late = bytes.fromhex("00010008ffffff0140084000ff00ff00ff00ff00ff00ff00ff00ff")
    gone = bytes.fromhex("000100080000020000080000")
    for body in (came, late, gone):
        yield joined(*(bytes([10, 9, n, 9]) + body for n in range(24)))
    yield joined(*(bytes([n, 40, 0, 0]) + (came, gone)[n % 2] for n in range(24)))


def _framing() -> Iterator[bytes]:
    request = stun.signed()
    yield b"\x05" + framing.framed(request * 3, len(request))
    yield b"\x3f" + framing.framed(bytes(4_000), 1_200) + b"\0\0" + framing.framed(request, 40)
    yield b"\x00" + framing.framed(bytes(framing.LONGEST), framing.LONGEST) + b"\xff\xff"


def _sdp() -> Iterator[bytes]:
    for path in sorted(_OFFERS.glob("*.sdp")):
        yield path.read_bytes()
    for sections in (PUBLISHES, RECEIVES):
        yield (HEAD + "".join(sections)).encode()
        yield (HEAD + sections[-1] + DATA).encode()


def _signal() -> Iterator[bytes]:
    offer = rtc.SessionDescription(type="offer", sdp="v=0", id=1)
    messages = [
        rtc.SignalRequest(offer=offer),
        rtc.SignalRequest(
            add_track=rtc.AddTrackRequest(
                cid="cam", type=TrackType.VIDEO, source=TrackSource.CAMERA
            )
        ),
        rtc.SignalRequest(mute=rtc.MuteTrackRequest(sid="TR_V7", muted=True)),
        rtc.SignalRequest(subscription=rtc.UpdateSubscription(track_sids=["TR_V6"])),
        rtc.SignalRequest(track_setting=rtc.UpdateTrackSettings(track_sids=["TR_V6"])),
        rtc.SignalRequest(sync_state=rtc.SyncState(answer=offer)),
        rtc.SignalRequest(ping=7),
    ]
    yield joined(*(message.SerializeToString() for message in messages))
    for kind in range(24):  # each message of the protocol, made field by field
        yield joined(*(bytes([signal.MADE, kind, 5, n, 1, n, 2, n, 3, n]) for n in range(6)))


def _join_request() -> Iterator[bytes]:
    request = rtc.JoinRequest(
        metadata="x",
        participant_attributes={"k": "v"},
        publisher_offer=rtc.SessionDescription(type="offer", sdp="v=0"),
    ).SerializeToString()
    wrapped = rtc.WrappedJoinRequest(join_request=request).SerializeToString()
    yield bytes([join_request.TEXT]) + base64.urlsafe_b64encode(wrapped)
    yield bytes([join_request.PACKED]) + wrapped
    yield bytes([join_request.SQUEEZED]) + gzip.compress(request, mtime=0)
    yield bytes([join_request.SQUEEZED]) + gzip.compress(bytes(4 << 20), mtime=0)
    yield bytes([join_request.MADE, 5, 0, 2, 1, 3, 4, 3])


def _token() -> Iterator[bytes]:
    video = {"room": "court", "roomJoin": True, "canPublishSources": ["camera"], "hidden": None}
    claims = {
        "iss": token.KEYS.api_key,
        "exp": token.NOW + 60,
        "sub": "dev_a",
        "attributes": {"k": "v"},
        "video": video,
    }
    payload = json.dumps(claims).encode()
    yield bytes([token.OURS]) + payload
    yield bytes([token.SIGNED]) + b'{"alg":"HS256","kid":"k","b64":true}\n' + payload
    yield bytes([token.SIGNED]) + b'{"alg":"none"}\n' + payload
    yield bytes([token.SIGNED]) + b'{"alg":' + b"[" * 1500 + b"\n{}"
    yield bytes([token.OURS]) + b'{"exp":' + b"[" * 1500
    yield bytes([token.TEXT]) + b"eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0."
    yield bytes([token.TEXT]) + base64.urlsafe_b64encode(b"[" * 2000) + b".e30.x"


def _data() -> Iterator[bytes]:
    packets = [
        DataPacket(user=UserPacket(payload=b"x", destination_identities=["dev_judge"])),
        DataPacket(sequence=7, user=UserPacket(payload=b"y")),
    ]
    yield joined(*(packet.SerializeToString() for packet in packets))
    for kind in range(0, 24, 3):
        yield joined(*(bytes([data.MADE, 4, kind + n, 2, n, 1, 3, n]) for n in range(4)))


_SEEDS: Mapping[str, Callable[[], Iterator[bytes]]] = {
    "stun": _stun, "rtp": _rtp, "rtcp": _rtcp, "forwarding": _forwarding, "feedback": _rtcp,
    "congestion": _congestion, "framing": _framing,
    "sdp": _sdp, "signal": _signal, "join_request": _join_request, "token": _token,
    "data": _data,
}  # fmt: skip


def main() -> None:
    """Writes them; what is there stays."""
    for target, seeds in _SEEDS.items():
        folder(target).mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(seeds()):
            (folder(target) / f"seed-{number:02}").write_bytes(seed)


if __name__ == "__main__":
    main()
