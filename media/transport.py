"""One peer's encrypted transport: ICE path, DTLS, SRTP, data channels, signs of life."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Protocol

import structlog

from hearing.refusal import Refusal
from media import aiortc_private, answer, rtcp, rtp
from media.aiortc_private import Certificate, SrtpError
from media.allowance import Credit, work
from media.burst import Burst
from media.channels import Bucket, Channels
from media.description import Offer, Section
from media.ice import Agent
from media.limits import Limits
from media.port import MediaPort
from media.rtp import Packet

log = structlog.get_logger()
_HELD_UP = 1.0  # seconds between two looks: we ourselves were away, and asked nobody


class TransportEvents(Protocol):
    """What comes of a transport. `connected`, `lost` and `data` as in media.peer.PeerEvents."""

    def rtp(self, packets: Sequence[Packet], now: float) -> None:
        """Authentic RTP packets that came together."""

    def rtcp(self, reports: list[rtcp.Report], now: float) -> None:
        """The reports of one authentic RTCP packet."""

    def connected(self) -> None:
        """Keys are there."""

    def lost(self, reason: str) -> None:
        """Nothing comes any more."""

    def data(self, label: str, payload: bytes) -> None:
        """A message on a data channel."""


class Transport:
    """`ready` while packets can be sent."""

    def __init__(
        self,
        port: MediaPort,
        events: TransportEvents,
        limits: Limits,
        *,
        certificate: Certificate,
        randomness: Callable[[int], bytes],
        clock: Callable[[], float],
    ) -> None:
        self._port, self._events, self._limits, self._clock = port, events, limits, clock
        self._fingerprint = aiortc_private.fingerprint(certificate)
        self.agent = Agent(
            port, randomness=randomness, clock=clock, addresses=limits.addresses,
            media=self._media, handshake=self._handshake,
        )  # fmt: skip
        self._dtls = aiortc_private.Dtls(certificate, self.agent.send)
        self.channels = Channels(
            events.data, largest=limits.data_message, backlog=limits.data_backlog
        )
        self._kind = ""  # of candidates; empty: all
        self._expected: list[tuple[str, str]] = []  # fingerprints of the first offer
        self._application: Section | None = None
        now = clock()
        self._media_rate = Bucket(limits.media_bits / 8, now)
        self._data_rate = Bucket(limits.data_bytes, now)
        self._feedback = Credit(limits.feedback_work, now)
        self.counts: Counter[str] = Counter()
        self.ready = False
        self.burst = Burst(
            self._dtls.protect_rtp, self._dtls.protect_run, self.agent.send_segments, clock
        )
        self._task: asyncio.Task[None] | None = None
        self._silent = self._closed = False
        self._looked = self._back = float("-inf")  # when last; since when without a break
        self._over = asyncio.Event()  # the peer ended DTLS

    # -- offers

    def take(self, offer: Offer) -> None:
        """The transport's part of an offer; the first one starts connecting. Raises Refusal."""
        known, credentials = self.agent.remote, (offer.ufrag, offer.password)
        same = not self._expected or self._expected == offer.fingerprints
        if known[0] and known != credentials and same and not self._closed:
            self.agent.renew()  # ICE restart: the keys stay, the path may change
        self.accept(offer)

    def accept(self, theirs: Offer) -> None:
        """As `take`, of an answer to an offer of ours: a restart was ours to begin."""
        if self._closed:
            raise Refusal("rtc.peer.closed")
        if self._expected and self._expected != theirs.fingerprints:
            raise Refusal("rtc.sdp.unsupported", why="another DTLS association")
        self.agent.remote = (theirs.ufrag, theirs.password)
        if not self._expected:
            self._expected = theirs.fingerprints
            self._application = next(
                (s for s in theirs.sections if s.kind == "application"), None
            )
            self._task = asyncio.create_task(self._run())

    def description(self) -> answer.Transport:
        """What every answer says of it."""
        return answer.Transport(
            self.agent.ufrag,
            self.agent.password,
            self._fingerprint,
            self._candidates(self._kind),
        )

    def only(self, kind: str) -> bool:
        """Descriptions tell only candidates of a kind from now on; False if there are none."""
        there = bool(self._candidates(kind))
        self._kind = kind if there else self._kind
        return there

    def _candidates(self, kind: str) -> list[str]:
        every = self._port.candidates()
        return [one for one in every if kind in ("", one.split()[2])]

    # -- life

    async def _run(self) -> None:
        try:
            await self._connect()
        except TimeoutError:
            self._events.lost("never")
        except (ConnectionError, SrtpError):
            self._events.lost("handshake")
        except Exception:
            log.exception("transport.failed", ufrag=self.agent.ufrag)
            self._events.lost("handshake")

    async def _connect(self) -> None:
        async with asyncio.timeout(self._limits.connect_seconds):
            await self.agent.chosen.wait()
            up = await self._dtls.start(self._expected)
        if not up:
            raise ConnectionError
        self.burst.tail = self._dtls.tail
        self.ready = True
        self._dtls.watch(self._ended)
        if self._application is not None:
            section = self._application
            largest = min(section.message_size or self._limits.data_message, 1 << 30)
            await self._dtls.open_channels(section.sctp_port, largest, self.channels.opened)
        self._events.connected()

    def _ended(self) -> None:
        self._over.set()
        if self.ready and not self._closed:
            self.ready = False
            self._events.lost("closed")

    def look(self, now: float) -> None:
        """Called often: probes a silent peer, tells when it is lost and when it is back.

        After a pause of our own (a paused machine, a starved process) everybody has as long
        again: who only receives says nothing until it is asked.
        """
        if now - self._looked > _HELD_UP:
            self._back = now
        self._looked = now
        if not self.ready:
            return
        self.agent.probe(now)
        silent = now - max(self.agent.last_heard, self._back) > self._limits.silent_seconds
        if silent != self._silent:
            self._silent = silent
            if silent:
                self._events.lost("silent")
            else:
                self._events.connected()

    async def close(self) -> None:
        """No media from now on; then DTLS ends, by the peer if it soon does. Idempotent."""
        if self._closed:
            return
        there = self.ready and not self._silent
        self._closed, self.ready = True, False
        try:
            if there:
                await self._farewell()
        finally:
            await self._end()

    async def _end(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self._dtls.close()
        self.agent.close()

    async def _farewell(self) -> None:
        # A browser whose data channels end before it has read why takes that for a failure.
        with suppress(TimeoutError):
            async with asyncio.timeout(self._limits.farewell_seconds):
                await self._over.wait()

    # -- datagrams

    def send_rtcp(self, packet: bytes) -> None:
        """Protects and sends; nothing before the keys are there."""
        if self.ready:
            self.agent.send(self._dtls.protect_rtcp(packet))

    def _handshake(self, data: bytes) -> None:
        # Over its rate a peer's data is dropped like on a full link: SCTP slows down by itself.
        if not self._data_rate.take(len(data), self._clock()):
            self.counts["data_over_rate"] += 1
            return
        self._dtls.put(data)

    def _media(self, datagrams: Sequence[bytes], now: float) -> None:
        if not self.ready:
            return
        try:
            self._take(datagrams, now)
        except Exception:
            # What one peer's packets break ends that peer; those of others wait behind them.
            log.exception("transport.broken", ufrag=self.agent.ufrag)
            self.ready = False
            self._events.lost("broken")

    def _take(self, datagrams: Sequence[bytes], now: float) -> None:
        packets: list[Packet] = []
        least = self._limits.packet_bytes
        for data in datagrams:
            if not self._media_rate.take(max(len(data), least), now):
                self.counts["media_over_rate"] += 1
            elif rtcp.is_rtcp(data):
                self._rtcp(data, now)
            elif (packet := self._rtp(data)) is not None:
                packets.append(packet)
        if packets:
            self.agent.heard()
            self._events.rtp(packets, now)

    def _rtp(self, data: bytes) -> Packet | None:
        plain = self._dtls.unprotect_rtp(data)
        if plain is None:
            self.counts["forged"] += 1
            return None
        try:
            return rtp.parse(plain)
        except rtp.Malformed:  # authentic, but no RTP: the peer's own fault
            self.counts["malformed"] += 1
            return None

    def _rtcp(self, data: bytes, now: float) -> None:
        if not self._feedback.good(now):
            self.counts["feedback_over_rate"] += 1
            return
        plain = self._dtls.unprotect_rtcp(data)
        if plain is None:
            self.counts["forged"] += 1
            return
        self.agent.heard()
        reports = rtcp.parse(plain)
        self._feedback.spend(work(reports))
        self._events.rtcp(reports, now)
