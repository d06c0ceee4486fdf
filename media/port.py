"""The ports of a media worker: who sent this datagram, and what kind is it? UDP here."""

import asyncio
import ipaddress
import socket
import struct
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import Self

from media import abilities, stun
from media.departed import Departed
from media.ice import Agent
from media.limits import TcpLimits
from media.polling import Polling
from media.stun import Address
from media.tcp import TcpPort

_BATCH = 32  # datagrams taken in one wake of the loop, so that others get their turn
_BUFFER = 4 << 20  # bytes: bursts outlive a preempted process
_RCVBUFFORCE, _SNDBUFFORCE = 33, 32  # Linux socket(7), with CAP_NET_ADMIN
_REFUSALS = 64  # of UDP_SEGMENT, until it is not tried any more
_PRIORITY = 2130706431  # RFC 8445 §5.1.2.1, host candidate


class _Ancillary(dict[int, list[tuple[int, int, bytes]]]):
    """By segment size: what tells the kernel where to cut."""

    def __missing__(self, size: int) -> list[tuple[int, int, bytes]]:
        made = self[size] = [
            (socket.IPPROTO_UDP, abilities.UDP_SEGMENT, struct.pack("=H", size))
        ]
        return made


class MediaPort:
    """One number, a socket for IPv4 and one for IPv6, or one of them.

    `advertised_ips` are the addresses put into candidates. `tcp`: the same for those whom no
    UDP reaches.
    """

    kind = "udp"

    def __init__(
        self, sockets: Sequence[socket.socket], advertised_ips: tuple[str, ...]
    ) -> None:
        self._sockets = tuple(sockets)
        by_family = {sock.family: sock for sock in sockets}
        self._four = by_family.get(socket.AF_INET, sockets[0])
        self._six = by_family.get(socket.AF_INET6, sockets[0])
        families = {4: socket.AF_INET, 6: socket.AF_INET6}
        self._advertised = tuple(
            ip
            for ip in advertised_ips
            if families[ipaddress.ip_address(ip).version] in by_family
        )
        self._loop = asyncio.get_running_loop()
        self._agents: dict[str, Agent] = {}
        self._departed = Departed()
        self._proven: dict[Address, Agent] = {}
        self._buffer = bytearray(2048)
        self._view = memoryview(self._buffer)
        self._segments = True  # UDP_SEGMENT, see `open`
        self._ancillary = _Ancillary()
        self._polling: list[Polling] = []
        self.counts: Counter[str] = Counter()
        self.tcp: TcpPort | None = None

    @classmethod
    async def open(
        cls,
        host: str,
        port: int,
        advertised_ips: tuple[str, ...],
        tcp_port: int | None = None,
        tcp_limits: TcpLimits | None = None,
    ) -> Self:
        """Binds; port 0 picks a free one (see `port`). Without `tcp_port` UDP alone. Raises
        OSError.

        All addresses (0.0.0.0, ::) are those of both families, as far as the machine has them.
        """
        opened = cls(_bound(host, port), advertised_ips)
        opened._segments = abilities.segments()
        if tcp_port is not None:
            try:
                doors = _bound(host, tcp_port, socket.SOCK_STREAM)
            except OSError:
                opened.close()
                raise
            opened.tcp = await TcpPort.open(
                doors, opened._agents.get, tcp_limits or TcpLimits()
            )
        for sock in opened._sockets:
            read = partial(opened._read, sock)
            opened._polling.append(Polling(opened._loop, sock, read, _BATCH))
        return opened

    @property
    def port(self) -> int:
        """The UDP port it is bound to."""
        number: int = self._sockets[0].getsockname()[1]
        return number

    def candidates(self) -> list[str]:
        """Candidate attributes for an answer, best first."""
        numbered = list(enumerate(self._advertised, 1))
        found = [
            f"candidate:{n} 1 udp {_PRIORITY - n} {ip} {self.port} typ host"
            for n, ip in numbered
        ]
        if self.tcp is not None:
            found += [self.tcp.candidate(n, ip) for n, ip in numbered]
        return found

    def close(self) -> None:
        """Stops receiving; peers are closed by their owners before."""
        if self.tcp is not None:
            self.tcp.close()
        for polling in self._polling:
            polling.close()
        self._polling.clear()
        for sock in self._sockets:
            sock.close()

    # -- media.ice.Home

    def send(self, data: bytes | memoryview, address: Address) -> None:
        """One datagram; losing it is not an error."""
        try:
            (self._four if len(address) == 2 else self._six).sendto(data, address)
        except OSError:  # full buffer, unreachable network, closed: as if lost on the way
            self.counts["unsent"] += 1

    def send_segments(self, data: memoryview, size: int, address: Address) -> None:
        """Datagrams of `size` bytes each, the last perhaps shorter; as `send`."""
        if not (self._segments and len(data) > size and self._together(data, size, address)):
            for at in range(0, len(data), size):
                self.send(data[at : at + size], address)

    def _together(self, data: memoryview, size: int, address: Address) -> bool:
        """False where there is no UDP_SEGMENT: old kernels, some tunnels."""
        try:
            sock = self._four if len(address) == 2 else self._six
            sock.sendmsg((data,), self._ancillary[size], 0, address)
        except BlockingIOError:
            self.counts["unsent"] += 1
        except OSError:
            self.counts["unsegmented"] += 1
            self._segments = self.counts["unsegmented"] < _REFUSALS
            return False
        return True

    def forget(self, address: Address, agent: Agent) -> None:
        """Takes nothing more from this address, unless it is another agent's by now."""
        if self._proven.get(address) is agent:
            del self._proven[address]

    def rename(self, old: str, new: str, agent: Agent) -> None:
        """The agent is found by ufrag `new` from now on ("" for none)."""
        self._agents.pop(old, None)
        if new:
            self._agents[new] = agent
        elif old:
            self._departed.remember(old, agent.password, self._loop.time())

    # -- receiving

    def _read(self, sock: socket.socket) -> int:
        """Takes what waits, at most _BATCH; how much that was."""
        view, receive = self._view, sock.recvfrom_into
        media: dict[Agent, list[bytes]] = {}
        taken = 0
        while taken < _BATCH:
            try:
                size, source = receive(view)
            except BlockingIOError:
                break
            except OSError:  # an ICMP error of somebody's vanished port
                taken += 1
                continue
            taken += 1
            agent = self._proven.get(source)
            if agent is not None and size and 127 < self._buffer[0] < 192:
                media.setdefault(agent, []).append(bytes(view[:size]))
            else:
                self._other(size, source, agent)
        for agent, datagrams in media.items():
            agent.media(datagrams, agent.clock())
        return taken

    def _other(self, size: int, source: Address, agent: Agent | None) -> None:
        first = self._buffer[0] if size else 255
        if first < 4:  # RFC 7983 §7
            self._check(size, source)
        elif agent is None:
            self.counts["unproven"] += 1
        elif 19 < first < 64:
            agent.handshake(bytes(self._view[:size]))

    def _check(self, size: int, source: Address) -> None:
        view = self._view[:size]
        if stun.is_response(view):
            agent = self._proven.get(source)
            if agent is not None:
                agent.response(bytes(view), self, source)
            return
        name = stun.named(view) if stun.is_request(view) else None
        agent = None if name is None else self._agents.get(name)
        if name is not None and agent is not None and agent.listens():
            check = stun.read_request(bytes(view))
            if check is not None and agent.check(check, self, source):
                self._proven[source] = agent
                return
        self.counts["refused"] += 1
        if name is not None and agent is None:
            self._late(name, size, source)

    def _late(self, name: str, size: int, source: Address) -> None:
        """A peer that was given up knocks from its new network: it is to join anew, at once."""
        password = self._departed.password(name, self._loop.time())
        check = None if password is None else stun.read_request(bytes(self._view[:size]))
        if password is not None and check is not None and check.authentic(password):
            self.send(stun.turn_away(check, password), source)


