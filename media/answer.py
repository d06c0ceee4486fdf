"""Writing the answer to an offer, section by section. Pure (RFC 8829 §5.3, RFC 9143)."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from media.description import AUDIO_LEVEL, MID, REPAIRED_RID, RID, TRANSPORT_CC, Codec, Section

OPUS_FORMAT = "minptime=10;useinbandfec=1"  # the same in every section of a bundle
ALLOWED = {"audio": ("opus",), "video": ("vp8", "h264")}
EXTENSIONS = {
    # The same set in every section of a kind: Chrome leaves out of later offers what one
    # answer did not take, and without RID its publishing fails.
    "audio": (MID, AUDIO_LEVEL),
    "video": (MID, RID, REPAIRED_RID, TRANSPORT_CC),
}
_FEEDBACK = {
    "audio": ("nack",),
    "video": ("transport-cc", "ccm fir", "nack", "nack pli"),
}


@dataclass(frozen=True, slots=True)
class Transport:
    """What every section says of the one transport. `candidates` without `a=`."""

    ufrag: str
    password: str
    fingerprint: str  # of algorithm sha-256
    candidates: Sequence[str]


@dataclass(slots=True)
class Reply:
    """What one section is answered. `lines` are what its direction needs (msid, rid…)."""

    section: Section
    direction: str = "inactive"
    codec: Codec | None = None
    lines: list[str] = field(default_factory=list)
    more: list[Codec] = field(default_factory=list)  # what goes with the codec: RTX, RED


def codec_for(section: Section, name: str = "", like: str = "") -> Codec | None:
    """The codec of a section: the client's first of ours, or the one called `name`; for
    H.264 the profile of the format `like` first."""
    by_format = {str(number): codec for number, codec in section.codecs.items()}
    found = [
        codec
        for number in section.formats
        if (codec := by_format.get(number)) is not None
        and codec.name in ALLOWED[section.kind]
        and name in ("", codec.name)
    ]
    if like and name == "h264":
        found.sort(key=lambda codec: _profile(codec.format) != _profile(like))
    return found[0] if found else None


def repair_for(section: Section, codec: Codec) -> Codec | None:
    """The client's own RTX for `codec` (RFC 4588 §8.6)."""
    of = f"apt={codec.payload_type}"
    found = (
        one
        for one in section.codecs.values()
        if one.name == "rtx" and of in one.format.replace(" ", "").split(";")
    )
    return next(found, None)


def _profile(format: str) -> tuple[bool, str]:
    """RFC 6184 §8.1: packetization mode and the two profile bytes must agree, level not."""
    level = format.partition("profile-level-id=")[2][:4].lower()
    return "packetization-mode=1" in format, level


def publish_lines(section: Section) -> list[str]:
    """What a section that the client sends on needs: its simulcast layers."""
    if not section.rids:
        return []
    return [
        *(f"a=rid:{rid} recv" for rid in section.rids),
        "a=simulcast:recv " + ";".join(section.rids),
    ]


def subscribe_lines(stream: str, track: str, ssrc: int, repair: int = 0) -> list[str]:
    """What a section that the relay sends on needs: whose track it is. `repair`: the ssrc of
    its RTX, 0 for none."""
    group = [f"a=ssrc-group:FID {ssrc} {repair}"] if repair else []
    lines = [f"a=msid:{stream}|{track} {track}", *group]
    for number in (ssrc, repair) if repair else (ssrc,):
        lines.append(f"a=ssrc:{number} cname:{stream}")
        lines.append(f"a=ssrc:{number} msid:{stream}|{track} {track}")
    return lines


def write(
    session: int,
    version: int,
    replies: Sequence[Reply],
    transport: Transport,
    setup: str = "passive",
) -> str:
    """The whole answer, or with `setup` "actpass" an offer."""
    taken = [reply.section.mid for reply in replies if not reply.section.rejected]
    head = [
        "v=0",
        f"o=- {session} {version} IN IP4 127.0.0.1",
        "s=-",
        "t=0 0",
        "a=ice-lite",
        "a=group:BUNDLE " + " ".join(taken),
        "a=extmap-allow-mixed",
        "a=msid-semantic: WMS *",
    ]
    lines = list(head)
    first = True
    for reply in replies:
        if reply.section.rejected:
            lines += _rejected(reply.section)
            continue
        lines += _body(reply) + _transport(transport, setup, with_candidates=first)
        first = False
    return "\r\n".join(lines) + "\r\n"


def _rejected(section: Section) -> list[str]:
    formats = " ".join(section.formats) or "0"
    return [
        f"m={section.kind} 0 {section.protocol} {formats}",
        "c=IN IP4 0.0.0.0",
        *([f"a=mid:{section.mid}"] if section.mid else []),
        "a=inactive",
    ]


def _transport(transport: Transport, setup: str, *, with_candidates: bool) -> list[str]:
    lines = [
        f"a=ice-ufrag:{transport.ufrag}",
        f"a=ice-pwd:{transport.password}",
        f"a=fingerprint:sha-256 {transport.fingerprint}",
        f"a=setup:{setup}",
    ]
    if with_candidates:
        lines += [f"a={candidate}" for candidate in transport.candidates]
        lines.append("a=end-of-candidates")
    return lines


def _body(reply: Reply) -> list[str]:
    section = reply.section
    if section.kind == "application":
        return [
            f"m=application 9 {section.protocol} webrtc-datachannel",
            "c=IN IP4 0.0.0.0",
            f"a=mid:{section.mid}",
            "a=sctp-port:5000",
            "a=max-message-size:65536",
        ]
    codec = reply.codec or codec_for(section) or next(iter(section.codecs.values()))
    return [
        f"m={section.kind} 9 {section.protocol} "
        + " ".join(str(one.payload_type) for one in _preferred(codec, reply)),
        "c=IN IP4 0.0.0.0",
        f"a=mid:{section.mid}",
        f"a={reply.direction}",
        "a=rtcp-mux",
        "a=rtcp-rsize",
        *_codec(section.kind, codec),
        *(line for one in reply.more for line in _companion(one)),
        *(
            f"a=extmap:{section.extensions[uri]} {uri}"
            for uri in EXTENSIONS[section.kind]
            if uri in section.extensions
        ),
        *reply.lines,
    ]


def _preferred(codec: Codec, reply: Reply) -> list[Codec]:
    """A client sends the first it can: RED before what it repeats."""
    red = [one for one in reply.more if one.name == "red" and reply.direction == "recvonly"]
    return [*red, codec, *(one for one in reply.more if one not in red)]


def _companion(codec: Codec) -> list[str]:
    number, channels = codec.payload_type, f"/{codec.channels}" if codec.channels else ""
    return [
        f"a=rtpmap:{number} {codec.name}/{codec.rate}{channels}",
        *([f"a=fmtp:{number} {codec.format}"] if codec.format else []),
    ]


def _codec(kind: str, codec: Codec) -> list[str]:
    number = codec.payload_type
    name = codec.name if kind == "audio" else codec.name.upper()
    channels = f"/{codec.channels}" if codec.channels else ""
    format = OPUS_FORMAT if codec.name == "opus" else codec.format
    return [
        f"a=rtpmap:{number} {name}/{codec.rate}{channels}",
        *(f"a=rtcp-fb:{number} {feedback}" for feedback in _FEEDBACK[kind]),
        *([f"a=fmtp:{number} {format}"] if format else []),
    ]
