"""Rulings on the one socket: sending together, and where that is not possible."""

import socket
from collections.abc import Iterator

import pytest

from media.port import MediaPort


@pytest.fixture
def sink() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as made:
        made.bind(("127.0.0.1", 0))
        made.settimeout(5)
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
