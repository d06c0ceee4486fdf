"""Rulings on a disk that is full: the hearing goes on, says so, and its record does not lie."""

import asyncio
import time
from pathlib import Path

import pytest

from hearing.roles import Role
from tests.end_to_end import outages
from tests.end_to_end.outages import HEALED_S, Sitting
from tests.end_to_end.small_disk import SmallDisk, small_disk
from tests.waiting import until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]


async def health_says(sitting: Sitting, *codes: str) -> None:
    """Wait until `/health` complains of all that: it looks at the disk now and then."""
    told: set[str] = set()
    async with asyncio.timeout(HEALED_S):
        while not told.issuperset(codes):
            await asyncio.sleep(0.1)
            told = {alarm["code"] for alarm in (await sitting.machine.health())["alarms"]}


async def everybody_is_told(sitting: Sitting, code: str) -> None:
    """By the hearing socket."""
    people = sitting.people.values()
    await until(lambda: all(code in one.alarms for one in people), HEALED_S)


async def test_the_records_disk_is_full_and_there_is_room_again(tmp_path: Path) -> None:
    machine = outages.scratch(tmp_path)
    with small_disk(machine.data_dir / "recordings", 24) as disk:
        async with machine, outages.in_session(machine) as sitting:
            disk.fill()
            await until(lambda: sitting.judge.recording == "failed", HEALED_S)
            await everybody_is_told(sitting, "alarm.not_recorded")
            await health_says(sitting, "alarm.not_recorded", "alarm.disk_full")
            await goes_on(sitting)
            disk.empty()
            await until(sitting.on_record, HEALED_S)
            await until(lambda: not any(p.alarms for p in sitting.people.values()), HEALED_S)
            report = await sitting.close()
            await rested(sitting)
    assert report.exit == 0, report.findings
    assert outages.reasons(report) == ["disk"]


async def test_the_whole_disk_is_full_and_there_is_room_again(tmp_path: Path) -> None:
    with small_disk(tmp_path / "data", 32) as disk:
        machine = outages.scratch(tmp_path)
        async with machine, outages.in_session(machine) as sitting:
            disk.fill()
            await refuses_commands(sitting)
            await everybody_is_told(sitting, "alarm.ledger_unwritable")
            await everybody_is_told(sitting, "alarm.not_recorded")
            await health_says(sitting, "alarm.not_recorded", "alarm.ledger_unwritable")
            await goes_on(sitting)
            await a_part_comes_back(sitting, disk)
            await until(sitting.on_record, HEALED_S)
            await until(lambda: not any(p.alarms for p in sitting.people.values()), HEALED_S)
            report = await sitting.close()
            await rested(sitting)
    assert report.exit == 0, report.findings
    assert set(outages.reasons(report)) == {"disk"}


async def goes_on(sitting: Sitting) -> None:
    """Everybody still sees everybody; nobody left a room, nothing died."""
    now = time.monotonic()
    await until(lambda: sitting.flows(now), HEALED_S)
    assert [len(one.joined) for one in sitting.people.values()] == [1, 1, 1]
    assert sitting.machine.told("part_died") == []


async def refuses_commands(sitting: Sitting) -> None:
    """With a code that says why."""
    device = sitting.hearing.devices[Role.ACCUSED]
    assert await sitting.judge.command("hold_floor", device=device) == "court.unavailable"


async def a_part_comes_back(sitting: Sitting, disk: SmallDisk) -> None:
    """A relay that dies on a full disk is started again all the same."""
    await outages.relay_comes_back(sitting)
    disk.empty()


async def rested(sitting: Sitting) -> None:
    """Nothing of a bundle is left."""
    assert list(sitting.machine.data_dir.glob("export-*")) == []
