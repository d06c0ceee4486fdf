import asyncio

from sqlalchemy.ext.asyncio import AsyncEngine

from hearing.commands import CloseHearing, HoldFloor
from hearing.ids import HearingId
from hearing.state import Status
from signaling.court.docket import IDLE_S, Docket
from signaling.court.history import Entry, History
from signaling.court.sitting import Effects
from tests.hearing.cast import DOCK, HEARING
from tests.signaling.court.world import MEDIA, World, until

OTHER = HearingId("hrg_0000000000000002")


async def nothing(_entry: Entry, _history: History) -> None:
    """No recorder."""


def a_docket(engine: AsyncEngine, changed: list[HearingId]) -> Docket:
    return Docket(
        engine,
        MEDIA,
        Effects(evict=lambda *_what: None, changed=changed.append, obey=nothing),
    )


async def test_an_idle_hearing_is_forgotten_and_an_open_one_is_not(
    world: World, engine: AsyncEngine
) -> None:
    await world.bring_to(Status.SCHEDULED)
    await world.bring_to(Status.IN_SESSION, OTHER)
    docket = a_docket(engine, [])
    await docket.sitting(HEARING)
    await docket.sitting(OTHER)
    await docket.look(0.0)
    await docket.look(IDLE_S)
    assert len(docket.held()) == 2
    await docket.look(IDLE_S + 1)
    assert [sitting.hearing for sitting in docket.held()] == [OTHER]
    assert (await docket.sitting(HEARING)).history.state.status is Status.SCHEDULED
    await docket.close()


async def test_a_hearing_just_asked_for_is_not_forgotten_however_long_it_was_idle(
    world: World, engine: AsyncEngine
) -> None:
    await world.bring_to(Status.SCHEDULED)
    docket = a_docket(engine, [])
    await docket.sitting(HEARING)
    await docket.look(0.0)
    sitting = await docket.sitting(HEARING)
    await docket.look(IDLE_S + 1)
    assert docket.held() == (sitting,)
    await docket.close()


async def test_what_grew_unnoticed_is_found(world: World, engine: AsyncEngine) -> None:
    await world.bring_to(Status.IN_SESSION)
    changed: list[HearingId] = []
    docket = a_docket(engine, changed)
    sitting = await docket.sitting(HEARING)
    await world.do(HoldFloor(device=DOCK))
    await world.do(CloseHearing())
    assert sitting.history.seq == 4
    await docket.look(0.0)
    assert sitting.history.state.status is Status.CLOSED
    assert changed == [HEARING]
    await until(lambda: sitting.shown.seq == sitting.history.seq)
    await docket.close()


async def test_a_hearing_loaded_by_two_at_once_is_held_once(
    world: World, engine: AsyncEngine
) -> None:
    await world.bring_to(Status.OPEN)
    docket = a_docket(engine, [])
    one, two = await asyncio.gather(docket.sitting(HEARING), docket.sitting(HEARING))
    assert one is two
    await docket.close()
