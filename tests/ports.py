"""Free ports of this machine, for servers that tests start."""

import socket


def free_port(together: int = 1) -> int:
    """A port P such that P … P+together-1 are free for TCP and UDP on 127.0.0.1 right now."""
    for _ in range(100):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            first: int = probe.getsockname()[1]
        if all(_is_free(port) for port in range(first, first + together)):
            return first
    raise OSError(f"no {together} free ports in a row")


def _is_free(port: int) -> bool:
    try:
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
            with socket.socket(socket.AF_INET, kind) as probe:
                probe.bind(("127.0.0.1", port))
    except (OSError, OverflowError):
        return False
    return True
