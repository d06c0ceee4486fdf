"""The outbox's way out: take a notice by lease, make its message once, deliver, write down.

Killed at any point it leaves a lease that runs out. Before the message was written down nobody
saw it, and another is made; afterwards the same bytes are sent again. Only an attempt that died
between the server's acceptance and our writing it down reaches a person twice, as one message
with one Message-ID.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from hearing.refusal import Refusal
from scheduler import links
from scheduler.database import reading
from scheduler.outbox import leases
from scheduler.outbox.facts import told
from scheduler.outbox.leases import Lease
from scheduler.source import Source
from signaling.post.delivery import (
    MOST_ATTEMPTS,
    Accepted,
    Deferred,
    Outcome,
    Rejected,
    Transport,
    Unreachable,
    pause,
)
from signaling.post.making import Finished, Maker
from signaling.post.noting import Court
from signaling.post.results import Results

_log = structlog.get_logger()
LEASE = timedelta(seconds=90)
RUN_LIMIT = 500
"""Notices in one run; the next run goes on."""


@dataclass(frozen=True, slots=True)
class Rules:
    """sender: the address notices come from. lease: longer than any attempt takes."""

    sender: str
    lease: timedelta = LEASE

    @property
    def patience(self) -> float:
        """Seconds an attempt may take, so that it is over before its lease is."""
        return self.lease.total_seconds() * 0.8


@dataclass(frozen=True, slots=True)
class _Ready:
    address: str
    message: bytes


@dataclass(frozen=True, slots=True)
class Post:
    """One instance's sender. transports: by channel; only those channels are taken. court: has
    the ledgers that say what became of notices."""

    engine: AsyncEngine
    maker: Maker
    transports: Mapping[str, Transport]
    rules: Rules
    clock: Callable[[], datetime]
    randomness: Callable[[int], bytes]
    court: Court | None = None

    async def run(self) -> int:
        """Send what is due until nothing is, or nobody takes it; how many were taken."""
        taken = 0
        try:
            while taken < RUN_LIMIT and await self._one():
                taken += 1
        finally:
            for transport in self.transports.values():
                await transport.rest()
        return taken

    async def _one(self) -> bool:
        """Work on one notice; False if there is none, or no use in going on."""
        now = self._source().now
        async with reading(self.engine) as connection:
            if not await leases.anything(connection, self.transports, now):
                return False
        async with self.engine.begin() as connection:
            lease = await leases.take(connection, self.transports, now, self.rules.lease)
        if lease is None:
            return False
        try:
            async with asyncio.timeout(self.rules.patience):
                return await self._work(lease, now)
        except Exception as error:  # one notice that cannot be made holds up no other
            _log.exception("post.failed", notice=lease.id)
            why = error.code if isinstance(error, Refusal) else type(error).__name__
            await self._note(lease, Deferred(why))
            return True

    async def _work(self, lease: Lease, now: datetime) -> bool:
        if lease.worth_until <= now:
            # A reminder that is late is of no use; a paper that never left is not passed over.
            useless = lease.occasion == "reminder" and lease.sealed is None
            await self._give_up(lease, "dropped" if useless else "dead", "late")
            return True
        ready = await self._message(lease)
        if ready is None:
            return True
        outcome = await self.transports[lease.channel].deliver(ready.address, ready.message)
        return await self._note(lease, outcome)

    async def _message(self, lease: Lease) -> _Ready | None:
        """The message as made by the first attempt, or made now."""
        if lease.sealed is not None:
            message = self.maker.envelope.open(lease.sealed, lease.id)
            if message is None:
                _log.error("post.sealed_elsewhere", notice=lease.id)
                await self._postpone(lease, "sealed with another installation's key")
                return None
            return _Ready(lease.address or "", message)
        finished = await self._made(lease)
        return None if finished is None else _Ready(finished.made.address, finished.message)

    async def _made(self, lease: Lease) -> Finished | None:
        source = self._source()
        async with reading(self.engine) as connection:
            said = await told(connection, lease, source.now, self.rules.sender)
        if said is None:
            await self._give_up(lease, "dropped", "no seat")
            return None
        address = said.phone if lease.channel == "phone" else said.notice.recipient.address
        if not address:
            state = "dropped" if lease.occasion == "reminder" else "unaddressed"
            await self._give_up(lease, state, "no address")
            return None
        if lease.channel == "phone":
            finished = self.maker.text(said, source)
        else:
            finished = await self.maker.mail(said, source)
        return finished if await self._write_down(lease, finished, source) else None

    async def _write_down(self, lease: Lease, finished: Finished, source: Source) -> bool:
        """Before anything is sent. False: changed since, so that it is made anew later."""
        async with self.engine.begin() as connection:
            stands = await leases.made(connection, lease, finished.made)
            if stands and finished.link is not None:
                await links.enter(connection, source, finished.link, lease.id)
            if not stands:
                await leases.postponed(connection, lease, source.now, "changed meanwhile")
        return stands

    async def _note(self, lease: Lease, outcome: Outcome) -> bool:
        match outcome:
            case Accepted(answer=answer):
                await self._sent(lease, answer)
            case Rejected(why=why):
                await self._give_up(lease, "dead", why)
            case Deferred(why=why) if lease.attempts >= MOST_ATTEMPTS:
                await self._give_up(lease, "dead", why)
            case Deferred(why=why) | Unreachable(why=why):
                await self._postpone(lease, why)
        return not isinstance(outcome, Unreachable)

    async def _sent(self, lease: Lease, answer: str) -> None:
        noted = await self._results.sent(lease, answer)
        _log.info("post.sent", notice=lease.id, attempts=lease.attempts, noted=noted)

    async def _give_up(self, lease: Lease, state: str, why: str) -> None:
        await self._results.given_up(lease, state, why)
        _log.info("post.given_up", notice=lease.id, state=state)

    async def _postpone(self, lease: Lease, why: str) -> None:
        until = self._source().now + pause(lease.attempts)
        async with self.engine.begin() as connection:
            await leases.postponed(connection, lease, until, why)
        _log.info("post.postponed", notice=lease.id, attempts=lease.attempts)

    @property
    def _results(self) -> Results:
        return Results(self.engine, self.court, self._source)

    def _source(self) -> Source:
        return Source(self.clock(), self.randomness)
