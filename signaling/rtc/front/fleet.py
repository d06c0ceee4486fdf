"""The media workers that are there now, and the way from a room to one of them."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import structlog

from hearing.refusal import Refusal
from signaling.rtc.front.places import Place, Places

log = structlog.get_logger("relay.front")

PATIENCE_S = 3.0
"""How long a client waits for a worker while there is none."""
GRACE_S = 1.5
"""After its start the front waits so long for workers that had rooms already."""
SILENT_S = 5.0
"""A worker that says nothing for so long (it does twice a second) hangs, and is ended."""
_LOOK_S = 0.5


@dataclass(slots=True, eq=False)
class Worker:
    """One media worker. port: its own TCP port on loopback; heard: monotonic seconds."""

    number: int
    port: int
    udp_port: int
    pid: int
    heard: float
    drop: Callable[[str], None] = field(repr=False)

    @property
    def url(self) -> str:
        """Its HTTP server."""
        return f"http://127.0.0.1:{self.port}"


@dataclass(slots=True, eq=False)
class Fleet:
    """expected: how many workers there shall be."""

    expected: int
    places: Places = field(default_factory=Places)
    workers: dict[int, Worker] = field(default_factory=dict)
    losses: int = 0
    _some: asyncio.Event = field(default_factory=asyncio.Event)
    _settled: asyncio.Event = field(default_factory=asyncio.Event)

    def came(self, worker: Worker, rooms: list[str]) -> None:
        """A worker registered, with the rooms it has; one of the same number is gone then."""
        old = self.workers.get(worker.number)
        if old is not None:
            self.lost(old)
        self.workers[worker.number] = worker
        for room in rooms:
            self.opened(worker, room)
        self._some.set()
        if len(self.workers) >= self.expected:
            self._settled.set()
        log.info("worker came", worker=worker.number, pid=worker.pid, rooms=len(rooms))

    def lost(self, worker: Worker) -> None:
        """A worker is gone, or goes: its rooms move with the next who comes. Idempotent."""
        if self.workers.get(worker.number) is not worker:
            return
        del self.workers[worker.number]
        if not self.workers:
            self._some.clear()
        moving = self.places.lost(worker.number)
        self.losses += 1
        log.warning("worker lost", worker=worker.number, pid=worker.pid, rooms=len(moving))

    def opened(self, worker: Worker, room: str) -> None:
        """A worker has a room; it gives up one that moved meanwhile."""
        if not self.places.opened(room, worker.number):
            log.warning("room is elsewhere", worker=worker.number, room=room)
            worker.drop(room)

    async def everyone(self) -> list[Worker]:
        """All that are there, for what is no room's; at least one.

        Raises Refusal("rtc.closing") when no worker comes in time.
        """
        await self._ready()
        return list(self.workers.values())

    def listed(self) -> dict[str, object]:
        """Who is there, with which rooms: for whoever looks after the installation."""
        workers = [
            {
                "worker": worker.number,
                "pid": worker.pid,
                "udp_port": worker.udp_port,
                "rooms": self.places.rooms(worker.number),
            }
            for worker in sorted(self.workers.values(), key=lambda one: one.number)
        ]
        return {"expected": self.expected, "workers": workers}

    @asynccontextmanager
    async def at(self, room: str) -> AsyncIterator[Worker]:
        """The worker of a room, which keeps it there meanwhile.

        Raises Refusal("rtc.closing") when no worker comes in time.
        """
        await self._ready()
        place: Place = self.places.enter(room, self.workers)
        try:
            yield self.workers[place.worker]
        finally:
            self.places.leave(place)

    async def _ready(self) -> None:
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self._settled.wait()
                await self._some.wait()
        except TimeoutError:
            raise Refusal("rtc.closing") from None

    async def watch(self) -> None:
        """Ends workers that hang; run it while there is a front."""
        loop = asyncio.get_running_loop()
        began = before = loop.time()
        while True:
            await asyncio.sleep(_LOOK_S)
            now = loop.time()
            stalled = max(0.0, now - before - _LOOK_S)  # it was we who did not listen
            before = now
            if now - began > GRACE_S:
                self._settled.set()
            for worker in list(self.workers.values()):
                worker.heard += stalled
                if now - worker.heard > SILENT_S:
                    self._end(worker)

    def _end(self, worker: Worker) -> None:
        log.error("worker hangs", worker=worker.number, pid=worker.pid)
        if worker.pid != os.getpid():  # tests have all in one process
            with suppress(ProcessLookupError):
                os.kill(worker.pid, signal.SIGKILL)  # its supervisor starts another
        self.lost(worker)
