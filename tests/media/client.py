"""The other side of a peer, packet by packet: ICE, DTLS, SRTP, data channels on one socket."""

import asyncio
import socket
import struct
from collections.abc import Callable
from typing import Self, cast

from aioice import stun
from aiortc import (
    RTCCertificate,
    RTCDataChannel,
    RTCDataChannelParameters,
    RTCDtlsFingerprint,
    RTCDtlsParameters,
    RTCDtlsTransport,
    RTCIceTransport,
    RTCSctpCapabilities,
    RTCSctpTransport,
)

from media import rtcp, rtp
from media.rtp import Packet
from tests.media.offers import section

MID, LEVEL, RID, TWCC = 4, 1, 10, 3  # header extension ids, as Chromium numbers them
AUDIO_EXTENSIONS = (
    f"a=extmap:{LEVEL} urn:ietf:params:rtp-hdrext:ssrc-audio-level",
    f"a=extmap:{MID} urn:ietf:params:rtp-hdrext:sdes:mid",
)
VIDEO_EXTENSIONS = (
    f"a=extmap:{TWCC} "
    "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
    f"a=extmap:{MID} urn:ietf:params:rtp-hdrext:sdes:mid",
    f"a=extmap:{RID} urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id",
)
DATA = "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:data\r\na=sctp-port:5000\r\n"


