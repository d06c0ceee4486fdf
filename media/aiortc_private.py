"""DTLS and SCTP by aiortc, SRTP by pylibsrtp: the only module that uses their private names.

Both are pinned; tests/media/test_aiortc_private.py says what broke when they move.
Private names: RTCDtlsTransport._set_role, ._rx_srtp, ._tx_srtp, ._ssl; of what is its transport
`_recv`, `_send`, `role`; RTCSctpTransport._data_channel_send is reached by channel.send only.
For a client also RTCDtlsTransport._send_rtp, RTCIceGatherer and RTCIceTransport._connection,
and of that aioice connection _local_candidates, _remote_candidates, _protocols,
get_component_candidates, ice_controlling; aioice.ice.CONSENT_INTERVAL, CONSENT_FAILURES.
"""

import asyncio
from collections.abc import Callable, Iterable
from functools import partial
from itertools import repeat
from typing import Any, Protocol, cast

import pylibsrtp
from aioice import ice as aioice_ice
from aiortc import (
    RTCCertificate,
    RTCDataChannel,
    RTCDtlsFingerprint,
    RTCDtlsParameters,
    RTCDtlsTransport,
    RTCIceGatherer,
    RTCIceTransport,
    RTCSctpCapabilities,
    RTCSctpTransport,
)

Certificate = RTCCertificate
_QUEUE = 128  # DTLS datagrams waiting; more are dropped like on a full link
SrtpError = pylibsrtp.Error

_TAGS = {  # RFC 7714 §13.1, RFC 5764 §4.1.2
    b"SRTP_AEAD_AES_256_GCM": 16,
    b"SRTP_AEAD_AES_128_GCM": 16,
    b"SRTP_AES128_CM_SHA1_80": 10,
}
ROOM = 64 * 1024  # bytes of OUT: the most one UDP_SEGMENT message may carry
_TRAILER = 160  # bytes SRTP may add (SRTP_MAX_TRAILER_LEN) and some
_SEGMENTS = 64  # packets protected in one go
try:
    from pylibsrtp._binding import ffi, lib  # type: ignore[import-not-found]  # a C extension

    _protect, _unprotect = lib.srtp_protect, lib.srtp_unprotect
except (ImportError, AttributeError):  # another binding: pylibsrtp's public interface serves
    DIRECT = False
    OUT = memoryview(bytearray(ROOM + _TRAILER))
else:
    DIRECT = True
    _out = ffi.new("unsigned char[]", ROOM + _TRAILER)
    OUT = memoryview(ffi.buffer(_out))
    _in = ffi.new("unsigned char[]", 2048)
    _in_view = memoryview(ffi.buffer(_in))
    _length = ffi.new("int *")
    _lengths = ffi.new("int[]", _SEGMENTS)
    _lengths_view = memoryview(ffi.buffer(_lengths))
    _length_at = [[_lengths + n for n in range(count)] for count in range(_SEGMENTS + 1)]
    _places = [_out + at for at in range(ROOM)]  # pointers are dear to make, cheap to keep
    _spaced: dict[int, list[Any]] = {}  # by stride: the places of packets so far apart
# OUT is where packets are built and protected in place; whoever fills it sends it before
# returning to the event loop. DIRECT: libsrtp is called without pylibsrtp's copies.


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


class _Keys(Protocol):
    """One association's SRTP sessions, as Dtls has them."""

    def protect(self, at: int, size: int) -> int: ...
    def protect_run(self, stride: int, sizes: bytes) -> bool: ...
    def unprotect(self, packet: bytes) -> bytes | None: ...


