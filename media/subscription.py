"""One subscriber's copy of one published track: rewritten, counted, sent again on request."""

from collections.abc import Iterable
from typing import Protocol

from media import rtp
from media.burst import Burst, Stamp
from media.congestion.allocate import Stream
from media.forward import Forwarder
from media.health import Remote
from media.layer import Layer
from media.published import Published
from media.repair import Repair
from media.rtcp import Block, SenderReport
from media.run import Run
from media.segment import EVERY, Incoming, Outgoing, rewrite
from media.sound import Leaving, Sound

_NTP = 1 << 32
_STEPS = EVERY + 1  # of each layer, by its frames' temporal layers
_INSIST = 0.8  # seconds until a key frame that did not come is asked for again
_REPEAT, _LONGEST = 0.02, 0.5  # seconds until one packet is sent again twice, at least, at most
_ON_ITS_WAY = 0.8  # of the round trip: what was sent again may not be there yet
_TOO_LATE = 0.1  # seconds of queue: sound sent again behind it only makes it longer
_BACK_OFF = 1.5  # times: then it is rather late than lost


class Outlet(Protocol):
    """Where packets leave: the subscriber's transport."""

    @property
    def ready(self) -> bool:
        """Whether keys are there to send with."""

    @property
    def burst(self) -> Burst:
        """Takes packets; flushed by whoever put them, before returning to the event loop."""


