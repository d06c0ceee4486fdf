"""The ports an installation listens on, and whether they can be had."""

import secrets
import socket
from typing import NamedTuple

from signaling.app.settings import LOOPBACK, Settings

_LOWEST, _EPHEMERAL = 10_000, 32_768
"""Linux gives connections their ports from the second on: one of those, free now, may be
somebody's before a server binds it."""


class Port(NamedTuple):
    """One port, TCP or UDP, at an address of this machine."""

    kind: socket.SocketKind
    number: int
    host: str

    def __str__(self) -> str:
        name = "TCP" if self.kind == socket.SOCK_STREAM else "UDP"
        return f"{name} {self.number}"


def of_hearing(settings: Settings) -> list[Port]:
    """What the hearing server listens on; with TLS also for its own installation."""
    inside = settings.inside
    return _tcp((settings.host, settings.port), (inside.host, inside.port))


def of_relay(settings: Settings) -> list[Port]:
    """What the embedded relay listens on: signalling, and media of each worker."""
    media = [port for udp in settings.media_ports for port in of_worker(settings, udp)]
    return [*of_front(settings), *media]


def of_front(settings: Settings) -> list[Port]:
    """The relay's signalling; with TLS also for its own installation."""
    inside = settings.inside
    return _tcp((settings.host, settings.relay_port), (inside.host, inside.relay_port))


def of_worker(settings: Settings, udp_port: int) -> list[Port]:
    """A media worker's: UDP, and TCP if media may come by it."""
    udp = Port(socket.SOCK_DGRAM, udp_port, settings.media_host)
    tcp = settings.tcp_of(udp_port)
    return [udp, *(() if tcp is None else _tcp((settings.media_host, tcp)))]


def of_all(settings: Settings) -> list[Port]:
    """What a whole installation listens on; with another engine set, no relay of ours."""
    return of_hearing(settings) + (of_relay(settings) if settings.embedded else [])


def _tcp(*doors: tuple[str, int]) -> list[Port]:
    return [Port(socket.SOCK_STREAM, number, host) for host, number in dict.fromkeys(doors)]


def taken(ports: list[Port]) -> list[Port]:
    """Those of `ports` that another program has."""
    return [port for port in ports if not is_free(port.host, port.number, port.kind)]


def is_free(host: str, port: int, kind: socket.SocketKind) -> bool:
    """Whether a server could bind there now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, kind) as probe:
        if kind == socket.SOCK_STREAM:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def unused(together: int = 1) -> int:
    """A port P of this machine such that P … P+together-1 are free for TCP and UDP now, chosen
    at random. Raises OSError if none is found."""
    for _ in range(100):
        first = _LOWEST + secrets.randbelow(_EPHEMERAL - _LOWEST - together)
        row = range(first, first + together)
        kinds = (socket.SOCK_STREAM, socket.SOCK_DGRAM)
        if all(is_free(LOOPBACK, port, kind) for port in row for kind in kinds):
            return first
    raise OSError(f"no {together} free ports in a row")
