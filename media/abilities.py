"""What of the hot path this machine can do: tried when a port is opened, told by the doctor.

Without UDP_SEGMENT (macOS, kernels before 4.18) packets leave one by one; without libsrtp's own
functions (another pylibsrtp) each is copied. Both cost processor time, nothing else.
"""

import socket
import struct
import sys
from dataclasses import dataclass

from media import aiortc_private

UDP_SEGMENT = 103  # Linux udp(7)
_SIZE = 16  # bytes of each datagram tried


@dataclass(frozen=True, slots=True)
class Abilities:
    """segments: several datagrams leave by one system call. direct: SRTP works in place."""

    segments: bool
    direct: bool


def found() -> Abilities:
    """What this process has or would have."""
    return Abilities(segments(), aiortc_private.DIRECT)


def segments(platform: str = sys.platform) -> bool:
    """Whether the kernel cuts one message into datagrams, seen by doing so on loopback."""
    if platform != "linux":
        return False
    try:
        with (
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sink,
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as source,
        ):
            sink.bind(("127.0.0.1", 0))
            sink.setblocking(False)  # loopback delivers before the call returns
            cut = [(socket.IPPROTO_UDP, UDP_SEGMENT, struct.pack("=H", _SIZE))]
            source.sendmsg([bytes(2 * _SIZE)], cut, 0, sink.getsockname())
            return [len(sink.recv(2048)) for _ in range(2)] == [_SIZE, _SIZE]
    except OSError:
        return False