def _bound(
    host: str, port: int, kind: socket.SocketKind = socket.SOCK_DGRAM
) -> list[socket.socket]:
    """The sockets of `host`, IPv4 first. Raises OSError."""
    wanted = _families(host)
    made: list[socket.socket] = []
    try:
        for family, address in wanted:
            number = made[0].getsockname()[1] if made else port
            made.append(_one(family, kind, address, number))
    except OSError:
        if made and len(wanted) > 1:  # the machine has IPv6 switched off
            return made
        for sock in made:
            sock.close()
        raise
    return made


def _families(host: str) -> list[tuple[socket.AddressFamily, str]]:
    found = socket.getaddrinfo(host, None, type=socket.SOCK_DGRAM)[0]
    family, address = found[0], str(found[4][0])
    if ipaddress.ip_address(address.partition("%")[0]).is_unspecified:
        return [(socket.AF_INET, "0.0.0.0"), (socket.AF_INET6, "::")]  # noqa: S104 - as asked
    return [(family, address)]


def _one(
    family: socket.AddressFamily, kind: socket.SocketKind, address: str, port: int
) -> socket.socket:
    sock = socket.socket(family, kind)
    try:
        sock.setblocking(False)
        if kind == socket.SOCK_DGRAM:
            _widen(sock)
        else:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        sock.bind((address, port))
    except OSError:
        sock.close()
        raise
    return sock


def _widen(sock: socket.socket) -> None:
    for forced, plain in (
        (_RCVBUFFORCE, socket.SO_RCVBUF),
        (_SNDBUFFORCE, socket.SO_SNDBUF),
    ):
        try:
            sock.setsockopt(socket.SOL_SOCKET, forced, _BUFFER)
        except OSError:
            with suppress(OSError):  # macOS refuses what is over its limit
                sock.setsockopt(socket.SOL_SOCKET, plain, _BUFFER)
