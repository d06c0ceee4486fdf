"""What a notice says, read from the booking as it stands."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.roles import Role
from scheduler.contact import contact
from scheduler.entries import CaseType, Flag, Instance, PointKind
from scheduler.hearings import follows, points_of, sittings_of
from scheduler.links import used_by_notice
from scheduler.notices.notice import Facts, Notice, Occasion, Recipient, Sender
from scheduler.outbox.leases import Lease
from scheduler.plan import DeviceKind
from scheduler.slot import Slot
from scheduler.tables import (
    CaseRow,
    CourtRow,
    DeviceRow,
    HearingRow,
    NoticeRow,
    PersonRow,
    PointRow,
    SeatRow,
)

LEAST_VALIDITY = timedelta(days=1)  # of a link: hearings begin and end late
_FOLLOWED = frozenset({Occasion.ADJOURNED})
_WITH_LINK = frozenset({Occasion.LISTED, Occasion.MOVED, Occasion.REMINDER})


@dataclass(frozen=True, slots=True)
class Told:
    """A notice but for its links. court: whose templates its paper is made from. phone: the
    other way to its person.

    seat, span: whom a personal link would be for and how long it would be good; no `seat`:
    they need none (they sit at a point's device, or came in already).
    """

    notice: Notice
    court: str
    phone: str | None
    role: Role
    seat: str | None
    span: Slot


async def told(
    connection: AsyncConnection, lease: Lease, now: datetime, sender: str
) -> Told | None:
    """What the leased notice says now; None if its seat is none of ours.

    sender: the installation's own address.
    """
    row = (await connection.execute(_row().where(NoticeRow.number == lease.number))).first()
    if row is None:
        return None
    occasion, role = Occasion(row.occasion), Role(row.role)
    own = row.device_kind == DeviceKind.PERSONAL.value
    reached = contact(row.email, None, row.language)
    sittings = await sittings_of(connection, lease.hearing)
    earlier = await _earlier(connection, lease) if occasion is Occasion.MOVED else ()
    notice = Notice(
        id=lease.id,
        occasion=occasion,
        sender=Sender(row.court_name, row.zone, sender, row.court_id),
        recipient=Recipient(
            row.person_name,
            reached.email or "",
            role,
            reached.language,
            None if own else row.point_name,
        ),
        facts=await _facts(connection, lease.hearing, row, sittings),
        sequence=lease.sequence,
        issued_at=lease.created_at if occasion is not Occasion.REMINDER else now,
        reason=row.why,
        earlier=() if earlier == sittings else earlier,
        successor=await follows(connection, lease.hearing) if occasion in _FOLLOWED else (),
    )
    linked = own and occasion in _WITH_LINK and not await used_by_notice(connection, row.seat)
    span = Slot(now, max(sittings[-1].end, now + LEAST_VALIDITY))
    return Told(notice, row.court, row.phone, role, row.seat if linked else None, span)


async def _facts(
    connection: AsyncConnection, hearing: str, row: Any, sittings: tuple[Slot, ...]
) -> Facts:
    points = await points_of(connection, hearing)
    judge = await connection.scalar(
        select(PersonRow.name)
        .join(SeatRow, SeatRow.person == PersonRow.id)
        .where(SeatRow.hearing == hearing, SeatRow.role == Role.PRESIDING_JUDGE.value)
        .where(SeatRow.revoked_at.is_(None))
        .limit(1)
    )
    return Facts(
        hearing=hearing,
        case_number=row.case_number,
        case_title=row.case_title,
        case_type=CaseType(row.case_type),
        instance=Instance(row.instance),
        sittings=sittings,
        courtroom=next((one.name for one in points if one.kind is PointKind.CENTRAL), ""),
        judge=judge,
        closed=Flag.CLOSED.value in row.flags.split(),
    )


async def _earlier(connection: AsyncConnection, lease: Lease) -> tuple[Slot, ...]:
    """The sittings that this person was told last."""
    last = await connection.scalar(
        select(NoticeRow.told)
        .where(
            NoticeRow.hearing == lease.hearing,
            NoticeRow.person == _person_of(lease),
            NoticeRow.number < lease.number,
            NoticeRow.sealed_at.is_not(None),
        )
        .order_by(NoticeRow.number.desc())
        .limit(1)
    )
    return sittings_from(last or "[]")


def _person_of(lease: Lease) -> Any:
    return select(NoticeRow.person).where(NoticeRow.number == lease.number).scalar_subquery()


def sittings_to(sittings: Sequence[Slot]) -> str:
    """Sittings as a row keeps them. Pure."""
    return json.dumps([[one.start.isoformat(), one.end.isoformat()] for one in sittings])


def sittings_from(text: str) -> tuple[Slot, ...]:
    """What `sittings_to` wrote. Pure."""
    return tuple(Slot(*map(datetime.fromisoformat, one)) for one in json.loads(text))


def _row() -> Any:
    return (
        select(
            NoticeRow.court,
            NoticeRow.occasion,
            NoticeRow.role,
            NoticeRow.seat,
            NoticeRow.why,
            PersonRow.name.label("person_name"),
            PersonRow.email,
            PersonRow.phone,
            PersonRow.language,
            CourtRow.id.label("court_id"),
            CourtRow.name.label("court_name"),
            CourtRow.zone,
            CaseRow.number.label("case_number"),
            CaseRow.title.label("case_title"),
            CaseRow.type.label("case_type"),
            CaseRow.instance,
            CaseRow.flags,
            DeviceRow.kind.label("device_kind"),
            PointRow.name.label("point_name"),
        )
        .join(PersonRow, PersonRow.id == NoticeRow.person)
        .join(HearingRow, HearingRow.id == NoticeRow.hearing)
        .join(CourtRow, CourtRow.id == HearingRow.court)
        .join(CaseRow, CaseRow.id == HearingRow.case)
        .join(SeatRow, SeatRow.id == NoticeRow.seat)
        .join(DeviceRow, DeviceRow.id == SeatRow.device)
        .outerjoin(PointRow, PointRow.id == DeviceRow.point)
    )
