"""Rulings on the one socket: sending together, and where that is not possible."""

import contextlib
import errno
import socket
from collections.abc import Iterator

import pytest

from media.port import MediaPort
from tests.media.client import until
from tests.needs import missing


@pytest.fixture
def sink() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as made:
        made.bind(("127.0.0.1", 0))
        made.settimeout(30)
        yield made


async def test_packets_sent_together_arrive_one_by_one(sink: socket.socket) -> None:
    port = await MediaPort.open("127.0.0.1", 0, ("127.0.0.1",))
    data = memoryview(b"a" * 100 + b"b" * 100 + b"c" * 40)
    port.send_segments(data, 100, sink.getsockname())
    assert [sink.recv(2048) for _ in range(3)] == [b"a" * 100, b"b" * 100, b"c" * 40]
    port.close()


async def test_without_segmentation_they_are_sent_one_by_one(sink: socket.socket) -> None:
    port = await MediaPort.open("127.0.0.1", 0, ("127.0.0.1",))
    port._ancillary[100] = [(socket.IPPROTO_UDP, 103, b"\xff" * 4)]  # the kernel refuses this
    port.send_segments(memoryview(bytes(250)), 100, sink.getsockname())
    assert [len(sink.recv(2048)) for _ in range(3)] == [100, 100, 50]
    assert port.counts["unsegmented"] == 1
    port.close()


async def test_a_taken_port_says_so() -> None:
    port = await MediaPort.open("127.0.0.1", 0, ("127.0.0.1",))
    with pytest.raises(OSError, match="in use"):
        await MediaPort.open("127.0.0.1", port.port, ("127.0.0.1",))
    port.close()


async def test_candidates_name_every_advertised_address() -> None:
    port = await MediaPort.open("127.0.0.1", 0, ("192.0.2.1", "127.0.0.1"))
    first, second = port.candidates()
    assert f" 192.0.2.1 {port.port} typ host" in first
    assert f" 127.0.0.1 {port.port} typ host" in second
    port.close()


def _sends(family: socket.AddressFamily, host: str, number: int) -> None:
    with socket.socket(family, socket.SOCK_DGRAM) as stranger:
        stranger.sendto(b"\x80nobody knows me", (host, number))


@pytest.fixture
def ipv6() -> None:
    """Only where the machine has it."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET6) as probe:
        probe.bind(("::1", 0))
        return
    missing("IPv6", "the machine has it switched off")


@pytest.mark.usefixtures("ipv6")
@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
async def test_all_addresses_are_those_of_both_families(host: str) -> None:
    """One number for both; each is heard and answered in its own."""
    port = await MediaPort.open(host, 0, ("192.0.2.1", "2001:db8::7"))
    assert f" 2001:db8::7 {port.port} typ host" in port.candidates()[1]
    for family, loopback in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        port.counts.clear()
        _sends(family, loopback, port.port)
        await until(lambda: port.counts["unproven"])
        with socket.socket(family, socket.SOCK_DGRAM) as sink:
            sink.bind((loopback, 0))
            sink.settimeout(30)
            port.send_segments(memoryview(b"a" * 100 + b"b" * 40), 100, sink.getsockname())
            assert [sink.recv(2048) for _ in range(2)] == [b"a" * 100, b"b" * 40]
    port.close()


@pytest.mark.usefixtures("ipv6")
async def test_bound_to_one_address_it_advertises_none_of_the_other_family() -> None:
    port = await MediaPort.open("::1", 0, ("127.0.0.1", "::1"))
    assert [" ::1 " in candidate for candidate in port.candidates()] == [True]
    port.close()


async def test_without_ipv6_ipv4_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kernel without it refuses the second socket."""
    real = socket.socket

    def refusing(family: int = -1, *more: int) -> socket.socket:
        if family == socket.AF_INET6:
            raise OSError(errno.EAFNOSUPPORT, "no such family")
        return real(family, *more)

    monkeypatch.setattr("media.port.socket.socket", refusing)
    port = await MediaPort.open("0.0.0.0", 0, ("192.0.2.1", "2001:db8::7"))
    assert len(port.candidates()) == 1
    port.close()
