"""Rulings on cases that may not be heard online."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from hearing.refusal import Refusal
from scheduler import directory
from scheduler.eligibility import EXCLUDED, must_be_eligible
from scheduler.entries import CaseType, Flag
from scheduler.policy import vietnam
from scheduler.slot import Slot
from tests.scheduler.world import SOURCE, World

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize("flag", Flag)
def test_what_law_keeps_in_the_courtroom_is_refused(flag: Flag) -> None:
    """NQ 33/2021 art. 1; before it came into force there was nothing to refuse."""
    if flag not in EXCLUDED:
        must_be_eligible(vietnam(), {flag}, TODAY)
        return
    with pytest.raises(Refusal) as refused:
        must_be_eligible(vietnam(), {Flag.DETAINED, flag}, TODAY)
    assert (refused.value.code, refused.value.facts) == (
        "eligibility.excluded",
        {"flag": flag.value},
    )
    must_be_eligible(vietnam(), {flag}, date(2021, 12, 31))


async def _secret(world: World) -> str:
    async with world.engine.begin() as connection:
        case = await directory.add_case(
            connection,
            SOURCE,
            court=world.court.id,
            number="2/2026",
            type=CaseType.CRIMINAL,
            title="Vụ án",
            flags=frozenset({Flag.STATE_SECRET}),
        )
    return case.id


async def test_such_a_case_is_not_booked(world: World) -> None:
    """Whoever asks; another case at the same time is."""
    case = await _secret(world)
    with pytest.raises(Refusal) as refused:
        await world.book(replace(world.plan(), case=case))
    assert refused.value.code == "eligibility.excluded"
    await world.book(world.plan())


async def test_law_is_in_force_from_midnight_by_the_courts_clocks(world: World) -> None:
    """In Hà Nội a year begins seven hours before it does in UTC."""
    midnight = datetime(2021, 12, 31, 17, tzinfo=UTC)
    hour = timedelta(hours=1)
    plan = replace(world.plan(), case=await _secret(world))
    with pytest.raises(Refusal) as refused:
        await world.book(replace(plan, slot=Slot(midnight, midnight + hour)))
    assert refused.value.code == "eligibility.excluded"
    await world.book(replace(plan, slot=Slot(midnight - hour, midnight)))
