"""Rulings on cases that may not be heard online."""

from dataclasses import replace
from datetime import date

import pytest

from hearing.refusal import Refusal
from scheduler import directory
from scheduler.eligibility import EXCLUDED, must_be_eligible
from scheduler.entries import CaseType, Flag
from scheduler.policy import vietnam
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


async def test_such_a_case_is_not_booked(world: World) -> None:
    """Whoever asks; another case at the same time is."""
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
    with pytest.raises(Refusal) as refused:
        await world.book(replace(world.plan(), case=case.id))
    assert refused.value.code == "eligibility.excluded"
    await world.book(world.plan())
