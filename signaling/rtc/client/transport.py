"""ICE, DTLS and SCTP of one connection, on aiortc's objects without its peer connection.

`RTCPeerConnection` would decode, and mangles offers with a data section; packets are tapped
right after SRTP instead, and the offer is our own (`offer`).
"""

import asyncio
import re
import secrets
import time
from collections.abc import Callable

from aiortc import (
    RTCCertificate,
    RTCDataChannel,
    RTCDataChannelParameters,
    RTCDtlsFingerprint,
    RTCDtlsParameters,
    RTCDtlsTransport,
    RTCIceGatherer,
    RTCIceParameters,
    RTCIceTransport,
    RTCSctpCapabilities,
    RTCSctpTransport,
)
from aiortc.sdp import candidate_from_sdp, candidate_to_sdp

from media import aiortc_private
from signaling.rtc.client import answer, offer

_CONSENT = (1.0, 30)  # seconds between checks, failures until ICE itself gives up
_SILENCE = 3.5  # seconds without a packet from a relay that answers a check each second
_CANDIDATES = 64  # of a relay; more would be pairs without end


class Transport:
    """One transport to the relay. rtp, rtcp: called in the event loop, with plain packets."""

    def __init__(self, rtp: Callable[[bytes], None], rtcp: Callable[[bytes], None]) -> None:
        aiortc_private.check_consent(*_CONSENT)
        self._rtp, self._rtcp = rtp, rtcp
        self._certificate = RTCCertificate.generateCertificate()
        self._gatherer = RTCIceGatherer(iceServers=[])
        self._ice = RTCIceTransport(self._gatherer)
        aiortc_private.control(self._ice)
        self._dtls = RTCDtlsTransport(self._ice, [self._certificate])
        self._sctp = RTCSctpTransport(self._dtls)
        self._channels: list[RTCDataChannel] = []
        self._session = secrets.randbits(62)
        self._version = 0
        self._sections: list[str] = []
        self._starting: asyncio.Task[None] | None = None
        self._sending: set[asyncio.Task[None]] = set()
        self._candidates = 0
        self._end = False
        self.up = asyncio.Event()
        self.heard_at = time.monotonic()
        """When the relay last sent anything here: it answers a check every second.

        A single check's answer may wait behind media that a busy machine has yet to read, so
        that unanswered checks alone say little.
        """

    def _heard(self) -> None:
        self.heard_at = time.monotonic()

    async def open(self) -> None:
        """Gather addresses; to be awaited before the first offer."""
        await aiortc_private.gather(self._gatherer)
        aiortc_private.tap(self._dtls, self._ice, self._rtp, self._rtcp, self._heard)

    def offer(self, audio: int, video: int) -> str:
        """The next offer, with `audio` and `video` more sections than the last."""
        self._sections += ["audio"] * audio + ["video"] * video
        self._version += 1
        ice = self._gatherer.getLocalParameters()
        prints = self._dtls.getLocalParameters().fingerprints
        endpoint = offer.Endpoint(
            ufrag=str(ice.usernameFragment),
            password=str(ice.password),
            fingerprint=next(f.value for f in prints if f.algorithm == "sha-256"),
            candidates=tuple(candidate_to_sdp(c) for c in self._gatherer.getLocalCandidates()),
        )
        return offer.build(offer.Origin(self._session, self._version), endpoint, self._sections)

    def addresses(self) -> list[tuple[str, int]]:
        """Where this side listens, IPv4."""
        found = self._gatherer.getLocalCandidates()
        return [(c.ip, c.port) for c in found if ":" not in c.ip]

    async def answered(self, remote: answer.Transport) -> None:
        """The first answer starts the transport; later ones have nothing to say to it."""
        if self._starting is not None:
            return
        for line in remote.candidates:
            await self.candidate(line)
        if remote.candidates_end:  # else they are trickled, by a full LiveKit server
            await self.candidate("")
        aiortc_private.play(self._dtls, server=not remote.passive)
        self._starting = asyncio.create_task(self._start(remote))

    async def candidate(self, line: str) -> None:
        """A candidate of the relay, without `candidate:`; empty: that was the last."""
        if self._end:
            return
        if not line:
            self._end = True
            await self._ice.addRemoteCandidate(None)
            return
        self._candidates += 1
        usable = re.fullmatch(r"\S+ 1 udp \d+ \S+ \d+ typ .+", line, re.IGNORECASE)
        if usable and self._candidates <= _CANDIDATES:
            await self._ice.addRemoteCandidate(candidate_from_sdp(line))

    async def _start(self, remote: answer.Transport) -> None:
        await self._ice.start(
            RTCIceParameters(
                usernameFragment=remote.ufrag, password=remote.password, iceLite=remote.lite
            )
        )
        algorithm, digest = remote.fingerprint
        fingerprint = RTCDtlsFingerprint(algorithm=algorithm, value=digest)
        await self._dtls.start(RTCDtlsParameters(fingerprints=[fingerprint]))
        if self._dtls.state != "connected":
            return
        self.up.set()
        for label, ordered in (("_reliable", True), ("_lossy", False)):  # both or no join
            parameters = RTCDataChannelParameters(
                label=label, ordered=ordered, maxRetransmits=None if ordered else 0
            )
            self._channels.append(RTCDataChannel(self._sctp, parameters))
        capabilities = RTCSctpCapabilities(maxMessageSize=remote.max_message_size)
        await self._sctp.start(capabilities, remote.sctp_port)

    def send(self, packet: bytes) -> None:
        """Protect and send an RTCP packet; before the handshake there is nobody to hear it."""
        if not self.up.is_set() or self.failed:
            return
        task = asyncio.create_task(self._send(packet))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def _send(self, packet: bytes) -> None:
        try:
            await aiortc_private.send_rtcp(self._dtls, packet)
        except ConnectionError:
            return  # `failed` tells, the session ends by it

    def lost(self, now: float) -> bool:
        """Whether the relay is gone: broken, or once up and then without a sign of life."""
        return self.failed or (self.up.is_set() and now - self.heard_at > _SILENCE)

    @property
    def failed(self) -> bool:
        """Whether this transport will carry nothing more."""
        broken = self._starting is not None and (
            self._starting.done() and self._starting.exception() is not None
        )
        return (
            broken
            or self._dtls.state in ("closed", "failed")
            or self._ice.state in ("closed", "failed")
        )

    async def close(self) -> None:
        """Say goodbye and free the socket."""
        if self._starting is not None:
            self._starting.cancel()
            await asyncio.gather(self._starting, return_exceptions=True)
        await self._sctp.stop()
        await self._dtls.stop()
        await self._ice.stop()
