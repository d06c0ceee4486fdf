"""Runs in a router's namespace where the kernel has no netem: its packets come here by a TUN
device and go back to it when their time is there, or never.

Says "ready"; takes lines of JSON: {ADDRESS: {"up": way, "down": way}}, from then on.
"""

import contextlib
import fcntl
import heapq
import ipaddress
import json
import os
import random
import select
import struct
import sys
import time

from tests.network.way import Lane, Way

_TUNSETIFF, _IFF_TUN, _IFF_NO_PI = 0x400454CA, 0x0001, 0x1000  # linux/if_tun.h
DEVICE = "slow"


def ends(packet: bytes) -> tuple[str, str]:
    """Source and destination of an IP packet."""
    at, size = (12, 4) if packet[0] >> 4 == 4 else (8, 16)
    parts = packet[at : at + size], packet[at + size : at + 2 * size]
    source, target = (str(ipaddress.ip_address(part)) for part in parts)
    return source, target


class Emulator:
    """`lanes`: (address, direction) → how it goes there."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed).random
        self._lanes: dict[tuple[str, str], Lane] = {}
        self._waiting: list[tuple[float, int, bytes]] = []
        self._count = 0
        self._tun = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
        asked = struct.pack("16sH", DEVICE.encode(), _IFF_TUN | _IFF_NO_PI)
        fcntl.ioctl(self._tun, _TUNSETIFF, asked)

    def serve(self) -> None:
        """Until standard input ends."""
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        poll = select.poll()
        for fd in (self._tun, sys.stdin.fileno()):
            poll.register(fd, select.POLLIN)
        while True:
            for fd, _ in poll.poll(self._patience()):
                if fd == self._tun:
                    self._take()
                elif not self._told():
                    return
            self._pass()

    def _patience(self) -> float | None:
        if not self._waiting:
            return None
        return max(0.0, (self._waiting[0][0] - time.monotonic()) * 1000)

    def _told(self) -> bool:
        line = sys.stdin.readline()
        for address, ways in json.loads(line or "{}").items():
            for direction, way in ways.items():
                self._lanes[address, direction] = Lane(Way(**way), self._chance)
        return bool(line)

    def _take(self) -> None:
        for _ in range(64):
            try:
                packet = os.read(self._tun, 65536)
            except BlockingIOError:
                return
            now = time.monotonic()
            source, target = ends(packet)
            lane = self._lanes.get((source, "up")) or self._lanes.get((target, "down"))
            leaves = now if lane is None else lane.leaves(now, len(packet))
            if leaves is not None:
                self._count += 1
                heapq.heappush(self._waiting, (leaves, self._count, packet))

    def _pass(self) -> None:
        now = time.monotonic()
        while self._waiting and self._waiting[0][0] <= now:
            with contextlib.suppress(OSError):  # no route there any more
                os.write(self._tun, heapq.heappop(self._waiting)[2])


if __name__ == "__main__":
    Emulator(int(sys.argv[1])).serve()
