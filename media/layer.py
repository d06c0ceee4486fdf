"""One incoming RTP stream of a published track, and which of several to show. Pure."""

from collections.abc import Sequence
from itertools import accumulate

from media import codecs
from media.history import History
from media.keyframes import KeyFrames
from media.meter import Meter
from media.opening import Opening
from media.reception import Missing, Reception
from media.rtcp import Block, SenderReport
from media.rtp import Packet
from media.segment import EVERY, Clock, Incoming, Source, incoming

_ALIVE = 1.5  # seconds without media: the publisher has paused the layer
_KEPT = {"audio": 128, "video": 512}  # packets: about 2.5 s
_GUESSED = (150_000.0, 450_000.0, 1_700_000.0)  # bits a second by rank, until measured
_THINNED = 2  # steps below all frames: the lowest temporal layer, the two lowest
_ORDER = "qhf"  # LiveKit's names of simulcast layers, lowest first


class Layer:
    """`rid` is empty where a track has one layer; `rank` counts layers from the lowest, 0."""

    def __init__(
        self, ssrc: int, rid: str, rank: int, *, kind: str, codec: str, rate: int
    ) -> None:
        self.ssrc, self.rid, self.rank, self.rate = ssrc, rid, rank, rate
        self.reception = Reception(ssrc, rate)
        self.missing = Missing()
        self.history = History(_KEPT[kind])
        self.keyframes = KeyFrames()
        self.opening = Opening()
        self._pictures = kind == "video"
        self.source = Source(ssrc, codec, rate, None)
        self._meters = tuple(Meter() for _ in range(EVERY + 1))  # by temporal layer
        self._media_at = float("-inf")
        self._report: tuple[int, float] | None = None  # (middle of the NTP time, heard)

    def note(self, packet: Packet, level: bytes, now: float) -> Incoming:
        """Counts and keeps one packet; `level`: its audio level extension, if any."""
        size = packet.end - packet.start
        number = self.reception.note(packet.seq, packet.timestamp, size, now)
        self.missing.note(number, now)
        read = incoming(self.source.codec, packet, number, level)
        self.history.keep(read)
        if size:  # probes on a layer that is off are not life
            self._media_at = now
            temporal = 0 if read.descriptor is None else read.descriptor.temporal
            self._meters[temporal].note(size)
            if self._pictures:
                self._look(packet, number, now)
        return read

    def _look(self, packet: Packet, number: int, now: float) -> None:
        key = codecs.is_key(self.source.codec, packet.data, packet.start, packet.end)
        if key and self.opening.found(number, packet.timestamp, now):
            self.keyframes.came()

    def since(self, begun: float, now: float) -> list[Incoming]:
        """What to send at once to who subscribed at `begun`: see media.opening."""
        numbers = self.opening.since(begun, self.reception.highest, now)
        return [kept for number in numbers if (kept := self.history.find(number))]

    def alive(self, now: float) -> bool:
        """Whether it carries media now."""
        return now - self._media_at < _ALIVE

    def bits(self, now: float) -> float:
        """What forwarding it takes, in bits a second."""
        return self.steps(now)[-1][1]

    def steps(self, now: float) -> list[tuple[int, float]]:
        """What the frames up to each temporal layer take; at the end EVERY: all of it."""
        rates = [meter.look(now) for meter in self._meters]
        while rates and not rates[-1]:
            rates.pop()
        if not rates:
            return [(EVERY, _GUESSED[min(self.rank, 2)])]
        *fewer, full = accumulate(rates)
        return [*enumerate(fewer[:_THINNED]), (EVERY, full)]

    def reported(self, report: SenderReport, now: float) -> None:
        """The publisher's sender report for this stream."""
        self._report = (report.ntp >> 16 & 0xFFFFFFFF, now)
        clock = Clock(report.ntp, report.timestamp, now)
        self.source = self.source._replace(clock=clock)

    def block(self, now: float) -> Block:
        """The report block to send the publisher."""
        middle, heard = self._report or (0, now)
        return self.reception.block(middle, int((now - heard) * 65536))


def in_order(rids: Sequence[str]) -> tuple[str, ...]:
    """Layer names from low to high; names that are not LiveKit's keep their order."""
    return tuple(sorted(rids, key=lambda rid: _ORDER.find(rid) if rid in _ORDER else 9))


def choose(layers: Sequence[Layer], quality: int) -> Layer | None:
    """Of living layers, the one for `quality` 0 low, 1 medium, 2 high: never a better one
    than asked unless it is the only one."""
    ordered = sorted(layers, key=lambda layer: layer.rank)
    fitting = [layer for layer in ordered if layer.rank <= quality]
    best = fitting[-1:] or ordered[:1]
    return best[0] if best else None
