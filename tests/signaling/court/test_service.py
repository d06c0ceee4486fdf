import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from hearing.chain import walk
from hearing.commands import GiveFloor, HoldFloor, OpenHearing, Recess, Resume, StartSession
from hearing.ids import HearingId
from hearing.refusal import Refusal
from hearing.roles import Role
from hearing.state import Status
from scheduler.database import open_engine
from signaling.court.ledger import Receipt
from tests.hearing.cast import (
    ACCUSED,
    CLERK,
    COUNSEL,
    DOCK,
    HEARING,
    JUDGE,
    STAFF,
    a_hearing,
    a_plan,
)
from tests.signaling.court.world import World, court_on, database, until

OTHER = HearingId("hrg_0000000000000002")


async def test_a_scheduled_hearing_stands_in_the_ledger(either_world: World) -> None:
    receipt = await either_world.do(a_plan())
    assert receipt == Receipt(1, 2)
    assert (await either_world.court.state(HEARING)) == a_hearing(Status.SCHEDULED)
    first, second = await either_world.court.entries(HEARING)
    assert json.loads(first.body)["event"]["type"] == "scheduled"
    assert json.loads(second.body)["event"]["to"] == "scheduled"
    assert walk([first.body, second.body])[-1] == (2, second.hash)


async def test_an_unknown_hearing_is_a_draft(either_world: World) -> None:
    assert (await either_world.court.state(OTHER)).status is Status.DRAFT
    assert await either_world.court.entries(OTHER) == []


async def test_a_row_says_when_who_and_by_which_command(world: World) -> None:
    await world.bring_to(Status.OPEN)
    await world.court.execute(HEARING, StartSession(), by=JUDGE, command_id="judge-0001")
    entry = (await world.court.entries(HEARING))[-1]
    row = json.loads(entry.body)
    assert sorted(row) == ["at", "by", "command", "event", "hearing", "prev", "seq", "v"]
    assert row["by"] == {"kind": "seat", "seat": JUDGE.seat, "role": "presiding_judge"}
    assert (row["command"], row["v"], row["hearing"]) == ("judge-0001", 1, HEARING)
    assert row["at"].endswith("Z")
    assert len(row["at"]) == len("2026-01-01T00:00:00.000000Z")


async def test_a_command_sent_twice_is_done_once(either_world: World) -> None:
    await either_world.bring_to(Status.IN_SESSION)
    first = await either_world.do(Recess(), command_id="recess-0001")
    await either_world.do(Resume())
    again = await either_world.do(Recess(), command_id="recess-0001")
    assert again == first
    assert (await either_world.court.state(HEARING)).status is Status.IN_SESSION


async def test_fifty_copies_of_a_command_at_once_are_one(either_world: World) -> None:
    await either_world.bring_to(Status.IN_SESSION)
    before = len(await either_world.bodies())
    receipts = await asyncio.gather(
        *(either_world.do(HoldFloor(device=DOCK), command_id="hold-0001") for _ in range(50))
    )
    assert set(receipts) == {Receipt(before + 1, before + 1)}
    assert len(await either_world.bodies()) == before + 1


async def test_somebody_elses_command_id_is_refused(world: World) -> None:
    await world.bring_to(Status.IN_SESSION)
    await world.do(Recess(), command_id="recess-0001")
    with pytest.raises(Refusal) as refused:
        await world.court.execute(HEARING, Resume(), by=ACCUSED, command_id="recess-0001")
    assert refused.value.code == "command.id_taken"


async def test_the_ledger_writes_down_the_role_it_knows(world: World) -> None:
    await world.bring_to(Status.OPEN)
    believed = replace(CLERK, role=Role.ACCUSED)
    await world.court.execute(
        HEARING, HoldFloor(device=DOCK), by=believed, command_id="clerk-0001"
    )
    assert (await world.court.entries(HEARING))[-1].by == CLERK
    again = await world.court.execute(
        HEARING, HoldFloor(device=DOCK), by=CLERK, command_id="clerk-0001"
    )
    assert again == Receipt(4, 4)


async def test_commands_of_many_at_once_are_all_done_in_some_order(either_world: World) -> None:
    await either_world.bring_to(Status.IN_SESSION)
    before = len(await either_world.bodies())
    devices = [DOCK, COUNSEL]
    await asyncio.gather(
        *(
            either_world.do(command, command_id=f"floor-{turn}-{device}-{command.type}")
            for turn in range(8)
            for device in devices
            for command in (HoldFloor(device=device), GiveFloor(device=device))
        )
    )
    bodies = await either_world.bodies()
    assert [seq for seq, _ in walk(bodies)] == list(range(1, len(bodies) + 1))
    assert len(bodies) > before
    state = await either_world.court.state(HEARING)
    held = {device: False for device in devices}
    for row in map(json.loads, bodies[before:]):
        if row["event"]["type"].startswith("floor"):
            held[row["event"]["device"]] = row["event"]["type"] == "floor_held"
    assert {device: state.devices[device].held for device in devices} == held


