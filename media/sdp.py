"""Reading an offer: the parts of a session description the relay acts on. Pure (RFC 8866).

What is not known is skipped; what is known and wrong, or too much, refuses the whole offer.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from hearing.refusal import Refusal
from media.limits import Limits

MID = "urn:ietf:params:rtp-hdrext:sdes:mid"
RID = "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id"
REPAIRED_RID = "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id"
AUDIO_LEVEL = "urn:ietf:params:rtp-hdrext:ssrc-audio-level"
TRANSPORT_CC = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"

KINDS = frozenset({"audio", "video", "application"})
DIRECTIONS = frozenset({"sendrecv", "sendonly", "recvonly", "inactive"})


@dataclass(slots=True)
class Codec:
    """One payload type. `name` in lower case; `rate` in clock ticks a second."""

    payload_type: int
    name: str
    rate: int
    channels: str = ""
    format: str = ""
    feedback: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Section:
    """One m= section as offered."""

    kind: str
    port: int
    protocol: str
    formats: list[str]
    mid: str = ""
    direction: str = "sendrecv"
    bundle_only: bool = False
    codecs: dict[int, Codec] = field(default_factory=dict)
    extensions: dict[str, int] = field(default_factory=dict)
    track: str = ""  # second half of msid
    ssrcs: list[int] = field(default_factory=list)
    repairs: set[int] = field(default_factory=set)  # ssrcs that only repeat others
    rids: list[str] = field(default_factory=list)
    sctp_port: int = 5000
    message_size: int = 65536
    setup: str = ""

    @property
    def rejected(self) -> bool:
        """Offered with port 0, and not merely waiting for its bundle."""
        return self.port == 0 and not self.bundle_only

    @property
    def sends(self) -> bool:
        """The client would publish here."""
        return self.direction in ("sendonly", "sendrecv") and bool(self.track)

    @property
    def receives(self) -> bool:
        """The client would receive here."""
        return self.direction in ("recvonly", "sendrecv")


@dataclass(slots=True)
class Offer:
    """An offer: its sections in order, the credentials of its one bundled transport."""

    sections: list[Section]
    ufrag: str
    password: str
    fingerprints: list[tuple[str, str]]  # (algorithm, value)


@dataclass(slots=True)
class _Draft:
    limits: Limits
    offer: Offer = field(default_factory=lambda: Offer([], "", "", []))
    section: Section | None = None


def malformed(why: str) -> Refusal:
    """The refusal of an offer that cannot be read. `why` is ours, never the client's text."""
    return Refusal("rtc.sdp.malformed", why=why)


def too_large(what: str, limit: int) -> Refusal:
    """The refusal of an offer that asks for more than `limit`."""
    return Refusal("rtc.sdp.too_large", what=what, limit=limit)


def parse(text: str, limits: Limits) -> Offer:
    """Reads and checks an offer. Raises Refusal."""
    if len(text) > limits.sdp_bytes:
        raise too_large("bytes", limits.sdp_bytes)
    draft = _Draft(limits)
    for line in text.splitlines():
        try:
            _line(draft, line)
        except (ValueError, IndexError) as cause:
            raise malformed(f"line a={_name(line)}") from cause
    _check(draft.offer)
    return draft.offer


def _name(line: str) -> str:
    """The attribute's name if it is one of ours: a client's own text is not repeated."""
    name = line[2:].partition(":")[0]
    return name if name in _ATTRIBUTES or name in _SHARED else "?"


def _line(draft: _Draft, line: str) -> None:
    if line.startswith("m="):
        _open(draft, line[2:].split())
    elif line.startswith("a="):
        name, _, value = line[2:].partition(":")
        if name in _SHARED:
            _SHARED[name](draft.offer, value)
        elif draft.section is not None:
            _attribute(draft.section, name, value)
            _measure(draft.section, draft.limits)


def _open(draft: _Draft, words: list[str]) -> None:
    if len(draft.offer.sections) >= draft.limits.sections:
        raise too_large("sections", draft.limits.sections)
    kind, port, protocol, formats = words[0], int(words[1]), words[2], words[3:]
    if kind not in KINDS:
        raise Refusal("rtc.sdp.unsupported", why="media kind")
    if len(formats) > draft.limits.codecs:
        raise too_large("codecs", draft.limits.codecs)
    draft.section = Section(kind, port, protocol, formats)
    draft.offer.sections.append(draft.section)


def _attribute(section: Section, name: str, value: str) -> None:
    if name in DIRECTIONS:
        section.direction = name
    elif name in _ATTRIBUTES:
        _ATTRIBUTES[name](section, value)


