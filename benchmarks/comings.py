"""Those who come to a room and go again, in every way there is, heard while they are there.

See benchmarks.churn.
"""

import asyncio
import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field

from benchmarks.census import Census, Counted
from benchmarks.light_client import Denied, LightClient, entry
from tests.media.client import until

_WAYS = ("leaves", "vanishes", "dies", "twice", "leaves", "dies", "twice", "knocks")
_STAYS = {1: True, 2: True, 3: False}  # by mark: whether it speaks
_BEAT = 0.05  # seconds between packets of one speaker
_DEAF = 30.0  # seconds after which a stream is dead; the machine may do much else
_EMPTY = 90.0  # seconds for the last to be gone: who never came up is let go of after 15
_APART = 0.15
"""Seconds between two comings: who goes without a word is missed up to 15 seconds later, and a
room holds 64."""
_GOODBYE = 25.0
"""Seconds: a dismissed peer's media ends in 5, a stranger's TCP in 10; memory is back in 20."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One who comes, and how it goes. `resumes`: times it loses its signal connection."""

    mark: int
    way: str
    speaks: bool
    tcp: bool
    data: bool
    resumes: int


@dataclass(slots=True)
class Tally:
    """What became of all visits."""

    joins: int = 0
    reconnects: int = 0
    ways: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)
    dead: list[str] = field(default_factory=list)


def visits(first: int, joins: int, reconnects: int) -> Iterator[Visit]:
    """So many joins, one who comes twice counting double; resumptions spread evenly."""
    resumed, made = 0, 0
    for mark in itertools.count(first):
        way = _WAYS[mark % len(_WAYS)]
        if made >= joins:
            return
        way = "leaves" if way == "twice" and made + 2 > joins else way
        made += 2 if way == "twice" else 1
        if way == "knocks" and made >= joins:
            way = "leaves"
        due = 0 if way == "knocks" else reconnects * made // joins - resumed
        resumed += due
        tcp = (mark + mark // len(_WAYS)) % 4 == 0
        yield Visit(mark, way, mark % 3 == 0, tcp, mark % 5 == 2, due)


class Court:
    """The room, those who stay in it, and the coming and going."""

    def __init__(self, relay: Counted) -> None:
        self._relay = relay
        self.stays: dict[int, LightClient] = {}
        self.tally = Tally()
        self._door = asyncio.Lock()

    def client(self, visit: Visit) -> LightClient:
        """Not joined yet."""
        relay = self._relay
        access = entry(relay.api_key, relay.api_secret, f"visitor_{visit.mark}")
        return LightClient(
            relay.url, access, speaks=visit.speaks, data=visit.data,
            tcp=relay.tcp if visit.tcp else None, mark=visit.mark,
        )  # fmt: skip

    async def sit(self, stack: AsyncExitStack) -> None:
        """Those who stay come in."""
        for mark, speaks in _STAYS.items():
            visit = Visit(mark, "stays", speaks, tcp=False, data=True, resumes=0)
            self.stays[mark] = await stack.enter_async_context(self.client(visit))
            stack.push_async_callback(_cancelled, asyncio.create_task(_play(self.stays[mark])))

    async def visit(self, visit: Visit) -> None:
        """From coming to being gone; what went wrong is in the tally."""
        self.tally.ways[visit.way] += 1
        try:
            await (self._knock(visit) if visit.way == "knocks" else self._attend(visit))
        except (Denied, TimeoutError, OSError) as cause:
            self.tally.failed.append(f"{visit}: {cause!r}")

    async def _knock(self, visit: Visit) -> None:
        client = self.client(visit)
        await client.knock()
        self.tally.joins += 1
        await client.die()

    async def _attend(self, visit: Visit) -> None:
        client = await self._heard(visit)
        for _ in range(visit.resumes):
            client.arrivals.heard.clear()
            await client.resume()
            await until(lambda: client.told.get("reconnect", 0), _DEAF)
            self.tally.reconnects += 1
            await self._listen(client, visit)
        if visit.way == "twice":
            again = await self._heard(visit)
            await until(lambda: client.over, _DEAF)
            await client.vanish()
            client = again
        await _GOING[visit.way](client)

    async def _heard(self, visit: Visit) -> LightClient:
        client = self.client(visit)
        self.listener.arrivals.heard -= {(visit.mark, "audio"), (visit.mark, "video")}
        await client.join()
        self.tally.joins += 1
        await self._listen(client, visit)
        return client

    async def _listen(self, client: LightClient, visit: Visit) -> None:
        playing = asyncio.create_task(_play(client))
        speakers = [mark for mark, speaks in _STAYS.items() if speaks]
        try:
            await self._streams(client, speakers, f"to {visit}")
            if visit.speaks:
                await self._streams(self.listener, [visit.mark], f"from {visit}")
        finally:
            await _cancelled(playing)

    async def _streams(self, receiver: LightClient, marks: Sequence[int], whose: str) -> None:
        wanted = set(itertools.product(marks, ("audio", "video")))
        with suppress(TimeoutError):
            await until(lambda: wanted <= receiver.arrivals.heard or receiver.over, _DEAF)
        missing = sorted(wanted - receiver.arrivals.heard)
        self.tally.dead += [f"{one} {whose}" for one in missing]

    @property
    def listener(self) -> LightClient:
        """Who stays and hears everybody."""
        return self.stays[max(self.stays)]

    async def come_and_go(self, joins: int, reconnects: int, *, first: int, many: int) -> None:
        """`many` at a time, until so many have been here; those who stay must still hear."""
        coming = visits(first, joins, reconnects)

        async def some() -> None:
            for visit in coming:
                async with self._door:
                    await asyncio.sleep(_APART)
                await self.visit(visit)
                if any(one.over is not None for one in self.stays.values()):
                    return

        async with asyncio.TaskGroup() as group:
            for _ in range(many):
                group.create_task(some())
        for mark, stays in self.stays.items():
            if stays.over is not None:
                self.tally.failed.append(f"{mark}, who stayed, was put out: {stays.over}")
            stays.arrivals.heard.clear()
            others = [one for one, speaks in _STAYS.items() if speaks and one != mark]
            await self._streams(stays, others, f"to {mark}, who stayed")

    async def alone(self) -> Census:
        """What the relay holds once all others are gone. Raises TimeoutError."""
        async with asyncio.timeout(_EMPTY):
            left = len(self.stays) + 1
            while left > len(self.stays):
                await asyncio.sleep(1)
                left = (await self._relay.census()).sessions
        await asyncio.sleep(_GOODBYE)
        return await self._relay.census()


async def _play(client: LightClient) -> None:
    """Sound and pictures until cancelled, key frames all."""
    while True:
        if client.media is not None and client.over is None:
            client.media.reports.clear()
            _speak(client)
        await asyncio.sleep(_BEAT)


def _speak(client: LightClient) -> None:
    if client.speaks:
        client.speak()
        client.show(key=True)
    for counter in client.arrivals.streams.values():
        counter.clear()


async def _cancelled(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


_GOING = {
    "leaves": LightClient.leave,
    "twice": LightClient.leave,
    "vanishes": LightClient.vanish,
    "dies": LightClient.die,
}
