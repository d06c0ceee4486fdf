"""What a relay's answer says: its transport, and which SSRC belongs to which section. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


class BadAnswer(ValueError):
    """The answer lacks something without which no connection can be made."""


@dataclass(frozen=True, slots=True)
class Transport:
    """The relay's side of ICE, DTLS and SCTP. `passive`: it is the DTLS server."""

    ufrag: str
    password: str
    lite: bool
    passive: bool
    fingerprint: tuple[str, str]
    candidates: tuple[str, ...]
    candidates_end: bool
    sctp_port: int
    max_message_size: int


@dataclass(frozen=True, slots=True)
class Answer:
    """ssrcs: SSRC → mid, of sections that send to us. mid_extension: header id, 0 if none."""

    transport: Transport
    ssrcs: Mapping[int, str]
    mid_extension: int


_SENDING = ("sendonly", "sendrecv")
_MID = "urn:ietf:params:rtp-hdrext:sdes:mid"


def parse(sdp: str) -> Answer:
    """The answer in `sdp`. Raises BadAnswer. Source: RFC 8866, RFC 8839, RFC 8841."""
    sections = list(_sections(sdp))
    everything = [line for section in sections for line in section]
    ssrcs: dict[int, str] = {}
    mid_extension = 0
    for section in sections[1:]:
        ssrcs.update(_ssrcs(section))
        mid_extension = mid_extension or _extension(section, _MID)
    return Answer(_transport(everything), ssrcs, mid_extension)


def _sections(sdp: str) -> Iterator[list[str]]:
    """The session's attribute lines, then each media section's, without `a=`."""
    lines: list[str] = []
    for raw in sdp.splitlines():
        line = raw.strip()
        if line.startswith("m="):
            yield lines
            lines = []
        elif line.startswith("a="):
            lines.append(line[2:])
    yield lines


def _values(lines: list[str], name: str) -> Iterator[str]:
    prefix = name + ":"
    return (line.removeprefix(prefix) for line in lines if line.startswith(prefix))


def _number(text: str, what: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise BadAnswer(f"{what} is not a number: {text!r:.40}")
    return int(text)


def _ssrcs(section: list[str]) -> Mapping[int, str]:
    mid = next(_values(section, "mid"), "")
    if not mid or not any(direction in section for direction in _SENDING):
        return {}
    return {_number(v.split(" ", 1)[0], "ssrc"): mid for v in _values(section, "ssrc")}


def _extension(section: list[str], uri: str) -> int:
    for value in _values(section, "extmap"):
        number, _, rest = value.partition(" ")
        if rest.split(" ", 1)[0] == uri:
            return _number(number.split("/", 1)[0], "extmap")
    return 0


def _transport(lines: list[str]) -> Transport:
    def first(name: str) -> str:
        return next(_values(lines, name), "")

    ufrag, password = first("ice-ufrag"), first("ice-pwd")
    algorithm, _, digest = first("fingerprint").partition(" ")
    if not (ufrag and password and digest):
        raise BadAnswer("no ICE credentials or no fingerprint")
    return Transport(
        ufrag=ufrag,
        password=password,
        lite="ice-lite" in lines,
        passive=first("setup") != "active",
        fingerprint=(algorithm, digest.strip()),
        candidates=tuple(dict.fromkeys(_values(lines, "candidate"))),
        candidates_end="end-of-candidates" in lines,
        sctp_port=_number(first("sctp-port") or "5000", "sctp-port"),
        max_message_size=_number(first("max-message-size") or "65536", "max-message-size"),
    )
