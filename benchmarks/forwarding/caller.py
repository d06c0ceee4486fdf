"""A publisher or a sink as any WebRTC server knows it: one video section, AES-GCM.

All relays get the same one, at this machine's own address (Janus offers no loopback).
"""

import asyncio
import socket
from contextlib import suppress
from typing import Self

from aioice import stun
from aiortc.rtcdtlstransport import SRTP_PROFILES

from benchmarks.forwarding.packets import PAYLOAD_TYPE, SSRC
from signaling.rtc.client import answer
from tests.media.client import MID, TWCC, Client, until

CID = "cam"
_PATIENCE = 20.0  # seconds for a relay to take part in a handshake
_BUFFER = 8 << 20  # bytes: what comes while the other sinks are read
_RCVBUFFORCE = 33  # Linux socket(7)
_GCM = b"SRTP_AEAD_AES_128_GCM"
_TWCC_URI = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"
_MID_URI = "urn:ietf:params:rtp-hdrext:sdes:mid"


class Caller(Client):
    """`publishes`: it sends one video, as `ssrc`; else it receives as many as `sections`.
    repairs: it takes RTX (RFC 4588), as browsers do; relays then number what they send it."""

    def __init__(self) -> None:
        super().__init__()
        self.publishes = False
        self.repairs = False
        self.ssrc = SSRC
        self.sections = 1
        self.controlled = False  # the relay offered: its checks nominate
        self.dtls._srtp_profiles = [p for p in SRTP_PROFILES if p.openssl_profile == _GCM]
        self._ip = ""

    @classmethod
    async def at(cls, ip: str, *, publishes: bool) -> Self:
        """A caller on a port of its own."""
        loop = asyncio.get_running_loop()
        _, caller = await loop.create_datagram_endpoint(cls, local_addr=(ip, 0))
        caller.publishes, caller._ip = publishes, ip
        sock = caller.socket
        try:
            sock.setsockopt(socket.SOL_SOCKET, _RCVBUFFORCE, _BUFFER)
        except OSError:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER)
        return caller

    def description(self, mid: str = "", payload_type: int = PAYLOAD_TYPE) -> str:
        """An offer, or the answer to one with that `mid` and payload type."""
        mids = [mid] if mid else [str(n) for n in range(self.sections)]
        lines = [
            "v=0",
            f"o=- 1 1 IN IP4 {self._ip}",
            "s=-",
            "t=0 0",
            f"a=group:BUNDLE {' '.join(mids)}",
            "a=msid-semantic: WMS *",
        ]
        for each in mids:
            lines += self._section(each, payload_type)
        return "".join(f"{line}\r\n" for line in lines)

    def _section(self, mid: str, payload_type: int) -> list[str]:
        prints = self.certificate.getFingerprints()
        sha256 = next(f.value for f in prints if f.algorithm == "sha-256")
        port = self.socket.getsockname()[1]
        lines = [
            f"m=video 9 UDP/TLS/RTP/SAVPF {payload_type}", "c=IN IP4 0.0.0.0",
            f"a=mid:{mid}", f"a=ice-ufrag:{self.ufrag}", f"a=ice-pwd:{self.password}",
            f"a=fingerprint:sha-256 {sha256}", "a=setup:active", "a=rtcp-mux",
            f"a=extmap:{MID} {_MID_URI}", f"a=extmap:{TWCC} {_TWCC_URI}",
            f"a=rtpmap:{payload_type} VP8/90000", f"a=rtcp-fb:{payload_type} nack",
            f"a=rtcp-fb:{payload_type} nack pli",
            f"a=rtcp-fb:{payload_type} transport-cc",
            f"a=candidate:1 1 udp 2130706431 {self._ip} {port} typ host",
            "a=end-of-candidates",
        ]  # fmt: skip
        if self.repairs:
            again = payload_type + 1
            lines[0] += f" {again}"
            lines += [f"a=rtpmap:{again} rtx/90000", f"a=fmtp:{again} apt={payload_type}"]
        if self.publishes:
            return [*lines, "a=sendonly", f"a=msid:- {CID}", f"a=ssrc:{self.ssrc} cname:x"]
        return [*lines, "a=recvonly"]

    def accept(self, answer_sdp: str) -> None:
        """Where to send and with which secrets. Raises answer.BadAnswer."""
        said = answer.parse(answer_sdp).transport
        self._remote = (said.ufrag, said.password, said.fingerprint[1])
        for line in said.candidates:
            self.candidate(line)

    def candidate(self, line: str) -> None:
        """One of the relay's addresses, without `candidate:`; the one we can reach is taken."""
        words = line.split()
        if words[2].lower() == "udp" and words[4] == self._ip:
            self._target = (words[4], int(words[5]))

    def check(self) -> None:
        """A connectivity check in the role that the offers gave."""
        if not self.controlled:
            super().check()
            return
        request = stun.Message(
            stun.Method.BINDING,
            stun.Class.REQUEST,
            attributes={
                "USERNAME": f"{self._remote[0]}:{self.ufrag}",
                "PRIORITY": 1,
                "ICE-CONTROLLED": 1,
            },
        )
        request.add_message_integrity(self._remote[1].encode())
        self._send(bytes(request))

    async def connect(self) -> None:
        """Checks until each side has had its answer, then DTLS. Raises TimeoutError."""
        await until(lambda: self._target[1], _PATIENCE)
        async with asyncio.timeout(_PATIENCE):
            while not self.answered or (self.controlled and not self.probes):
                self.check()
                await asyncio.sleep(0.1)
            await super().connect()

    def datagram_received(self, data: bytes, addr: tuple[str | object, int]) -> None:
        """As Client's; what is encrypted before our keys are there is lost."""
        if data and (data[0] < 64 or self.dtls.state == "connected"):
            super().datagram_received(data, addr)

    def attend(self) -> None:
        """Takes one waiting datagram, if there is one: a check, a report."""
        with suppress(BlockingIOError):
            self.datagram_received(self.socket.recv(2048), ("", 0))

    def _stun(self, data: bytes) -> None:
        if not self._target[1]:
            return  # a check before the answer: it comes again
        kind = stun.parse_message(data).message_class
        if kind in (stun.Class.REQUEST, stun.Class.RESPONSE):  # no indication, no conflict
            super()._stun(data)
