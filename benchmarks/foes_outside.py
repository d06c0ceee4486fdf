"""What somebody without a token may do to a relay from one machine: one function each."""

import asyncio
import base64
import os
import socket
import struct
from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import urlsplit

import websockets

from benchmarks.foes_inside import Attack, Scene

_CROWD = 400
"""Connections one attacker holds open."""
_PAUSE = 0.002


def _address(scene: Scene) -> tuple[str, int]:
    parts = urlsplit(scene.url)
    return str(parts.hostname), int(parts.port or 0)


async def _flood(scene: Scene, datagrams: list[bytes], pps: int) -> None:
    """The same datagrams again and again from a few sockets."""
    scene.begun()
    socks = [socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(4)]
    address = _address(scene)
    many = max(1, round(pps * _PAUSE))
    loop = asyncio.get_running_loop()
    due = loop.time()
    try:
        while True:
            for n in range(many):
                with suppress(OSError):
                    socks[n % 4].sendto(datagrams[n % len(datagrams)], address)
            due = max(due + _PAUSE, loop.time() - 0.05)
            await asyncio.sleep(max(0.0, due - loop.time()))
    finally:
        for sock in socks:
            sock.close()


async def garbage(scene: Scene) -> None:
    """Any bytes."""
    await _flood(scene, [os.urandom(1 + n * 17 % 1200) for n in range(256)], 20_000)


async def media(scene: Scene) -> None:
    """What looks like media."""
    await _flood(scene, [b"\x90\x60" + os.urandom(300) for _ in range(64)], 20_000)


async def handshakes(scene: Scene) -> None:
    """What looks like DTLS."""
    hello = b"\x16\xfe\xfd" + bytes(8) + b"\x00\x80\x01" + os.urandom(127)
    await _flood(scene, [hello], 20_000)


async def checks(scene: Scene) -> None:
    """Connectivity checks with names and secrets made up."""
    await _flood(scene, [_check(os.urandom(6).hex()) for _ in range(256)], 20_000)


def _check(name: str) -> bytes:
    username = f"{name[:8]}:clnt".encode()
    username += bytes(-len(username) % 4)
    body = struct.pack("!HH", 6, 13) + username
    body += struct.pack("!HHI", 0x24, 4, 1) + struct.pack("!HHQ", 0x802A, 8, 1)
    body += struct.pack("!HH", 0x8, 20) + os.urandom(20)
    return struct.pack("!HHI", 1, len(body), 0x2112A442) + os.urandom(12) + body


async def handshakes_of_sockets(scene: Scene) -> None:
    """WebSockets that nobody gave a token for, as fast as they are refused."""
    scene.begun()
    packed = base64.urlsafe_b64encode(b"\x08\x00").decode()

    async def one() -> None:
        address = f"{scene.url}/rtc/v1?access_token=a.b.c&join_request={packed}"
        while True:
            with suppress(websockets.InvalidStatus, OSError, TimeoutError, EOFError):
                (await websockets.connect(address, ping_interval=None)).transport.abort()
            with suppress(websockets.InvalidHandshake):
                await asyncio.sleep(0)

    await asyncio.gather(*(one() for _ in range(32)))


async def requests(scene: Scene) -> None:
    """Raw requests in one piece, without waiting for what is answered."""
    scene.begun()
    host, port = _address(scene)
    text = f"GET /rtc/v1/validate?access_token=a.b.c HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()

    async def one() -> None:
        while True:
            with suppress(OSError):
                reader, writer = await asyncio.open_connection(host, port)
                writer.write(text * 20)
                for _ in range(20):
                    await reader.readuntil(b"\r\n\r\n")
                writer.transport.abort()

    await asyncio.gather(*(one() for _ in range(32)), return_exceptions=True)


async def silent_connections(scene: Scene) -> None:
    """Connections that say nothing, or half a request, and stay."""
    scene.begun()
    host, port = _address(scene)

    async def one(number: int) -> None:
        while True:
            with suppress(OSError):
                reader, writer = await asyncio.open_connection(host, port)
                writer.write(b"GET / HTTP/1.1\r\nHo" if number % 2 else b"")
                await reader.read()
                writer.transport.abort()
            await asyncio.sleep(0.1)

    await asyncio.gather(*(one(number) for number in range(_CROWD)))


ATTACKS: Mapping[str, Attack] = {
    "udp_garbage": garbage,
    "udp_media": media,
    "udp_handshakes": handshakes,
    "udp_checks": checks,
    "websockets": handshakes_of_sockets,
    "requests": requests,
    "silent_connections": silent_connections,
}
