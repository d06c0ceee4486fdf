from sqlalchemy.ext.asyncio import AsyncEngine

from hearing.commands import (
    Adjourn,
    CloseHearing,
    Recess,
    ReportRecorder,
    Resume,
    RevokeSeat,
    SeatPerson,
    StartSession,
)
from hearing.ids import HearingId, PersonId, SeatId
from hearing.roles import Role
from hearing.state import ENDED, Status
from signaling.court.recording_wanted import BEFORE, WANTED
from tests.hearing.cast import BENCH, COUNSEL, DEFENCE, DOCK, GALLERY_SCREEN, HEARING, JUDGE
from tests.signaling.court.party import party, serving
from tests.signaling.court.world import Recorder, World, court_on, until


def wants(world: World) -> list[tuple[str, int]]:
    return [(want.state, want.seq) for want in world.recorder.wants]


async def test_the_recorder_follows_the_session(world: World) -> None:
    await world.bring_to(Status.OPEN)
    await world.do(StartSession())
    await until(lambda: len(wants(world)) == 1)
    await world.do(Recess(reason="nghỉ trưa"))
    await until(lambda: len(wants(world)) == 2)
    await world.do(Resume())
    await until(lambda: len(wants(world)) == 3)
    await world.do(CloseHearing())
    await until(lambda: len(wants(world)) == 4)
    assert wants(world) == [("recording", 4), ("paused", 5), ("recording", 6), ("closed", 7)]
    entries = await world.court.entries(HEARING)
    for want in world.recorder.wants:
        assert want.hash == entries[want.seq - 1].hash
        assert want.at == entries[want.seq - 1].at
    assert [want.reason for want in world.recorder.wants] == [
        "in_session",
        "nghỉ trưa",
        "in_session",
        "closed",
    ]


async def test_the_record_holds_those_who_speak_and_orders_carry_no_name(world: World) -> None:
    await world.bring_to(Status.OPEN)
    await world.court.execute(HEARING, StartSession(), by=JUDGE, command_id="start-0001")
    await until(lambda: bool(world.recorder.wants))
    (want,) = world.recorder.wants
    assert set(want.devices) == {BENCH, DOCK, COUNSEL}
    assert GALLERY_SCREEN not in want.devices
    assert want.devices[DOCK].role is Role.ACCUSED
    assert want.by == f"seat:{JUDGE.seat}"


async def test_before_a_session_there_is_nothing_to_record(world: World) -> None:
    await world.bring_to(Status.OPEN)
    await world.do(Adjourn(reason="vắng bị cáo"))
    await until(lambda: len(world.recorder.before) == 2)
    assert [want.state for want in world.recorder.before] == ["ready", "released"]
    assert wants(world) == []


async def test_the_recorder_is_in_the_room_before_the_first_word(world: World) -> None:
    await world.bring_to(Status.OPEN)
    await until(lambda: [want.state for want in world.recorder.before] == ["ready"])
    assert DOCK in world.recorder.before[0].devices


async def test_nobody_is_told_of_a_recess_before_the_recorder_has_paused(world: World) -> None:
    await world.bring_to(Status.IN_SESSION)
    await until(lambda: len(wants(world)) == 1)
    async with serving(world.court) as server, party(server, JUDGE) as judge:
        await judge.hear_a("media")
        world.recorder.may_answer.clear()
        answer = await judge.command("recess-01", "recess", reason="nghỉ")
        assert answer["type"] == "accepted"
        await until(lambda: len(wants(world)) == 2)
        assert await judge.in_good_health()  # and no event came before the pong
        world.recorder.may_answer.set()
        assert (await judge.hear())["event"]["to"] == "recess"


