"""Routes of whoever signs in: in and out, who I am, my day, my seat."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from fastapi import Depends, Query, Request, Response
from pydantic import Field

from hearing.ids import HearingId, SeatId
from hearing.refusal import Refusal
from hearing.state import ENDED, Status
from scheduler import directory
from scheduler.checks import standings_of
from scheduler.outbox import served
from scheduler.policy import vietnam
from scheduler.readiness import Before, Standing, State
from signaling.accounts import day, entries, sessions, staff
from signaling.accounts.audit import note
from signaling.accounts.day import Sitting
from signaling.accounts.rights import Right, courts_where
from signaling.accounts.sessions import StaffSession
from signaling.accounts.sign_in import Credentials, MustEnrol
from signaling.api import desk
from signaling.api.attempts import network
from signaling.api.cookies import give_seat, give_staff, take_staff
from signaling.api.entering import held, take_seat
from signaling.api.models.accounts import (
    DayHearing,
    EnrolTold,
    Me,
    MissedTold,
    MyDay,
    OwnPassword,
    SignedIn,
    SignInAsked,
)
from signaling.api.models.fields import Id
from signaling.api.models.links import Seated
from signaling.api.part import Part
from signaling.api.staff import SessionDoor
from signaling.api.staff_admin import court_names
from signaling.api.wiring import Wiring

_Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2199, 12, 31))]
_ON = Query(description="If absent: today, at each court.")


def routes(wiring: Wiring, door: SessionDoor) -> Part:
    """What needs no office: the password, or a session."""
    router = Part(tags=["accounts"])
    session = Depends(door)
    _sign_in(router, wiring, door)
    _sign_out(router, wiring, session)
    _own(router, wiring, session)
    return router


def entrance(wiring: Wiring, door: SessionDoor) -> Part:
    """The way to one's own seat; behind the staff door, which knows the court."""
    router = Part(tags=["accounts"])
    here = Depends(door)

    @router.post("/hearings/{hearing}/enter", summary="Take my own seat, without a link")
    async def enter(hearing: Id, response: Response, session: StaffSession = here) -> Seated:
        """Judges, assessors, clerks and technical officers who are seated in the hearing.
        Gives this browser the seat's cookie."""
        redeemed = await take_seat(wiring, session, hearing)
        give_seat(response, redeemed, wiring.source().now, wiring.public_url)
        return Seated.of(redeemed.place)

    return router


def _sign_in(router: Part, wiring: Wiring, door: SessionDoor) -> None:
    @router.post("/sign-in", summary="Sign in; or set up the authenticator app")
    async def sign_in(
        asked: SignInAsked, request: Request, response: Response
    ) -> SignedIn | EnrolTold:
        """`signed_in` gives this browser the `pt-staff` cookie. `enrol` comes at the first
        sign-in: repeat it with a code. 401 `staff.code_needed` asks for the code."""
        door.must_not_be_elsewhere(request)
        source = wiring.source()
        client = request.client
        address = network(client.host if client else "")
        typed = Credentials(asked.user, asked.password, asked.code, address)
        entered = await wiring.sign_in(source, typed)
        if isinstance(entered, MustEnrol):
            return EnrolTold.of(entered)
        give_staff(response, entered.begun, source.now, wiring.public_url)
        return SignedIn(
            id=entered.member.id,
            user=entered.member.user,
            name=entered.member.name,
            expires_at=entered.begun.expires_at,
        )


def _sign_out(router: Part, wiring: Wiring, here: StaffSession) -> None:
    @router.post("/sign-out", status_code=204, summary="Sign out in this browser")
    async def sign_out(response: Response, session: StaffSession = here) -> None:
        """The seats taken with this session are left too."""
        source = wiring.source()
        async with wiring.begin() as connection:
            await sessions.end(connection, source, session)
            left = await entries.leave(connection, source, session.digest)
            who = session.member.id
            await note(connection, source, who, "signed_out", staff=who)
        take_staff(response, wiring.public_url)
        for place in left:
            await wiring.court.disconnect_seat(HearingId(place.hearing), SeatId(place.seat))

    @router.post("/me/password", status_code=204, summary="Change my password")
    async def change_password(asked: OwnPassword, session: StaffSession = here) -> None:
        """I stay signed in here and nowhere else."""
        source, who = wiring.source(), session.member.id
        await wiring.sign_in.again(source, session.member, asked.password)
        kept = await wiring.passwords.hashed(asked.new)
        async with wiring.begin() as connection:
            if not await sessions.seen(connection, session, source.now):
                raise Refusal("staff.session")
            await staff.change(connection, who, password=kept)
            await sessions.end_all(connection, source, who, but=session.digest)
            await note(connection, source, who, "password_set", staff=who)


def _own(router: Part, wiring: Wiring, here: StaffSession) -> None:
    @router.get("/me", summary="Who I am, and what I may do")
    async def me(session: StaffSession = here) -> Me:
        return Me.here(session, await court_names(wiring))

    @router.get("/my-day", summary="A day's hearings of my courts, and my seats in them")
    async def my_day(
        session: StaffSession = here,
        on: Annotated[_Day | None, _ON] = None,
    ) -> MyDay:
        """Days are those of each court's own clocks."""
        now = wiring.source().now
        member = session.member
        async with wiring.reading() as connection:
            courts = await directory.courts(
                connection, courts_where(member.posts, Right.READ), retired=True
            )
            sittings = await day.sittings(
                connection,
                courts,
                member.people,
                lambda at: on or day.today(now, at.zone),
                now,
            )
            asked = dict(map(_before, sittings))
            stand = await standings_of(connection, vietnam(), asked, now)
            missed = await served.missed(connection, [one.id for one in courts], now)
        zone = courts[0].zone if courts else "UTC"
        today = day.today(now, zone)
        return MyDay(
            now=now,
            zone=zone,
            today=today,
            day=on or today,
            hearings=[await _checked(wiring, one, stand) for one in sittings],
            missed=[MissedTold.model_validate(one) for one in missed],
        )


_AHEAD = frozenset({Status.DRAFT, Status.SCHEDULED, Status.OPEN})
"""While a check may still help."""


def _before(sitting: Sitting) -> tuple[Before, list[str]]:
    line = sitting.line
    return Before(line.span, line.id), [point.id for point in sitting.points]


async def _checked(
    wiring: Wiring, sitting: Sitting, stand: Mapping[Before, Mapping[str, Standing]]
) -> DayHearing:
    told = await _on_the_day(wiring, sitting)
    if told.state not in _AHEAD:
        return told
    points = stand[_before(sitting)[0]]
    bad = [point for point, one in points.items() if one.state is not State.PASSED]
    return told.model_copy(update={"unchecked": bad})


async def _on_the_day(wiring: Wiring, sitting: Sitting) -> DayHearing:
    status = await desk.status(wiring, sitting.line)
    if status is Status.DRAFT:
        return DayHearing.on(sitting, status, next(iter(sitting.seats), None), enter=False)
    seat = held(await wiring.court.state(HearingId(sitting.line.id)), sitting.seats)
    return DayHearing.on(sitting, status, seat, enter=seat is not None and status not in ENDED)
