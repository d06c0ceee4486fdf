"""Rulings on finding ports: all that is found can be bound, and no connection takes it."""

import socket
from pathlib import Path

import pytest

from signaling.app import ports
from signaling.app.settings import LOOPBACK


def test_ports_are_found_together_below_those_of_connections() -> None:
    lowest = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
    found = {ports.unused(together=3) for _ in range(20)}
    assert len(found) > 1
    assert max(found) + 2 < min(lowest, 32_768)


def test_a_port_that_somebody_has_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    first = ports.unused(together=2)
    with socket.socket(type=socket.SOCK_DGRAM) as other:
        other.bind((LOOPBACK, first + 1))
        tried = iter([first - 10_000, first - 10_000 + 1, first - 10_000 + 2])
        monkeypatch.setattr("secrets.randbelow", lambda _: next(tried))
        assert ports.unused(together=2) == first + 2
