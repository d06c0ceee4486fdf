"""Rulings on lists that outlive who made them: another instance, a restart, a killed server."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from scheduler.listing.keeping import LEASE
from signaling.api import list_process
from tests.signaling.api.test_lists import PATIENCE_S, cases, made, over, wish
from tests.signaling.api.world import Api, Json, installation


@asynccontextmanager
async def beside(api: Api, database_url: str) -> AsyncIterator[Api]:
    """Another instance on the same database."""
    async with installation(database_url) as other:
        other.directory = api.directory
        yield other


SEARCHING = """
import json, sys
problem = json.loads(sys.stdin.readline())["problem"]
one = problem["waiting"][0]
start = problem["open"][0][0]
at = {"id": one["id"], "start": start, "room": one["rooms"][0], "judge": one["judges"][0]}
best = {"placed": [at], "weight": 1, "bound": 2}
print(json.dumps({"better": best}), flush=True)
sys.stdin.read()
print(json.dumps({"done": best, "unplaced": []}), flush=True)
"""
"""In the solver's place: has found one list and looks for better until nobody waits."""


@pytest.fixture
def searching(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is made is made until it is stopped."""
    monkeypatch.setattr(list_process, "_CHILD", (sys.executable, "-c", SEARCHING))


async def begun(api: Api) -> str:
    """A list that is being made."""
    path = f"/courts/{api.directory['court']}/lists"
    asked: Json = await api.made(path, wish(api, await cases(api, 2)))
    return str(asked["id"])


async def seen_placed(api: Api, listing: str) -> Json:
    """The list, once this instance tells something of it."""
    end = time.monotonic() + PATIENCE_S
    while True:
        told: Json = (await api.staff("GET", f"/lists/{listing}")).json()
        if told["placed"]:
            return told
        assert time.monotonic() < end, told
        await asyncio.sleep(0.05)


async def killed() -> None:
    """Whoever makes a list here writes nothing any more."""
    makers = [task for task in asyncio.all_tasks() if "ListMaking" in repr(task.get_coro())]
    assert makers
    for maker in makers:
        maker.cancel()
    await asyncio.gather(*makers, return_exceptions=True)


async def test_another_instance_and_a_restart_know_what_was_made(
    either_api: Api, database_url: str
) -> None:
    """They tell it alike, solve it again and book it."""
    first = await made(either_api, await cases(either_api, 5))
    async with beside(either_api, database_url) as other:
        there = (await other.staff("GET", f"/lists/{first['id']}")).json()
        assert there == first
        path = f"/courts/{other.directory['court']}/lists"
        assert (await other.staff("GET", path)).json() == [first]
        other.now += timedelta(seconds=1)
        again = await other.made(f"/lists/{first['id']}/again", {"keep": []})
        assert len((await over(other, again["id"]))["placed"]) == 4
        latest = await other.staff("GET", f"{path}?limit=1")
        assert [one["id"] for one in latest.json()] == [again["id"]]
        assert 'rel="next"' in latest.headers["link"]
        booked = (await other.staff("POST", f"/lists/{first['id']}/book", json={})).json()
        assert all(one["hearing"] for one in booked)


@pytest.mark.usefixtures("searching")
async def test_another_instance_stops_a_list(either_api: Api, database_url: str) -> None:
    """Whoever makes it hears of it, and what was found so far stays."""
    listing = await begun(either_api)
    async with beside(either_api, database_url) as other:
        await seen_placed(other, listing)
        stopped = (await other.staff("DELETE", f"/lists/{listing}")).json()
        assert stopped["state"] in ("running", "cancelled")  # the other may be slow to hear
        told = await over(other, listing)
        assert told["state"] == "cancelled"
        assert len(told["placed"]) == 1


@pytest.mark.usefixtures("searching")
async def test_a_list_whose_server_was_killed_says_so_and_keeps_the_best(
    either_api: Api, database_url: str
) -> None:
    """Nobody heard of its maker for a while: it is not made any more, and can be booked."""
    listing = await begun(either_api)
    async with beside(either_api, database_url) as other:
        await seen_placed(other, listing)
        await killed()
        before = (await other.staff("GET", f"/lists/{listing}")).json()
        assert before["state"] == "running"
        other.now += LEASE + timedelta(seconds=1)
        told = (await other.staff("GET", f"/lists/{listing}")).json()
        assert (told["state"], told["error"]["code"]) == ("failed", "listing.interrupted")
        booked = await other.staff("POST", f"/lists/{listing}/book", json={})
        assert [bool(one["hearing"]) for one in booked.json()] == [True]
