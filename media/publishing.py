"""What one peer publishes: sections to tracks, packets to layers, feedback to the publisher."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hearing.refusal import Refusal
from media import answer, description, feedback, red, rtcp, rtp
from media.answer import Reply
from media.description import Codec, Section
from media.health import Stream
from media.layer import Layer, in_order
from media.limits import Limits
from media.published import Published
from media.rtp import Packet
from media.sources import Sources
from media.twcc import Feedback


@dataclass(slots=True)
class _Slot:
    """A section the client sends on, and the track it carries (None until announced)."""

    section: Section
    codec: Codec
    track: Published | None = None


class Publishing:
    """`send` takes plain RTCP. `published` and `unpublished` tell the peer's owner."""

    def __init__(
        self,
        limits: Limits,
        ssrc: int,
        clock: Callable[[], float],
        *,
        send: Callable[[bytes], None],
        published: Callable[[Published], None],
        unpublished: Callable[[Published], None],
    ) -> None:
        self._limits, self._ssrc, self._send, self._clock = limits, ssrc, send, clock
        self._published, self._unpublished = published, unpublished
        self._pending: dict[str, Published] = {}
        self._slots: dict[str, _Slot] = {}
        self._sources = Sources(clock)
        self._feedback = Feedback()
        self._transport_id = 0  # header extension id; no extension has id 0
        self.past: Counter[str] = Counter()  # packets of tracks that ended

    # -- what is published

    def announce(self, cid: str, track: Published) -> None:
        """`track` will come (or came) under `cid`. Raises Refusal."""
        tracks = len(self._pending) + sum(
            slot.track is not None for slot in self._slots.values()
        )
        if tracks >= self._limits.published:
            raise Refusal("rtc.tracks.too_many", limit=self._limits.published)
        self._pending[cid] = track
        for slot in self._slots.values():
            if slot.track is None and slot.section.track == cid:
                self._attach(slot)

    def section(self, section: Section) -> Reply:
        """Answers a section the client sends on."""
        slot = self._slots.get(section.mid)
        if slot is not None and slot.section.track != section.track:
            self.absent(section.mid)  # the same section carries another track now
            slot = None
        codec = self._codec(section, slot)
        if codec is None:
            return Reply(section)
        if slot is None:
            slot = self._slots[section.mid] = _Slot(section, codec)
        slot.section, slot.codec = section, codec
        self._attach(slot)
        more = self._redundancy(slot)
        return Reply(section, "recvonly", codec, answer.publish_lines(section), more)

    def _codec(self, section: Section, slot: _Slot | None) -> Codec | None:
        """What the section carries already, else what was asked for, else the first."""
        if slot is not None:
            return answer.codec_for(section, slot.codec.name)
        track = self._pending.get(section.track)
        wish = track.wish if track is not None else ""
        return answer.codec_for(section, wish) or answer.codec_for(section)

    @staticmethod
    def _redundancy(slot: _Slot) -> list[Codec]:
        """RED, where the client would send it and did not say that it will not."""
        track = slot.track
        if track is None or track.kind != "audio" or not track.redundant:
            return []
        found = red.codec_for(slot.section, slot.codec)
        track.red_type = found.payload_type if found is not None else -1
        return [found] if found is not None else []

    def absent(self, mid: str) -> None:
        """Nothing is sent on this section (any more)."""
        slot = self._slots.pop(mid, None)
        if slot is not None and slot.track is not None:
            self._withdraw(slot.track)

    def unpublish(self, sid: str) -> None:
        """Withdraws a track although its section stays."""
        self._pending = {c: t for c, t in self._pending.items() if t.sid != sid}
        for slot in self._slots.values():
            if slot.track is not None and slot.track.sid == sid:
                track, slot.track = slot.track, None
                self._withdraw(track)

    def close(self) -> None:
        """Withdraws everything, telling nobody."""
        for track in self.tracks():
            self.past.update(received=_received(track))
            track.withdraw()
        self._slots.clear()
        self._sources = Sources(self._clock)

    def tracks(self) -> list[Published]:
        """What is published now."""
        return [slot.track for slot in self._slots.values() if slot.track is not None]

    def stats(self) -> dict[str, object]:
        """Per track and layer: packets, and those lost."""
        return {
            track.sid: {
                rid: {"packets": layer.reception.packets, "lost": layer.reception.lost}
                for rid, layer in track.layers.items()
            }
            for track in self.tracks()
        }

    def health(self) -> list[Stream]:
        """How what it publishes comes through, the layers of a track together."""
        found = []
        for track in self.tracks():
            counts = [layer.reception for layer in track.layers.values()]
            packets = sum(one.packets + max(0, one.lost) for one in counts)
            lost = sum(max(0, one.lost) for one in counts)
            due = track.kind == "audio" and not (track.muted or track.gated)
            found.append(Stream(track.sid, track.kind, True, packets, lost, due=due))
        return found

    def totals(self) -> Counter[str]:
        """Packets received so far."""
        total = Counter(self.past)
        for track in self.tracks():
            total.update(received=_received(track))
        return total

    def _withdraw(self, track: Published) -> None:
        self.past.update(received=_received(track))
        self._sources.forget(track)
        track.withdraw()
        self._unpublished(track)

    def _attach(self, slot: _Slot) -> None:
        section, new = slot.section, slot.track is None
        if slot.track is None:
            slot.track = self._claim(section)
        track = slot.track
        if track is None:
            return
        track.codec, track.format, track.rate = (
            slot.codec.name,
            slot.codec.format,
            slot.codec.rate,
        )
        track.mid, track.rids = section.mid, in_order(section.rids)
        track.level_id = section.extensions.get(description.AUDIO_LEVEL, 0)
        if section.kind == "video":
            self._transport_id = section.extensions.get(description.TRANSPORT_CC, 0)
        track.attach(self._ask_key)
        for ssrc in section.ssrcs if not section.rids else ():
            if ssrc not in section.repairs:
                self._sources.declare(track, ssrc)
        if new:
            self._published(track)

    def _claim(self, section: Section) -> Published | None:
        """The announced track for a section: by the client's own id for it, else the oldest.

        A browser that sends a track a second time, after its first section was given up, makes
        up another id for it in the offer; livekit-server takes the first of the kind as well.
        """
        offered = {slot.section.track for slot in self._slots.values()}
        by_kind = [
            cid
            for cid, track in self._pending.items()
            if track.kind == section.kind and cid not in offered - {section.track}
        ]
        cid = section.track if section.track in by_kind else next(iter(by_kind), None)
        return None if cid is None else self._pending.pop(cid)

    # -- packets

    def received(self, packets: Sequence[Packet], now: float) -> None:
        """RTP packets of this peer that came together; those of one layer go on together."""
        run: list[tuple[Packet, bytes]] = []
        of: tuple[Published, Layer] | None = None
        for packet in packets:
            named = rtp.extensions(packet)
            bound = self._bound(packet, named, now)
            if bound is None:
                continue
            if of is not None and bound[1] is not of[1]:
                of[0].received(of[1], run, now)
                run = []
            of = bound
            run.append((packet, named.get(bound[0].level_id, b"")))
        if of is not None:
            of[0].received(of[1], run, now)

    def _bound(
        self, packet: Packet, named: Mapping[int, bytes], now: float
    ) -> tuple[Published, Layer] | None:
        """The track and layer of a packet to be forwarded."""
        value = named.get(self._transport_id)
        if value is not None and len(value) == 2:
            self._feedback.arrived(int.from_bytes(value), now)
        bound = self._sources.of(packet.ssrc)
        if bound is None:
            bound = self._sources.identify(packet.ssrc, named, self._carried())
        if bound is None:
            return None
        slot = self._slots.get(bound[0].mid)
        if slot is None:
            return None
        fits = packet.payload_type in (slot.codec.payload_type, bound[0].red_type)
        return bound if fits else None

    def _carried(self) -> Iterator[tuple[Section, Published]]:
        for slot in self._slots.values():
            if slot.track is not None:
                yield slot.section, slot.track

    def reported(self, report: rtcp.SenderReport, now: float) -> None:
        """A sender report of this peer."""
        bound = self._sources.of(report.ssrc)
        if bound is not None:
            bound[1].reported(report, now)

    # -- feedback

    def _ask_key(self, layer: Layer) -> None:
        if layer.keyframes.ask(self._clock()):
            self._send(feedback.pli(self._ssrc, layer.ssrc))

    def repair(self, now: float) -> None:
        """Asks for what is missing and for key frames still owed."""
        for _, layer in self._sources:
            if layer.keyframes.due(now):
                self._send(feedback.pli(self._ssrc, layer.ssrc))
            missing = layer.missing.due(now)
            if missing:
                self._send(feedback.nack(self._ssrc, layer.ssrc, missing))

    def feed_back(self) -> None:
        """Transport-wide feedback since the last."""
        body = self._feedback.take()
        if body is not None:
            media = next((one.ssrc for t, one in self._sources if t.kind == "video"), 0)
            self._send(feedback.transport_feedback(self._ssrc, media, body))

    def report(self, now: float) -> None:
        """Receiver reports for all layers heard so far."""
        blocks = list(self._blocks(now))
        for at in range(0, len(blocks), 31):
            self._send(feedback.receiver_report(self._ssrc, blocks[at : at + 31]))

    def _blocks(self, now: float) -> Iterator[rtcp.Block]:
        for _, layer in self._sources:
            if layer.reception.packets:
                yield layer.block(now)


def _received(track: Published) -> int:
    return sum(layer.reception.packets for layer in track.layers.values())