async def until(condition: Callable[[], object], seconds: float = 60.0) -> None:
    """Waits for a condition. Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.01)


def receiving(mid: str, kind: str) -> str:
    """A section to receive on."""
    extensions = AUDIO_EXTENSIONS if kind == "audio" else VIDEO_EXTENSIONS
    return section(mid, kind, "a=recvonly", *extensions)


def sending(mid: str, kind: str, cid: str, *lines: str) -> str:
    """A section to publish on."""
    extensions = AUDIO_EXTENSIONS if kind == "audio" else VIDEO_EXTENSIONS
    return section(mid, kind, "a=sendonly", f"a=msid:- {cid}", *extensions, *lines)


class _Link:
    """What RTCDtlsTransport needs of ICE."""

    role = "controlling"

    def __init__(self, send: Callable[[bytes], None]) -> None:
        self.queue: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._out = send

    async def _recv(self) -> bytes:
        data = await self.queue.get()
        if data is None:
            raise ConnectionError
        return data

    async def _send(self, data: bytes) -> None:
        self._out(data)


class Client(asyncio.DatagramProtocol):
    """Begins with `open`; give it answers by `accept`, then `connect`."""

    def __init__(self) -> None:
        self.ufrag, self.password = "clnt", "client-password-22chars"
        self.certificate = RTCCertificate.generateCertificate()
        self.packets: list[Packet] = []
        self.reports: list[rtcp.Report] = []
        self.messages: list[tuple[str, bytes]] = []
        self.gone = False  # plays dead: sends nothing, answers nothing
        self.lose: dict[int, int] = {}  # payload type → which of its packets is lost on the way
        self.lost: list[int] = []  # their sequence numbers
        self.answered = 0
        self.turned_away: list[int] = []  # codes of error responses
        self.probes = 0
        self._early: list[bytes] = []  # what overtook the end of our part of the handshake
        self._link = _Link(self._send)
        self.dtls = RTCDtlsTransport(cast(RTCIceTransport, self._link), [self.certificate])
        self.dtls._set_role("client")
        self.sctp: RTCSctpTransport | None = None
        self.channels: dict[str, RTCDataChannel] = {}
        self._target = ("", 0)
        self._remote = ("", "", "")
        self._udp: asyncio.DatagramTransport | None = None

    @classmethod
    async def open(cls) -> Self:
        """A client on a port of its own."""
        loop = asyncio.get_running_loop()
        _, client = await loop.create_datagram_endpoint(cls, local_addr=("127.0.0.1", 0))
        return client

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._udp = cast(asyncio.DatagramTransport, transport)

    # -- offers

    def offer(self, *sections: str) -> str:
        """An offer with these sections."""
        prints = self.certificate.getFingerprints()
        sha256 = next(f.value for f in prints if f.algorithm == "sha-256")
        head = (
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"
            f"a=ice-ufrag:{self.ufrag}\r\na=ice-pwd:{self.password}\r\n"
            f"a=fingerprint:sha-256 {sha256}\r\na=setup:actpass\r\n"
        )
        return head + "".join(sections)

    def accept(self, answer: str) -> None:
        """Takes where to send and with which secrets from an answer."""
        lines = dict(
            line[2:].split(":", 1)
            for line in reversed(answer.splitlines())  # of candidates the first, the best
            if line.startswith("a=") and ":" in line
        )
        self._remote = (lines["ice-ufrag"], lines["ice-pwd"], lines["fingerprint"].split()[1])
        words = lines["candidate"].split()
        self._target = (words[4], int(words[5]))

    # -- connecting

    def check(self) -> None:
        """One connectivity check that nominates."""
        self._send(self.checking())

    def checking(self) -> bytes:
        """Such a check, to be sent from anywhere."""
        request = stun.Message(
            stun.Method.BINDING,
            stun.Class.REQUEST,
            attributes={
                "USERNAME": f"{self._remote[0]}:{self.ufrag}",
                "PRIORITY": 1,
                "ICE-CONTROLLING": 1,
                "USE-CANDIDATE": None,
            },
        )
        request.add_message_integrity(self._remote[1].encode())
        return bytes(request)

    async def prove(self) -> None:
        """Connectivity checks until one is answered."""
        before = self.answered
        self.check()
        await until(lambda: self.answered > before)

    async def connect(self) -> None:
        """Checks, then DTLS."""
        await self.prove()
        known = [RTCDtlsFingerprint(algorithm="sha-256", value=self._remote[2])]
        await self.dtls.start(RTCDtlsParameters(fingerprints=known))
        assert self.dtls.state == "connected"
        for data in self._early:
            self.datagram_received(data, self._target)

    async def open_channels(self, *labels: str) -> None:
        """Opens data channels as LiveKit's clients do."""
        self.sctp = RTCSctpTransport(self.dtls, 5000)
        await self.sctp.start(RTCSctpCapabilities(maxMessageSize=65536), 5000)
        for label in labels:
            channel = RTCDataChannel(self.sctp, RTCDataChannelParameters(label=label))
            self.channels[label] = channel
            channel.on("message", lambda data, label=label: self.messages.append((label, data)))
        await until(lambda: all(c.readyState == "open" for c in self.channels.values()))

    # -- packets

    def rtp(self, packet: bytes) -> None:
        """Sends one RTP packet."""
        self._send(self.dtls._tx_srtp.protect(packet))

    def rtcp(self, packet: bytes) -> None:
        """Sends one RTCP packet."""
        self._send(self.dtls._tx_srtp.protect_rtcp(packet))

    def protect(self, packet: bytes) -> bytes:
        """SRTP, to be sent later by `burst`."""
        return self.dtls._tx_srtp.protect(packet)

    def burst(self, protected: list[bytes]) -> None:
        """Sends packets of one size so that they arrive together (UDP_SEGMENT)."""
        size = struct.pack("=H", len(protected[0]))
        self.socket.sendmsg([b"".join(protected)], [(17, 103, size)], 0, self._target)

    @property
    def socket(self) -> socket.socket:
        """Its socket; call `rest` before reading from it."""
        assert self._udp is not None
        found = self._udp.get_extra_info("socket")
        return cast(socket.socket, found._sock)

    def rest(self) -> None:
        """The event loop reads nothing more; only `socket` does."""
        asyncio.get_running_loop()._remove_reader(self.socket.fileno())  # type: ignore[attr-defined]

    def decrypts(self, data: bytes) -> bool:
        """Whether a datagram is an authentic RTP packet."""
        if not 127 < data[0] < 192 or rtcp.is_rtcp(data):
            return False
        return len(self.dtls._rx_srtp.unprotect(data)) > 12

    def raw(self, data: bytes) -> None:
        """Sends anything."""
        self._send(data)

    def _send(self, data: bytes) -> None:
        if self._udp is not None and not self.gone:
            self._udp.sendto(data, self._target)

    def datagram_received(self, data: bytes, addr: tuple[str | object, int]) -> None:
        if self.gone or not data:
            return
        if data[0] < 4:
            self._stun(data)
        elif data[0] < 64:
            self._link.queue.put_nowait(data)
        elif self.dtls.state != "connected":
            self._early.append(data)
        elif rtcp.is_rtcp(data):
            self.reports += rtcp.parse(self.dtls._rx_srtp.unprotect_rtcp(data))
        elif not self._loses(data):
            self.packets.append(rtp.parse(self.dtls._rx_srtp.unprotect(data)))

    def _loses(self, data: bytes) -> bool:
        kind = data[1] & 0x7F
        count = self.lose.get(kind)
        if count is not None:
            self.lose[kind] = count - 1
            if count == 0:
                self.lost.append(int.from_bytes(data[2:4]))
                del self.lose[kind]
        return count == 0

    def _stun(self, data: bytes) -> None:
        message = stun.parse_message(data)
        if message.message_class == stun.Class.RESPONSE:
            self.answered += 1
            return
        if message.message_class == stun.Class.ERROR:
            assert message.check_message_integrity(self._remote[1].encode())
            self.turned_away.append(message.attributes["ERROR-CODE"][0])
            return
        assert message.check_message_integrity(self.password.encode())
        self.probes += 1
        response = stun.Message(
            stun.Method.BINDING,
            stun.Class.RESPONSE,
            transaction_id=message.transaction_id,
            attributes={"XOR-MAPPED-ADDRESS": self._target},
        )
        response.add_message_integrity(self.password.encode())
        self._send(bytes(response))

    async def close(self) -> None:
        """Ends without a word when `gone`."""
        if self.sctp is not None:
            await self.sctp.stop()
        await self.dtls.stop()
        self._link.queue.put_nowait(None)
        if self._udp is not None:
            self._udp.close()

    async def move(self) -> None:
        """From now on sends from another port: a new network."""
        assert self._udp is not None
        self._udp.close()
        loop = asyncio.get_running_loop()
        await loop.create_datagram_endpoint(lambda: self, local_addr=("127.0.0.1", 0))
