"""Which addresses to advertise for media, where nobody said."""

import ipaddress
import socket

_ELSEWHERE = (
    (socket.AF_INET, ("198.51.100.1", 9)),  # RFC 5737: never reached, only routed towards
    (socket.AF_INET6, ("2001:db8::1", 9)),  # RFC 3849
)


def advertised(host: str) -> tuple[str, ...]:
    """The addresses clients can send media to when the port is bound to `host`.

    Bound to one address: that one; to all: the machine's own, IPv4 and IPv6. It must not
    advertise 127.0.0.1 alone while bound to all addresses: Chromium then sends from the
    machine's own address and is answered from it, and drops the answers; with the socket bound
    to 127.0.0.1 it takes them. Raises OSError for a
    name nobody knows.
    """
    address = str(socket.getaddrinfo(host, None, type=socket.SOCK_DGRAM)[0][4][0])
    if not ipaddress.ip_address(address.partition("%")[0]).is_unspecified:
        return (address,)
    own = (_own(family, elsewhere) for family, elsewhere in _ELSEWHERE)
    return (*filter(None, own), "127.0.0.1")


def _own(family: socket.AddressFamily, elsewhere: tuple[str, int]) -> str:
    """This machine's address on the way out, empty without a network of that family."""
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect(elsewhere)  # UDP: chooses a route, sends nothing
            address: str = probe.getsockname()[0]
    except OSError:
        return ""
    found = ipaddress.ip_address(address.partition("%")[0])
    return "" if found.is_loopback or found.is_link_local else address
