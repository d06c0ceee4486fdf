"""A simulated way to a subscriber, with capacity, queue, loss, jitter; a hearing over it."""

import heapq
import random
from collections.abc import Callable
from dataclasses import dataclass, field

from media import feedback, rtcp
from media.congestion.allocate import Importance, Stream
from media.congestion.control import Control
from media.congestion.sent import Sent
from media.transport_feedback import TransportFeedback
from media.twcc import Feedback

TICK = 0.025
AUDIO = 40_000.0  # bits a second beside the video, on the same link


@dataclass
class Link:
    """`capacity`: bits a second at a time. A droptail queue of `queue` seconds at that rate."""

    capacity: Callable[[float], float]
    queue: float = 0.4
    delay: float = 0.03
    loss: Callable[[float], float] = lambda now: 0.0
    jitter: float = 0.0
    seed: int = 1
    busy: float = 0.0

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)

    def carry(self, octets: int, now: float) -> float | None:
        """When a packet sent at `now` arrives, None if never."""
        rate = self.capacity(now)
        begin = max(now, self.busy)
        if rate <= 0 or begin - now > self.queue:
            return None
        self.busy = begin + octets * 8 / rate
        if self.chance.random() < self.loss(now):
            return None
        return self.busy + self.delay + self.chance.random() * self.jitter


def camera(key: str, importance: Importance = Importance.OTHER, order: int = 0) -> Stream:
    """Three layers, as LiveKit's clients send 720p."""
    layers = ((0, 150_000.0), (1, 450_000.0), (2, 1_700_000.0))
    return Stream(key, importance, 2, layers, order)


@dataclass
class Hearing:
    """What one subscriber gets over a link. `shown`: (time, ranks) at each change."""

    link: Link
    streams: list[Stream]
    control: Control = field(default_factory=lambda: Control(Sent()))
    now: float = 0.0
    shown: list[tuple[float, dict[str, int | None]]] = field(default_factory=list)
    estimates: list[tuple[float, float]] = field(default_factory=list)
    sound_late: list[tuple[float, float]] = field(default_factory=list)
    sound_sent: int = 0

    def __post_init__(self) -> None:
        self._written = Feedback()
        self._arriving: list[tuple[float, int]] = []

    def run(self, seconds: float) -> "Hearing":
        """Goes on for so long."""
        until = self.now + seconds
        ticks = round(self.now / TICK)
        while self.now < until:
            if ticks % 8 == 0:
                self._decide()
            if ticks % 4 == 0:
                self._feed_back()
            self._send()
            self.now += TICK
            ticks += 1
        return self

    def _decide(self) -> None:
        ranks = dict(self.control.decide(self.streams, self.now).ranks)
        if not self.shown or ranks != self.shown[-1][1]:
            self.shown.append((self.now, ranks))
        self.estimates.append((self.now, self.control.bits(self.now)))

    def _send(self) -> None:
        late = self.link.carry(int(AUDIO * TICK / 8), self.now)
        self.sound_sent += 1
        if late is not None:
            self.sound_late.append((self.now, late - self.now))
        ranks = self.shown[-1][1]
        for stream in self.streams:
            rank = ranks.get(stream.key)
            if rank is not None:
                self._burst(int(dict(stream.layers)[rank] * TICK / 8), 1200)
        self._burst(self.control.padding(self.now), 270)

    def _burst(self, octets: int, size: int) -> None:
        """One call of the hot path: packets of one size, the last perhaps shorter."""
        count = -(-octets // size)
        if not count:
            return
        last = octets - size * (count - 1)
        first = self.control.sent.next
        self.control.sent.left(count, size, last, self.now)
        for n in range(count):
            arrives = self.link.carry(last if n == count - 1 else size, self.now)
            if arrives is not None:
                heapq.heappush(self._arriving, (arrives, first + n))

    def _feed_back(self) -> None:
        while self._arriving and self._arriving[0][0] <= self.now:
            at, number = heapq.heappop(self._arriving)
            self._written.arrived(number & 0xFFFF, at + 1000.0)  # a clock of its own
        body = self._written.take()
        if body is not None:
            (read,) = rtcp.parse(feedback.transport_feedback(1, 2, body))
            assert isinstance(read, TransportFeedback)
            self.control.feedback(read, self.now)

    def ranks(self) -> dict[str, int | None]:
        """What is shown now."""
        return self.shown[-1][1]

    def changes(self, since: float) -> int:
        """How often something changed after that time."""
        return sum(at > since for at, _ in self.shown)

    def lateness(self, since: float) -> float:
        """The 95th percentile of what sound waited, in seconds."""
        late = sorted(wait for at, wait in self.sound_late if at >= since)
        return late[int(len(late) * 0.95)]
