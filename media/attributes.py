"""The attributes of a session description that the relay reads, one reader each. Pure.

A reader raises ValueError or IndexError for what it cannot read (RFC 8866 and, for each
attribute, its own RFC).
"""

from collections.abc import Callable, Mapping

from media.description import DIRECTIONS, Codec, Offer, Section

_FASTEST = 1_000_000
"""Clock ticks a second: beyond any codec's, and far from where times lose their precision."""


def known(name: str) -> bool:
    """Whether the attribute is one of those read."""
    return name in _OF_OFFER or name in _OF_SECTION


def read(offer: Offer, section: Section | None, name: str, value: str) -> None:
    """Takes one attribute; of the transport's, the first counts for the whole bundle."""
    if name in _OF_OFFER:
        _OF_OFFER[name](offer, value)
    elif section is not None and name in DIRECTIONS:
        section.direction = name
    elif section is not None and name in _OF_SECTION:
        _OF_SECTION[name](section, value)


def _mid(section: Section, value: str) -> None:
    if not 0 < len(value) <= 16 or not value.isascii() or not value.isprintable():
        raise ValueError
    section.mid = value


def _rtpmap(section: Section, value: str) -> None:
    number, _, rest = value.partition(" ")
    name, rate, *channels = rest.split("/")
    payload_type = int(number)
    if not 0 <= payload_type <= 127 or not 0 < int(rate) <= _FASTEST:
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
    # "*" is left out: our answers say what we want, and a thousand of them for each of a
    # hundred codecs would keep everybody waiting.
    codec = None if number == "*" else section.codecs.get(int(number))
    if codec is not None and len(codec.feedback) < 16:
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
    port = int(value)
    if not 0 < port <= 0xFFFF:
        raise ValueError
    section.sctp_port = port


def _message_size(section: Section, value: str) -> None:
    size = int(value)
    if size < 0:
        raise ValueError
    section.message_size = size


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


_OF_OFFER: Mapping[str, Callable[[Offer, str], None]] = {
    "ice-ufrag": _ufrag,
    "ice-pwd": _password,
    "fingerprint": _fingerprint,
}
_OF_SECTION: Mapping[str, Callable[[Section, str], None]] = {
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
