"""The ports an installation listens on, and whether they can be had."""

import socket
from typing import NamedTuple

from signaling.app.settings import Settings


class Port(NamedTuple):
    """One port, TCP or UDP."""

    kind: socket.SocketKind
    number: int

    def __str__(self) -> str:
        name = "TCP" if self.kind == socket.SOCK_STREAM else "UDP"
        return f"{name} {self.number}"


def of_hearing(settings: Settings) -> list[Port]:
    """What the hearing server listens on."""
    return [Port(socket.SOCK_STREAM, settings.port)]


def of_relay(settings: Settings) -> list[Port]:
    """What the embedded relay listens on: signalling and media."""
    number = settings.relay_port
    return [Port(socket.SOCK_STREAM, number), Port(socket.SOCK_DGRAM, number)]


def of_all(settings: Settings) -> list[Port]:
    """What a whole installation listens on; with another engine set, no relay of ours."""
    return of_hearing(settings) + (of_relay(settings) if settings.embedded else [])


def taken(host: str, ports: list[Port]) -> list[Port]:
    """Those of `ports` that another program has."""
    return [port for port in ports if not is_free(host, port.number, port.kind)]


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
