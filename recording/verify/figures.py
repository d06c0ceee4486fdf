"""What can be counted of a track: losses by sequence number, sent against heard. Pure."""

from collections.abc import Mapping

from recording.journal.block import Body, Report, Shard
from recording.journal.records import RTP, Counter, Record, extend, records, sequence
from recording.verify.report import TrackFigures, printable

_SPAN_LIMIT = 1 << 24  # packets of one stretch: a day of video; beyond it nothing is counted


class Stretch:
    """One SSRC between two pauses: which packets of an unbroken row were recorded."""

    __slots__ = ("_base", "_bits", "_heard_at", "_last", "_reports", "_sent_at", "packets")

    def __init__(self) -> None:
        self._base = self._last = -1
        self._bits = bytearray()
        self.packets = 0
        self._reports = 0
        self._sent_at = (0, 0)
        self._heard_at = (0, 0)

    def packet(self, number: int) -> None:
        """A packet with the 16-bit sequence `number`."""
        extended = extend(self._last if self._last >= 0 else None, number)
        if self._base < 0:
            self._base = extended - (1 << 15)  # room for those that the first one overtook
        self._last = max(self._last, extended)
        at = extended - self._base
        if not 0 <= at < _SPAN_LIMIT:
            return
        byte, bit = at >> 3, 1 << (at & 7)
        if byte >= len(self._bits):
            self._bits.extend(bytes(byte + 1 - len(self._bits) + 4096))
        if not self._bits[byte] & bit:
            self._bits[byte] |= bit
            self.packets += 1

    def report(self, report: Report) -> None:
        """A sender report: how many packets its sender says it had sent until then."""
        now = (report.packets, self.packets)
        if not self._reports:
            self._sent_at = now
        self._heard_at = now
        self._reports += 1

    @property
    def lost(self) -> int:
        """Sequence numbers between the first and the last packet that never came."""
        if not self.packets:
            return 0
        bits = int.from_bytes(self._bits, "little")
        span = bits.bit_length() - ((bits & -bits).bit_length() - 1)
        return span - self.packets

    @property
    def sent_and_heard(self) -> tuple[int, int] | None:
        """Packets between the first and the last sender report: sent, and recorded."""
        if self._reports < 2:
            return None
        sent = (self._heard_at[0] - self._sent_at[0]) & 0xFFFFFFFF
        return sent, self._heard_at[1] - self._sent_at[1]


class Track:
    """One track of one part, as its blocks are read in order."""

    def __init__(self, part: int, number: int) -> None:
        self._part = part
        self.number = number
        self.described: Mapping[str, object] | None = None
        self.sources: set[int] = set()  # SSRCs that the signed events declare
        self.seen: set[int] = set()
        self.octets = 0
        self._counter = Counter()
        self._open: dict[int, Stretch] = {}
        self._done: list[Stretch] = []

    def recount(self, shard: Shard, body: Body) -> tuple[list[Record], bool]:
        """The records, and whether they are what the header counts. Raises Malformed."""
        found = list(records(body.payload))
        ranges, reports = self._counter.count(iter(found))
        self.octets += len(body.payload)
        self.seen.update(one.ssrc for one in ranges)
        self._take(found, {one.ssrc: one for one in reports})
        return found, (ranges, reports) == (shard.ranges, shard.reports)

    def interrupt(self) -> None:
        """A pause: what was sent meanwhile is no loss."""
        self._done += self._open.values()
        self._open = {}

    def figures(self) -> TrackFigures:
        """The sums."""
        self.interrupt()
        pairs = [pair for one in self._done if (pair := one.sent_and_heard) is not None]
        said = self.described or {}
        return TrackFigures(
            part=self._part,
            track=self.number,
            device=_text(said, "device"),
            role=_text(said, "role"),
            source=_text(said, "source"),
            kind=_text(said, "kind"),
            codec=_text(said, "codec"),
            packets=sum(one.packets for one in self._done),
            lost=sum(one.lost for one in self._done),
            bytes=self.octets,
            sent=sum(sent for sent, _ in pairs) if pairs else None,
            heard=sum(heard for _, heard in pairs) if pairs else None,
        )

    def _take(self, found: list[Record], reports: Mapping[int, Report]) -> None:
        due = {(one.arrival, ssrc): one for ssrc, one in reports.items()}
        for kind, arrival, packet in found:
            known = sequence(packet) if kind == RTP else None
            if known is not None:
                ssrc, number = known
                if ssrc not in self._open:
                    self._open[ssrc] = Stretch()
                self._open[ssrc].packet(number)
            elif kind != RTP:
                self._reported(arrival, due)

    def _reported(self, arrival: int, due: dict[tuple[int, int], Report]) -> None:
        for ssrc, stretch in self._open.items():
            report = due.pop((arrival, ssrc), None)
            if report is not None:
                stretch.report(report)


def _text(described: Mapping[str, object], name: str) -> str:
    return printable(str(described.get(name, "")))
