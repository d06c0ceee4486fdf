"""Reading an offer: the parts of a session description the relay acts on. Pure (RFC 8866).

What is not known is skipped; what is known and wrong, or too much, refuses the whole offer.
"""

from dataclasses import dataclass, field

from hearing.refusal import Refusal
from media import attributes
from media.description import KINDS, Offer, Section
from media.limits import Limits


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
    return name if attributes.known(name) else "?"


def _line(draft: _Draft, line: str) -> None:
    if line.startswith("m="):
        _open(draft, line[2:].split())
    elif line.startswith("a="):
        name, _, value = line[2:].partition(":")
        attributes.read(draft.offer, draft.section, name, value)
        if draft.section is not None:
            _measure(draft.section, draft.limits)
    elif line.startswith("o="):
        draft.offer.origin = line[2:66].partition(" ")[0]


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


def _measure(section: Section, limits: Limits) -> None:
    if len(section.codecs) > limits.codecs:
        raise too_large("codecs", limits.codecs)
    if len(section.extensions) > limits.extensions:
        raise too_large("header extensions", limits.extensions)
    if len(section.ssrcs) > 2 * limits.layers + 2:
        raise too_large("sources", 2 * limits.layers + 2)
    if len(section.rids) > limits.layers:
        raise too_large("layers", limits.layers)


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
