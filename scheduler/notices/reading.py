"""Notices read from a booking as it stands: whom to write to, and what each is told."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.refusal import Refusal
from hearing.roles import Role
from scheduler import hearings as bookings
from scheduler.contact import Contact, contact
from scheduler.entries import CaseType, Flag, Instance, PointKind
from scheduler.hearings import Booked, BookedSeat
from scheduler.notices.notice import Facts, Notice, Occasion, Recipient, Sender
from scheduler.notices.which import written_to
from scheduler.plan import DeviceKind
from scheduler.slot import Slot
from scheduler.tables import CaseRow, CourtRow, NoticeRow, PersonRow

PREVIEW = "preview"
"""The id of a notice that is only looked at: nothing of it is kept."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody to write to; point: where they sit, if not at a device of their own."""

    seat: BookedSeat
    contact: Contact
    point: str | None


@dataclass(frozen=True, slots=True)
class Writing:
    """A hearing that people are written to about. sequence: its changes so far. successor: the
    sittings of what follows it, if it was adjourned."""

    sender: Sender
    facts: Facts
    sequence: int
    addressees: tuple[Addressee, ...]
    successor: tuple[Slot, ...] = ()

    def find(self, seat: str) -> Addressee:
        """Who sits at `seat`. Raises Refusal `hearing.unknown_seat`."""
        found = next((one for one in self.addressees if one.seat.id == seat), None)
        if found is None:
            raise Refusal("hearing.unknown_seat")
        return found

    def preview(self, to: Addressee, occasion: Occasion, reason: str, now: datetime) -> Notice:
        """What `to` would be told on `occasion`; without the links that only a mail has."""
        return Notice(
            id=PREVIEW,
            occasion=occasion,
            sender=self.sender,
            recipient=Recipient(
                name=to.seat.name,
                address=to.contact.email or self.sender.address,
                role=to.seat.role,
                language=to.contact.language,
                point=to.point,
            ),
            facts=self.facts,
            sequence=self.sequence,
            issued_at=now,
            reason=reason,
            successor=self.successor if occasion is Occasion.ADJOURNED else (),
        )


async def writing(connection: AsyncConnection, hearing: str, address: str) -> Writing:
    """All that is needed to write to a hearing's people; `address`: the court's own.

    Raises Refusal `hearing.unknown`.
    """
    booked = await bookings.find(connection, hearing)
    court = await connection.execute(
        select(CourtRow.name, CourtRow.zone).where(CourtRow.id == booked.line.court)
    )
    name, zone = court.one()
    changes = await connection.scalar(
        select(func.max(NoticeRow.sequence)).where(NoticeRow.hearing == hearing)
    )
    return Writing(
        Sender(name, zone, address, booked.line.court),
        await _facts(connection, booked),
        changes or 0,
        await _addressees(connection, booked),
        await bookings.follows(connection, hearing),
    )


async def _facts(connection: AsyncConnection, booked: Booked) -> Facts:
    row = await connection.execute(
        select(
            CaseRow.number, CaseRow.title, CaseRow.type, CaseRow.instance, CaseRow.flags
        ).where(CaseRow.id == booked.line.case)
    )
    number, title, kind, instance, flags = row.one()
    judges = (one.name for one in booked.seats if one.role is Role.PRESIDING_JUDGE)
    rooms = (one.name for one in booked.points if one.kind is PointKind.CENTRAL)
    return Facts(
        hearing=booked.line.id,
        case_number=number,
        case_title=title,
        case_type=CaseType(kind),
        instance=Instance(instance),
        sittings=booked.sittings,
        courtroom=next(rooms, ""),
        judge=next(judges, None),
        closed=Flag.CLOSED.value in flags.split(),
    )


async def _addressees(connection: AsyncConnection, booked: Booked) -> tuple[Addressee, ...]:
    seats = [seat for seat in booked.seats if written_to(seat.role)]
    rows = await connection.execute(
        select(PersonRow.id, PersonRow.email, PersonRow.phone, PersonRow.language).where(
            PersonRow.id.in_([seat.person for seat in seats])
        )
    )
    reached = {person: contact(*told) for person, *told in rows}
    points = {point.id: point.name for point in booked.points}
    places = {
        device.id: points.get(device.point or "")
        for device in booked.devices
        if device.kind is not DeviceKind.PERSONAL
    }
    return tuple(
        Addressee(seat, reached[seat.person], places.get(seat.device)) for seat in seats
    )
