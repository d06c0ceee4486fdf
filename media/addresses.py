"""Which addresses to advertise for media, where nobody said."""

import ipaddress
import socket

_ELSEWHERE = ("198.51.100.1", 9)  # RFC 5737: never reached, only routed towards


def advertised(host: str) -> tuple[str, ...]:
    """The addresses clients can send media to when the port is bound to `host`.

    Bound to one address: that one. It must not advertise 127.0.0.1 alone while bound to all
    addresses: Chromium then sends from the machine's own address and is answered from it, and
    drops the answers; with the socket bound to 127.0.0.1 it takes them. Raises OSError for a
    name nobody knows.
    """
    address = socket.gethostbyname(host)
    if not ipaddress.ip_address(address).is_unspecified:
        return (address,)
    own = _own()
    return (own, "127.0.0.1") if own else ("127.0.0.1",)


def _own() -> str:
    """This machine's address on the way out, empty without a network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_ELSEWHERE)  # UDP: chooses a route, sends nothing
        except OSError:
            return ""
        address: str = probe.getsockname()[0]
    return "" if ipaddress.ip_address(address).is_loopback else address