def _measure(section: Section, limits: Limits) -> None:
    if len(section.codecs) > limits.codecs:
        raise too_large("codecs", limits.codecs)
    if len(section.extensions) > limits.extensions:
        raise too_large("header extensions", limits.extensions)
    if len(section.ssrcs) > 2 * limits.layers + 2:
        raise too_large("sources", 2 * limits.layers + 2)
    if len(section.rids) > limits.layers:
        raise too_large("layers", limits.layers)


def _mid(section: Section, value: str) -> None:
    if not 0 < len(value) <= 16 or not value.isascii() or not value.isprintable():
        raise ValueError
    section.mid = value


def _rtpmap(section: Section, value: str) -> None:
    number, _, rest = value.partition(" ")
    name, rate, *channels = rest.split("/")
    payload_type = int(number)
    if not 0 <= payload_type <= 127 or int(rate) <= 0:
        raise ValueError
    section.codecs[payload_type] = Codec(
        payload_type, name.lower(), int(rate), channels[0] if channels else ""
    )


def _fmtp(section: Section, value: str) -> None:
    number, _, rest = value.partition(" ")
    codec = section.codecs.get(int(number))
    if codec is not None:
        codec.format = rest


def _feedback(section: Section, value: str) -> None:
    number, _, rest = value.partition(" ")
    for codec in section.codecs.values():
        if number in ("*", str(codec.payload_type)) and len(codec.feedback) < 16:
            codec.feedback.append(rest)


def _extmap(section: Section, value: str) -> None:
    number, uri = value.split()[:2]
    identifier = int(number.partition("/")[0])
    if not 1 <= identifier <= 255 or identifier == 15:  # RFC 8285 §4.2: 15 means the end
        raise ValueError
    section.extensions[uri] = identifier


def _msid(section: Section, value: str) -> None:
    words = value.split()
    section.track = words[1] if len(words) > 1 else words[0]


def _ssrc(section: Section, value: str) -> None:
    number = int(value.split(maxsplit=1)[0])
    if not 0 < number <= 0xFFFFFFFF:
        raise ValueError
    if number not in section.ssrcs:
        section.ssrcs.append(number)


def _group(section: Section, value: str) -> None:
    words = value.split()
    if words[0] in ("FID", "FEC-FR") and len(words) > 2:
        section.repairs.add(int(words[2]))


def _rid(section: Section, value: str) -> None:
    rid, direction = value.split()[:2]
    if direction == "send" and rid.isascii() and rid.isalnum() and len(rid) <= 16:
        section.rids.append(rid)


def _bundle_only(section: Section, value: str) -> None:
    section.bundle_only = not value


def _sctp_port(section: Section, value: str) -> None:
    section.sctp_port = int(value)


def _message_size(section: Section, value: str) -> None:
    section.message_size = int(value)


def _setup(section: Section, value: str) -> None:
    section.setup = value


def _ufrag(offer: Offer, value: str) -> None:
    offer.ufrag = offer.ufrag or value


def _password(offer: Offer, value: str) -> None:
    offer.password = offer.password or value


def _fingerprint(offer: Offer, value: str) -> None:
    algorithm, digest = value.split()
    pair = (algorithm.lower(), digest.upper())
    if pair not in offer.fingerprints:
        offer.fingerprints.append(pair)
    if len(offer.fingerprints) > 4:
        raise ValueError


_SHARED: Mapping[str, Callable[[Offer, str], None]] = {
    # one bundled transport: the first section's word counts for all
    "ice-ufrag": _ufrag,
    "ice-pwd": _password,
    "fingerprint": _fingerprint,
}
_ATTRIBUTES: Mapping[str, Callable[[Section, str], None]] = {
    "mid": _mid,
    "rtpmap": _rtpmap,
    "fmtp": _fmtp,
    "rtcp-fb": _feedback,
    "extmap": _extmap,
    "msid": _msid,
    "ssrc": _ssrc,
    "ssrc-group": _group,
    "rid": _rid,
    "bundle-only": _bundle_only,
    "sctp-port": _sctp_port,
    "max-message-size": _message_size,
    "setup": _setup,
}


def _check(offer: Offer) -> None:
    if not offer.sections:
        raise malformed("no media section")
    if not offer.ufrag or not offer.password:
        raise malformed("no ICE credentials")
    if not offer.fingerprints:
        raise malformed("no DTLS fingerprint")
    mids = [s.mid for s in offer.sections if not s.rejected]
    if not all(mids) or len(set(mids)) != len(mids):
        raise malformed("sections without a mid of their own")
    if any(s.setup == "passive" for s in offer.sections):
        # The relay is always the DTLS server: then AES-GCM is chosen.
        raise Refusal("rtc.sdp.unsupported", why="setup:passive")
    for section in offer.sections:
        if section.kind != "application" and not section.rejected and not section.codecs:
            raise malformed("media section without codecs")
