"""What the ledger's new entries mean for the outbox, in the ledger's own transaction.

Whatever door a hearing was changed by (the listing desk, the courtroom's socket), it was
changed in the ledger; so no change is forgotten, and none is told that did not happen.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.events import (
    Event,
    PersonSeated,
    Rescheduled,
    Scheduled,
    SeatRevoked,
    StatusChanged,
)
from hearing.state import Sitting, Status
from scheduler import booking
from scheduler.hearings import BookedSeat, sittings_of
from scheduler.notices.notice import Occasion
from scheduler.notices.which import written_to
from scheduler.outbox.entering import Channels, Invited, Outbox
from scheduler.slot import Slot
from scheduler.source import Source
from scheduler.tables import DeviceRow, HearingRow, PersonRow
from signaling.court.history import Entry

_OFF = {
    Status.ADJOURNED: Occasion.ADJOURNED,
    Status.CANCELLED: Occasion.CANCELLED,
    Status.MOVED_IN_PERSON: Occasion.IN_PERSON,
}


class Following:
    """Written beside every command (signaling/court/ports.py: Beside)."""

    def __init__(self, randomness: Callable[[int], bytes], channels: Channels) -> None:
        self._randomness = randomness
        self._channels = tuple(channels)

    async def __call__(self, connection: AsyncConnection, entries: Sequence[Entry]) -> None:
        """Enter what follows from `entries`."""
        for entry in entries:
            source = Source(entry.at, self._randomness)
            outbox = Outbox(connection, source, entry.hearing, self._channels)
            await _follow(outbox, entry.event, entry.at)


async def _follow(outbox: Outbox, event: Event, at: datetime) -> None:
    match event:
        case Scheduled():
            people = [
                Invited(seat.person, seat.id, seat.role.value)
                for seat in event.seats
                if written_to(seat.role)
            ]
            await outbox.invite(people, _slots(event.sittings, event.starts_at, event.ends_at))
        case Rescheduled():
            sittings = _slots(event.sittings, event.starts_at, event.ends_at)
            await outbox.moved(sittings, event.reason)
        case StatusChanged(to=Status.CLOSED):
            await outbox.over()
        case StatusChanged(to=to) if to in _OFF:
            await outbox.called_off(_OFF[to], event.reason)
        case PersonSeated() if written_to(event.role):
            await _one_more(outbox, event)
        case SeatRevoked():
            ahead = await _is_ahead(outbox, at)
            await outbox.withdrawn(event.seat, event.reason, told=ahead)
        case _:
            return


def _slots(sittings: Sequence[Sitting], starts_at: datetime, ends_at: datetime) -> list[Slot]:
    """Ledgers of before there were sittings have none."""
    return [Slot(one.starts_at, one.ends_at) for one in sittings] or [Slot(starts_at, ends_at)]


async def _one_more(outbox: Outbox, event: PersonSeated) -> None:
    """Somebody seated later; the clerk may seat people whom the directory does not know."""
    connection = outbox.connection
    known = await connection.scalar(select(PersonRow.id).where(PersonRow.id == event.person))
    device = await connection.scalar(select(DeviceRow.id).where(DeviceRow.id == event.device))
    if known is None or device is None or await outbox.has_called(event.seat):
        return  # who only sits elsewhere now is told so with the move
    seat = BookedSeat(event.seat, event.person, event.display, event.role, event.device)
    await booking.adopt(connection, outbox.hearing, [seat])
    sittings = await sittings_of(connection, outbox.hearing)
    if sittings:
        await outbox.invite([Invited(event.person, event.seat, event.role.value)], sittings)


async def _is_ahead(outbox: Outbox, at: datetime) -> bool:
    """Whether the hearing has not begun by its booking."""
    starts_at = await outbox.connection.scalar(
        select(HearingRow.starts_at).where(HearingRow.id == outbox.hearing)
    )
    return starts_at is not None and at < starts_at
