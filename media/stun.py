"""Connectivity checks: reading them, answering them, and asking whether a peer still lives.

Pure. Sources: RFC 8489 (STUN), RFC 8445 §7 (checks), RFC 7675 (consent).
"""

from dataclasses import dataclass
from struct import error

from aioice import stun

_COOKIE = b"\x21\x12\xa4\x42"
_REQUEST, _RESPONSE = b"\x00\x01", b"\x01\x01"
_USERNAME = 0x0006
_LONGEST_NAME = 513  # bytes, RFC 8489 §14.3
Address = tuple[str, int] | tuple[str, int, int, int]
"""As sockets give it: IPv4's host and port; IPv6's with flow and scope."""


@dataclass(frozen=True, slots=True)
class Check:
    """A binding request whose integrity is not checked yet. `local` is our ufrag in it."""

    local: str
    nominates: bool
    message: stun.Message

    def authentic(self, password: str) -> bool:
        """Whether it was made with our password."""
        return self.message.check_message_integrity(password.encode())


def is_request(data: bytes | memoryview) -> bool:
    """A cheap look: floods of other bytes go no further."""
    return len(data) >= 20 and data[:2] == _REQUEST and data[4:8] == _COOKIE


def is_response(data: bytes | memoryview) -> bool:
    """Whether it looks like an answer to one of our own probes."""
    return len(data) >= 20 and data[:2] == _RESPONSE and data[4:8] == _COOKIE


def named(data: bytes | memoryview) -> str | None:
    """Our ufrag in a request, read without the rest: floods under made-up names go no
    further. None where there is none."""
    at, end = 20, len(data)
    while at + 4 <= end:
        kind, size = data[at] << 8 | data[at + 1], data[at + 2] << 8 | data[at + 3]
        if kind == _USERNAME:
            name = bytes(data[at + 4 : min(at + 4 + size, at + 4 + _LONGEST_NAME)])
            return name.partition(b":")[0].decode("ascii", "replace")
        at += 4 + size + (-size & 3)
    return None


def _parse(data: bytes) -> stun.Message | None:
    try:
        return stun.parse_message(data)
    except (ValueError, error):
        return None


def read_request(data: bytes) -> Check | None:
    """The check in a datagram, None if it is not a well-formed one with integrity."""
    message = _parse(data)
    if message is None or "MESSAGE-INTEGRITY" not in message.attributes:
        return None
    local = str(message.attributes.get("USERNAME", "")).partition(":")[0]
    return Check(local, "USE-CANDIDATE" in message.attributes, message)


def respond(check: Check, source: Address, password: str) -> bytes:
    """The success response: tells the peer how we see its address."""
    response = stun.Message(
        message_method=stun.Method.BINDING,
        message_class=stun.Class.RESPONSE,
        transaction_id=check.message.transaction_id,
        attributes={"XOR-MAPPED-ADDRESS": source},
    )
    response.add_message_integrity(password.encode())
    return bytes(response)


def turn_away(check: Check, password: str) -> bytes:
    """The error response that makes a client give the pair up and look for another way.

    400: clients try again after other codes, or change roles. Source: RFC 8489 §14.8.
    """
    response = stun.Message(
        message_method=stun.Method.BINDING,
        message_class=stun.Class.ERROR,
        transaction_id=check.message.transaction_id,
        attributes={"ERROR-CODE": (400, "Gone")},
    )
    response.add_message_integrity(password.encode())
    return bytes(response)


def probe(username: str, password: str, transaction: bytes, tie_breaker: int) -> bytes:
    """A check of our own: a living peer answers it. `transaction`: 12 random bytes."""
    request = stun.Message(
        message_method=stun.Method.BINDING,
        message_class=stun.Class.REQUEST,
        transaction_id=transaction,
        attributes={
            "USERNAME": username,
            "PRIORITY": 1,
            "ICE-CONTROLLED": tie_breaker,
        },
    )
    request.add_message_integrity(password.encode())
    return bytes(request)


def read_response(data: bytes, password: str) -> bytes | None:
    """The transaction an authentic success response answers, else None."""
    message = _parse(data)
    if message is None or not message.check_message_integrity(password.encode()):
        return None
    return message.transaction_id
