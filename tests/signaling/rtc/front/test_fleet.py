"""Rulings on workers that come and go, and on who waits for them."""

import asyncio
import os

import pytest

from hearing.refusal import Refusal
from signaling.rtc.front import fleet as module
from signaling.rtc.front.fleet import Fleet, Worker


def worker(number: int, dropped: list[str] | None = None) -> Worker:
    told = [] if dropped is None else dropped
    heard = asyncio.get_running_loop().time()
    return Worker(number, 7000 + number, 8000 + number, os.getpid(), heard, told.append)


async def test_who_comes_before_all_workers_are_there_waits_for_them() -> None:
    """Else a room that one of them has would be opened at another, too."""
    fleet = Fleet(expected=2)
    fleet.came(worker(1), [])
    entering = asyncio.ensure_future(entered(fleet, "one"))
    await asyncio.sleep(0)
    assert not entering.done()
    fleet.came(worker(2), ["one"])
    assert await entering == 2


async def entered(fleet: Fleet, room: str) -> int:
    """Where a visitor of the room was led."""
    async with fleet.at(room) as found:
        return found.number


async def test_without_any_worker_a_client_is_refused_in_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "PATIENCE_S", 0.01)
    with pytest.raises(Refusal) as refused:
        await entered(Fleet(expected=2), "one")
    assert refused.value.code == "rtc.closing"


async def test_a_worker_that_comes_late_gives_up_a_room_that_moved() -> None:
    fleet, dropped = Fleet(expected=1), list[str]()
    fleet.came(worker(1), [])
    async with fleet.at("one"):
        fleet.came(worker(2, dropped), ["one", "two"])
        assert dropped == ["one"]
    assert await entered(fleet, "two") == 2


async def test_a_worker_registered_anew_takes_its_own_place_only_once() -> None:
    fleet = Fleet(expected=1)
    old, new = worker(1), worker(1)
    fleet.came(old, ["one"])
    fleet.came(new, ["one"])
    fleet.lost(old)  # its line ends after the new one has begun
    assert fleet.workers == {1: new}
    assert fleet.losses == 1
    assert await entered(fleet, "one") == 1


async def test_a_worker_that_says_nothing_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LOOK_S", 0.001)
    fleet = Fleet(expected=1)
    silent = worker(1)
    silent.heard -= module.SILENT_S + 1
    fleet.came(silent, [])
    watching = asyncio.create_task(fleet.watch())
    async with asyncio.timeout(30):
        while fleet.workers:
            await asyncio.sleep(0.001)
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)
