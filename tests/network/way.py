"""How bad a way through the network is, for tc netem and for our own emulator alike. Pure."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Way:
    """One direction. Times in ms; shares from 0 to 1.

    loss: of packets. burst: mean length of a row of lost ones (1: each for itself). jitter:
    delays are uniform within ± so much. reorder: this share overtakes the delay. rate: kbit/s,
    0 unlimited. queue: ms of waiting for the rate, then packets are lost. cut: nothing passes.
    """

    loss: float = 0.0
    burst: float = 1.0
    delay: float = 0.0
    jitter: float = 0.0
    reorder: float = 0.0
    rate: float = 0.0
    queue: float = 400.0
    cut: bool = False

    def gilbert(self) -> tuple[float, float]:
        """Chances of beginning and of ending a row of losses, for each packet."""
        end = 1.0 / self.burst
        return end * self.loss / (1.0 - self.loss), end


def netem(way: Way) -> list[str]:
    """The same for `tc qdisc … netem`. Source: tc-netem(8)."""
    if way.cut:
        return ["loss", "100%"]
    said: list[str] = []
    if way.delay or way.reorder:
        said += ["delay", f"{way.delay or 10:g}ms", f"{way.jitter:g}ms"]
    if way.reorder:
        said += ["reorder", f"{way.reorder:.2%}"]
    if way.loss and way.burst > 1:
        begin, end = way.gilbert()
        said += ["loss", "gemodel", f"{begin:.3%}", f"{end:.3%}"]
    elif way.loss:
        said += ["loss", f"{way.loss:.2%}"]
    if way.rate:
        packets = max(4, round(way.rate * way.queue / 8 / 1000))
        said += ["rate", f"{way.rate:g}kbit", "limit", str(packets)]
    return said


class Lane:
    """Packets on such a way: when does each leave? `chance` gives numbers in [0, 1)."""

    def __init__(self, way: Way, chance: Callable[[], float]) -> None:
        self.way, self._chance = way, chance
        self._losing = False
        self._free = 0.0

    def leaves(self, now: float, size: int) -> float | None:
        """The time (s, as `now`) when a packet of `size` bytes leaves; None if it is lost."""
        way = self.way
        if way.cut or self._lost():
            return None
        if way.rate:
            begins = max(now, self._free)
            if (begins - now) * 1000 > way.queue:
                return None
            self._free = now = begins + size * 8 / (way.rate * 1000)
        if way.reorder and self._chance() < way.reorder:
            return now
        delay = (way.delay or (10 if way.reorder else 0)) + way.jitter * (
            2 * self._chance() - 1
        )
        return now + max(0.0, delay) / 1000

    def _lost(self) -> bool:
        if not self.way.loss:
            return False
        if self.way.burst <= 1:
            return self._chance() < self.way.loss
        begin, end = self.way.gilbert()
        self._losing = self._chance() >= end if self._losing else self._chance() < begin
        return self._losing
