"""What a way carries, by receiver reports alone: for clients that give no other feedback. Pure.

Reports come once in some seconds and tell of loss and round trip only: slower and coarser than
media.congestion.estimate, by the same rules. Source: draft-ietf-rmcat-gcc-02 §6.
"""

from typing import NamedTuple

from media.congestion.rate import LEAST

_PACKETS, _LONGEST = 40, 5.0  # packets, or seconds, whose loss is looked at together
_HIGH, _LOW = 0.10, 0.02
_QUEUE = 0.2  # seconds of round trip above the least of late
_LESS, _GROWTH = 0.7, 1.08  # at once; a second
_FLOOR, _MOST_LOST = 250_000.0, 0.5  # as media.congestion.loss: loss alone is not narrow
_AGES = 1.02  # the least round trip grows so, a look: ways change


class Counts(NamedTuple):
    """Since the beginning: packets the subscriber expected, those it lost, octets sent to it;
    its round trip in seconds, 0 while unknown."""

    packets: int
    lost: int
    octets: int
    rtt: float


class Blind:
    """`bits` a second; infinite until a report tells of trouble."""

    def __init__(self) -> None:
        self.bits = float("inf")
        self._before: tuple[float, Counts] | None = None
        self._least = float("inf")

    def look(self, counts: Counts, now: float) -> float:
        """`bits` with what is known now; called as often as one likes."""
        if self._before is None or counts.packets < self._before[1].packets:
            self._before = (now, counts)
            return self.bits
        since, before = now - self._before[0], self._before[1]
        packets = counts.packets - before.packets
        if packets >= _PACKETS or (packets and since >= _LONGEST):
            sending = (counts.octets - before.octets) * 8 / since if since else 0.0
            self._judge((counts.lost - before.lost) / packets, counts.rtt, sending, since)
            self._before = (now, counts)
        return self.bits

    def _judge(self, share: float, rtt: float, sending: float, since: float) -> None:
        queued = False
        if rtt:
            queued = rtt > self._least + _QUEUE
            self._least = min(self._least * _AGES, rtt)
        if queued or share > _HIGH:
            less = _LESS if queued else 1 - 0.5 * min(share, 1.0)
            least = LEAST if queued or share >= _MOST_LOST else _FLOOR
            self.bits = min(self.bits, max(least, min(self.bits, sending) * less))
        elif share < _LOW:
            self.bits *= _GROWTH**since
