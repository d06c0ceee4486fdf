"""Rulings on setting the demo up through REST and a real court: once, again, after a loss."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from hearing.ids import HearingId
from signaling.app.demo import cast, kept, stage
from signaling.court.service import Court
from tests.scheduler.world import NOW
from tests.signaling.api.real_court import with_court
from tests.signaling.api.world import ADMIN


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[tuple[httpx.AsyncClient, Court]]:
    url = f"sqlite+aiosqlite:///{tmp_path / 'court.db'}"
    async with with_court(url) as (api, court):
        api.client.headers["Authorization"] = f"Bearer {ADMIN}"
        yield api.client, court


async def test_its_hearing_is_the_courts_that_the_case_asks_for(
    house: tuple[httpx.AsyncClient, Court], tmp_path: Path
) -> None:
    api, court = house
    ready = await stage.set_up(api, tmp_path, NOW)
    state = await court.state(HearingId(ready.hearing))
    assert state.admission == "by_clerk"
    kinds = {str(point.id): point.kind for point in state.points.values()}
    where = {
        seat.role.value: kinds.get(state.devices[seat.device].point or "")
        for seat in state.seats.values()
    }
    for role in ("presiding_judge", "clerk", "prosecutor", "assessor"):
        assert where[role] == "central"
    for role in ("accused", "custody_officer"):
        assert where[role] == "component"
    assert where["defence_counsel"] is None


async def test_again_it_is_the_same_hearing_and_after_a_loss_another(
    house: tuple[httpx.AsyncClient, Court], tmp_path: Path
) -> None:
    api, _ = house
    first = await stage.set_up(api, tmp_path, NOW)
    again = await stage.set_up(api, tmp_path, NOW)
    assert (again.hearing, again.staff) == (first.hearing, first.staff)
    assert set(again.links.values()).isdisjoint(first.links.values())
    later = await stage.set_up(api, tmp_path, NOW + cast.LENGTH)
    assert later.hearing != first.hearing


async def test_what_was_kept_of_another_database_is_not_believed(
    house: tuple[httpx.AsyncClient, Court], tmp_path: Path
) -> None:
    api, _ = house
    kept.write(tmp_path, kept.Kept(court="crt_gone", case="cas_gone", hearing="hrg_gone"))
    ready = await stage.set_up(api, tmp_path, NOW)
    assert list(ready.links) == [role.value for role in cast.LINKED]
