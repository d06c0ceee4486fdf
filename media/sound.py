"""One subscriber's copy of sound: its level, its redundancy, how many packets leave as one."""

from collections import OrderedDict
from collections.abc import Iterator
from typing import NamedTuple

from media import opus, red, rtp
from media.burst import Stamp
from media.forward import Forwarder
from media.published import Published
from media.run import Run
from media.segment import Incoming, Outgoing, Source

_TOGETHER = 2880  # samples at 48 kHz: 60 ms, as long as a browser itself makes a packet
_KEPT = 64  # packets that left while spared: two seconds and more


class Leaving(NamedTuple):
    """A packet as it leaves. marker: 0x80 or 0."""

    out: Outgoing
    stamp: Stamp
    marker: int


class Sound:
    """`spared`: on a narrow way each packet goes without redundancy, and three as one. Sound of
    48 kbit/s takes 75 with the headers of fifty packets a second, 56 with those of seventeen.

    Packets that leave so are kept as they left: the same must be sent on request, for other
    bytes under one SRTP index would be two packets under one nonce.
    """

    def __init__(self, track: Published, stamp: Stamp) -> None:
        self.redundancy = -1  # RED's payload type, -1: the subscriber takes none
        self.spared = False
        self._track, self._stamp = track, stamp
        self._level_id = 0
        self._mid_item: tuple[int, bytes] | None = None
        self._levels: dict[bytes, Stamp] = {}  # by audio level
        self._since = 0  # the first number that may be sent again from the publisher's own
        self._head: tuple[Incoming, Outgoing] | None = None
        self._frames: list[bytes] = []
        self._left: OrderedDict[int, Leaving] = OrderedDict()

    def bind(self, stamp: Stamp, level_id: int, mid_item: tuple[int, bytes] | None) -> None:
        """Its section: see media.subscription."""
        self._stamp, self._level_id, self._mid_item = stamp, level_id, mid_item
        self._levels.clear()
        self._left.clear()

    def looks(self, run: Run) -> bool:
        """Whether each packet must be looked at."""
        leveled = self._level_id > 0 and run.leveled
        return leveled or self.spared or self._head is not None or self._track.red_type >= 0

    def spare(self, spared: bool, upcoming: int) -> None:
        """From the next packet on. `upcoming`: its extended number."""
        if spared != self.spared:
            self.spared, self._since = spared, upcoming

    def pause(self) -> None:
        """What waits for more is not sent any more."""
        self._head = None

    def take(
        self, forwarder: Forwarder, source: Source, incoming: Incoming, now: float
    ) -> Iterator[Leaving]:
        """What leaves now that a packet came."""
        if self._head is not None:
            if self.spared and self._joins(incoming):
                forwarder.absorb(incoming)
                self._frames.append(self._plain(incoming))
                if not self._room():
                    yield self._done(forwarder)
                return
            if incoming.number > self._head[0].number:
                yield self._done(forwarder)
        out = forwarder.take(source, incoming, now)
        if out is None or self._has_left(forwarder, out):
            return
        if self.spared and self._begins(forwarder, incoming, out):
            self._head, self._frames = (incoming, out), [self._plain(incoming)]
        else:
            yield self._alone(forwarder, incoming, out)

    def _has_left(self, forwarder: Forwarder, out: Outgoing) -> bool:
        """A number that another packet has, or will have."""
        waits = self._head is not None and self._head[1].seq == out.seq
        return waits or rtp.extend(out.seq, forwarder.upcoming) in self._left

    def again(self, number: int) -> Leaving | None:
        """A packet that left while spared, by its extended number, once more."""
        return self._left.get(number)

    def repeats(self, number: int) -> bool:
        """Whether a packet of that extended number left as it came."""
        return not self.spared and number >= self._since

    def dressed(self, incoming: Incoming, out: Outgoing) -> Leaving:
        """One packet, with the redundancy that the subscriber takes."""
        stamp = self._with_level(incoming)
        if incoming.packet.payload_type == self._track.red_type:
            if self.redundancy >= 0 and not self.spared:
                stamp = stamp._replace(kind=self.redundancy)
                out = out._replace(payload=red.renamed(out.payload, self._stamp.kind))
            else:
                out = out._replace(payload=red.primary(out.payload))
        return Leaving(out, stamp, 0x80 if incoming.packet.marker else 0)

    def _alone(self, forwarder: Forwarder, incoming: Incoming, out: Outgoing) -> Leaving:
        leaving = self.dressed(incoming, out)
        return self._keep(forwarder, leaving) if self.spared else leaving

    def _plain(self, incoming: Incoming) -> bytes:
        redundant = incoming.packet.payload_type == self._track.red_type
        return red.primary(incoming.payload) if redundant else incoming.payload

    def _begins(self, forwarder: Forwarder, incoming: Incoming, out: Outgoing) -> bool:
        """Whether it may wait for more; one that comes late may not."""
        if self._track.encrypted or self._track.codec != "opus":
            return False
        last = out.seq == forwarder.upcoming - 1 & 0xFFFF
        return last and 0 < 2 * opus.samples(self._plain(incoming)) <= _TOGETHER

    def _joins(self, incoming: Incoming) -> bool:
        assert self._head is not None
        first, count = self._head[0], len(self._frames)
        ahead = (incoming.packet.timestamp - first.packet.timestamp) & 0xFFFFFFFF
        return (
            incoming.number == first.number + count
            and ahead == count * opus.samples(self._frames[0])
            and opus.alike(self._frames[0], self._plain(incoming))
        )

    def _room(self) -> bool:
        return (len(self._frames) + 1) * opus.samples(self._frames[0]) <= _TOGETHER

    def _done(self, forwarder: Forwarder) -> Leaving:
        assert self._head is not None
        (incoming, out), self._head = self._head, None
        out = out._replace(payload=opus.joined(self._frames))
        marker = 0x80 if incoming.packet.marker else 0
        return self._keep(forwarder, Leaving(out, self._with_level(incoming), marker))

    def _keep(self, forwarder: Forwarder, leaving: Leaving) -> Leaving:
        self._left[rtp.extend(leaving.out.seq, forwarder.upcoming)] = leaving
        while len(self._left) > _KEPT:
            self._left.popitem(last=False)
        return leaving

    def _with_level(self, incoming: Incoming) -> Stamp:
        if not (self._level_id and incoming.level):
            return self._stamp
        level = incoming.level[:1]
        found = self._levels.get(level)
        if found is None:
            items = [(self._level_id, level)]
            block = rtp.extension_block([self._mid_item, *items] if self._mid_item else items)
            found = self._levels[level] = self._stamp._replace(extension=block)
        return found
