"""Rulings on what people are warned of, though no ledger can say it."""

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine

from hearing.commands import Recess, Resume
from hearing.refusal import Refusal
from hearing.state import Status
from signaling.court.alarms import Alarms
from tests.hearing.cast import HEARING, JUDGE, a_hearing
from tests.signaling.court.party import party, serving
from tests.signaling.court.world import Recorder, World


def codes(alarms: Alarms, status: Status) -> list[str]:
    """What one look finds."""
    return [one.code for one in alarms.look(a_hearing(status))]


def test_a_session_that_nobody_records_is_said_at_the_third_look() -> None:
    alarms = Alarms(Recorder(deaf=True))
    found = [codes(alarms, Status.IN_SESSION) for _ in range(4)]
    assert found == [[], [], ["alarm.not_recorded"], ["alarm.not_recorded"]]
    assert alarms.unrecorded() == 1
    assert codes(alarms, Status.RECESS) == []
    assert alarms.unrecorded() == 0
    assert codes(alarms, Status.IN_SESSION) == []


async def test_everybody_is_warned_and_told_when_it_is_over(world: World) -> None:
    await world.bring_to(Status.IN_SESSION)
    async with serving(world.court) as server, party(server, JUDGE) as judge:
        await judge.hear_a("media")
        world.recorder.deaf = True
        said = (await judge.hear_a("alarms"))["alarms"]
        assert [alarm["code"] for alarm in said] == ["alarm.not_recorded"]
        async with party(server, JUDGE) as late:
            assert (await late.hear_a("alarms"))["alarms"] == said
        world.recorder.deaf = False
        assert (await judge.hear_a("alarms"))["alarms"] == []


async def test_a_ledger_that_takes_no_row_refuses_commands_and_says_so(
    world: World, engine: AsyncEngine
) -> None:
    disk = FullDisk(engine)
    await world.bring_to(Status.IN_SESSION)
    async with serving(world.court) as server, party(server, JUDGE) as judge:
        await judge.hear_a("media")
        disk.full = True
        with pytest.raises(Refusal, match=r"court\.unavailable"):
            await world.do(Recess())
        said = (await judge.hear_a("alarms"))["alarms"]
        assert [alarm["code"] for alarm in said] == ["alarm.ledger_unwritable"]
        disk.full = False
        assert (await judge.hear_a("alarms"))["alarms"] == []
    await world.do(Recess())
    await world.do(Resume())
    assert (await world.court.state(HEARING)).status is Status.IN_SESSION


class FullDisk:
    """Refuses every write while it is full."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.full = False
        event.listen(engine.sync_engine, "before_cursor_execute", self._look)

    def _look(self, *about: object) -> None:
        statement = str(about[2])
        if self.full and statement.startswith(("INSERT", "PRAGMA user_version =")):
            raise OperationalError(statement, None, OSError("database or disk is full"))
