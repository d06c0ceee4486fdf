"""The offer a receive-only connection makes: SDP text from values. Pure.

What is left out counts as much as what is in. No REMB, abs-send-time or transport-cc: without
feedback a relay has no estimate to lower our layer by. No RTX: plain retransmission is enough
and keeps one sequence a stream. No RED: what is recorded is what was said, once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MID = "urn:ietf:params:rtp-hdrext:sdes:mid"
AUDIO_LEVEL = "urn:ietf:params:rtp-hdrext:ssrc-audio-level"
CAPTURE_TIME = "http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time"

EXTENSIONS: Mapping[str, Mapping[int, str]] = {
    "audio": {1: MID, 2: AUDIO_LEVEL, 4: CAPTURE_TIME},
    "video": {1: MID, 4: CAPTURE_TIME},
}
"""Kind → id → URI. One id means the same in every section of the bundle (RFC 8285 §6)."""


@dataclass(frozen=True, slots=True)
class Codec:
    """One payload type: `name` as in rtpmap (RFC 8866 §6.6), feedback as in rtcp-fb."""

    payload_type: int
    name: str
    feedback: tuple[str, ...]
    fmtp: str = ""


_VIDEO_FEEDBACK = ("nack", "nack pli", "ccm fir")
_H264 = "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id="
CODECS: Mapping[str, tuple[Codec, ...]] = {
    "audio": (Codec(111, "opus/48000/2", ("nack",), "minptime=10;useinbandfec=1"),),
    "video": (
        Codec(96, "VP8/90000", _VIDEO_FEEDBACK),
        Codec(102, "H264/90000", _VIDEO_FEEDBACK, _H264 + "42001f"),
        Codec(106, "H264/90000", _VIDEO_FEEDBACK, _H264 + "42e01f"),
    ),
}
"""What is taken in, opaque: the codecs a court's relay lets people publish."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """This side of the transport. `candidates` are lines without `a=candidate:`."""

    ufrag: str
    password: str
    fingerprint: str
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Session id and version of the o= line; the version grows with each offer."""

    session: int
    version: int


def build(origin: Origin, endpoint: Endpoint, sections: Sequence[str]) -> str:
    """The offer whose m-lines are the data section (mid 0), then one for each of `sections`.

    sections: "audio" or "video" each; the mid of section i is i + 1. Sections only ever grow.
    """
    kinds = ("application", *sections)
    lines = [
        "v=0",
        f"o=- {origin.session} {origin.version} IN IP4 127.0.0.1",
        "s=-",
        "t=0 0",
        "a=group:BUNDLE " + " ".join(str(mid) for mid in range(len(kinds))),
        "a=extmap-allow-mixed",
        "a=msid-semantic: WMS *",
    ]
    for mid, kind in enumerate(kinds):
        lines += _data(mid, endpoint) if kind == "application" else _media(mid, kind, endpoint)
    return "\r\n".join(lines) + "\r\n"


def _transport(mid: int, endpoint: Endpoint) -> list[str]:
    return [
        "c=IN IP4 0.0.0.0",
        f"a=mid:{mid}",
        f"a=ice-ufrag:{endpoint.ufrag}",
        f"a=ice-pwd:{endpoint.password}",
        f"a=fingerprint:sha-256 {endpoint.fingerprint}",
        "a=setup:actpass",
    ]


def _data(mid: int, endpoint: Endpoint) -> list[str]:
    return [
        "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
        *_transport(mid, endpoint),
        "a=sctp-port:5000",
        "a=max-message-size:262144",
        *(f"a=candidate:{line}" for line in endpoint.candidates),
        "a=end-of-candidates",
    ]


def _media(mid: int, kind: str, endpoint: Endpoint) -> list[str]:
    codecs = CODECS[kind]
    lines = [
        f"m={kind} 9 UDP/TLS/RTP/SAVPF " + " ".join(str(c.payload_type) for c in codecs),
        *_transport(mid, endpoint),
        "a=recvonly",
        "a=rtcp-mux",
        "a=rtcp-rsize",
        *(f"a=extmap:{number} {uri}" for number, uri in EXTENSIONS[kind].items()),
    ]
    for codec in codecs:
        lines.append(f"a=rtpmap:{codec.payload_type} {codec.name}")
        if codec.fmtp:
            lines.append(f"a=fmtp:{codec.payload_type} {codec.fmtp}")
        lines += [f"a=rtcp-fb:{codec.payload_type} {feedback}" for feedback in codec.feedback]
    return lines
