"""What the listing desk does to a hearing: booking and ledger changed in one transaction."""

from hearing.actors import StaffActor
from hearing.commands import (
    Adjourn,
    Cancel,
    CloseHearing,
    Command,
    MoveInPerson,
    PersonCommand,
    PlannedDevice,
    PlannedPoint,
    PlannedSeat,
    RevokeSeat,
    Schedule,
)
from hearing.ids import DeviceId, HearingId, PersonId, PointId, SeatId
from hearing.refusal import Refusal
from hearing.state import ENDED, HearingState, Status
from scheduler import hearings as bookings
from scheduler import links
from scheduler.hearings import Booked
from scheduler.plan import Plan
from signaling.api.wiring import Receipt, Wiring

FREEING = (Adjourn, Cancel, MoveInPerson, CloseHearing)
"""After these the hearing needs its places and people no longer. (Moved in person: the panel
books the courtroom anew, as a hearing that is not ours.)"""


async def book(wiring: Wiring, plan: Plan) -> Booked:
    """Book `plan`. What only hearings occupy that ended elsewhere is freed and given to it.

    A hearing may end in the courtroom's socket, where nobody thinks of bookings; whoever
    collides with it finds out. Raises Refusal as scheduler.hearings.book.
    """
    freed: set[str] = set()
    while True:
        try:
            async with wiring.begin() as connection:
                return await bookings.book(connection, wiring.source(), plan)
        except Refusal as refusal:
            other = str(refusal.facts.get("hearing", ""))
            if refusal.code != "booking.conflict" or other in freed:
                raise
            if not await _free_if_over(wiring, other):
                raise
            freed.add(other)


async def schedule(wiring: Wiring, hearing: str, by: StaffActor) -> Booked:
    """Put a draft on the list. Raises Refusal `hearing.unknown`, `hearing.state`."""
    source = wiring.source()
    async with wiring.begin() as connection:
        booked = await bookings.find(connection, hearing)
        if booked.line.booked != "draft":
            raise Refusal("hearing.state", state=booked.line.booked, command="schedule")
        await wiring.court.execute(
            HearingId(hearing),
            _schedule(booked),
            by=by,
            command_id=source.identifier("cmd"),
            connection=connection,
        )
        await bookings.mark_scheduled(connection, source, hearing)
    await wiring.court.published(HearingId(hearing))
    return booked


async def command(
    wiring: Wiring, hearing: str, asked: PersonCommand, command_id: str, by: StaffActor
) -> Receipt:
    """Do what staff ask of a hearing; a hearing that ends thereby frees what it occupies.

    Raises Refusal `hearing.unknown`, or the court's.
    """
    async with wiring.begin() as connection:
        await bookings.line(connection, hearing)
    if not isinstance(asked, FREEING):
        return await wiring.court.execute(
            HearingId(hearing), asked, by=by, command_id=command_id
        )
    source = wiring.source()
    async with wiring.begin() as connection:
        receipt = await wiring.court.execute(
            HearingId(hearing), asked, by=by, command_id=command_id, connection=connection
        )
        cancelled = isinstance(asked, Cancel)
        await bookings.mark_over(connection, source, hearing, cancelled=cancelled)
        await links.revoke_unredeemed(connection, source, hearing)
    await wiring.court.published(HearingId(hearing))
    return receipt


async def revoke_link(wiring: Wiring, link: str, by: StaffActor) -> None:
    """Revoke a link. If it was redeemed, its seat is revoked too: socket and media end.

    Raises Refusal `link.unknown`.
    """
    async with wiring.begin() as connection:
        known = await links.find(connection, link)
    hearing, source = HearingId(known.hearing), wiring.source()
    seated = _sits(await wiring.court.state(hearing), known.seat)
    async with wiring.begin() as connection:
        before = await links.revoke(connection, source, link)
        evict = seated and before.redeemed_at is not None
        if evict:
            await wiring.court.execute(
                hearing,
                RevokeSeat(seat=SeatId(known.seat), reason="link revoked"),
                by=by,
                command_id=source.identifier("cmd"),
                connection=connection,
            )
    if evict:
        await wiring.court.published(hearing)


async def status(wiring: Wiring, line: bookings.Listed) -> Status:
    """A listed hearing's state: the ledger's, once it knows the hearing."""
    if line.booked == "draft":
        return Status.DRAFT
    return (await wiring.court.state(HearingId(line.id))).status


def _sits(state: HearingState, seat: str) -> bool:
    known = state.seats.get(SeatId(seat))
    return known is not None and not known.revoked


async def _free_if_over(wiring: Wiring, hearing: str) -> bool:
    if (await wiring.court.state(HearingId(hearing))).status not in ENDED:
        return False
    async with wiring.begin() as connection:
        await bookings.mark_over(connection, wiring.source(), hearing, cancelled=False)
    return True


def _schedule(booked: Booked) -> Command:
    return Schedule(
        title=booked.line.title,
        starts_at=booked.line.span.start,
        ends_at=booked.line.span.end,
        points=tuple(
            PlannedPoint(id=PointId(one.id), name=one.name, kind=one.kind.value)
            for one in booked.points
        ),
        devices=tuple(
            PlannedDevice(
                id=DeviceId(one.id),
                kind=one.kind.value,
                point=None if one.point is None else PointId(one.point),
            )
            for one in booked.devices
        ),
        seats=tuple(
            PlannedSeat(
                id=SeatId(one.id),
                person=PersonId(one.person),
                role=one.role,
                device=DeviceId(one.device),
                display=one.name,
            )
            for one in booked.seats
        ),
    )
