"""What a hearing's course does to its booking: a suspension is limited, what ends is moot, who
loses a seat is free."""

from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.events import Event, SeatRevoked, StatusChanged
from hearing.roles import Role
from hearing.service_events import NoticeServed
from hearing.state import Status
from scheduler import booking, deadlines
from scheduler.clocks import SUSPENSION, Answer, suspension
from scheduler.policy import vietnam
from scheduler.tables import DeadlineRow, HearingRow, NoticeRow, SeatRow

MOOT_AFTER = frozenset({Status.ADJOURNED, Status.CANCELLED, Status.MOVED_IN_PERSON})
"""From then on nobody is waited for; what was owed to a hearing that was held stays owed."""


_CALLS = ("listed", "moved")

_OWN = tuple(
    role.value
    for role in (
        *(Role.PRESIDING_JUDGE, Role.JUDGE, Role.ASSESSOR, Role.CLERK),
        *(Role.TECHNICAL_OFFICER, Role.JUDICIAL_POLICE, Role.CUSTODY_OFFICER),
    )
)
"""Whoever holds court is told of a hearing, not served."""

PROVEN = "Theo hồ sơ tống đạt · by the record of service"


async def follow(connection: AsyncConnection, hearing: str, event: Event, at: datetime) -> None:
    """Write down what `event` (in the ledger, in this transaction) means for deadlines, and
    that a seat is free."""
    if isinstance(event, SeatRevoked):
        await booking.vacate(connection, hearing, event.seat, at)
    if isinstance(event, NoticeServed) and event.occasion in _CALLS:
        await _served(connection, hearing, event.seat, at)
    if not isinstance(event, StatusChanged):
        return
    if event.was is Status.SUSPENDED:
        await _close(connection, hearing, at, Answer.DONE, only=SUSPENSION)
    if event.to is Status.SUSPENDED:
        await _suspend(connection, hearing, at)
    elif event.to in MOOT_AFTER:
        await _close(connection, hearing, at, Answer.MOOT)


async def _served(connection: AsyncConnection, hearing: str, seat: str, at: datetime) -> None:
    """Once everybody who is called from outside the court has a notice, the clerk's service is
    done: the record of service proves it. What the clerk answered stays."""
    called = select(NoticeRow.seat).where(
        NoticeRow.hearing == hearing,
        NoticeRow.occasion.in_(_CALLS),
        NoticeRow.state != "dropped",
        NoticeRow.role.not_in(_OWN),
        NoticeRow.seat.in_(
            select(SeatRow.id).where(SeatRow.hearing == hearing, SeatRow.revoked_at.is_(None))
        ),
    )
    served = called.where(NoticeRow.state.in_(("sent", "by_hand")))
    left = called.where(NoticeRow.seat.not_in(served), NoticeRow.seat != seat).limit(1)
    theirs = called.where(NoticeRow.seat == seat).limit(1)
    if await connection.scalar(theirs) and not await connection.scalar(left):
        await connection.execute(
            update(DeadlineRow)
            .where(
                DeadlineRow.hearing == hearing,
                DeadlineRow.key == "service",
                DeadlineRow.answered_at.is_(None),
            )
            .values(answered_at=at, answer=Answer.DONE.value, note=PROVEN)
        )


async def _suspend(connection: AsyncConnection, hearing: str, at: datetime) -> None:
    court = await connection.scalar(select(HearingRow.court).where(HearingRow.id == hearing))
    if court is None:  # the ledger knows it, booking does not
        return
    one = suspension(vietnam(), await deadlines.facts_of(connection, hearing), at)
    if one is None:
        return
    values = {"owner": one.owner.value, "due_at": one.due_at}
    again = await connection.execute(
        update(DeadlineRow)
        .where(DeadlineRow.hearing == hearing, DeadlineRow.key == one.key)
        .values(**values, answered_at=None, answer=None, note=None, answered_by=None)
    )
    if not again.rowcount:
        row = {"hearing": hearing, "key": one.key, "court": court, **values}
        await connection.execute(insert(DeadlineRow).values(**row))


async def _close(
    connection: AsyncConnection,
    hearing: str,
    at: datetime,
    answer: Answer,
    *,
    only: str | None = None,
) -> None:
    closing = update(DeadlineRow).where(
        DeadlineRow.hearing == hearing, DeadlineRow.answered_at.is_(None)
    )
    if only is not None:
        closing = closing.where(DeadlineRow.key == only)
    await connection.execute(closing.values(answered_at=at, answer=answer.value))
