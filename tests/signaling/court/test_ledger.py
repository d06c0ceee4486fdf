import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from hearing.commands import Recess
from hearing.ids import HearingId
from hearing.state import ENDED, LIVE, Status
from scheduler.database import reading
from signaling.court.history import beginning
from signaling.court.ledger import (
    Overtaken,
    append,
    begun,
    ended_since,
    following,
    heads,
    receipt,
)
from tests.hearing.cast import HEARING, NOON, STAFF, a_hearing, a_plan, events_of
from tests.signaling.court.world import World, court_on


def hearing_in(status: Status) -> HearingId:
    return HearingId(f"hrg_{status}")


async def test_the_hearings_that_go_on_and_those_that_just_ended_are_found(
    either_engine: AsyncEngine,
) -> None:
    async with court_on(either_engine) as world:
        for status in set(Status) - {Status.DRAFT}:
            await world.bring_to(status, hearing_in(status))
    async with reading(either_engine) as connection:
        assert set(await begun(connection)) == {hearing_in(status) for status in LIVE}
        ended = await ended_since(connection, NOON)
        assert set(ended) == {hearing_in(status) for status in ENDED}
        assert await ended_since(connection, NOON.replace(year=2030)) == []


async def test_a_reason_that_looks_like_an_event_is_not_taken_for_one(world: World) -> None:
    await world.bring_to(Status.IN_SESSION)
    sly = '"to":"closed","type":"status_changed"'
    await world.do(Recess(reason=sly))
    async with reading(world.engine) as connection:
        assert await begun(connection) == [HEARING]
        assert await ended_since(connection, NOON) == []


async def test_a_number_is_taken_once(either_engine: AsyncEngine) -> None:
    history = beginning(HEARING)
    first = history.next(events_of(history.state, a_plan()), by=STAFF, command="c1", now=NOON)
    second = history.next(events_of(history.state, a_plan()), by=STAFF, command="c2", now=NOON)
    async with either_engine.begin() as connection:
        await append(connection, first)
        with pytest.raises(Overtaken):
            await append(connection, second)
        assert await following(connection, HEARING) == first  # the transaction goes on
    async with reading(either_engine) as connection:
        assert history.after(await following(connection, HEARING)).state == a_hearing(
            Status.SCHEDULED
        )
        assert await heads(connection, [HEARING, HearingId("hrg_none")]) == {HEARING: 2}
        found = await receipt(connection, HEARING, "c1")
        assert found is not None
        assert (found[0].first_seq, found[0].last_seq, found[1]) == (1, 2, STAFF)
        assert await receipt(connection, HEARING, "c2") is None
