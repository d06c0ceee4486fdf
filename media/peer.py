"""One party's media connection: what it publishes, what it receives, its data channels."""

import asyncio
import os
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ParamSpec, Protocol

from hearing.refusal import Refusal
from media import aiortc_private, answer, rtcp, sdp
from media.aiortc_private import Certificate
from media.description import Section
from media.health import Stream
from media.limits import Limits
from media.port import MediaPort
from media.published import Published
from media.publishing import Publishing
from media.rtp import Packet
from media.subscribing import Subscribing
from media.transport import Transport

P = ParamSpec("P")
generate_certificate = aiortc_private.generate_certificate

_TICK = 0.025  # seconds; the periods below are in ticks
_FEEDBACK, _LOOK, _REPORT = 4, 8, 40
_SELDOM = 10  # feedback to who has little room for it: as seldom as libwebrtc's own


class PeerEvents(Protocol):
    """What a peer tells its owner. All are synchronous, called in the event loop, and never
    from inside a call of the owner's into the peer (they are deferred to the next turn)."""

    def connected(self) -> None:
        """DTLS is up; again after a `lost` peer was heard again."""

    def lost(self, reason: str) -> None:
        """ "silent" (nothing heard), "closed" (DTLS closed by the peer), "handshake" (DTLS
        failed), "never" (did not connect in time), "broken" (its packets broke something of
        ours). The peer stays until `close`."""

    def published(self, track: Published) -> None:
        """An announced track got its section: mid, codec and rids are known."""

    def unpublished(self, track: Published) -> None:
        """The publisher's offer withdrew the track; its subscriptions are gone already."""

    def data(self, label: str, payload: bytes) -> None:
        """A message on `_reliable`, `_lossy` or `_data_track`."""

    def renegotiate(self, audio: int, video: int) -> None:
        """Send MediaSectionsRequirement(num_audios, num_videos); 0, 0: just offer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to an offer. `mid_to_track_id`: section → sid of the track sent on it."""

    sdp: str
    mid_to_track_id: Mapping[str, str]


