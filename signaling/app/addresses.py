"""The addresses of this machine, as others may reach it."""

import socket

_ELSEWHERE = ("192.0.2.1", 9)  # RFC 5737: documentation only; no packet leaves for it


def own_addresses() -> tuple[str, ...]:
    """Loopback first, then the address of the default route, where there is one."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_ELSEWHERE)  # a UDP connect only asks the routing table
            own: str = probe.getsockname()[0]
        except OSError:
            return ("127.0.0.1",)
    return ("127.0.0.1",) if own.startswith("127.") else ("127.0.0.1", own)
