"""What a list needs to know, from the directory and the calendar."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from hearing.refusal import Refusal
from hearing.roles import Role
from scheduler.booking import people_where
from scheduler.directory import zone_of
from scheduler.eligibility import must_be_eligible
from scheduler.entries import Flag, Person, Point, PointKind
from scheduler.fitting import may_sit_as
from scheduler.hearings import points_where
from scheduler.hours import open_during
from scheduler.listing.asked import (
    CaseAsked,
    Clock,
    ListAsked,
    open_spans,
    plan,
    steps,
    waiting,
)
from scheduler.listing.problem import (
    MINUTES,
    STEPS_A_DAY,
    Placed,
    Problem,
    Resource,
    Span,
)
from scheduler.occupancy import Taken, by_resource, taken
from scheduler.plan import Known, check
from scheduler.policy import vietnam
from scheduler.slot import Slot
from scheduler.tables import CaseRow, PersonRow, PointRow
from scheduler.wanted import Wanted, escort_key, person_wanted, place_wanted

_QUARTER = timedelta(minutes=MINUTES)


async def gather(
    connection: AsyncConnection, asked: ListAsked, now: datetime
) -> tuple[Problem, Clock]:
    """The problem as it stands. Raises Refusal `court.unknown`, `case.unknown`,
    `point.unknown`, `person.unknown`, `hearing.other_court`, `hearing.duplicate`,
    `listing.courtroom`, `listing.quarter`, `listing.judge`, or of a rule that booking would
    break whenever it is."""
    clock = Clock(asked.first_day, await zone_of(connection, asked.court))
    await _must_know_cases(connection, asked)
    points = await _points(connection, asked)
    people = await _people(connection, asked)
    rooms = [
        one.id
        for one in points.values()
        if one.kind is PointKind.CENTRAL and one.court == asked.court
    ]
    _must_be_courtrooms(asked.cases, rooms, points)
    _must_be_bookable(asked, Known(points, people), rooms, clock)
    counted = {one.id for one in points.values() if one.escorts is not None}
    wanted = {one.id: one for one in _wanted(points, people, counted)}
    end = clock.moment(asked.days * STEPS_A_DAY)
    standing = by_resource(
        await taken(connection, [Slot(clock.moment(0), end)], wanted.values())
    )
    resources = {
        name: _resource(name, one, standing.get(one.resource, ()), clock, asked.days)
        for name, one in wanted.items()
    }
    _limit(resources, asked)
    return (
        Problem(
            open_spans(asked, clock, now),
            tuple(waiting(one, clock, rooms, counted) for one in asked.cases),
            resources,
        ),
        clock,
    )


async def _must_know_cases(connection: AsyncConnection, asked: ListAsked) -> None:
    named = [one.case for one in asked.cases]
    twice = [case for case, count in Counter(named).items() if count > 1]
    if twice:
        raise Refusal("hearing.duplicate", id=twice[0], what="cases")
    rows = await connection.execute(
        select(CaseRow.id, CaseRow.court, CaseRow.flags, CaseRow.retired_at).where(
            CaseRow.id.in_(named)
        )
    )
    found = rows.all()
    _must_be_of(asked.court, "case", named, {row.id: row.court for row in found})
    for row in found:
        if row.retired_at is not None:
            raise Refusal("case.retired")
        must_be_eligible(vietnam(), frozenset(map(Flag, row.flags.split())), asked.first_day)


async def _points(connection: AsyncConnection, asked: ListAsked) -> dict[str, Point]:
    """The courtrooms there are, and every point that is named."""
    named = {point for one in asked.cases for point in (*one.rooms, *one.points)}
    found = await points_where(
        connection,
        ((PointRow.court == asked.court) & (PointRow.kind == PointKind.CENTRAL.value))
        | PointRow.id.in_(named),
    )
    there = {one.id for one in found}
    for missing in sorted(named - there):
        raise Refusal("point.unknown", id=missing)
    return {one.id: one for one in found if one.retired_at is None or one.id in named}


async def _people(connection: AsyncConnection, asked: ListAsked) -> dict[str, Person]:
    named = {
        person
        for one in asked.cases
        for person in (*one.judges, *(who.person for who in one.people))
    }
    found = await people_where(connection, PersonRow.id.in_(named))
    _must_be_of(asked.court, "person", named, {one.id: one.court for one in found})
    return {one.id: one for one in found}


def _must_be_of(court: str, what: str, named: Iterable[str], known: Mapping[str, str]) -> None:
    for one in sorted(named):
        if one not in known:
            raise Refusal(f"{what}.unknown", id=one)
        if known[one] != court:
            raise Refusal("hearing.other_court", what=what, id=one)


def _must_be_courtrooms(
    cases: Sequence[CaseAsked], rooms: Sequence[str], points: Mapping[str, Point]
) -> None:
    for one in cases:
        for point in one.rooms:
            if point not in rooms:
                raise Refusal("listing.courtroom", id=point)
            if points[point].retired_at is not None:
                raise Refusal("point.retired", id=point)
        if one.room is not None and one.room not in (one.rooms or rooms):
            raise Refusal("listing.courtroom", id=one.room)


def _must_be_bookable(
    asked: ListAsked, known: Known, rooms: Sequence[str], clock: Clock
) -> None:
    """By the rules that do not ask when: else it would be listed and then refused."""
    for one in asked.cases:
        if one.starts_at is not None and not clock.is_step(one.starts_at):
            raise Refusal("listing.quarter", case=one.case)
        attending = {who.person for who in one.people}
        judges = [judge for judge in one.judges if judge not in attending]
        if not judges or (one.judge is not None and one.judge not in judges):
            raise Refusal("listing.judge", case=one.case)
        for judge in judges:
            may_preside(known.people[judge])
        if rooms:
            at = Placed(one.case, 0, (one.rooms or tuple(rooms))[0], judges[0])
            check(plan(asked, one, at, clock), known)


def may_preside(person: Person) -> None:
    """Raise Refusal `person.retired`, `person.role` for who may not."""
    if person.retired_at is not None:
        raise Refusal("person.retired", id=person.id)
    if not may_sit_as(person.roles, Role.PRESIDING_JUDGE):
        raise Refusal("person.role", id=person.id, role=Role.PRESIDING_JUDGE.value)


def _wanted(
    points: Mapping[str, Point], people: Mapping[str, Person], counted: set[str]
) -> Iterator[Wanted]:
    for point in points.values():
        yield place_wanted(point)
        if point.id in counted:
            key = escort_key(point.id)
            yield Wanted("escort", key, point.escorts or 0, key=key, role="escort")
    for person in people.values():
        yield person_wanted(person, Role.OBSERVER)


def _resource(
    name: str, wanted: Wanted, standing: Sequence[Taken], clock: Clock, days: int
) -> Resource:
    used: Counter[int] = Counter()
    for one in standing:
        begin, end = clock.span(one.span)
        if one.hearing is not None:
            used[begin // STEPS_A_DAY] += end - begin
    closed = _closed(wanted, clock, days)
    if wanted.capacity < 1:  # a point without a single team
        closed = ((0, days * STEPS_A_DAY),)
    return Resource(
        id=name,
        capacity=max(1, wanted.capacity),
        busy=tuple(clock.span(one.span) for one in standing),
        slots=tuple(one.slot for one in standing) if wanted.capacity > 1 else (),
        closed=closed,
        before=steps(int(wanted.before.total_seconds() // 60)),
        after=steps(int(wanted.after.total_seconds() // 60)),
        used=dict(used),
    )


def _closed(wanted: Wanted, clock: Clock, days: int) -> tuple[Span, ...]:
    if not wanted.hours:
        return ()
    return _shut(wanted.hours, wanted.zone, clock, days)


@lru_cache(maxsize=64)
def _shut(hours: str, zone: str, clock: Clock, days: int) -> tuple[Span, ...]:
    """Quarters outside `hours`; many keep the same."""
    at = ZoneInfo(zone)
    starts = ((step, clock.moment(step)) for step in range(days * STEPS_A_DAY))
    return tuple(
        (step, step + 1)
        for step, start in starts
        if not open_during(hours, Slot(start, start + _QUARTER), at)
    )


def _limit(resources: dict[str, Resource], asked: ListAsked) -> None:
    if asked.judge_minutes_a_day is None:
        return
    most = asked.judge_minutes_a_day // MINUTES
    for judge in {judge for one in asked.cases for judge in one.judges}:
        resources[judge] = replace(resources[judge], most_a_day=most)