class _DirectKeys:
    """libsrtp on OUT itself."""

    def __init__(self, outward: pylibsrtp.Session, inward: pylibsrtp.Session) -> None:
        self._sessions = outward, inward  # they free what the pointers below point to
        self._outward, self._inward = outward._srtp[0], inward._srtp[0]

    def protect(self, at: int, size: int) -> int:
        _length[0] = size
        if _protect(self._outward, _places[at], _length):
            return 0
        return int(_length[0])

    def protect_run(self, stride: int, sizes: bytes) -> bool:
        places = _spaced.get(stride)
        if places is None:
            places = _spaced[stride] = _places[: _SEGMENTS * stride : stride]
        _lengths_view[: len(sizes)] = sizes
        lengths = _length_at[len(sizes) // 4]
        return not any(map(_protect, repeat(self._outward), places, lengths))

    def unprotect(self, packet: bytes) -> bytes | None:
        size = len(packet)
        if size > 2048:
            return None
        _in_view[:size] = packet
        _length[0] = size
        if _unprotect(self._inward, _in, _length):
            return None
        return bytes(_in_view[: _length[0]])


class _PublicKeys:
    """The same by pylibsrtp's public interface: a few copies and objects a packet more."""

    def __init__(self, outward: pylibsrtp.Session, inward: pylibsrtp.Session) -> None:
        self._outward, self._inward = outward, inward

    def protect(self, at: int, size: int) -> int:
        try:
            sealed = self._outward.protect(bytes(OUT[at : at + size]))
        except (SrtpError, ValueError):
            return 0
        OUT[at : at + len(sealed)] = sealed
        return len(sealed)

    def protect_run(self, stride: int, sizes: bytes) -> bool:
        each = enumerate(memoryview(sizes).cast("i"))
        return all([self.protect(n * stride, size) for n, size in each])

    def unprotect(self, packet: bytes) -> bytes | None:
        try:
            return self._inward.unprotect(packet)
        except (SrtpError, ValueError):
            return None


class Dtls:
    """The DTLS association of one peer, always as the server, and its SRTP keys."""

    def __init__(self, certificate: Certificate, send: Callable[[bytes], None]) -> None:
        self._link = _Link(send)
        self._transport = RTCDtlsTransport(cast(RTCIceTransport, self._link), [certificate])
        self._transport._set_role("server")
        self._sctp: RTCSctpTransport | None = None
        self._keys: _Keys
        self.tail = 0

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
        if self.connected:
            keys = _DirectKeys if DIRECT else _PublicKeys
            self._keys = keys(self._transport._tx_srtp, self._transport._rx_srtp)
            if self._transport._ssl is not None:
                profile = self._transport._ssl.get_selected_srtp_profile()
                self.tail = _TAGS.get(profile, 0)
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

    def protect_rtp(self, at: int, size: int) -> int:
        """SRTP of the packet at OUT[at : at + size], in place; its new size, 0 if refused."""
        return self._keys.protect(at, size)

    def protect_run(self, stride: int, sizes: bytes) -> bool:
        """SRTP of packets of these sizes (C's int), `stride` bytes apart from OUT's beginning,
        in place; False if one is refused."""
        return self._keys.protect_run(stride, sizes)

    def protect_rtcp(self, packet: bytes) -> bytes:
        """SRTCP. Raises SrtpError."""
        return self._transport._tx_srtp.protect_rtcp(packet)

    def unprotect_rtp(self, packet: bytes) -> bytes | None:
        """RTP; None for what is forged, repeated or too long."""
        return self._keys.unprotect(packet)

    def unprotect_rtcp(self, packet: bytes) -> bytes | None:
        """RTCP; None for what is forged, repeated or too long."""
        try:
            return self._transport._rx_srtp.unprotect_rtcp(packet)
        except (SrtpError, ValueError):
            return None

    async def close(self) -> None:
        """Says goodbye and ends."""
        if self._sctp is not None:
            await self._sctp.stop()
        await self._transport.stop()
        self._link.close()


# What a connecting client needs (signaling.rtc.client): stock ICE, packets tapped after SRTP.

Take = Callable[[bytes], None]


async def gather(gatherer: RTCIceGatherer) -> None:
    """Gathers host candidates; on a machine with no other address, loopback."""
    await gatherer.gather()
    connection = gatherer._connection
    if not connection._local_candidates:
        connection._local_candidates += await connection.get_component_candidates(
            component=1, addresses=["127.0.0.1"]
        )


def control(transport: RTCIceTransport) -> None:
    """Makes this side the controlling one: who offers to a lite agent nominates."""
    transport._connection.ice_controlling = True


def play(dtls: RTCDtlsTransport, *, server: bool) -> None:
    """Fixes the DTLS role that offer and answer agreed on."""
    dtls._set_role("server" if server else "client")


def check_consent(every: float, failures: int) -> None:
    """How soon a vanished peer is noticed, for all clients of this process (RFC 7675)."""
    setattr(aioice_ice, "CONSENT_INTERVAL", every)  # noqa: B010 - its type says int
    aioice_ice.CONSENT_FAILURES = failures


def tap(
    dtls: RTCDtlsTransport,
    transport: RTCIceTransport,
    rtp: Take,
    rtcp: Take,
    heard: Callable[[], None],
) -> None:
    """Hands every decrypted packet to `rtp` or `rtcp` before aiortc routes or decodes it.

    `heard` is called for all that the peer sends, answers to checks included. Call after
    `gather`. Packets other than STUN are taken only from addresses that the answer named or a
    check validated: stock aioice takes them from anybody (ASVS 17.2.6).
    """
    connection = transport._connection
    for protocol in connection._protocols:
        decrypt = partial(_decrypt, dtls, rtp=rtp, rtcp=rtcp)
        guarded = _guarded(protocol, connection, decrypt, heard)
        setattr(protocol, "datagram_received", guarded)  # noqa: B010 - this instance only


def _guarded(
    protocol: Any, connection: Any, srtp: Take, heard: Callable[[], None]
) -> Callable[[bytes, tuple[Any, ...]], None]:
    whole = protocol.datagram_received
    known: set[tuple[str, int]] = set()

    def trusted(address: tuple[Any, ...]) -> bool:
        if address[:2] not in known:
            known.update((c.host, c.port) for c in connection._remote_candidates)
        return address[:2] in known

    def received(data: bytes, address: tuple[Any, ...]) -> None:
        peer = trusted(address)
        if peer:
            heard()
        if not data or data[0] < 4:  # STUN (RFC 7983 §7), checked by its integrity
            whole(data, address)
        elif not peer:
            return
        elif 128 <= data[0] < 192:
            srtp(data)
        else:
            whole(data, address)

    return received


def _decrypt(dtls: RTCDtlsTransport, data: bytes, rtp: Take, rtcp: Take) -> None:
    session = dtls._rx_srtp
    if session is None or len(data) < 12:
        return  # before the handshake there are no keys
    try:
        if 192 <= data[1] <= 223:  # RFC 5761 §4
            plain, take = session.unprotect_rtcp(data), rtcp
        else:
            plain, take = session.unprotect(data), rtp
    except SrtpError:
        return  # not from the peer, or too old for the replay window
    take(plain)


async def send_rtcp(dtls: RTCDtlsTransport, packet: bytes) -> None:
    """Protects and sends one RTCP packet. Raises ConnectionError without a connection."""
    await dtls._send_rtp(packet)
