"""What the listing desk does to a hearing: booking and ledger changed in one transaction."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.actors import StaffActor
from hearing.commands import (
    Adjourn,
    Cancel,
    CloseHearing,
    MoveInPerson,
    PersonCommand,
    RevokeSeat,
    SeatPerson,
)
from hearing.ids import HearingId, SeatId
from hearing.refusal import Refusal
from hearing.state import ENDED, HearingState, Status
from scheduler import booking, deadlines, links, moving
from scheduler import hearings as bookings
from scheduler.alternatives import instead_of
from scheduler.conflicts import Conflict
from scheduler.deadlines import Given
from scheduler.hearings import Booked, BookedSeat, Listed
from scheduler.plan import Plan
from scheduler.policy import vietnam
from scheduler.source import Source
from signaling.api import planned
from signaling.api.marks import must_be
from signaling.api.wiring import Wiring
from signaling.post.noting import Receipt

_T = TypeVar("_T")


async def book(wiring: Wiring, plan: Plan, attested: Given | None = None) -> Booked:
    """Book `plan`. What only hearings occupy that ended elsewhere is freed and given to it.

    attested: the judge's word on the case, if it is known by now.
    Raises Refusal as scheduler.booking.book; a Conflict offers the nearest other times.
    """

    async def attempt(connection: AsyncConnection) -> Booked:
        source = wiring.source()
        booked = await booking.book(connection, source, plan)
        if attested is not None:
            await deadlines.answer(connection, source, booked.line.id, "assess", attested)
        return booked

    async def wished(_connection: AsyncConnection) -> Plan:
        return plan

    return await freeing(wiring, wished, attempt)


async def freeing(
    wiring: Wiring,
    wished: Callable[[AsyncConnection], Awaitable[Plan]],
    attempt: Callable[[AsyncConnection], Awaitable[_T]],
    *,
    but: str | None = None,
) -> _T:
    """Attempt in a transaction of its own, again for as long as what is over can be freed.

    A hearing may end in the courtroom's socket, where nobody thinks of bookings; whoever
    collides with it finds out. wished: for which other times are offered. but: the hearing
    that is itself moved.
    """
    freed: set[str] = set()
    while True:
        try:
            async with wiring.begin() as connection:
                return await attempt(connection)
        except Conflict as found:
            over = [one for one in sorted(found.hearings - freed) if await _free(wiring, one)]
            if not over:
                raise await _with_alternatives(wiring, wished, found, but) from None
            freed.update(over)


async def _with_alternatives(
    wiring: Wiring,
    wished: Callable[[AsyncConnection], Awaitable[Plan]],
    found: Conflict,
    but: str | None,
) -> Conflict:
    async with wiring.reading() as connection:
        now, plan = wiring.source().now, await wished(connection)
        return found.instead(await instead_of(connection, plan, now, but=but))


async def schedule(
    wiring: Wiring, hearing: str, by: StaffActor, expected: str | None = None
) -> Booked:
    """Put a draft on the list. expected: the mark of the draft as the asker saw it.

    Raises Refusal `hearing.unknown`, `hearing.state`, `request.changed`.
    """
    source = wiring.source()
    await _at_hand(wiring, hearing)
    async with wiring.begin() as connection:
        # The ledger gets what is booked, and not what is just being moved or written anew.
        await moving.lock(connection, hearing)
        await must_be(connection, hearing, expected)
        booked = await bookings.find(connection, hearing)
        if booked.line.booked != "draft":
            raise Refusal("hearing.state", state=booked.line.booked, command="schedule")
        await deadlines.must_be_online(connection, hearing)
        await wiring.court.execute(
            HearingId(hearing),
            planned.schedule(booked),
            by=by,
            command_id=source.identifier("cmd"),
            connection=connection,
        )
        await bookings.mark_scheduled(connection, source, hearing)
    await wiring.court.published(HearingId(hearing))
    return booked


async def command(
    wiring: Wiring,
    hearing: str,
    asked: PersonCommand,
    command_id: str,
    by: StaffActor,
    *,
    expected: str | None = None,
) -> Receipt:
    """Do what staff ask of a hearing; what it occupies changes with it.

    expected: the mark of the hearing as the asker saw it. Raises Refusal `hearing.unknown`,
    `person.unknown`, `request.changed`, `booking.conflict`, or the court's.
    """
    async with wiring.reading() as connection:
        line = await bookings.line(connection, hearing)
    booked = _BESIDE.get(type(asked))
    if booked is None or await _done(wiring, hearing, command_id):
        return await wiring.court.execute(
            HearingId(hearing), asked, by=by, command_id=command_id
        )
    await _at_hand(wiring, hearing)
    async with wiring.begin() as connection:
        await moving.lock(connection, hearing)
        await must_be(connection, hearing, expected)
        receipt = await wiring.court.execute(
            HearingId(hearing), asked, by=by, command_id=command_id, connection=connection
        )
        await booked(connection, wiring.source(), line, asked)
    await wiring.court.published(HearingId(hearing))
    return receipt


async def must_not_be_frozen(wiring: Wiring, hearing: str) -> None:
    """Raise Refusal `booking.frozen` for a listed hearing that is about to begin."""
    async with wiring.reading() as connection:
        line = await bookings.line(connection, hearing)
    moving.must_not_be_frozen(vietnam(), line, wiring.source().now)


async def revoke_link(wiring: Wiring, link: str, by: StaffActor) -> None:
    """Revoke a link. If it was redeemed, its seat is revoked too: socket and media end.

    Raises Refusal `link.unknown`.
    """
    source = wiring.source()
    async with wiring.reading() as connection:
        hearing = HearingId((await links.find(connection, link)).hearing)
    await _at_hand(wiring, hearing)
    async with wiring.begin() as connection:
        revoked = await links.revoke(connection, source, link)
        if revoked.redeemed_at is None:
            return
        order = RevokeSeat(seat=SeatId(revoked.seat), reason="link revoked")
        try:
            receipt = await wiring.court.execute(
                hearing,
                order,
                by=by,
                command_id=source.identifier("cmd"),
                connection=connection,
            )
        except Refusal as refusal:
            if refusal.code != "hearing.unknown_seat":
                raise
            return  # still a draft: nobody sits there yet
    if receipt.last_seq >= receipt.first_seq:
        await wiring.court.published(hearing)


async def adopt_seats(wiring: Wiring, hearing: str, state: HearingState) -> None:
    """Enter seats that the hearing gained after it was booked, so that links can be made."""
    gained = [
        BookedSeat(seat.id, seat.person, seat.display, seat.role, seat.device)
        for seat in state.seats.values()
        if not seat.revoked
    ]
    async with wiring.begin() as connection:
        await booking.adopt(connection, hearing, gained)


async def status(wiring: Wiring, line: Listed) -> Status:
    """A listed hearing's state: the ledger's, once it knows the hearing."""
    if line.booked == "draft":
        return Status.DRAFT
    return (await wiring.court.state(HearingId(line.id))).status


async def over(
    connection: AsyncConnection, source: Source, line: Listed, asked: PersonCommand
) -> None:
    """The hearing needs its places and people no longer, and its links open nothing."""
    cancelled = isinstance(asked, Cancel)
    await bookings.mark_over(connection, source, line.id, cancelled=cancelled)
    await links.revoke_unredeemed(connection, source, line.id)


async def _one_more(
    connection: AsyncConnection, source: Source, line: Listed, asked: PersonCommand
) -> None:
    """Who is seated later is as busy as who was booked."""
    assert isinstance(asked, SeatPerson)
    await booking.seat_more(connection, line, asked.person, asked.role)


async def _seat_gone(
    connection: AsyncConnection, source: Source, line: Listed, asked: PersonCommand
) -> None:
    """A revoked seat's cookies and links end with it."""
    assert isinstance(asked, RevokeSeat)
    await links.end_seats(connection, source, [asked.seat])


