"""ICE over TCP: clients connect to one port where UDP does not pass.

Whoever has not proven to be a peer may connect, say little, and must prove itself soon; what a
slow peer does not take is dropped, as on a full link. Source: RFC 6544 (passive candidates).
"""

import asyncio
import socket
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Self

from media import framing, stun
from media.ice import Agent
from media.limits import TcpLimits
from media.stun import Address

_TYPE, _DIRECTION = 90, 4  # preference of a type worse than UDP's; passive: RFC 6544 §4.2
_PRIORITY = (_TYPE << 24) + (((_DIRECTION << 13) + 8191) << 8) + 255
_NOTSENT_LOWAT, _USER_TIMEOUT = 25, 18  # Linux tcp(7)
_UNSENT = 16 * 1024  # bytes the kernel holds that the network has not taken yet
Find = Callable[[str], Agent | None]


class TcpPort:
    """The listener and its connections; `find` knows agents by ufrag. Is a media.ice.Wire."""

    kind = "tcp"

    def __init__(self, find: Find, limits: TcpLimits) -> None:
        self.find, self.limits = find, limits
        self.counts: Counter[str] = Counter()
        self._servers: list[asyncio.Server] = []
        self._connections: dict[Address, _Connection] = {}
        self._strangers: Counter[str] = Counter()
        self.number = 0

    @classmethod
    async def open(
        cls, sockets: Sequence[socket.socket], find: Find, limits: TcpLimits
    ) -> Self:
        """Listens on bound sockets of one number."""
        port = cls(find, limits)
        port.number = sockets[0].getsockname()[1]
        loop = asyncio.get_running_loop()
        for sock in sockets:
            server = await loop.create_server(lambda: _Connection(port), sock=sock)
            port._servers.append(server)
        return port

    def candidate(self, n: int, ip: str) -> str:
        """The candidate attribute for one of our addresses, the `n`th."""
        at = f"{_PRIORITY - n * 256} {ip} {self.number}"
        return f"candidate:t{n} 1 tcp {at} typ host tcptype passive"

    def close(self) -> None:
        """Ends the listener and every connection."""
        for server in self._servers:
            server.close()
        for connection in list(self._connections.values()):
            connection.end()

    # -- media.ice.Wire

    def send(self, data: bytes | memoryview, address: Address) -> None:
        """One packet; dropped if the connection is gone or too slow."""
        self.send_segments(data, max(len(data), 1), address)

    def send_segments(self, data: bytes | memoryview, size: int, address: Address) -> None:
        """Packets of `size` bytes each, the last perhaps shorter; as `send`."""
        connection = self._connections.get(address)
        if connection is None or not connection.send(framing.framed(data, size)):
            self.counts["unsent"] += 1

    def forget(self, address: Address, agent: Agent) -> None:
        """Ends the connection, if it is this agent's."""
        connection = self._connections.get(address)
        if connection is not None and connection.agent is agent:
            connection.agent = None
            connection.end()

    # -- for connections

    def enter(self, connection: "_Connection") -> bool:
        """Whether one more stranger may come in from there."""
        host = connection.source[0]
        full = len(self._connections) >= self.limits.connections
        crowd = self._strangers[host] >= self.limits.strangers
        if full or crowd or connection.source in self._connections:
            self.counts["turned_away"] += 1
            return False
        self._connections[connection.source] = connection
        self._strangers[host] += 1
        return True

    def known(self, connection: "_Connection") -> None:
        """It is a stranger no more."""
        host = connection.source[0]
        self._strangers[host] -= 1
        if self._strangers[host] <= 0:
            del self._strangers[host]

    def leave(self, connection: "_Connection") -> None:
        """It is over."""
        if self._connections.get(connection.source) is connection:
            del self._connections[connection.source]


class _Connection(asyncio.Protocol):
    """One client's; `agent` once it has proven to be a peer's."""

    def __init__(self, port: TcpPort) -> None:
        self._port = port
        self._frames = framing.Deframer()
        self._transport: asyncio.Transport | None = None
        self._deadline: asyncio.TimerHandle | None = None
        self._refused = 0
        self.agent: Agent | None = None
        self.source: Address = ("", 0)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self.source = transport.get_extra_info("peername") or ("", 0)
        if not self._port.enter(self):
            transport.abort()
            return
        _tune(transport.get_extra_info("socket"), self._port.limits.stalled_seconds)
        loop = asyncio.get_running_loop()
        self._deadline = loop.call_later(self._port.limits.unproven_seconds, self._late)

    def _late(self) -> None:
        self._port.counts["unproven"] += 1
        self.end()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._deadline is not None:
            self._settle()
        self._port.leave(self)
        agent, self.agent = self.agent, None
        if agent is not None:
            agent.gone(self._port, self.source)

    def _settle(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
            self._port.known(self)

    def end(self) -> None:
        """Ends it now."""
        if self._transport is not None:
            self._transport.abort()

    def send(self, data: bytes) -> bool:
        """False when what was sent before still waits: then this is lost."""
        transport = self._transport
        if transport is None or transport.is_closing():
            return False
        if transport.get_write_buffer_size() > self._port.limits.backlog:
            return False
        transport.write(data)
        return True

    # -- receiving

    def data_received(self, data: bytes) -> None:
        try:
            packets = self._frames.feed(data)
        except framing.TooLong:
            self._port.counts["malformed"] += 1
            self.end()
            return
        media: list[bytes] = []
        for packet in packets:
            if self._transport is None or self._transport.is_closing():
                return
            if 127 < packet[0] < 192 and self.agent is not None:
                media.append(packet)
            else:
                self._other(packet)
        if media and self.agent is not None:
            self.agent.media(media, self.agent.clock())

    def _other(self, packet: bytes) -> None:
        first, agent = packet[0], self.agent
        if first < 4:  # RFC 7983 §7
            self._check(packet)
        elif agent is None:
            self._refuse()
        elif 19 < first < 64:
            agent.handshake(packet)

    def _check(self, packet: bytes) -> None:
        if stun.is_response(packet):
            if self.agent is not None:
                self.agent.response(packet, self._port, self.source)
            return
        name = stun.named(packet) if stun.is_request(packet) else None
        agent = None if name is None else self._port.find(name)
        if agent is None or self.agent not in (None, agent) or not agent.listens():
            self._refuse()
            return
        check = stun.read_request(packet)
        if check is None:
            self._refuse()
        elif agent.check(check, self._port, self.source):
            self.agent = agent
            self._settle()
        else:
            self._refuse()

    def _refuse(self) -> None:
        """A stranger's nonsense; some is forgiven: a restart makes checks outdated."""
        self._port.counts["refused"] += 1
        self._refused += 1
        if self.agent is None and self._refused >= self._port.limits.refusals:
            self.end()


def _tune(sock: socket.socket, stalled: float) -> None:
    """Packets leave at once; little waits in the kernel; who takes nothing is let go of."""
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if sys.platform == "linux":
        sock.setsockopt(socket.IPPROTO_TCP, _NOTSENT_LOWAT, _UNSENT)
        sock.setsockopt(socket.IPPROTO_TCP, _USER_TIMEOUT, int(stalled * 1000))