async def test_a_silent_recorder_is_said_and_holds_nothing_up(world: World) -> None:
    await world.bring_to(Status.OPEN)
    world.recorder.silent = True
    async with serving(world.court) as server, party(server, JUDGE) as judge:
        await judge.hear_a("media")
        await judge.say(type="command", id="start-01", command={"type": "start_session"})
        assert (await judge.hear_a("event"))["event"]["to"] == "in_session"
        said = (await judge.hear_a("event"))["event"]
        assert (said["type"], said["state"]) == ("recorder_reported", "unconfirmed")
    assert (await world.court.state(HEARING)).recording.state == "unconfirmed"


async def test_a_broken_recorder_link_stops_no_hearing(world: World) -> None:
    await world.bring_to(Status.OPEN)
    world.recorder.broken = True
    await world.do(StartSession())
    await world.until_known(lambda state: state.recording.state == "unconfirmed")
    assert (await world.court.state(HEARING)).status is Status.IN_SESSION


async def test_what_the_recorder_says_is_kept_when_it_is_new(world: World) -> None:
    await world.bring_to(Status.IN_SESSION)
    rows = len(await world.bodies())
    for _ in range(3):
        await world.court.report(HEARING, ReportRecorder(state="recording", ledger_seq=4))
    assert len(await world.bodies()) == rows + 1


async def test_after_a_restart_the_recorder_is_told_again_where_the_hearing_is(
    engine: AsyncEngine,
) -> None:
    async with court_on(engine) as before:
        await before.bring_to(Status.RECESS)
    async with court_on(engine, recorder=Recorder()) as after:
        await until(lambda: wants(after) == [("paused", 5)], "the order")


async def test_a_close_the_recorder_may_have_missed_is_told_after_the_restart(
    engine: AsyncEngine,
) -> None:
    async with court_on(engine) as before:
        await before.bring_to(Status.CLOSED)
    async with court_on(engine, recorder=Recorder()) as after:
        await until(lambda: wants(after) == [("closed", 5)], "the order")


async def test_an_order_that_was_overruled_is_not_given(world: World) -> None:
    await world.bring_to(Status.IN_SESSION)
    await until(lambda: len(wants(world)) == 1)
    world.recorder.may_answer.clear()
    await world.do(Recess())
    await until(lambda: len(wants(world)) == 2)
    await world.do(Resume())
    await world.do(Recess(reason="lần nữa"))
    world.recorder.may_answer.set()
    await until(lambda: wants(world)[-1] == ("paused", 7))
    assert ("recording", 6) not in wants(world)


def test_every_status_after_the_session_began_has_an_order() -> None:
    before = {Status.DRAFT, Status.SCHEDULED, Status.OPEN}
    assert set(WANTED) == set(Status) - before
    assert set(BEFORE) == ENDED | {Status.OPEN, Status.SUSPENDED}


async def test_two_hearings_wait_for_their_own_recorder_only(world: World) -> None:
    other = HearingId("hrg_0000000000000002")
    await world.bring_to(Status.IN_SESSION)
    await world.bring_to(Status.OPEN, other)
    await until(lambda: len(wants(world)) == 1)
    world.recorder.may_answer.clear()
    await world.do(Recess())
    await world.do(StartSession(), other)
    await until(lambda: len(wants(world)) == 3)
    world.recorder.may_answer.set()


async def test_somebody_seated_in_mid_session_has_a_role_in_the_record(world: World) -> None:
    await world.bring_to(Status.IN_SESSION)
    await until(lambda: len(wants(world)) == 1)
    await world.do(RevokeSeat(seat=DEFENCE.seat))
    await until(lambda: len(wants(world)) == 2)
    assert COUNSEL not in world.recorder.wants[1].devices
    witness = SeatPerson(
        seat=SeatId("seat_witness"),
        person=PersonId("per_witness"),
        role=Role.WITNESS,
        device=COUNSEL,
        display="Nguyễn Thị Mẫu",
    )
    await world.do(witness)
    await until(lambda: len(wants(world)) == 3)
    assert world.recorder.wants[2].devices[COUNSEL].role is Role.WITNESS
    assert len({(want.state, want.seq, want.hash) for want in world.recorder.wants}) == 1
