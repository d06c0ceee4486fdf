"""What administrators do to accounts, and how far each of them may go."""

import asyncio
from collections.abc import Sequence

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.actors import StaffActor
from hearing.commands import RevokeSeat
from hearing.ids import HearingId, SeatId
from hearing.refusal import Refusal
from hearing.state import ENDED
from scheduler import links
from signaling.accounts import entries, sessions, staff
from signaling.accounts.audit import note
from signaling.accounts.entries import Place
from signaling.accounts.rights import Post
from signaling.accounts.staff import Member, NewMember
from signaling.api import desk
from signaling.api.doors import Reach
from signaling.api.models.accounts import NewStaff, StaffChange
from signaling.api.wiring import Wiring

log = structlog.get_logger()

REVOKED = "Tài khoản bị thu hồi · account revoked"
"""The reason the hearing's ledger gives."""


async def add(wiring: Wiring, asked: NewStaff, by: StaffActor, within: Reach) -> Member:
    """Make an account. Raises Refusal as staff.add, password.*, `staff.beyond`."""
    posts = [one.post() for one in asked.roles]
    password = await wiring.passwords.hashed(asked.password)
    new = NewMember(asked.user, asked.name, password, posts, asked.people)
    async with wiring.begin() as connection:
        await _must_reach(connection, within, posts, asked.people)
        member = await staff.add(connection, wiring.source(), new)
        await note(connection, wiring.source(), by.name, "staff_added", staff=member.id)
    return member


async def change(
    wiring: Wiring, who: str, asked: StaffChange, by: StaffActor, within: Reach
) -> Member:
    """Change name, offices or people; before and after it must be within reach.

    Raises Refusal `staff.unknown`, `staff.beyond`, `staff.self`, or as staff.settle.
    """
    async with wiring.begin() as connection:
        before = await managed(connection, who, within)
        if asked.roles is not None and who == by.name:
            raise Refusal("staff.self")
        if asked.name is not None:
            await staff.rename(connection, who, asked.name)
        posts = before.posts if asked.roles is None else [one.post() for one in asked.roles]
        people = before.people if asked.people is None else asked.people
        await _must_reach(connection, within, posts, people)
        await staff.settle(connection, who, posts, people)
        await note(connection, wiring.source(), by.name, "staff_changed", staff=who)
        return await staff.find(connection, who)


async def set_password(
    wiring: Wiring, who: str, password: str, by: StaffActor, within: Reach
) -> Member:
    """Give somebody another password; they are signed out everywhere."""
    kept = await wiring.passwords.hashed(password)
    async with wiring.begin() as connection:
        await managed(connection, who, within)
        await staff.change(connection, who, password=kept)
        await _signed_out(connection, wiring, who, by, "password_set")
        return await staff.find(connection, who)


async def reset_second_factor(
    wiring: Wiring, who: str, by: StaffActor, within: Reach
) -> Member:
    """Somebody lost their phone: the next sign-in sets up another app."""
    async with wiring.begin() as connection:
        await managed(connection, who, within)
        await staff.change(connection, who, totp=None, totp_since=None)
        await _signed_out(connection, wiring, who, by, "second_factor_reset")
        return await staff.find(connection, who)


async def revoke(wiring: Wiring, who: str, by: StaffActor, within: Reach) -> Member:
    """End an account and everything it opened: sessions, seats, hearing sockets, media.

    Its seats that were ever taken are revoked in the hearings' ledgers, so that no token for
    media already given lets anybody back. Twice is once, and finishes what failed.
    """
    if who == by.name:
        raise Refusal("staff.self")
    source = wiring.source()
    async with wiring.begin() as connection:
        before = await managed(connection, who, within)
        if before.revoked_at is None:
            await staff.change(connection, who, revoked_at=source.now)
        await _signed_out(connection, wiring, who, by, "staff_revoked")
        places = await entries.seats_of(connection, who)
        seats = [place.seat for place in places]
        await links.end_seats(connection, source, seats)
        taken = await entries.ever_taken(connection, seats)
        member = await staff.find(connection, who)
    due = [place for place in places if place.seat in taken]
    results = await asyncio.gather(
        *(_put_out(wiring, place, by) for place in due), return_exceptions=True
    )
    for result in results:
        if isinstance(result, BaseException):
            raise result  # every other seat has had its turn by now
    return member


async def managed(connection: AsyncConnection, who: str, within: Reach) -> Member:
    """An account within reach. Raises Refusal `staff.unknown`, `staff.beyond`."""
    member = await staff.find(connection, who)
    await _must_reach(connection, within, member.posts, member.people)
    return member


def reaches(within: Reach, posts: Sequence[Post]) -> bool:
    """Whether all of somebody's offices lie within: whoever has others, or none, is for the
    installation's administrators."""
    if not posts:
        return within.holds(None)
    return all(within.holds(post.court) for post in posts)


async def _must_reach(
    connection: AsyncConnection, within: Reach, posts: Sequence[Post], people: Sequence[str]
) -> None:
    courts = await staff.courts_of(connection, people)
    if not (reaches(within, posts) and all(within.holds(court) for court in courts)):
        raise Refusal("staff.beyond")


async def _signed_out(
    connection: AsyncConnection, wiring: Wiring, who: str, by: StaffActor, why: str
) -> None:
    await sessions.end_all(connection, wiring.source(), who)
    await note(connection, wiring.source(), by.name, why, staff=who)


async def _put_out(wiring: Wiring, place: Place, by: StaffActor) -> None:
    """Revoke a seat of a hearing that is not over; its sockets and its media end with it."""
    hearing, seat = HearingId(place.hearing), SeatId(place.seat)
    state = await wiring.court.state(hearing)
    sitting = state.seats.get(seat)
    if state.status in ENDED or sitting is None or sitting.revoked:
        return
    order = RevokeSeat(seat=seat, reason=REVOKED)
    await desk.command(wiring, hearing, order, wiring.source().identifier("cmd"), by)
    log.info("staff.seat_revoked", hearing=hearing, seat=seat)