class Subscription:
    """Made when the subscriber's section for it is known; `gone` is called when the track is
    withdrawn."""

    def __init__(self, track: Published, outlet: Outlet, ssrc: int, first: int) -> None:
        self.track, self.ssrc = track, ssrc
        self.mid = ""
        self.quality = 2
        self.packets = self.octets = self.repeated = 0
        self.dropped = False
        self.waiting = False  # for the client to know its section: until then nothing is sent
        self.remote = Remote()
        self._outlet = outlet
        self._forwarder = Forwarder(first)
        self._stamp = Stamp(-1, ssrc, b"")
        self.allowed = 2  # the best rank its way has room for, -1: none
        self.repair: Repair | None = None
        self.sound = Sound(track, self._stamp) if track.kind == "audio" else None
        self._asked_at = float("-inf")
        self.since = float("inf")  # what came from then on may be sent when the keys are there
        self._expecting = False  # a key frame, while the transport is set up
        self._resent: dict[int, tuple[float, float]] = {}  # when again; patience then
        self._begun = (
            0  # the first number since a pause: pictures before are of no use any more
        )
        self.queue = 0.0  # seconds that packets wait on the way
        track.take(self)

    def bind(
        self, mid: str, payload_type: int, mid_id: int, level_id: int, number_id: int = 0
    ) -> None:
        """Its section: mid, payload type, header extension ids (0: not negotiated)."""
        self.mid = mid
        mid_item = (mid_id, mid.encode()) if mid_id else None
        items = [mid_item] if mid_item else []
        number_at = 0
        if self.repair is not None and number_id:
            items.insert(0, (number_id, bytes(2)))
            number_at = 5 if number_id < 15 else 6  # RFC 8285 §4.2, §4.3
        extension = rtp.extension_block(items)
        self._stamp = Stamp(payload_type, self.ssrc, extension, number_at)
        if self.repair is not None:
            self.repair.bind(self._stamp)
        if self.sound is not None:
            self.sound.bind(self._stamp, level_id, mid_item)

    @property
    def numbered(self) -> bool:
        """Whether the subscriber tells what became of each packet."""
        return self._stamp.number_at > 0

    def allow(self, step: int | None, *, at_once: bool) -> None:
        """The best step (see `stream`) its way has room for now, None to pause; `aim` is called
        after. `at_once`: what is too much stops, even before a lesser layer can begin."""
        allowed, temporal = (-1, EVERY) if step is None else divmod(step, _STEPS)
        if allowed < self.allowed and (at_once or allowed < 0):
            self.pause()
        self.allowed, self._forwarder.temporal = allowed, temporal

    def spare(self, spared: bool) -> None:
        """Sound in as few bytes as it goes, where the way is narrow, or as it comes again."""
        if self.sound is not None:
            self.sound.spare(spared, self._forwarder.upcoming)

    def stream(self, now: float, order: int, *, pausable: bool) -> Stream | None:
        """What the allocation must know of it; None where nothing is to be sent. The lowest
        layer has steps of its own: with all frames it is the last of them."""
        track = self.track
        if self.waiting or self.quality < 0 or track.muted or track.gated:
            return None
        living = sorted(
            (one for one in track.layers.values() if one.alive(now)), key=lambda one: one.rank
        )
        if not living:
            return None
        lowest, *better = living
        steps = [(_STEPS * lowest.rank + at, bits) for at, bits in lowest.steps(now)]
        steps += [(_STEPS * one.rank + EVERY, one.bits(now)) for one in better]
        wanted = _STEPS * max(self.quality, lowest.rank) + EVERY
        return Stream(
            track.sid, track.importance, wanted, tuple(steps), order, pausable,
            whole=_STEPS * lowest.rank + EVERY,
        )  # fmt: skip

    def set_quality(self, disabled: bool, quality: int, width: int, now: float) -> None:
        """What the subscriber shows of it."""
        self.quality = -1 if disabled else self.track.quality_for(width, min(quality, 2))
        if disabled:
            self._forwarder.pause()
        self.track.on_wish()
        self.aim(now)

    # -- Taker

    def forward(self, layer: Layer, run: Run, now: float) -> None:
        """Sends the packets on, if they belong to what this subscriber is shown."""
        forwarder, ssrc = self._forwarder, layer.ssrc
        if self.waiting or min(self.quality, self.allowed) < 0 or not self._outlet.ready:
            return
        if not self.track.rids:
            forwarder.target = ssrc
        elif forwarder.target is None:
            forwarder.target = self._best(now)
        if ssrc not in (forwarder.current, forwarder.target):
            return
        if not self._together(layer, run, now):
            self._singly(layer, run, now)
        if forwarder.current != forwarder.target == ssrc:
            self._ask(layer, now)

    def _together(self, layer: Layer, run: Run, now: float) -> bool:
        """The usual case: all of the run in one go. False where each must be looked at."""
        burst = self._outlet.burst
        looked_at = self.sound is not None and self.sound.looks(run)
        if looked_at or not (run.ordered and burst.tail):
            return False
        segment = self._forwarder.steady(layer.source, run.incoming, now)
        if segment is None:
            return False
        burst.run(run, segment, self._stamp)
        self.packets += len(run.incoming)
        self.octets += run.octets
        return True

    def _singly(self, layer: Layer, run: Run, now: float) -> None:
        for incoming in run.incoming:
            for leaving in self._taken(layer, incoming, now):
                self._outlet.burst.put(*leaving)
                self.packets += 1
                self.octets += len(leaving.out.payload)
        self._outlet.burst.flush()

    def _taken(self, layer: Layer, incoming: Incoming, now: float) -> Iterable[Leaving]:
        if self.sound is not None:
            return self.sound.take(self._forwarder, layer.source, incoming, now)
        out = self._forwarder.take(layer.source, incoming, now)
        return () if out is None else (self._dressed(incoming, out),)

    def _best(self, now: float) -> int | None:
        layer = self.track.best(min(self.quality, self.allowed), now)
        return None if layer is None else layer.ssrc

    def _dressed(self, incoming: Incoming, out: Outgoing) -> Leaving:
        if self.sound is not None:
            return self.sound.dressed(incoming, out)
        return Leaving(out, self._stamp, 0x80 if incoming.packet.marker else 0)

    def pause(self) -> None:
        """Nothing more until one may begin again; then at once."""
        self._forwarder.pause()
        if self.sound is not None:
            self.sound.pause()
        else:
            self._begun = self._forwarder.upcoming
        self._asked_at = float("-inf")

    def aim(self, now: float) -> None:
        """Chooses the layer to show; asks for its key frame while that has not come."""
        wish = min(self.quality, self.allowed)
        if wish < 0 or self.track.kind == "audio":
            return
        layer = self.track.best(wish, now)
        if layer is None:
            return
        if self.waiting or not self._outlet.ready:
            self._expect(layer, now)
            return
        self._forwarder.target = layer.ssrc
        if self._forwarder.current != layer.ssrc and not self._open(layer, now):
            self._ask(layer, now)

    def _expect(self, layer: Layer, now: float) -> None:
        """Has the key frame come while nothing can be sent yet; asked once."""
        if not self._expecting and now >= self.since:
            self._expecting = True
            self.track.ask_key(layer)

    def _open(self, layer: Layer, now: float) -> bool:
        """Sends what came since the key frame that was expected; False if there is none."""
        if self.packets or self.track.muted or self.track.gated:
            return False
        kept = layer.since(self.since, now)
        if kept:
            self._singly(layer, Run(kept), now)
        return bool(kept)

    def _ask(self, layer: Layer, now: float) -> None:
        if now - self._asked_at >= _INSIST:
            self._asked_at = now
            self.track.ask_key(layer)

    def drop(self) -> None:
        """The track is gone; the peer frees its section at its next look."""
        self.dropped = True

    # -- what the subscriber sends back

    def resend(self, missing: Iterable[int], now: float) -> None:
        """A NACK: sends again what is still kept."""
        if self.track.muted or self.track.gated or min(self.quality, self.allowed) < 0:
            return
        if self.track.kind == "audio" and self.queue > _TOO_LATE:
            return
        patience = max(_REPEAT, _ON_ITS_WAY * self.remote.rtt, self.queue)
        for seq in missing:
            due, apart = self._resent.get(seq, (now, patience))
            if now >= due:
                apart = min(apart, _LONGEST)
                self._resent[seq] = (now + apart, apart * _BACK_OFF)
                self._repeat(seq)
        self._outlet.burst.flush()
        while len(self._resent) > 256:
            del self._resent[next(iter(self._resent))]

    def _repeat(self, seq: int) -> None:
        number = rtp.extend(seq, self._forwarder.upcoming)
        if number < self._begun:
            return
        if self.sound is not None and not self._as_it_came(self.sound, number):
            return
        placed = self._forwarder.origin(seq)
        layer = None if placed is None else self.track.by_ssrc(placed[0].ssrc)
        if placed is None or layer is None:
            return
        segment, number = placed
        kept = layer.history.find(number)
        if kept is not None:
            self.repeated += 1
            self._again(kept, rewrite(kept, segment))

    def _as_it_came(self, sound: Sound, number: int) -> bool:
        """Whether a packet left so; one that did not is sent again as it left."""
        left = sound.again(number)
        if left is not None:
            self.repeated += 1
            self._outlet.burst.put(*left)
            return False
        return sound.repeats(number)

    def _again(self, kept: Incoming, out: Outgoing) -> None:
        if self.repair is not None and self.numbered:
            self.repair.again(out, kept.packet.marker, self._outlet.burst)
        else:
            self._outlet.burst.put(*self._dressed(kept, out))

    def heard(self, block: Block, now: float) -> None:
        """What the subscriber reports of it."""
        report = self.report(now)
        self.remote.note(block, self.track.rate, None if report is None else report.ntp)

    def key_needed(self) -> None:
        """The subscriber cannot decode: its PLI goes on to the layer it is shown."""
        layer = self.track.by_ssrc(self._forwarder.current or self._forwarder.target or 0)
        if layer is not None:
            self.track.ask_key(layer)

    def report(self, now: float) -> SenderReport | None:
        """A sender report in this copy's numbers, None while its time is not known.

        The publisher's own NTP and RTP times are carried forward by the time since its last
        report. Packets and octets are those sent once: a recorder that holds as many distinct
        packets has missed none.
        """
        layer = self.track.by_ssrc(self._forwarder.current or 0)
        clock = None if layer is None else layer.source.clock
        if layer is None or clock is None or not self.packets:
            return None
        elapsed = now - clock.heard
        time = self._forwarder.timestamp_of(clock.timestamp + round(elapsed * layer.rate))
        ntp = clock.ntp + round(elapsed * _NTP)
        return SenderReport(self.ssrc, ntp, time or 0, self.packets, self.octets)
