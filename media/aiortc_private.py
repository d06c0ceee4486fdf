"""DTLS and SCTP by aiortc, SRTP by pylibsrtp: the only module that uses their private names.

Both are pinned; tests/media/test_aiortc_private.py says what broke when they move.
Private names: RTCDtlsTransport._set_role, ._rx_srtp, ._tx_srtp; of the transport given to it
`_recv`, `_send`, `role`; RTCSctpTransport._data_channel_send is reached by channel.send only.
"""

import asyncio
from collections.abc import Callable, Iterable
from typing import cast

import pylibsrtp
from aiortc import (
    RTCCertificate,
    RTCDataChannel,
    RTCDtlsFingerprint,
    RTCDtlsParameters,
    RTCDtlsTransport,
    RTCIceTransport,
    RTCSctpCapabilities,
    RTCSctpTransport,
)

Certificate = RTCCertificate
_QUEUE = 128  # DTLS datagrams waiting; more are dropped like on a full link
SrtpError = pylibsrtp.Error


def generate_certificate() -> Certificate:
    """A fresh ECDSA certificate for one process (DTLS knows peers by fingerprint)."""
    return RTCCertificate.generateCertificate()


def fingerprint(certificate: Certificate) -> str:
    """The SHA-256 fingerprint as SDP writes it."""
    return next(f.value for f in certificate.getFingerprints() if f.algorithm == "sha-256")


class _Link:
    """What RTCDtlsTransport needs of an ICE transport."""

    role = "controlled"

    def __init__(self, send: Callable[[bytes], None]) -> None:
        self._out = send
        self._queue: asyncio.Queue[bytes | None] = asyncio.Queue()
        self.closed = False

    def put(self, data: bytes) -> None:
        if self._queue.qsize() < _QUEUE:
            self._queue.put_nowait(data)

    def close(self) -> None:
        self.closed = True
        self._queue.put_nowait(None)

    async def _recv(self) -> bytes:
        data = await self._queue.get()
        if data is None:
            raise ConnectionError
        return data

    async def _send(self, data: bytes) -> None:
        if self.closed:
            raise ConnectionError
        self._out(data)


class Dtls:
    """The DTLS association of one peer, always as the server, and its SRTP keys."""

    def __init__(self, certificate: Certificate, send: Callable[[bytes], None]) -> None:
        self._link = _Link(send)
        self._transport = RTCDtlsTransport(cast(RTCIceTransport, self._link), [certificate])
        self._transport._set_role("server")
        self._sctp: RTCSctpTransport | None = None

    @property
    def connected(self) -> bool:
        """Whether keys are there."""
        return self._transport.state == "connected"

    def put(self, data: bytes) -> None:
        """One DTLS datagram from the peer."""
        self._link.put(data)

    async def start(self, fingerprints: Iterable[tuple[str, str]]) -> bool:
        """Waits for the handshake; False if it failed or the fingerprint is not the offer's."""
        known = [RTCDtlsFingerprint(algorithm=a, value=v) for a, v in fingerprints]
        await self._transport.start(RTCDtlsParameters(fingerprints=known))
        return self.connected

    def watch(self, closed: Callable[[], None]) -> None:
        """Calls `closed` when the association ends."""

        def changed() -> None:
            if self._transport.state in ("closed", "failed"):
                closed()

        self._transport.on("statechange", changed)

    async def open_channels(
        self, port: int, largest: int, opened: Callable[[RTCDataChannel], None]
    ) -> None:
        """Starts SCTP towards the peer's `port`; the peer opens the channels."""
        self._sctp = RTCSctpTransport(self._transport, 5000)
        self._sctp.on("datachannel", opened)
        await self._sctp.start(RTCSctpCapabilities(maxMessageSize=largest), port)

    def protect_rtp(self, packet: bytes) -> bytes:
        """SRTP. Raises SrtpError."""
        return self._transport._tx_srtp.protect(packet)

    def protect_rtcp(self, packet: bytes) -> bytes:
        """SRTCP. Raises SrtpError."""
        return self._transport._tx_srtp.protect_rtcp(packet)

    def unprotect_rtp(self, packet: bytes) -> bytes:
        """RTP. Raises SrtpError for what is forged or repeated."""
        return self._transport._rx_srtp.unprotect(packet)

    def unprotect_rtcp(self, packet: bytes) -> bytes:
        """RTCP. Raises SrtpError for what is forged or repeated."""
        return self._transport._rx_srtp.unprotect_rtcp(packet)

    async def close(self) -> None:
        """Says goodbye and ends."""
        if self._sctp is not None:
            await self._sctp.stop()
        await self._transport.stop()
        self._link.close()
