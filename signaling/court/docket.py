"""The hearings this instance holds in memory, read from the ledger and kept up to date."""

import asyncio
from collections.abc import Iterable

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from hearing.chain import ChainBroken
from hearing.ids import HearingId
from scheduler.database import reading
from signaling.court.history import Entry, beginning
from signaling.court.ledger import following, heads
from signaling.court.media_access import MediaAccess
from signaling.court.sitting import Effects, Sitting

_log = structlog.get_logger()
IDLE_S = 60.0


class Docket:
    """Loads a hearing when first asked for, forgets it when nobody needs it."""

    def __init__(self, engine: AsyncEngine, access: MediaAccess, effects: Effects) -> None:
        self._engine = engine
        self._access = access
        self._effects = effects
        self._held: dict[HearingId, Sitting] = {}
        self._delivering: dict[HearingId, asyncio.Task[None]] = {}
        self._idle_since: dict[HearingId, float] = {}

    def held(self) -> tuple[Sitting, ...]:
        """All in memory."""
        return tuple(self._held.values())

    async def sitting(self, hearing: HearingId) -> Sitting:
        """The hearing as last known here."""
        if hearing not in self._held:
            history = beginning(hearing).after(await self.entries(hearing))
            if hearing not in self._held:  # somebody may have loaded it meanwhile
                sitting = Sitting(history, self._access, self._effects)
                self._held[hearing] = sitting
                self._delivering[hearing] = asyncio.create_task(_delivering(sitting))
        self._idle_since.pop(hearing, None)  # whoever asked may be about to take a seat
        return self._held[hearing]

    async def current(self, hearing: HearingId, *, ours: bool = False) -> Sitting:
        """The hearing with all that is committed. `ours`: what is new is of this instance."""
        sitting = await self.sitting(hearing)
        known = sitting.history.seq
        news = await self.entries(hearing, known)
        sitting.adopt(news, own_from=known + 1 if ours else None)
        return sitting

    async def entries(self, hearing: HearingId, after: int = 0) -> list[Entry]:
        """The committed entries after `after`. Raises ChainBroken."""
        async with reading(self._engine) as connection:
            return await following(connection, hearing, after)

    async def missed(self, sitting: Sitting, after: int) -> list[Entry]:
        """The entries after `after`, at least up to what `sitting` has shown on return."""
        missed: list[Entry] = []
        while 0 < after < sitting.shown.seq:
            missed += await self.entries(sitting.hearing, after)
            after = missed[-1].seq
        return missed

    async def look(self, now: float) -> None:
        """Take in what grew unnoticed, forget what is idle. now: seconds, monotonic."""
        if not self._held:
            return
        async with reading(self._engine) as connection:
            ends = await heads(connection, self._held)
        grown = [s for s in self.held() if ends.get(s.hearing, 0) > s.history.seq]
        for sitting in grown:
            try:
                await self.current(sitting.hearing)
            except ChainBroken as error:  # one altered ledger does not stop the others
                _log.error("court.ledger_broken", hearing=sitting.hearing, row=error.line)
        self._forget(now)

    def _forget(self, now: float) -> None:
        for sitting in self.held():
            if not sitting.idle:
                self._idle_since.pop(sitting.hearing, None)
            elif now - self._idle_since.setdefault(sitting.hearing, now) > IDLE_S:
                self._delivering.pop(sitting.hearing).cancel()
                del self._held[sitting.hearing], self._idle_since[sitting.hearing]

    async def close(self) -> None:
        """Close every socket and stop delivering."""
        for sitting in self.held():
            sitting.close_all("server.stopping")
        await end(self._delivering.values())
        self._held.clear()
        self._delivering.clear()


async def end(tasks: Iterable[asyncio.Task[None]]) -> None:
    """Cancel `tasks` and wait until they are over."""
    ended = list(tasks)
    for task in ended:
        task.cancel()
    await asyncio.gather(*ended, return_exceptions=True)


async def _delivering(sitting: Sitting) -> None:
    while True:
        try:
            await sitting.deliver()
        except Exception:  # an effect failed in a way nobody foresaw; the ledger goes on
            _log.exception("court.deliver_failed", hearing=sitting.hearing)
