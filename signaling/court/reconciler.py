"""Brings the relay to what the ledgers say: at each event, on webhooks, and every second."""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol, assert_never

import structlog

from hearing.commands import Report
from hearing.ids import DeviceId, HearingId
from hearing.state import HearingState, Room
from signaling.court.desired import (
    ROOMS,
    Action,
    CreateRoom,
    DeleteRoom,
    Participant,
    Remove,
    SetGrant,
    actions,
    hearing_of,
    name_of,
    reports,
)
from signaling.court.ports import RelayUnreachable, Rooms

_log = structlog.get_logger()
_AT_ONCE = 8  # hearings asked about at the same time


class Hearings(Protocol):
    """The court, as the reconciler needs it."""

    async def known(self, hearing: HearingId) -> HearingState:
        """The hearing's state as this instance knows it."""
        ...

    def live(self) -> tuple[HearingId, ...]:
        """The hearings whose rooms are open."""
        ...

    async def report(self, hearing: HearingId, report: Report) -> None:
        """Put into the ledger what was seen."""
        ...


class Reconciler:
    """One loop for all hearings of this instance; a relay that is down is asked again."""

    def __init__(self, rooms: Rooms, hearings: Hearings) -> None:
        self._rooms = rooms
        self._hearings = hearings
        self._due: set[HearingId] = set()
        self._everything = False
        self._evicted: dict[tuple[HearingId, DeviceId], datetime] = {}
        self._woken = asyncio.Event()
        self._reachable = True

    def wake(self, hearing: HearingId) -> None:
        """Look at `hearing` now."""
        self._due.add(hearing)
        self._woken.set()

    def evict(self, hearing: HearingId, device: DeviceId, at: datetime) -> None:
        """Put out whoever joined as `device` until `at`; who joined after it stays."""
        self._evicted[hearing, device] = at
        self.wake(hearing)

    def wake_all(self) -> None:
        """Look at all hearings, and at rooms nobody should have."""
        self._everything = True
        self._woken.set()

    async def run(self) -> None:
        """Reconcile whenever woken, until cancelled."""
        while True:
            await self._woken.wait()
            self._woken.clear()
            due, everything = self._due, self._everything
            self._due, self._everything = set(), False
            try:
                await self.once(due, everything=everything)
            except Exception:  # an answer nobody expected; asked again in a second
                _log.exception("reconciler.round_failed")

    async def once(self, due: Iterable[HearingId], *, everything: bool = False) -> None:
        """One round over `due`, or over everything live and every room of ours that exists."""
        try:
            names = await self._rooms.names()
        except RelayUnreachable as error:
            self._reached(False, str(error))
            return
        self._reached(True)
        chosen = set(due)
        if everything:
            chosen |= {*self._hearings.live(), *filter(None, map(hearing_of, names))}
        limit = asyncio.Semaphore(_AT_ONCE)
        await asyncio.gather(*(self._one(hearing, names, limit) for hearing in chosen))

    async def _one(
        self, hearing: HearingId, names: frozenset[str], limit: asyncio.Semaphore
    ) -> None:
        async with limit:
            try:
                await self._converge(hearing, names)
            except RelayUnreachable as error:
                self._reached(False, str(error))
            except Exception:  # one hearing's trouble is not another's; tried again in 1 s
                _log.exception("reconciler.failed", hearing=hearing)

    async def _converge(self, hearing: HearingId, names: frozenset[str]) -> None:
        here = {room: name_of(hearing, room) for room in ROOMS}
        seen = {
            room: await self._rooms.participants(name) if name in names else ()
            for room, name in here.items()
        }
        await self._evict(hearing, here, seen)
        state = await self._hearings.known(hearing)  # after looking: never older than it
        for room, name in here.items():
            for action in actions(state, name in names, seen[room], room):
                await self._do(name, action)
                _log.info(
                    "reconciler.did", hearing=hearing, room=room, action=type(action).__name__
                )
        for report in reports(state, seen):
            await self._hearings.report(hearing, report)

    async def _evict(
        self,
        hearing: HearingId,
        here: Mapping[Room, str],
        seen: Mapping[Room, Iterable[Participant]],
    ) -> None:
        due = {key: at for key, at in self._evicted.items() if key[0] == hearing}
        for (of, device), at in due.items():
            for room, people in seen.items():
                if any(one.identity == device and one.joined_at <= at for one in people):
                    await self._rooms.remove(here[room], device)
            if self._evicted.get((of, device)) == at:
                del self._evicted[of, device]

    async def _do(self, room: str, action: Action) -> None:
        match action:
            case CreateRoom():
                await self._rooms.create(room)
            case DeleteRoom():
                await self._rooms.delete(room)
            case Remove(identity=identity):
                await self._rooms.remove(room, identity)
            case SetGrant(identity=identity, grant=grant):
                await self._rooms.grant(room, identity, grant)
            case _:
                assert_never(action)

    def _reached(self, reachable: bool, why: str = "") -> None:
        """Say once that the relay went away or came back."""
        if reachable != self._reachable:
            self._reachable = reachable
            level = _log.info if reachable else _log.warning
            level("reconciler.relay", reachable=reachable, why=why)
