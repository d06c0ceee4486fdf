"""What became of a notice: in its hearing's ledger and in the record of service, or in neither.

The ledger comes first. Whoever changes a hearing writes there before they touch its notices; in
another order two transactions would wait for each other.
"""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass
from typing import Protocol

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.actors import Actor
from hearing.commands import Command
from hearing.ids import HearingId, SeatId
from hearing.refusal import Refusal
from hearing.service_events import NoticeFailed, NoticeServed, NoticeTrouble, ServiceEvent
from hearing.state import HearingState
from scheduler.outbox.fingerprint import fingerprint
from scheduler.outbox.served import Served

_log = structlog.get_logger()
_PASSES = frozenset({"court.unavailable", "court.busy"})
"""Why a ledger takes nothing just now; for any other reason it never will."""

Begin = Callable[[], AbstractAsyncContextManager[AsyncConnection]]


class Receipt(Protocol):
    """Which ledger rows a command became."""

    @property
    def first_seq(self) -> int: ...

    @property
    def last_seq(self) -> int: ...


class Court(Protocol):
    """The court, as far as its ledger is needed; implemented by signaling/court/service.py."""

    async def execute(
        self,
        hearing: HearingId,
        command: Command,
        *,
        by: Actor,
        command_id: str,
        connection: AsyncConnection | None = None,
    ) -> Receipt:
        """Decide and append. With `connection`: in the caller's transaction, which the caller
        commits and then awaits `published`. Raises Refusal."""
        ...

    async def published(self, hearing: HearingId) -> None:
        """Put into effect and send what was appended in a transaction of the caller."""
        ...

    async def state(self, hearing: HearingId) -> HearingState:
        """The hearing now; a draft if the ledger knows nothing of it. Raises Refusal."""
        ...


@dataclass(frozen=True, slots=True)
class Note:
    """One notice's news. report: what goes into the ledger, None if there is none after all.
    change: of the record of service; False: somebody else was first."""

    hearing: HearingId
    by: Actor
    command_id: str
    report: Callable[[AsyncConnection], Awaitable[ServiceEvent | None]]
    change: Callable[[AsyncConnection], Awaitable[bool]]


class _Overtaken(Exception):
    """What the ledger was about to say is not so."""


async def note(court: Court, begin: Begin, news: Note) -> bool:
    """Write `news` down in one transaction; whether it was ours to write.

    A ledger that is broken is not served by losing the record of service as well: then that is
    kept alone, and the log says so. Raises Refusal `court.unavailable`, `court.busy`, or that
    of `report` and `change`.
    """
    with suppress(Refusal):  # a broken ledger is met below
        await court.state(news.hearing)
    try:
        async with begin() as connection:
            entered = await _write(court, connection, news)
    except _Overtaken:
        return False
    if entered:
        await court.published(news.hearing)
    return True


async def _write(court: Court, connection: AsyncConnection, news: Note) -> bool:
    """Whether the ledger took it. Raises _Overtaken."""
    report = await news.report(connection)
    if report is None:
        raise _Overtaken
    entered = await _enter(court, connection, news, report)
    if not await news.change(connection):
        raise _Overtaken
    return entered


async def _enter(
    court: Court, connection: AsyncConnection, news: Note, report: ServiceEvent
) -> bool:
    try:
        await court.execute(
            news.hearing,
            report,
            by=news.by,
            command_id=news.command_id,
            connection=connection,
        )
    except Refusal as refusal:
        if refusal.code in _PASSES:
            raise
        _log.error("post.not_in_ledger", hearing=news.hearing, code=refusal.code)
        return False
    return True


def became(one: Served) -> ServiceEvent:
    """What the ledger is told of a notice that was sent, served by hand or given up."""
    if one.state in ("sent", "by_hand"):
        return NoticeServed(
            notice=one.id,
            seat=SeatId(one.seat),
            occasion=one.occasion.value,
            way="by_hand" if one.state == "by_hand" else one.channel,
            record=fingerprint(one),
            digest=one.digest or "",
            papers=tuple(paper.sha256 for paper in one.papers),
        )
    return NoticeFailed(
        notice=one.id,
        seat=SeatId(one.seat),
        occasion=one.occasion.value,
        why=_why(one),
        record=fingerprint(one),
    )


def _why(one: Served) -> NoticeTrouble:
    if one.state == "unaddressed":
        return "no_address"
    return "late" if one.error == "late" else "refused"
