"""Rulings on counting failed sign-ins, on either database and for several instances."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from hearing.refusal import Refusal
from scheduler.database import open_engine
from signaling.accounts import tries
from signaling.accounts.tables import SignInTryRow
from signaling.accounts.tries import (
    LONGEST_WAIT,
    PER_ADDRESS,
    PER_USER,
    PER_USER_AND_ADDRESS,
    WAIT,
)
from tests.scheduler.world import NOW, migrated

HOME, CAFE = "203.0.113.5", "198.51.100.7"
QUARTER = PER_USER_AND_ADDRESS.window


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    """A database in which nobody has failed yet."""
    async with migrated(database_url) as fresh:
        yield fresh


async def fails(
    engine: AsyncEngine, user: str, address: str, after: timedelta = timedelta()
) -> tries.Try:
    """One more failure; raises Refusal where it is not even looked at."""
    async with engine.begin() as connection:
        return await tries.begin(connection, NOW + after, user, address)


async def test_a_stranger_who_guesses_is_stopped_and_the_owner_is_not(
    engine: AsyncEngine,
) -> None:
    """Nobody keeps a judge out of the court by knowing a user name."""
    for _ in range(PER_USER_AND_ADDRESS.most):
        await fails(engine, "hoa", CAFE)
    with pytest.raises(Refusal, match=r"staff\.too_many") as refused:
        await fails(engine, "hoa", CAFE, timedelta(minutes=5))
    assert refused.value.facts["seconds"] == 600
    assert (await fails(engine, "hoa", HOME, timedelta(minutes=5))).wait == 0
    assert (await fails(engine, "hoa", CAFE, QUARTER)).wait == 0


async def test_an_address_that_tries_many_names_must_wait(engine: AsyncEngine) -> None:
    for number in range(PER_ADDRESS.most):
        await fails(engine, f"user{number}", CAFE)
    with pytest.raises(Refusal, match=r"staff\.too_many") as refused:
        await fails(engine, "another", CAFE)
    assert refused.value.facts["seconds"] == 60
    await fails(engine, "another", CAFE, PER_ADDRESS.window)


async def test_guesses_from_everywhere_only_make_an_account_slower(engine: AsyncEngine) -> None:
    """It is never locked, and the waiting has an end."""
    waits = [
        (await fails(engine, "hoa", f"198.51.100.{number}")).wait
        for number in range(PER_USER.most + 20)
    ]
    assert waits[: PER_USER.most + 1] == [0.0] * (PER_USER.most + 1)
    assert waits[PER_USER.most + 1 : PER_USER.most + 4] == [WAIT, 2 * WAIT, 3 * WAIT]
    assert waits[-1] == LONGEST_WAIT
    assert (await fails(engine, "hoa", HOME)).wait == LONGEST_WAIT
    assert (await fails(engine, "hoa", HOME, PER_USER.window)).wait == 0


async def test_what_was_no_failure_is_not_counted(engine: AsyncEngine) -> None:
    """And a proof forgets this address's failures, leaving the stranger's."""
    for _ in range(2 * PER_USER_AND_ADDRESS.most):
        well = await fails(engine, "hoa", HOME)
        async with engine.begin() as connection:
            await tries.well(connection, well)
    for address in (HOME, CAFE):
        for _ in range(PER_USER_AND_ADDRESS.most):
            await fails(engine, "hoa", address)
    async with engine.begin() as connection:
        await tries.proven(connection, "hoa", HOME)
    await fails(engine, "hoa", HOME)
    with pytest.raises(Refusal):
        await fails(engine, "hoa", CAFE)


async def test_instances_count_together_and_at_once(
    engine: AsyncEngine, database_url: str
) -> None:
    """Of many tries at the same moment no more slip through than of as many in turn."""
    other = open_engine(database_url)
    try:
        answers = await asyncio.gather(
            *(fails(one, "hoa", CAFE) for one in (engine, other) * PER_USER_AND_ADDRESS.most),
            return_exceptions=True,
        )
    finally:
        await other.dispose()
    counted = [answer for answer in answers if isinstance(answer, tries.Try)]
    assert len(counted) == PER_USER_AND_ADDRESS.most


async def test_what_is_too_old_to_count_is_not_kept(engine: AsyncEngine) -> None:
    await fails(engine, "hoa", CAFE)
    await fails(engine, "binh", HOME, QUARTER)
    async with engine.connect() as connection:
        kept = await connection.scalar(select(func.count()).select_from(SignInTryRow))
    assert kept == 3
