"""One relay with everybody connected, and stretches of media sent through it."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

from benchmarks.forwarding.caller import Caller
from benchmarks.forwarding.engine import Engine, cpu_seconds
from benchmarks.forwarding.packets import SSRC, number_of, packet
from benchmarks.forwarding.sinks import Sinks
from media import rtp

_QUIET = 0.15  # seconds without media: all has come
_FIRST_FRAME = 20.0  # seconds
_ATTEND = 0.25  # seconds in which other relays' checks are answered
_CLOSE = 0.0002  # seconds before a burst is due in which no socket is read
_UNREAD = 0.005  # seconds after which one is, however little time there is: their buffers fill


@dataclass(frozen=True, slots=True)
class Stretch:
    """What one stretch of sending came to. cpu: seconds of the relay's process. decrypted: of
    what the last sink was sent, what was authentic and ours. reports: feedbacks that the sinks
    sent. latencies: seconds from the publisher's system call to the last sink's socket, for
    each of these."""

    offered: int
    delivered: int
    decrypted: int
    cpu: float
    seconds: float
    reports: int
    latencies: Sequence[float] = field(repr=False)

    @property
    def cost(self) -> float:
        """Seconds of CPU for each packet delivered."""
        return self.cpu / max(1, self.delivered)


class Stage:
    """Begun by `staged`."""

    def __init__(
        self,
        engine: Engine,
        publishers: Sequence[Caller],
        callers: Sequence[Caller],
        *,
        reporting: bool = False,
    ) -> None:
        self._reporting = reporting
        self._engine, self._publishers, self._callers = engine, publishers, callers
        self._sinks: Sinks | None = None
        self._living: asyncio.Task[None] | None = None
        self._number = 0
        self._seqs = [0] * len(publishers)

    @property
    def subscribers(self) -> int:
        """How many sinks there are."""
        return len(self._callers)

    async def begin(self) -> None:
        """Key frames until every sink shows one; then only `sinks` reads. Raises
        TimeoutError."""
        deadline = time.monotonic() + _FIRST_FRAME
        while not all(map(self._sees_all, self._callers)):
            if time.monotonic() > deadline:
                raise TimeoutError("no picture at some sink")
            for who, publisher in enumerate(self._publishers):
                publisher.rtp(self._next(who, key=True))
            await asyncio.sleep(0.05)
        self._sinks = Sinks([*self._callers], reporting=self._reporting)
        self._living = asyncio.create_task(self._live())

    def _sees_all(self, caller: Caller) -> bool:
        return len({each.ssrc for each in caller.packets}) >= len(self._publishers)

    def _next(self, who: int, *, key: bool = False) -> bytes:
        ssrc = self._publishers[who].ssrc
        made = packet(self._number, self._seqs[who], ssrc=ssrc, key=key)
        self._number += 1
        self._seqs[who] += 1
        return made

    async def _live(self) -> None:
        while True:
            self.idle()
            await asyncio.sleep(_ATTEND)

    async def end(self) -> None:
        """Answers nothing more."""
        if self._living is not None:
            self._living.cancel()
            await asyncio.gather(self._living, return_exceptions=True)

    def idle(self) -> None:
        """Answers whatever the relay asks meanwhile."""
        if self._sinks is not None:
            self._sinks.all()
        for publisher in self._publishers:
            publisher.attend()

    async def run(
        self, bursts: Sequence[int], pps: float, seconds: float, others: Sequence["Stage"] = ()
    ) -> Stretch:
        """Sends bursts of so many packets in turn, evenly, so that `pps` packets a second leave
        the relay; `others` live on."""
        sinks = self._sinks
        assert sinks is not None
        of_each = self.subscribers * sum(bursts) / len(bursts)  # packets out
        sizes = [bursts[n % len(bursts)] for n in range(max(1, int(pps * seconds / of_each)))]
        first = self._number
        protected = [self._protected(n % len(self._publishers), b) for n, b in enumerate(sizes)]
        self.idle()
        await asyncio.sleep(0.05)
        self.idle()
        sinks.kept.clear()
        before, cpu = sinks.packets, cpu_seconds(self._engine.process)
        reports = sinks.reports
        start = time.perf_counter()
        sent = self._pace(sinks, protected, of_each / pps, others)
        self._drain(sinks)
        took = time.perf_counter() - start - _QUIET
        cpu = cpu_seconds(self._engine.process) - cpu
        delivered = sinks.packets - before
        latencies = self._decrypted(sinks, first, sent)
        return Stretch(
            offered=sum(sizes) * self.subscribers,
            delivered=delivered,
            decrypted=len(latencies),
            cpu=cpu,
            seconds=took,
            reports=sinks.reports - reports,
            latencies=latencies,
        )

    def _protected(self, who: int, burst: int) -> tuple[Caller, list[bytes]]:
        publisher = self._publishers[who]
        return publisher, [publisher.protect(self._next(who)) for _ in range(burst)]

    def _pace(
        self,
        sinks: Sinks,
        bursts: Sequence[tuple[Caller, list[bytes]]],
        every: float,
        others: Sequence["Stage"],
    ) -> list[int]:
        """Sends a burst `every` so many seconds; when each packet left, nanoseconds."""
        sent: list[int] = []
        due = attended = read = time.perf_counter()
        for publisher, burst in bursts:
            if due - attended > _ATTEND:
                attended = due
                for other in others:
                    other.idle()
            if due - read > _UNREAD:
                read = due
                sinks.step()
            while due - time.perf_counter() > _CLOSE:
                read = due
                sinks.step()
                publisher.attend()
                time.sleep(max(0.0, min(_CLOSE, due - time.perf_counter() - _CLOSE)))
            while time.perf_counter() < due:
                pass
            sent += [time.time_ns()] * len(burst)
            publisher.burst(burst)
            due += every
        return sent

    def _drain(self, sinks: Sinks) -> None:
        seen = -1
        while sinks.packets != seen:
            seen = sinks.packets
            until = time.perf_counter() + _QUIET
            while time.perf_counter() < until:
                sinks.all()
                time.sleep(0.01)

    def _decrypted(self, sinks: Sinks, first: int, sent: Sequence[int]) -> list[float]:
        honest, latencies = self._callers[-1], []
        for arrived, data in sinks.kept:
            try:
                number = number_of(honest.dtls._rx_srtp.unprotect(data))
            except rtp.Malformed:
                continue
            if first <= number < self._number:  # relays may send padding of their own
                latencies.append((arrived - sent[number - first]) / 1e9)
        return latencies


@asynccontextmanager
async def staged(
    engine: Engine, ip: str, subscribers: int, publishers: int = 1, *, reporting: bool = False
) -> AsyncIterator[Stage]:
    """Publishers and their sinks, the first frames seen. reporting: sinks tell the relay what
    came to them. Raises TimeoutError, OSError."""
    async with AsyncExitStack() as stack:

        async def joined(n: int, *, publishes: bool) -> Caller:
            caller = await Caller.at(ip, publishes=publishes)
            stack.push_async_callback(caller.close)
            caller.ssrc, caller.sections = SSRC + n, 1 if publishes else publishers
            caller.repairs = reporting and not publishes
            await engine.join(caller)
            return caller

        sources = [await joined(n, publishes=True) for n in range(publishers)]
        sinks = [await joined(n, publishes=False) for n in range(subscribers)]
        stage = Stage(engine, sources, sinks, reporting=reporting)
        stack.push_async_callback(stage.end)
        await stage.begin()
        yield stage
