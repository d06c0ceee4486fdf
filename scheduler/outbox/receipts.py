"""Receipts: what the secret in a notice's message confirms, looked at and confirmed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.refusal import Refusal
from hearing.roles import Role
from scheduler.notices.notice import Occasion
from scheduler.outbox.facts import sittings_from
from scheduler.slot import Slot
from scheduler.source import Source, digest
from scheduler.tables import CaseRow, CourtRow, HearingRow, NoticeRow


@dataclass(frozen=True, slots=True)
class Receipt:
    """A notice in somebody's hand. Nobody's name: it may be in the wrong one."""

    court: str
    zone: str
    case_number: str
    role: Role
    occasion: Occasion
    sent_at: datetime | None
    confirmed_at: datetime | None
    sittings: tuple[Slot, ...]
    language: str


async def look(connection: AsyncConnection, token: str) -> Receipt:
    """What `token` confirms; changes nothing. Raises Refusal `receipt.unknown`."""
    row = (
        await connection.execute(
            select(
                NoticeRow.role,
                NoticeRow.occasion,
                NoticeRow.sent_at,
                NoticeRow.confirmed_at,
                NoticeRow.told,
                NoticeRow.language,
                CourtRow.name.label("court"),
                CourtRow.zone,
                CaseRow.number,
            )
            .join(HearingRow, HearingRow.id == NoticeRow.hearing)
            .join(CourtRow, CourtRow.id == HearingRow.court)
            .join(CaseRow, CaseRow.id == HearingRow.case)
            .where(NoticeRow.receipt == digest(token))
        )
    ).first()
    if row is None:
        raise Refusal("receipt.unknown")
    return Receipt(
        court=row.court,
        zone=row.zone,
        case_number=row.number,
        role=Role(row.role),
        occasion=Occasion(row.occasion),
        sent_at=row.sent_at,
        confirmed_at=row.confirmed_at,
        sittings=sittings_from(row.told),
        language=row.language or "vi",
    )


@dataclass(frozen=True, slots=True)
class Held:
    """The notice that a receipt's secret is of."""

    hearing: str
    id: str
    seat: str


async def unconfirmed(connection: AsyncConnection, token: str) -> Held | None:
    """What `token` would confirm; None: it is confirmed, or confirms nothing."""
    row = (
        await connection.execute(
            select(NoticeRow.hearing, NoticeRow.id, NoticeRow.seat).where(
                NoticeRow.receipt == digest(token), NoticeRow.confirmed_at.is_(None)
            )
        )
    ).first()
    return None if row is None else Held(*row)


async def confirm(connection: AsyncConnection, source: Source, token: str) -> bool:
    """Note that the person has it; the first time counts. Whether this was."""
    done = await connection.execute(
        update(NoticeRow)
        .where(NoticeRow.receipt == digest(token), NoticeRow.confirmed_at.is_(None))
        .values(confirmed_at=source.now)
    )
    return bool(done.rowcount)