_BESIDE: Mapping[
    type[PersonCommand],
    Callable[[AsyncConnection, Source, Listed, PersonCommand], Awaitable[None]],
] = {
    Adjourn: over,
    Cancel: over,
    CloseHearing: over,
    MoveInPerson: over,  # the panel books the courtroom anew: that hearing is not ours
    SeatPerson: _one_more,
    RevokeSeat: _seat_gone,
}
"""What changes in the booking beside the ledger, in one transaction, by command."""


async def _done(wiring: Wiring, hearing: str, command_id: str) -> bool:
    """Whether the id is used up: what it now comes with must not touch the booking."""
    entries = await wiring.court.entries(HearingId(hearing))
    return any(entry.command == command_id for entry in entries)


async def _at_hand(wiring: Wiring, hearing: str) -> None:
    """Have the court read the hearing before a transaction of ours is open.

    Else every transaction would need a second connection to finish, and many at once would
    wait for each other's.
    """
    await wiring.court.state(HearingId(hearing))


async def _free(wiring: Wiring, hearing: str) -> bool:
    """Free what a hearing occupies, if it is over; whether it was."""
    if (await wiring.court.state(HearingId(hearing))).status not in ENDED:
        return False
    async with wiring.begin() as connection:
        await bookings.mark_over(connection, wiring.source(), hearing, cancelled=False)
    return True
