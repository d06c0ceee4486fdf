"""Redundant sound (RED): each packet carries the one before it as well. Pure.

Passed through to who can read it; who cannot gets what is new in each packet. Source: RFC 2198.
"""

from media.description import Codec, Section


def codec_for(section: Section, codec: Codec) -> Codec | None:
    """The client's RED of blocks of `codec`, if it has one."""
    of = str(codec.payload_type)
    found = (
        one
        for one in section.codecs.values()
        if one.name == "red" and set(one.format.split("/")) == {of}
    )
    return next(found, None)


def primary(payload: bytes) -> bytes:
    """The newest block; nothing for garbage."""
    heads, lengths = _heads(payload)
    return b"" if heads is None else payload[heads + sum(lengths) :]


def renamed(payload: bytes, payload_type: int) -> bytes:
    """The same with all blocks under another payload type: each side has its own numbers."""
    heads, lengths = _heads(payload)
    if heads is None or payload[heads - 1] == payload_type:
        return payload
    fresh = bytearray(payload)
    for n in range(len(lengths)):
        fresh[4 * n] = 0x80 | payload_type
    fresh[heads - 1] = payload_type
    return bytes(fresh)


def _heads(payload: bytes) -> tuple[int | None, list[int]]:
    """Where the blocks begin, None for garbage, and how long those before the newest are."""
    at, lengths = 0, []
    while at + 4 < len(payload) and payload[at] & 0x80:
        lengths.append((payload[at + 2] & 0x03) << 8 | payload[at + 3])
        at += 4
    broken = at >= len(payload) or payload[at] & 0x80
    if broken or at + 1 + sum(lengths) > len(payload):
        return None, []
    return at + 1, lengths