class Peer:
    """See PeerEvents for what comes back. `certificate` is shared by all peers of a process."""

    def __init__(
        self,
        port: MediaPort,
        events: PeerEvents,
        limits: Limits,
        *,
        certificate: Certificate,
        randomness: Callable[[int], bytes] = os.urandom,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._events, self._limits, self._clock = events, limits, clock
        self._loop = asyncio.get_running_loop()
        self._transport = Transport(
            port, _Inward(self), limits,
            certificate=certificate, randomness=randomness, clock=clock,
        )  # fmt: skip
        self._publishing = Publishing(
            limits, int.from_bytes(randomness(4)) | 1, clock,
            send=self._transport.send_rtcp,
            published=lambda track: self._later(events.published, track),
            unpublished=lambda track: self._later(events.unpublished, track),
        )  # fmt: skip
        self._subscribing = Subscribing(
            self._transport, send=self._transport.send_rtcp, randomness=randomness, clock=clock
        )
        self._session, self._version = int.from_bytes(randomness(5)), 0
        self._timer: asyncio.TimerHandle | None = None
        self._ticks = 0
        self._released = self._closed = False

    # -- for the relay's server

    def announce(self, cid: str, track: Published) -> None:
        """The client will publish (or has just offered) `track` under `cid`. Raises Refusal."""
        self._publishing.announce(cid, track)

    def offer(self, text: str) -> Answer:
        """Takes a first or later offer, ICE restarts included. Raises Refusal `rtc.sdp.*`."""
        if self._closed:
            raise Refusal("rtc.peer.closed")
        offer = sdp.parse(text, self._limits)
        self._transport.take(offer)
        self._released = False
        # A client offers again only once it has taken the answer before.
        self._subscribing.confirmed()
        self._subscribing.waits = offer.firefox and self._version > 0
        self._subscribing.offered(offer.sections)
        replies = [self._reply(section) for section in offer.sections]
        self._version += 1
        body = answer.write(
            self._session, self._version, replies, self._transport.description()
        )
        self._later(self._ask)
        self._later(self._subscribing.aim, self._clock())
        return Answer(body, self._subscribing.carried())

    def answered(self, sdp: str, number: int) -> None:
        """A peer of one connection never offers."""

    def restart(self) -> None:
        """The client of one connection restarts ICE itself."""

    def unpublish(self, sid: str) -> None:
        """Withdraws a track of this peer from everybody, whatever its client says."""
        self._publishing.unpublish(sid)

    def subscribe(self, track: Published) -> None:
        """Wants `track`; comes with a later answer (see PeerEvents.renegotiate). Idempotent."""
        if self._subscribing.subscribe(track):
            self._later(self._ask)

    def unsubscribe(self, sid: str) -> None:
        """Lets go of a track; idempotent."""
        if self._subscribing.unsubscribe(sid):
            self._released = True
            self._later(self._ask)

    def setting(
        self, sid: str, *, disabled: bool, quality: int, width: int = 0, fps: int = 0,
        priority: int = 0,
    ) -> None:  # fmt: skip
        """What the client shows: quality 0 low, 1 medium, 2 high; width in pixels if known.
        priority: 1 is kept longest of those equally important, 0: as they came."""
        self._subscribing.setting(sid, disabled, quality, width, priority)

    def sharing(self, *, limited: bool, pausable: bool) -> None:
        """Whether its video is made smaller when its way is narrow, and whether paused."""
        sharing = self._subscribing.sharing
        sharing.limited, sharing.pausable = limited, pausable

    def narrow(self, bits: float) -> None:
        """Sends no more video than so many bits a second, whatever its way carries."""
        self._subscribing.sharing.control.capacity = bits

    def only(self, kind: str) -> bool:
        """Offers its client from now on only addresses of a kind, "tcp" or "" for all; whether
        there are any. A path that is there stays until the next ICE restart."""
        return self._transport.only(kind)

    def paused(self) -> frozenset[str]:
        """Sids of the videos that its way has no room for now."""
        return self._subscribing.paused()

    def send_data(self, label: str, payload: bytes) -> bool:
        """Sends on the channel of that label; False when it is not open or too slow."""
        return self._transport.channels.send(label, payload)

    @property
    def path(self) -> str:
        """`udp 192.0.2.7:40000`, or empty while there is none."""
        path = self._transport.agent.path
        if path is None:
            return ""
        address = path.address
        host = address[0] if len(address) == 2 else f"[{address[0]}]"
        return f"{path.wire.kind} {host}:{address[1]}"

    @property
    def last_heard(self) -> float:
        """Clock time of the last authentic packet."""
        return self._transport.agent.last_heard

    def stats(self) -> dict[str, object]:
        """Counters for the operator; ids only."""
        return {
            "path": self.path,
            "ready": self._transport.ready,
            "counts": dict(self._transport.counts),
            "channels": self._transport.channels.states(),
            "published": self._publishing.stats(),
            "received": self._subscribing.stats(),
            "bits": self._subscribing.sharing.control.bits(self._clock()),
        }

    def health(self) -> list[Stream]:
        """How its streams come through, both ways."""
        return [*self._publishing.health(), *self._subscribing.health()]

    def totals(self) -> Counter[str]:
        """Packets so far: received, sent, sent again ("repeated")."""
        return self._publishing.totals() + self._subscribing.totals()

    async def close(self) -> None:
        """Ends DTLS, frees everything; subscribers of its tracks let go of them."""
        if self._closed:
            return
        self._closed = True
        if self._timer is not None:
            self._timer.cancel()
        self._publishing.close()
        self._subscribing.close()
        await self._transport.close()

    # -- inside

    def _later(self, call: Callable[P, None], *args: P.args, **kwargs: P.kwargs) -> None:
        def unless_closed() -> None:
            if not self._closed:
                call(*args, **kwargs)

        self._loop.call_soon(unless_closed)

    def _reply(self, section: Section) -> answer.Reply:
        if section.sends and not section.rejected and section.kind != "application":
            return self._publishing.section(section)
        self._publishing.absent(section.mid)
        if section.receives and not section.rejected and section.kind != "application":
            return self._subscribing.section(section)
        return answer.Reply(section)

    def _ask(self) -> None:
        need = self._subscribing.ask(self._released)
        if need is not None:
            self._events.renegotiate(*need)

    def _tick(self) -> None:
        """Everything that time brings; reports and choices at their own, slower periods."""
        now = self._clock()
        self._ticks += 1
        # All peers at the same moments: the loop wakes once for them all.
        self._timer = self._loop.call_at(_TICK * (self._loop.time() // _TICK + 1), self._tick)
        self._publishing.repair(now)
        self._subscribing.probe(now)
        if self._ticks % _FEEDBACK == 0:
            self._transport.look(now)
            self._subscribing.report(now)
        if self._ticks % (_SELDOM if self._subscribing.sharing.spared else _FEEDBACK) == 0:
            self._publishing.feed_back()
        if self._ticks % _LOOK == 0:
            self._subscribing.aim(now)
            self._released |= self._subscribing.sweep()
            self._ask()
        if self._ticks % _REPORT == 0:
            self._publishing.report(now)

    def arrived(self, packets: Sequence[Packet], now: float) -> None:
        """RTP packets of this peer that came together."""
        self._publishing.received(packets, now)

    def reported(self, reports: list[rtcp.Report], now: float) -> None:
        """RTCP of this peer, about what it sends and what it receives."""
        for report in reports:
            if isinstance(report, rtcp.SenderReport):
                self._publishing.reported(report, now)
            self._subscribing.feedback(report, now)

    def up(self) -> None:
        """The transport is there, or there again."""
        if self._timer is None:
            self._tick()
        self._subscribing.aim(self._clock())
        self._later(self._events.connected)

    def down(self, reason: str) -> None:
        """The transport is gone, or silent."""
        self._later(self._events.lost, reason)

    def message(self, label: str, payload: bytes) -> None:
        """A data message of this peer."""
        if not self._closed:
            self._events.data(label, payload)


class _Inward:
    """What a peer's transport tells it."""

    def __init__(self, peer: Peer) -> None:
        self.rtp, self.rtcp = peer.arrived, peer.reported
        self.connected, self.lost, self.data = peer.up, peer.down, peer.message