async def test_two_instances_share_one_ledger(either_engine: AsyncEngine) -> None:
    async with court_on(either_engine) as one, court_on(either_engine) as two:
        await one.bring_to(Status.IN_SESSION)
        await asyncio.gather(
            *(
                world.do(HoldFloor(device=device), command_id=f"hold-{name}-{device}")
                for name, world in (("one", one), ("two", two))
                for device in (DOCK, COUNSEL)
            ),
            *(
                world.do(HoldFloor(device=DOCK), command_id="the-same-one")
                for world in (one, two) * 5
            ),
        )
        bodies = await one.bodies()
        assert bodies == await two.bodies()
        assert len(walk(bodies)) == 4 + 2
        assert await one.court.state(HEARING) == await two.court.state(HEARING)


async def test_a_restart_loses_nothing(either_engine: AsyncEngine) -> None:
    async with court_on(either_engine) as before:
        await before.bring_to(Status.IN_SESSION)
        await before.do(HoldFloor(device=DOCK))
        state = await before.court.state(HEARING)
    async with court_on(either_engine) as after:
        assert await after.court.state(HEARING) == state
        assert await after.do(OpenHearing(), command_id="test-command-2") == Receipt(3, 3)


async def test_a_refused_command_changes_nothing(either_world: World) -> None:
    await either_world.bring_to(Status.OPEN)
    before = await either_world.bodies()
    with pytest.raises(Refusal) as refused:
        await either_world.court.execute(
            HEARING, StartSession(), by=ACCUSED, command_id="accused-0001"
        )
    assert refused.value.code == "hearing.role"
    assert await either_world.bodies() == before


async def test_a_command_in_the_callers_transaction_comes_and_goes_with_it(
    either_world: World,
) -> None:
    court = either_world.court
    async with either_world.engine.connect() as connection:
        await court.execute(
            HEARING, a_plan(), by=STAFF, command_id="schedule-0001", connection=connection
        )
        await connection.rollback()
    assert await court.entries(HEARING) == []
    async with either_world.engine.begin() as connection:
        receipt = await court.execute(
            HEARING, a_plan(), by=STAFF, command_id="schedule-0001", connection=connection
        )
    await court.published(HEARING)
    assert receipt == Receipt(1, 2)
    assert (await court.state(HEARING)).status is Status.SCHEDULED


async def test_the_time_of_the_ledger_never_runs_backwards(world: World) -> None:
    await world.bring_to(Status.OPEN)
    world.clock.now = world.clock.now.replace(year=2020)
    await world.do(StartSession())
    times = [entry.at for entry in await world.court.entries(HEARING)]
    assert times == sorted(times)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE ledger SET body = replace(body, 'Trại tạm giam', 'Trại tạm gjam')",
        "UPDATE ledger SET hash = zeroblob(32) WHERE seq = 2",
        "DELETE FROM ledger WHERE seq = 2",
        "UPDATE ledger SET body = '{}' WHERE seq = 1",
        "UPDATE ledger SET body = replace(body, '\"seq\":3', '\"seq\":4') WHERE seq = 3",
    ],
    ids=["a name", "a hash", "a row gone", "no row at all", "a number"],
)
async def test_a_ledger_altered_from_outside_is_not_gone_on_with(
    engine: AsyncEngine, damage: str
) -> None:
    async with court_on(engine) as before:
        await before.bring_to(Status.SCHEDULED)
        await before.do(OpenHearing())
    async with engine.begin() as connection:
        await connection.exec_driver_sql(damage)
    async with court_on(engine) as after:
        with pytest.raises(Refusal) as refused:
            await after.court.execute(HEARING, StartSession(), by=JUDGE, command_id="start-01")
        assert refused.value.code == "court.ledger_broken"


async def test_without_its_database_the_court_refuses_and_recovers(tmp_path: Path) -> None:
    file = tmp_path / "court.db"
    async with database(f"sqlite+aiosqlite:///{file}") as engine, court_on(engine) as world:
        await world.bring_to(Status.OPEN)
        async with engine.begin() as connection:
            await connection.execute(text("ALTER TABLE ledger RENAME TO hidden"))
        with pytest.raises(Refusal) as refused:
            await world.do(StartSession(), command_id="start-0001")
        assert refused.value.code == "court.unavailable"
        async with engine.begin() as connection:
            await connection.execute(text("ALTER TABLE hidden RENAME TO ledger"))
        await world.do(StartSession(), command_id="start-0001")
        assert (await world.court.state(HEARING)).status is Status.IN_SESSION


async def test_a_caller_that_goes_away_leaves_no_command_half_done(world: World) -> None:
    await world.bring_to(Status.OPEN)
    asking = asyncio.create_task(world.do(StartSession()))
    await asyncio.sleep(0)
    asking.cancel()
    await until(lambda: any(want.state == "recording" for want in world.recorder.wants))
    assert (await world.court.state(HEARING)).status is Status.IN_SESSION


async def test_readers_wait_for_no_writer(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'court.db'}"
    async with database(url) as engine, court_on(engine) as world:
        await world.bring_to(Status.OPEN)
        other = open_engine(url)
        async with other.begin() as writing:
            await writing.execute(text("UPDATE ledger SET command = command"))
            async with asyncio.timeout(60):
                assert (await world.court.state(HEARING)).status is Status.OPEN
        await other.dispose()
