"""A staff member takes their own seat: by their account, without a link in their hands."""

from collections.abc import Sequence
from datetime import timedelta

from hearing.ids import HearingId, SeatId
from hearing.refusal import Refusal
from hearing.state import ENDED, HearingState, Status
from scheduler import hearings as bookings
from scheduler import links, redeeming
from scheduler.link import Redeemed
from scheduler.slot import Slot
from signaling.accounts import entries, sessions
from signaling.accounts.audit import note
from signaling.accounts.day import OwnSeat, own_seats
from signaling.accounts.sessions import StaffSession
from signaling.api import desk
from signaling.api.wiring import Wiring

_AT_ONCE = timedelta(minutes=1)  # the link made on the way is redeemed in the same transaction


async def take_seat(wiring: Wiring, session: StaffSession, hearing: str) -> Redeemed:
    """A session of the staff member's seat in `hearing`.

    Raises Refusal `hearing.unknown`, `hearing.state`, `staff.no_seat`, `staff.session`.
    """
    state = await _live(wiring, hearing)
    await desk.adopt_seats(wiring, hearing, state)
    async with wiring.reading() as connection:
        seats = await own_seats(connection, session.member.people, [hearing])
    seat = held(state, seats.get(hearing, ()))
    if seat is None:
        raise Refusal("staff.no_seat")
    source = wiring.source()
    span = Slot(source.now, source.now + _AT_ONCE)
    async with wiring.begin() as connection:
        # First of all: it keeps a revocation at the same moment waiting until we are done.
        if not await sessions.seen(connection, session, source.now):
            raise Refusal("staff.session")
        issued = (await links.issue(connection, source, hearing, [seat.id], span))[0]
        redeemed = await redeeming.redeem(connection, source, issued.token)
        await entries.entered(connection, issued.link.id, session.digest)
        who = session.member.id
        await note(connection, source, who, "entered", hearing=hearing, seat=seat.id)
    return redeemed


def held(state: HearingState, seats: Sequence[OwnSeat]) -> OwnSeat | None:
    """The first of `seats` that the hearing has and did not revoke."""
    for seat in seats:
        sitting = state.seats.get(SeatId(seat.id))
        if sitting is not None and not sitting.revoked:
            return seat
    return None


async def _live(wiring: Wiring, hearing: str) -> HearingState:
    async with wiring.reading() as connection:
        line = await bookings.line(connection, hearing)
    if line.booked == "draft":
        raise Refusal("hearing.state", state=Status.DRAFT, command="enter")
    state = await wiring.court.state(HearingId(hearing))
    if state.status in ENDED:
        raise Refusal("hearing.state", state=state.status, command="enter")
    return state
