"""A datagram that claims to be STUN, before and after its integrity is checked."""

from media import stun

_PASSWORD = "a password of 24 letters"
_SOURCE = ("192.0.2.7", 40_000)


def run(data: bytes) -> None:
    """As media.port reads it from anybody, and media.ice from a peer."""
    if stun.is_response(data):
        stun.read_response(data, _PASSWORD)
    check = stun.read_request(data) if stun.is_request(data) else None
    stun.named(data)
    if check is None:
        return
    check.authentic(_PASSWORD)
    answer = stun.respond(check, _SOURCE, _PASSWORD)
    assert stun.is_response(answer)
    assert stun.read_response(answer, _PASSWORD) == data[8:20]


def signed() -> bytes:
    """A check as a browser sends it."""
    return stun.probe("relay:client", _PASSWORD, bytes(range(12)), 7)
