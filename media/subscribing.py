"""What one peer receives: which track on which section, and what to ask the client to offer."""

from collections import Counter
from collections.abc import Callable, Sequence

from media import answer, description, feedback, red, rtcp
from media.answer import Reply
from media.description import Codec, Section
from media.health import Stream
from media.published import Published
from media.repair import Repair
from media.sharing import Sharing
from media.subscription import Outlet, Subscription
from media.transport_feedback import TransportFeedback

_FORGET = 5.0  # seconds after which sections asked for and not offered are asked for again
_SPARE = 16  # padding never reaches us; first sequence numbers leave room to wrap late ones


class Subscribing:
    """The client always offers: new tracks wait for a free section in its next offer."""

    def __init__(
        self,
        outlet: Outlet,
        *,
        send: Callable[[bytes], None],
        randomness: Callable[[int], bytes],
        clock: Callable[[], float],
    ) -> None:
        self._outlet, self._send = outlet, send
        self._randomness, self._clock = randomness, clock
        self.wanted: dict[str, Published] = {}
        self._held: dict[str, Subscription] = {}  # by track sid
        self._by_ssrc: dict[int, Subscription] = {}
        # None: released, to be answered inactive once before it serves again
        self._by_mid: dict[str, Subscription | None] = {}
        self._sections: list[Section] = []
        self._asked = {"audio": 0, "video": 0}
        self._asked_at: float | None = None
        self._report_at: dict[int, float] = {}
        self._settings: dict[str, tuple[bool, int, int]] = {}
        self.past: Counter[str] = Counter()  # packets of subscriptions that ended
        self.sharing = Sharing(outlet)
        self.waits = False
        """Whether a new section is silent until the client is known to have it (`confirmed`).

        A packet that overtakes its section's description is dropped by most. Firefox hands it
        to another section of the same payload type that has had no packet yet, which takes its
        ssrc away from where it belongs, for good (MediaPipelineFilter, WebrtcVideoConduit).
        """

    # -- wishes

    def subscribe(self, track: Published) -> bool:
        """Whether that changes anything."""
        if track.sid in self._held or track.sid in self.wanted:
            return False
        self.wanted[track.sid] = track
        return True

    def unsubscribe(self, sid: str) -> bool:
        """Whether that changes anything."""
        self.wanted.pop(sid, None)
        self._settings.pop(sid, None)
        self.sharing.orders.pop(sid, None)
        held = self._held.get(sid)
        if held is None:
            return False
        held.track.release(held)
        self._release(held)
        return True

    def setting(
        self, sid: str, disabled: bool, quality: int, width: int, priority: int = 0
    ) -> None:
        """What the client shows of a track; kept for when it comes."""
        if sid in self._held or sid in self.wanted:
            self.sharing.orders[sid] = priority
        if sid in self._held:
            self._held[sid].set_quality(disabled, quality, width, self._clock())
        if sid in self._held or sid in self.wanted:
            self._settings[sid] = (disabled, quality, width)

    def _release(self, held: Subscription) -> None:
        self.past.update(sent=held.packets, repeated=held.repeated)
        self._held.pop(held.track.sid, None)
        self._by_ssrc.pop(held.ssrc, None)
        self._report_at.pop(held.ssrc, None)
        self._by_mid[held.mid] = None

    def sweep(self) -> bool:
        """Frees sections whose track was withdrawn; whether there were any."""
        self.wanted = {sid: t for sid, t in self.wanted.items() if not t.withdrawn}
        gone = [held for held in self._held.values() if held.dropped]
        for held in gone:
            self._release(held)
        return bool(gone)

    def close(self) -> None:
        """Lets go of everything."""
        for sid in tuple(self._held):
            self.unsubscribe(sid)
        self.wanted.clear()

    # -- offers

    def offered(self, sections: list[Section]) -> None:
        """A new offer came: sections asked for may be among these."""
        for kind in self._asked:
            grown = _count(sections, kind) - _count(self._sections, kind)
            self._asked[kind] = max(0, self._asked[kind] - max(0, grown))
        self._sections = sections
        self._asked_at = None
        self.sweep()

    def confirmed(self) -> None:
        """The client has taken all that it was told of its sections so far."""
        for held in self._held.values():
            if held.waiting:
                held.waiting = False
                held.aim(self._clock())

    def section(self, section: Section) -> Reply:
        """Answers a section the client would receive on."""
        held = self._by_mid.get(section.mid)
        if held is None and section.mid in self._by_mid:
            del self._by_mid[section.mid]
            return Reply(section)
        if held is None:
            held = self._fill(section)
        if held is None:
            return Reply(section)
        track = held.track
        codec = answer.codec_for(section, track.codec, track.format)
        if codec is None:
            return Reply(section)
        ids = section.extensions
        mid_id, level_id = ids.get(description.MID, 0), ids.get(description.AUDIO_LEVEL, 0)
        repair = answer.repair_for(section, codec)
        number_id = self._repaired(held, repair) and ids.get(description.TRANSPORT_CC, 0)
        held.bind(section.mid, codec.payload_type, mid_id, level_id, number_id)
        again = held.repair.ssrc if held.repair is not None else 0
        lines = answer.subscribe_lines(track.stream, track.sid, held.ssrc, again)
        redundancy = red.codec_for(section, codec) if track.red_type >= 0 else None
        if held.sound is not None:
            held.sound.redundancy = redundancy.payload_type if redundancy is not None else -1
        more = [one for one in (repair, redundancy) if one is not None]
        return Reply(section, "sendonly", codec, lines, more)

    def _repaired(self, held: Subscription, codec: Codec | None) -> bool:
        """Gives a subscription its second stream, if the client takes one."""
        if codec is None:
            return False
        if held.repair is None:
            ssrc = int.from_bytes(self._randomness(4)) | 1
            held.repair = Repair(ssrc, int.from_bytes(self._randomness(2)))
        held.repair.kind = codec.payload_type
        return True

    def _fill(self, section: Section) -> Subscription | None:
        for track in self._ready(section.kind):
            del self.wanted[track.sid]
            if answer.codec_for(section, track.codec, track.format) is None:
                continue  # the client cannot decode it: it waits for nothing
            first = int.from_bytes(self._randomness(2)) | _SPARE
            ssrc = int.from_bytes(self._randomness(4)) | 1
            held = Subscription(track, self._outlet, ssrc, first)
            held.waiting = self.waits
            # The record begins with what is sent once its keys are there.
            if self.sharing.limited:
                held.since = self._clock()
            self._held[track.sid] = self._by_ssrc[ssrc] = self._by_mid[section.mid] = held
            if track.sid in self._settings:
                held.set_quality(*self._settings[track.sid], self._clock())
            return held
        return None

    def _ready(self, kind: str) -> list[Published]:
        return [
            t for t in self.wanted.values() if t.kind == kind and t.codec and not t.withdrawn
        ]

    def carried(self) -> dict[str, str]:
        """Section → sid of the track sent on it."""
        return {mid: held.track.sid for mid, held in self._by_mid.items() if held is not None}

    def ask(self, released: bool) -> tuple[int, int] | None:
        """How many more sections the client must offer, None if nothing need be asked.
        `released`: a section's track is gone, which the client hears by an answer. An offer
        also tells that the answer before was taken, where sections wait for that."""
        if not self._sections:
            return None
        now = self._clock()
        if self._asked_at is not None and now - self._asked_at > _FORGET:
            self._asked = {"audio": 0, "video": 0}
            self._asked_at = None
        more = {kind: self.short_of(kind) for kind in self._asked}
        for kind, count in more.items():
            self._asked[kind] += count
        waiting = self._asked_at is not None
        due = released or self._could_fill() or self._unconfirmed()
        if any(more.values()) or (due and not waiting):
            self._asked_at = now
            return more["audio"], more["video"]
        return None

    def short_of(self, kind: str) -> int:
        """How many sections of a kind are wanted and neither there nor asked for."""
        free = len(self._free(kind)) + self._asked[kind]
        return max(0, len(self._ready(kind)) - free)

    def could_begin(self) -> bool:
        """Whether a track waits for its section."""
        return any(self._ready(kind) for kind in self._asked)

    def _could_fill(self) -> bool:
        return any(self._ready(kind) and self._free(kind) for kind in self._asked)

    def _unconfirmed(self) -> bool:
        return any(held.waiting for held in self._held.values())

    def _free(self, kind: str) -> list[Section]:
        return [
            one
            for one in self._sections
            if one.kind == kind
            and one.receives
            and not one.sends
            and not one.rejected
            and self._by_mid.get(one.mid) is None
        ]

    # -- packets

    def feedback(self, report: rtcp.Report, now: float) -> None:
        """RTCP from the subscriber about what it receives."""
        match report:
            case rtcp.Nack(ssrc, missing) if ssrc in self._by_ssrc:
                self._by_ssrc[ssrc].resend(missing, now)
            case rtcp.KeyFrameRequest(ssrc) if ssrc in self._by_ssrc:
                self._by_ssrc[ssrc].key_needed()
            case rtcp.SenderReport(blocks=blocks) | rtcp.ReceiverReport(blocks=blocks):
                for block in blocks:
                    if block.ssrc in self._by_ssrc:
                        self._by_ssrc[block.ssrc].heard(block, now)
            case TransportFeedback():
                self.sharing.control.feedback(report, now)
            case _:
                return

    def aim(self, now: float) -> None:
        """Chooses layers again."""
        self.sharing.share(self._held.values(), now)
        for held in self._held.values():
            held.aim(now)

    def probe(self, now: float) -> None:
        """Sends the padding of a probe, if there is one."""
        self.sharing.probe(self._held.values(), now)

    def report(self, now: float) -> None:
        """Sender reports: one a second for each, the first as soon as its time is known."""
        for held in self._held.values():
            if now < self._report_at.get(held.ssrc, float("-inf")):
                continue
            report = held.report(now)
            if report is not None:
                self._report_at[held.ssrc] = now + 1.0
                self._send(feedback.sender_report(report))

    def totals(self) -> Counter[str]:
        """Packets sent and sent again so far."""
        total = Counter(self.past)
        for held in self._held.values():
            total.update(sent=held.packets, repeated=held.repeated)
        return total

    def health(self) -> list[Stream]:
        """How what it receives comes through."""
        return [
            Stream(
                sid, held.track.kind, False, there.packets, there.lost, there.rtt, there.jitter
            )
            for sid, held in self._held.items()
            if (there := held.remote).packets
        ]

    def paused(self) -> frozenset[str]:
        """Sids of the videos that there is no room for."""
        return self.sharing.paused(self._held.values())

    def stats(self) -> dict[str, object]:
        """Per track: packets sent, and sent again."""
        return {
            sid: {
                "packets": held.packets,
                "repeated": held.repeated,
                "paused": held.allowed < 0,
            }
            for sid, held in self._held.items()
        }


def _count(sections: Sequence[Section], kind: str) -> int:
    return sum(one.kind == kind for one in sections)
