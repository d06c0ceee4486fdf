"""Routes of a week's list: made by a process of its own, looked at, made anew, booked."""

from collections.abc import Mapping
from dataclasses import replace

from hearing.refusal import Refusal
from scheduler import directory
from scheduler.listing import keeping
from scheduler.listing.asked import ListAsked, plan
from scheduler.listing.gathering import gather
from scheduler.listing.keeping import Kept
from scheduler.listing.problem import Placed
from signaling.api import desk
from signaling.api.doors import Reach
from signaling.api.models.fields import Id
from signaling.api.models.lists import Again, BookedTold, Booking, ListTold, NewList
from signaling.api.once import OnceRoute
from signaling.api.paging import FEW, FewPager
from signaling.api.part import Part
from signaling.api.staff import REACH
from signaling.api.wiring import Wiring
from signaling.problems import problem_of

PATH = "/lists"
LIMIT = 4 * 1024 * 1024
"""Bytes of a request: the most cases, each before any of many judges."""


def routes(wiring: Wiring) -> Part:
    """The routes."""
    router = Part(tags=["lists"], route_class=OnceRoute)
    _making(router, wiring)
    _looking(router, wiring)
    _settling(router, wiring)
    return router


def _making(router: Part, wiring: Wiring) -> None:
    @router.post("/courts/{court}/lists", status_code=202, summary="Make a list for some days")
    async def begin(court: Id, asked: NewList, within: Reach = REACH) -> ListTold:
        """From waiting cases: times, courtrooms and judges such that nothing collides and as
        much as possible is placed. It is made by a process of its own; one at a time, others
        wait. Nothing is booked. Needs the extra `solver` (501 `listing.no_solver` is then the
        list's error)."""
        within.must_hold(court)
        return ListTold.of(await _begin(wiring, asked.asked(court), asked.seconds))

    @router.post(
        "/lists/{listing}/again", status_code=202, summary="Keep some of it, solve again"
    )
    async def again(listing: Id, asked: Again, within: Reach = REACH) -> ListTold:
        """What was booked or changed in the meantime counts."""
        one = await _found(wiring, listing, within)
        kept = _chosen(one, asked.keep)
        cases = tuple(
            case
            if (at := kept.get(case.case)) is None
            else replace(
                case, starts_at=one.clock.moment(at.start), room=at.room, judge=at.judge
            )
            for case in one.asked.cases
        )
        return ListTold.of(await _begin(wiring, replace(one.asked, cases=cases), asked.seconds))


def _looking(router: Part, wiring: Wiring) -> None:
    @router.get("/courts/{court}/lists", summary="A court's lists, the latest first")
    async def of_court(
        court: Id, pager: FewPager = FEW, within: Reach = REACH
    ) -> list[ListTold]:
        """None is forgotten. One whose server stopped midway is `failed`, with
        `listing.interrupted`: what it had found is kept."""
        within.must_hold(court)
        async with wiring.reading() as connection:
            await directory.zone_of(connection, court)
            now = wiring.source().now
            found = await keeping.of_court(connection, court, now, pager.page)
        pager.tell(found)
        return [ListTold.of(one) for one in found]

    @router.get("/lists/{listing}", summary="How far it is, and the best so far")
    async def find(listing: Id, within: Reach = REACH) -> ListTold:
        return ListTold.of(await _found(wiring, listing, within))

    @router.delete("/lists/{listing}", summary="Look for nothing better")
    async def cancel(listing: Id, within: Reach = REACH) -> ListTold:
        """The best so far stays, and can be booked."""
        await _found(wiring, listing, within)
        return ListTold.of(await wiring.lists.cancel(listing))


def _settling(router: Part, wiring: Wiring) -> None:
    @router.post("/lists/{listing}/book", summary="Book what is on the list, as drafts")
    async def book(listing: Id, asked: Booking, within: Reach = REACH) -> list[BookedTold]:
        """Each by itself, in the ordinary way: what was taken since then is told by its
        problem, and the others are booked."""
        one = await _found(wiring, listing, within)
        best = one.progress.best
        if not one.progress.over or best is None:
            raise Refusal("listing.unfinished")
        named = [each.id for each in best.placed] if asked.cases is None else asked.cases
        return [await _book(wiring, one, at) for at in _chosen(one, named).values()]


async def _begin(wiring: Wiring, asked: ListAsked, seconds: int) -> Kept:
    source = wiring.source()
    async with wiring.reading() as connection:
        problem, clock = await gather(connection, asked, source.now)
    return await wiring.lists.begin(source, asked, problem, clock, seconds)


async def _book(wiring: Wiring, one: Kept, at: Placed) -> BookedTold:
    case = next(each for each in one.asked.cases if each.case == at.id)
    try:
        booked = await desk.book(wiring, plan(one.asked, case, at, one.clock))
    except Refusal as refusal:
        return BookedTold(case=at.id, hearing=None, problem=problem_of(refusal))
    return BookedTold(case=at.id, hearing=booked.line.id, problem=None)


def _chosen(one: Kept, cases: list[str]) -> Mapping[str, Placed]:
    """Those of the list. Raises Refusal `listing.not_placed`."""
    best = one.progress.best
    placed = {} if best is None else {each.id: each for each in best.placed}
    for case in cases:
        if case not in placed:
            raise Refusal("listing.not_placed", id=case)
    return {case: placed[case] for case in cases}


async def _found(wiring: Wiring, listing: str, within: Reach) -> Kept:
    one = await wiring.lists.find(listing)
    within.must_hold(one.court)
    return one
