"""Routes of join links: made, listed and revoked by staff; looked at and redeemed by people."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from fastapi import Depends, Request, Response

from hearing.actors import StaffActor
from hearing.ids import HearingId, SeatId
from hearing.refusal import Refusal
from hearing.roles import Role
from hearing.state import ENDED, HearingState, Status
from scheduler import hearings as bookings
from scheduler import links, redeeming
from scheduler.hearings import Listed
from scheduler.link import LinkState, Redeemed
from scheduler.slot import Slot, link_slot, moment
from scheduler.source import Source
from signaling.api import desk
from signaling.api.cookies import give_seat
from signaling.api.models.fields import Id
from signaling.api.models.links import (
    IssuedLink,
    IssuedLinks,
    LinksTold,
    LinkTold,
    Looked,
    NewLinks,
    Redemption,
    RoleName,
    Seated,
    Token,
)
from signaling.api.once import OnceRoute
from signaling.api.part import Part
from signaling.api.staff import StaffDoor
from signaling.api.wiring import Wiring

LEAST_VALIDITY = timedelta(days=1)  # where nobody says how long: hearings begin and end late


def staff_routes(wiring: Wiring, door: StaffDoor) -> Part:
    """What court staff do with links."""
    router = Part(tags=["links"], route_class=OnceRoute)
    staff = Depends(door)

    @router.post("/hearings/{hearing}/links", status_code=201, summary="Make join links")
    async def issue(hearing: Id, asked: NewLinks) -> IssuedLinks:
        """One personal link a seat, good for one redemption. Their secrets are shown once."""
        return await _issue(wiring, hearing, asked)

    @router.get("/hearings/{hearing}/links", summary="A hearing's links, without secrets")
    async def list_links(hearing: Id) -> LinksTold:
        now = wiring.source().now
        async with wiring.reading() as connection:
            await bookings.line(connection, hearing)
            known = await links.links(connection, hearing)
        return LinksTold(links=[LinkTold.of(link, now) for link in known])

    @router.post("/links/{link}/revoke", summary="Revoke a link, and its seat if redeemed")
    async def revoke(link: Id, by: StaffActor = staff) -> LinkTold:
        await desk.revoke_link(wiring, link, by)
        async with wiring.reading() as connection:
            return LinkTold.of(await links.find(connection, link), wiring.source().now)

    return router


def public_routes(wiring: Wiring) -> Part:
    """What the holder of a link does; the link is their only proof."""
    router = Part(tags=["joining"])

    @router.post("/links/look", summary="What a link opens; changes nothing")
    async def look(asked: Token, request: Request) -> Looked:
        source = wiring.source()
        async with counting(wiring, request, source), wiring.reading() as connection:
            link, place = await redeeming.look(connection, asked.token)
        status = (await wiring.court.state(HearingId(link.hearing))).status
        return Looked(
            title=place.title,
            role=place.role,
            role_name=RoleName.of(place.role),
            starts_at=place.starts_at,
            ends_at=place.ends_at,
            zone=place.zone,
            state=_state(link.state(source.now), status),
            valid_from=link.span.start,
            valid_to=link.span.end,
            point=place.point,
            equipment=place.equipment,
            rooms=place.rooms,
        )

    @router.post("/links/redeem", summary="Take the seat: once, by the person's own action")
    async def redeem(asked: Redemption, request: Request, response: Response) -> Seated:
        """Gives this browser the seat's cookie. Opening the page does not call this."""
        source = wiring.source()
        async with counting(wiring, request, source):
            redeemed = await _redeem(wiring, source, asked)
        give_seat(response, redeemed, source.now, wiring.public_url)
        return Seated.of(redeemed.place)

    return router


async def _issue(wiring: Wiring, hearing: str, asked: NewLinks) -> IssuedLinks:
    async with wiring.reading() as connection:
        line = await bookings.line(connection, hearing)
    state = await wiring.court.state(HearingId(hearing))
    if state.status in ENDED:
        raise Refusal("hearing.state", state=state.status, command="links")
    source = wiring.source()
    span = span_of(asked.valid_from, asked.valid_to, line, source)
    await desk.adopt_seats(wiring, hearing, state)
    async with wiring.begin() as connection:
        roles = await links.seats(connection, hearing)
        known = [seat for seat, role in roles.items() if role is not Role.ROOM_DEVICE]
        seats = _seats(asked, state, known)
        issued = await links.issue(connection, source, hearing, seats, span)
    return IssuedLinks(
        links=[
            IssuedLink(
                id=one.link.id,
                seat=one.link.seat,
                role=one.link.role,
                url=f"{wiring.public_url}/join#{one.token}",
                valid_from=one.link.span.start,
                valid_to=one.link.span.end,
            )
            for one in issued
        ]
    )


def span_of(
    valid_from: datetime | None, valid_to: datetime | None, line: Listed, source: Source
) -> Slot:
    """When a link of the hearing is good. Raises Refusal (time.*)."""
    start = source.now if valid_from is None else moment("valid_from", valid_from)
    end = valid_to or max(line.span.end, start + LEAST_VALIDITY)
    return link_slot(start, end)


def _seats(asked: NewLinks, state: HearingState, known: Sequence[str]) -> Sequence[str]:
    """The seats links are made for. Raises Refusal `hearing.unknown_seat`, `…seat_revoked`."""
    revoked = {seat.id for seat in state.seats.values() if seat.revoked}
    if asked.seats is None:
        return [seat for seat in known if SeatId(seat) not in revoked]
    if not revoked.isdisjoint(asked.seats):
        raise Refusal("hearing.seat_revoked")
    return asked.seats


async def _redeem(wiring: Wiring, source: Source, asked: Redemption) -> Redeemed:
    async with wiring.reading() as connection:
        link, _ = await redeeming.look(connection, asked.token)
    state = await wiring.court.state(HearingId(link.hearing))
    seat = state.seats.get(SeatId(link.seat))
    if seat is not None and seat.revoked:
        raise Refusal("link.revoked")
    if _state(link.state(source.now), state.status) is LinkState.EXPIRED:
        raise Refusal("link.expired")
    async with wiring.begin() as connection:
        return await redeeming.redeem(connection, source, asked.token, asked.attempt)


def _state(link: LinkState, hearing: Status) -> LinkState:
    """A link that nobody used is over with its hearing, however long it was meant to last."""
    unused = link in (LinkState.VALID, LinkState.NOT_YET)
    return LinkState.EXPIRED if unused and hearing in ENDED else link


@asynccontextmanager
async def counting(wiring: Wiring, request: Request, source: Source) -> AsyncIterator[None]:
    """Count tokens that are no link's: guesses. Whoever holds a link is never held up."""
    try:
        yield
    except Refusal as refusal:
        if refusal.code in ("link.unknown", "receipt.unknown"):
            client = request.client
            wiring.attempts.failed(client.host if client else "", source.now)
        raise
