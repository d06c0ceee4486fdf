import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from hearing.commands import HoldFloor, RevokeSeat, StartSession
from hearing.ids import HearingId
from hearing.state import Status
from signaling.court import service
from signaling.court.bus import Alone, PostgresBus, bus_for
from tests.hearing.cast import ACCUSED, DOCK, HEARING
from tests.signaling.court.party import party, serving
from tests.signaling.court.world import court_on, database, until


async def test_sqlite_is_for_one_instance(engine: AsyncEngine) -> None:
    bus = bus_for(engine)
    assert isinstance(bus, Alone)
    await bus.start(lambda hearing, seq: None)
    await bus.tell(HEARING, 1)
    await bus.stop()


@pytest.mark.postgres
async def test_what_one_instance_does_the_others_tell_at_once(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with (
        database(postgres_url) as engine,
        database(postgres_url) as other_engine,
        court_on(engine) as one,
        court_on(other_engine) as two,
        serving(two.court) as server,
    ):
        await one.bring_to(Status.OPEN)
        monkeypatch.setattr(service, "TICK_S", 3600.0)  # only notices can tell now
        async with party(server, ACCUSED) as accused:
            await accused.hear_a("media")
            await one.do(StartSession())
            assert (await accused.hear_a("event"))["event"]["to"] == "in_session"
            await one.do(HoldFloor(device=DOCK))
            assert (await accused.hear_a("event"))["event"]["type"] == "floor_held"
            await one.do(RevokeSeat(seat=ACCUSED.seat))
            assert await accused.closed_with() == (4401, "seat.revoked")
        assert {want.state for want in one.recorder.wants} == {"recording"}
        assert two.recorder.wants == []  # the instance that took the command sees to it


@pytest.mark.postgres
async def test_a_lost_notice_is_made_up_for_within_a_second(postgres_url: str) -> None:
    async with (
        database(postgres_url) as engine,
        database(postgres_url) as other_engine,
        court_on(engine) as one,
        court_on(other_engine) as two,
        serving(two.court) as server,
    ):
        await one.bring_to(Status.OPEN)
        async with party(server, ACCUSED) as accused:
            await accused.hear_a("media")
            await one.court._bus.stop()
            await two.court._bus.stop()
            await one.do(StartSession())
            assert (await accused.hear_a("event"))["event"]["to"] == "in_session"


@pytest.mark.postgres
async def test_a_listener_whose_connection_died_listens_again(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("signaling.court.bus._RETRY_S", 0.01)
    heard: list[tuple[HearingId, int]] = []
    async with database(postgres_url) as engine:
        bus = PostgresBus(engine)
        await bus.start(lambda hearing, seq: heard.append((hearing, seq)))
        await bus.tell(HEARING, 1)
        await until(lambda: heard == [(HEARING, 1)], "the first notice")
        async with engine.begin() as connection:
            await connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND query LIKE 'LISTEN%'"
                )
            )
        for _ in range(500):
            await bus.tell(HEARING, 2)
            if (HEARING, 2) in heard:
                break
        assert (HEARING, 2) in heard
        await bus.stop()
