"""An answer to a deadline and what follows from it: a hearing may have to leave the screen."""

from sqlalchemy import select

from hearing.actors import StaffActor
from hearing.commands import MoveInPerson
from hearing.ids import HearingId
from hearing.refusal import Refusal
from hearing.roles import Role
from hearing.state import Status
from scheduler import deadlines, moving
from scheduler import hearings as bookings
from scheduler.clocks import against_online
from scheduler.deadlines import Given, Owed
from scheduler.tables import SeatRow
from signaling.accounts import staff
from signaling.accounts.rights import Right, may
from signaling.api import desk
from signaling.api.staff import LISTING_DESK
from signaling.api.wiring import Wiring

BEFORE_SESSION = frozenset({Status.SCHEDULED, Status.OPEN})
"""While one of these holds, an answer against it moves the hearing by itself; once in session
the panel decides."""

_WHY = {
    "assess": "Thẩm phán xác định vụ án không đơn giản · the judge finds the case not simple",
    "procuracy": (
        "Viện kiểm sát không đồng ý xét xử trực tuyến · "
        "the procuracy does not agree to a hearing online"
    ),
}


async def answer(wiring: Wiring, hearing: str, key: str, given: Given, by: StaffActor) -> Owed:
    """Write down an answer; one against a hearing online moves it to a courtroom.

    Raises Refusal `hearing.unknown`, `deadline.*`, `text.*`; `booking.busy`, if the hearing was
    put on the list just now.
    """
    source = wiring.source()
    async with wiring.reading() as connection:
        line = await bookings.line(connection, hearing)
    status = await desk.status(wiring, line)
    async with wiring.begin() as connection:
        await moving.lock(connection, hearing)
        if (await bookings.line(connection, hearing)).booked != line.booked:
            raise Refusal("booking.busy")
        owed = await deadlines.answer(connection, source, hearing, key, given)
        kind = (await deadlines.facts_of(connection, hearing)).type
        moved = against_online(key, given.answer, kind) and status in BEFORE_SESSION
        if moved:
            order = MoveInPerson(reason=_WHY[key])
            await wiring.court.execute(
                HearingId(hearing),
                order,
                by=by,
                command_id=source.identifier("cmd"),
                connection=connection,
            )
            await desk.over(connection, source, line, order)
    if moved:
        await wiring.court.published(HearingId(hearing))
    return owed


async def presides(wiring: Wiring, hearing: str, by: StaffActor) -> bool:
    """Whether `by` is the hearing's presiding judge.

    Raises Refusal `hearing.unknown`; `staff.right`, if they neither are nor enter data.
    """
    async with wiring.reading() as connection:
        line = await bookings.line(connection, hearing)
        if by == LISTING_DESK:
            return False
        member = await staff.find(connection, by.name)
        judge = await connection.scalar(
            select(SeatRow.person).where(
                SeatRow.hearing == hearing,
                SeatRow.role == Role.PRESIDING_JUDGE.value,
                SeatRow.person.in_(member.people),
                SeatRow.revoked_at.is_(None),
            )
        )
    if judge is None and not may(member.posts, Right.ENTER_DATA, line.court):
        raise Refusal("staff.right", right=Right.ENTER_DATA.value)
    return judge is not None
