"""Court staff at the door: by the installation's token, or by a session and its rights."""

import hmac

from fastapi import Depends, Request

from hearing.actors import StaffActor
from hearing.refusal import Refusal
from scheduler import hearings as bookings
from scheduler import links
from signaling.accounts import sessions
from signaling.accounts.audit import note
from signaling.accounts.rights import EVERYWHERE, Right, courts_where
from signaling.accounts.sessions import StaffSession
from signaling.api.cookies import staff_secret
from signaling.api.doors import DOORS, Door, Reach, Where
from signaling.api.models.fields import is_id
from signaling.api.wiring import Wiring
from signaling.origins import origin_of, same_origin

LISTING_DESK = StaffActor(name="listing-desk")
"""Who the ledgers say acted, when somebody came with the installation's token."""

PREFIX = "/api/v1"
_READING = frozenset({"GET", "HEAD"})


class SessionDoor:
    """A dependency: lets a browser through that somebody signed in with."""

    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring
        self._origin = origin_of(wiring.public_url)

    async def __call__(self, request: Request) -> StaffSession:
        """The session. Raises Refusal `staff.session`, `staff.origin`."""
        secret, now = staff_secret(request), self._wiring.source().now
        if not secret:
            raise Refusal("staff.session")
        self._must_be_our_page(request)
        async with self._wiring.reading() as connection:
            session = await sessions.check(connection, secret, now)
        if session is None or not await self._noted(session):
            raise Refusal("staff.session")
        return session

    def must_not_be_elsewhere(self, request: Request) -> None:
        """No page but ours asks this. Raises Refusal `staff.origin`."""
        origin, host = request.headers.get("origin"), request.headers.get("host")
        if not same_origin(origin, host, self._origin):
            raise Refusal("staff.origin")

    def _must_be_our_page(self, request: Request) -> None:
        """What changes something comes from a page of ours, and says so.

        Beside SameSite=Strict, which lets other hosts of our site through.
        """
        self.must_not_be_elsewhere(request)
        if "origin" not in request.headers and request.method not in _READING:
            raise Refusal("staff.origin")

    async def _noted(self, session: StaffSession) -> bool:
        now = self._wiring.source().now
        if session.noted(now):
            return True
        async with self._wiring.begin() as connection:
            return await sessions.seen(connection, session, now)


class StaffDoor:
    """A dependency of every staff route: who asks, and whether they may (doors.DOORS)."""

    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring
        self._token = wiring.admin_token.encode()
        self._session = SessionDoor(wiring)

    async def __call__(self, request: Request) -> StaffActor:
        """The staff member asking; how far they may go is left for REACH.

        Raises Refusal `staff.token`, `staff.session`, `staff.origin`, `staff.right`.
        """
        door = _door(request)
        if "authorization" in request.headers or not staff_secret(request):
            self._must_have_token(request)
            by, reach = LISTING_DESK, Reach(door.right if door else Right.READ, EVERYWHERE)
        else:
            session = await self._session(request)
            by = StaffActor(name=session.member.id)
            reach = await self._reach(request, session, door)
        request.state.reach = reach
        await self._note(request, by)
        return by

    def _must_have_token(self, request: Request) -> None:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        given = token.strip().encode(errors="surrogateescape")
        right = hmac.compare_digest(given, self._token)
        if scheme.lower() != "bearer" or not right or not self._token:
            raise Refusal("staff.token")

    async def _reach(self, request: Request, session: StaffSession, door: Door | None) -> Reach:
        if door is None:
            raise Refusal("staff.right", right="none")
        reach = Reach(door.right, courts_where(session.member.posts, door.right))
        match door.where:
            case Where.INSTALLATION:
                reach.must_hold(None)
            case Where.HEARING | Where.LINK:
                reach.must_hold(await self._court(request, door.where))
            case Where.SOMEWHERE | Where.ASKED:
                if reach.courts is not EVERYWHERE and not reach.courts:
                    reach.must_hold(None)
        return reach

    async def _court(self, request: Request, where: Where) -> str:
        """The court of what the path names. Raises Refusal `hearing.unknown`,
        `link.unknown`."""
        named = str(request.path_params[where.value])
        if not is_id(named):
            raise Refusal(f"{where.value}.unknown")
        async with self._wiring.reading() as connection:
            if where is Where.LINK:
                hearing = (await links.find(connection, named)).hearing
            else:
                hearing = named
            return (await bookings.line(connection, hearing)).court

    async def _note(self, request: Request, by: StaffActor) -> None:
        """Every change that staff ask for is in the audit: the route and the ids it names."""
        if request.method in _READING:
            return
        ids = {name: str(value) for name, value in request.path_params.items()}
        facts = {name: value for name, value in ids.items() if is_id(value)}
        source = self._wiring.source()
        asked = f"{request.method} {_path(request)}"
        async with self._wiring.begin() as connection:
            await note(connection, source, by.name, "asked", route=asked, **facts)


def _reach(request: Request) -> Reach:
    left: Reach = request.state.reach
    return left


REACH = Depends(_reach)
"""A route's argument: how far the staff door lets this request go."""


def _door(request: Request) -> Door | None:
    return DOORS.get((request.method, _path(request)))


def _path(request: Request) -> str:
    """The route's path below /api/v1, with the names of what it names."""
    path: str = request.scope["route"].path
    return path.removeprefix(PREFIX)
