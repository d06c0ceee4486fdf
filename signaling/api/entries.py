"""Routes of one entry of the directory: read, changed, retired, restored. Court staff only."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Path, Response

from scheduler.editing import CASES, COURTS, PEOPLE, POINTS, Shelf, edit, find, retire
from scheduler.entries import Case, Court, Person, Point
from signaling.api.doors import Reach
from signaling.api.marks import IfMatch, mark_of, must_match
from signaling.api.models.changes import (
    CaseChange,
    Change,
    CourtChange,
    PersonChange,
    PointChange,
)
from signaling.api.models.directory import CaseTold, CourtTold, PersonTold, PointTold
from signaling.api.models.fields import ID_PATTERN, Id, Told
from signaling.api.once import OnceRoute
from signaling.api.part import Part
from signaling.api.staff import REACH
from signaling.api.standing import points_told
from signaling.api.wiring import Wiring

_T = TypeVar("_T", Court, Point, Person, Case)


@dataclass(frozen=True, slots=True)
class _Desk(Generic[_T]):
    """What is done with entries of one kind; `told`: as they are told, by `tell`."""

    wiring: Wiring
    shelf: Shelf[_T]
    told: type[Told]
    tell: Callable[[Wiring, _T], Awaitable[Told]]

    async def find(self, entry: str, response: Response, within: Reach) -> Told:
        async with self.wiring.reading() as connection:
            one = await find(connection, self.shelf, entry)
        within.must_hold(_court(one))
        return await self._tell(one, response)

    async def change(
        self, entry: str, asked: Change, seen: str | None, response: Response, within: Reach
    ) -> Told:
        return await self._edit(entry, asked.changes(), seen, response, within)

    async def restore(
        self, entry: str, seen: str | None, response: Response, within: Reach
    ) -> Told:
        return await self._edit(entry, {"retired_at": None}, seen, response, within)

    async def retire(
        self, entry: str, seen: str | None, response: Response, within: Reach
    ) -> Told:
        async with self.wiring.begin() as connection:
            look = self._seen(seen, within)
            source = self.wiring.source()
            one = await retire(connection, source, self.shelf, entry, seen=look)
        return await self._tell(one, response)

    async def _edit(
        self,
        entry: str,
        changes: dict[str, Any],
        seen: str | None,
        response: Response,
        within: Reach,
    ) -> Told:
        async with self.wiring.begin() as connection:
            look = self._seen(seen, within)
            source = self.wiring.source()
            one = await edit(connection, source, self.shelf, entry, changes, seen=look)
        return await self._tell(one, response)

    def _seen(self, expected: str | None, within: Reach) -> Callable[[_T], None]:
        def look(one: _T) -> None:
            within.must_hold(_court(one))
            must_match(mark_of(one.id, self.shelf.values(one)), expected)

        return look

    async def _tell(self, one: _T, response: Response) -> Told:
        response.headers["ETag"] = mark_of(one.id, self.shelf.values(one))
        return await self.tell(self.wiring, one)


def routes(wiring: Wiring) -> Part:
    """The routes."""
    router = Part(tags=["directory"], route_class=OnceRoute)
    courts = _Desk(wiring, COURTS, CourtTold, _plain(CourtTold))
    points = _Desk(wiring, POINTS, PointTold, _point)
    people = _Desk(wiring, PEOPLE, PersonTold, _plain(PersonTold))
    cases = _Desk(wiring, CASES, CaseTold, _plain(CaseTold))
    _keeping(router, courts, "/courts/{court}", "court")
    _keeping(router, points, "/points/{point}", "point")
    _keeping(router, people, "/people/{person}", "person")
    _keeping(router, cases, "/cases/{case}", "case")
    _places(router, courts, points)
    _names(router, people, cases)
    return router


def _plain(told: type[Told]) -> Callable[[Wiring, object], Awaitable[Told]]:
    async def tell(wiring: Wiring, one: object) -> Told:
        return told.model_validate(one)

    return tell


async def _point(wiring: Wiring, one: Point) -> Told:
    return (await points_told(wiring, [one]))[0]


def _keeping(router: Part, desk: _Desk[_T], path: str, name: str) -> None:
    """What is the same for every kind."""
    model = desk.told
    entry = Path(alias=name, pattern=ID_PATTERN, description="An id this API gave.")

    @router.get(path, summary=f"One {name}, retired or not", response_model=model)
    async def read(
        one: Annotated[str, entry], response: Response, within: Reach = REACH
    ) -> Told:
        """Its ETag: give it back as If-Match with a change."""
        return await desk.find(one, response, within)

    @router.delete(path, summary=f"Retire a {name}", response_model=model)
    async def leave(
        one: Annotated[str, entry],
        response: Response,
        seen: IfMatch = None,
        within: Reach = REACH,
    ) -> Told:
        """Nothing is booked with it any more; what was, goes on. 409 while a hearing ahead
        needs it."""
        return await desk.retire(one, seen, response, within)

    @router.post(f"{path}/restore", summary=f"Have a {name} back", response_model=model)
    async def restore(
        one: Annotated[str, entry],
        response: Response,
        seen: IfMatch = None,
        within: Reach = REACH,
    ) -> Told:
        """After it was retired."""
        return await desk.restore(one, seen, response, within)


def _places(router: Part, courts: _Desk[Court], points: _Desk[Point]) -> None:
    @router.patch("/courts/{court}", summary="Change a court", response_model=CourtTold)
    async def change_court(
        court: Id,
        asked: CourtChange,
        response: Response,
        seen: IfMatch = None,
        within: Reach = REACH,
    ) -> Told:
        """Its zone only while no hearing is ahead."""
        return await courts.change(court, asked, seen, response, within)

    @router.patch("/points/{point}", summary="Change a point", response_model=PointTold)
    async def change_point(
        point: Id,
        asked: PointChange,
        response: Response,
        seen: IfMatch = None,
        within: Reach = REACH,
    ) -> Told:
        """409 where a hearing ahead needs what would be no more: its place, its hours."""
        return await points.change(point, asked, seen, response, within)


def _names(router: Part, people: _Desk[Person], cases: _Desk[Case]) -> None:
    @router.patch("/people/{person}", summary="Change a person", response_model=PersonTold)
    async def change_person(
        person: Id,
        asked: PersonChange,
        response: Response,
        seen: IfMatch = None,
        within: Reach = REACH,
    ) -> Told:
        """409 where a hearing ahead needs the hours, or is booked under the card number."""
        return await people.change(person, asked, seen, response, within)

    @router.patch("/cases/{case}", summary="Change a case", response_model=CaseTold)
    async def change_case(
        case: Id,
        asked: CaseChange,
        response: Response,
        seen: IfMatch = None,
        within: Reach = REACH,
    ) -> Told:
        """409 if it may not be heard online any more and a hearing is ahead."""
        return await cases.change(case, asked, seen, response, within)


def _court(one: Court | Point | Person | Case) -> str:
    return one.id if isinstance(one, Court) else one.court
