"""Lobby, reception and courtroom with a relay that only remembers, and real sockets."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import jwt
import pytest

from hearing.actors import Actor
from hearing.commands import Command, OpenHearing, ReportTransfer, StartSession
from hearing.ids import SeatId
from hearing.lobby_commands import (
    AdmitDevice,
    CallToReception,
    EndReception,
    ReportCompanion,
    ReturnToLobby,
)
from hearing.state import HearingState, Room
from signaling.court.desired import (
    RECORDER,
    SOURCES,
    CreateRoom,
    DeleteRoom,
    Grant,
    Participant,
    Remove,
    actions,
    grants,
    hearing_of,
    name_of,
    reports,
)
from signaling.court.ports import Transfer
from tests.hearing.cast import (
    ACCUSED,
    BENCH,
    CLERK,
    COUNSEL,
    DEFENCE,
    DOCK,
    GALLERY_SCREEN,
    HEARING,
    JUDGE,
    NOON,
    SYSTEM,
)
from tests.hearing.test_lobby import DESK, after, comes, lobby_plan, received, waiting
from tests.signaling.court.party import Party, party, serving
from tests.signaling.court.world import World, until

FULL = Grant(publish=True, sources=SOURCES, hidden=False)
COURTROOM, RECEPTION = name_of(HEARING, "courtroom"), name_of(HEARING, "reception")


def test_who_is_in_reception_is_not_in_the_courtroom_and_the_other_way_round() -> None:
    state = received()
    assert set(grants(state)) == {BENCH, GALLERY_SCREEN}
    assert grants(state, "reception") == {DOCK: FULL, DESK: FULL}
    seen = [Participant(DOCK, FULL), Participant(DESK, FULL)]
    assert actions(state, True, seen) == [Remove(DOCK), Remove(DESK)]
    assert actions(state, True, seen, "reception") == []


def test_the_recorder_is_put_out_of_the_reception() -> None:
    seen = [Participant(RECORDER, Grant(publish=False, sources=frozenset(), hidden=True))]
    assert actions(received(), True, seen, "reception") == [Remove(RECORDER)]
    assert actions(received(), True, seen) == []


@pytest.mark.parametrize(
    ("state", "exists", "expected"),
    [
        (received(), False, [CreateRoom()]),
        (waiting(), False, []),
        (waiting(), True, [DeleteRoom()]),
        (after(HearingState(id=HEARING), lobby_plan()), True, []),
    ],
)
def test_the_reception_exists_while_somebody_is_received(
    state: HearingState, exists: bool, expected: list[object]
) -> None:
    assert actions(state, exists, [], "reception") == expected


def test_who_waits_belongs_in_no_room() -> None:
    everywhere: list[Room] = ["courtroom", "reception"]
    for room in everywhere:
        assert COUNSEL not in grants(waiting(), room)
        assert actions(waiting(), True, [Participant(COUNSEL, FULL)], room)[-1] in (
            Remove(COUNSEL),
            DeleteRoom(),
        )


def test_a_device_is_seen_in_the_room_of_its_place_only() -> None:
    state = received()
    here = [Participant(DOCK, FULL)]
    assert reports(state, {"courtroom": here}) == []
    (arrival,) = reports(state, {"reception": here})
    assert (arrival.type, getattr(arrival, "place", "")) == ("device_arrived", "reception")


def test_a_companion_has_no_microphone_in_its_grant() -> None:
    inside = after(waiting(), AdmitDevice(device=COUNSEL), by=CLERK)
    state = after(inside, ReportCompanion(silent=True), by=DEFENCE)
    assert grants(state)[COUNSEL].sources == SOURCES - {"microphone"}


def test_both_rooms_are_the_hearings() -> None:
    assert hearing_of(COURTROOM) == hearing_of(RECEPTION) == HEARING
    assert hearing_of(f"{HEARING}.lobby") is None


async def does(world: World, *commands: Command, by: Actor) -> None:
    for command in commands:
        world.numbers += 1
        await world.court.execute(
            HEARING, command, by=by, command_id=f"lobby-test-{world.numbers}"
        )


async def listed(world: World) -> None:
    await world.do(lobby_plan())
    for arrival in comes(BENCH, DESK, DOCK, COUNSEL):
        await does(world, arrival, by=SYSTEM)
    await world.do(OpenHearing())


async def test_moves_reach_the_relay_and_the_recorder_is_never_in_reception(
    world: World,
) -> None:
    await listed(world)
    await does(world, StartSession(), by=JUDGE)
    await until(lambda: COURTROOM in world.relay.rooms, "the courtroom")
    for name in (BENCH, DESK, RECORDER):
        world.relay.join(name, FULL)
    await does(world, CallToReception(device=DOCK), by=CLERK)
    await until(lambda: RECEPTION in world.relay.rooms, "the reception")
    await until(lambda: DESK not in world.relay.rooms[COURTROOM], "the clerk's removal")
    world.relay.rooms[RECEPTION].update({DOCK: FULL, DESK: FULL, RECORDER: FULL})
    world.court.wake(HEARING)
    await until(lambda: RECORDER not in world.relay.rooms[RECEPTION], "the recorder's removal")
    await world.until_known(lambda state: state.devices[DOCK].present)
    await does(world, EndReception(device=DOCK, outcome="identified"), by=CLERK)
    await until(lambda: RECEPTION not in world.relay.rooms, "the end of the reception")
    assert set(world.relay.rooms[COURTROOM]) == {BENCH, RECORDER}
    await does(world, AdmitDevice(device=DOCK), by=CLERK)
    world.relay.join(DOCK, FULL)
    world.court.wake(HEARING)
    await world.until_known(lambda state: state.devices[DOCK].present)
    await does(world, ReturnToLobby(device=DOCK, reason="mất trật tự"), by=JUDGE)
    await until(lambda: DOCK not in world.relay.rooms[COURTROOM], "the removal")


@dataclass
class Codes:
    """Codes that tests can foresee."""

    issued: list[SeatId] = field(default_factory=list)

    async def issue(self, seat: SeatId) -> Transfer:
        """The next one."""
        self.issued.append(seat)
        return Transfer(f"{731_900 + len(self.issued)}", NOON + timedelta(minutes=10))


@asynccontextmanager
async def sockets(world: World, codes: Codes | None) -> AsyncIterator[dict[str, Party]]:
    """Clerk, accused and counsel connected; the hearing listed."""
    await world.do(lobby_plan())
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(serving(world.court, transfers=codes))
        yield {
            actor.seat: await stack.enter_async_context(party(server, actor))
            for actor in (CLERK, ACCUSED, DEFENCE)
        }


async def order(clerk: Party, kind: str, **facts: str) -> None:
    """Send a command; whatever it brings is still to be heard."""
    name = f"order-{clerk.n + 1:04}"
    await clerk.say(type="command", id=name, command={"type": kind, **facts})


async def test_who_is_called_and_admitted_is_told_where_to_be_each_time(world: World) -> None:
    async with sockets(world, None) as seats:
        clerk, accused = seats[CLERK.seat], seats[ACCUSED.seat]
        await world.until_known(lambda state: state.devices[DOCK].place == "lobby")
        await order(clerk, "open_hearing")
        assert (await clerk.hear_a("media"))["room"] == COURTROOM
        await order(clerk, "call_to_reception", device=DOCK)
        for one in (clerk, accused):
            media = await one.hear_a("media")
            told = jwt.decode(media["token"], "s" * 32, algorithms=["HS256"])
            assert media["room"] == told["video"]["room"] == RECEPTION
        await order(clerk, "end_reception", device=DOCK, outcome="identified")
        assert (await clerk.hear_a("media"))["room"] == COURTROOM
        assert (await accused.hear_a("media"))["room"] is None
        await order(clerk, "admit", device=DOCK)
        assert (await accused.hear_a("media"))["room"] == COURTROOM


async def test_a_code_is_told_to_the_clerk_alone_and_stands_in_no_ledger(world: World) -> None:
    codes = Codes()
    async with sockets(world, codes) as seats:
        clerk = seats[CLERK.seat]
        await clerk.command("code-0001", "issue_transfer", seat=ACCUSED.seat)
        said = await clerk.hear_a("transfer_code")
        assert (said["seat"], said["code"]) == (ACCUSED.seat, "731901")
        assert codes.issued == [ACCUSED.seat]
        heard = await seats[ACCUSED.seat].hear_until(
            lambda said: said.get("event", {}).get("type") == "transfer_issued"
        )
        assert "transfer_code" not in {one["type"] for one in heard}
        assert not any("731901" in body for body in await world.bodies())


async def test_an_id_used_for_something_else_gives_nobody_a_code(world: World) -> None:
    """Else a party could have their own earlier command's receipt stand for the clerk's."""
    codes = Codes()
    async with sockets(world, codes) as seats:
        accused = seats[ACCUSED.seat]
        done = await accused.command("mine-0001", "report_companion", silent=True)
        assert done["code"] == "hearing.companion_room"
        await seats[DEFENCE.seat].command("mine-0002", "report_companion", silent=True)
        again = await seats[DEFENCE.seat].command(
            "mine-0002", "issue_transfer", seat=ACCUSED.seat
        )
        assert again["type"] == "accepted"
        assert await seats[DEFENCE.seat].in_good_health()
        assert codes.issued == []


async def test_without_a_place_for_codes_none_is_issued(world: World) -> None:
    async with sockets(world, None) as seats:
        said = await seats[CLERK.seat].command("code-0001", "issue_transfer", seat=ACCUSED.seat)
        assert said["code"] == "transfer.unavailable"


async def test_a_seat_taken_up_elsewhere_shuts_the_one_before_out(world: World) -> None:
    async with sockets(world, None) as seats:
        await world.do(OpenHearing())
        await world.until_known(lambda state: state.devices[COUNSEL].place == "lobby")
        await does(world, AdmitDevice(device=COUNSEL), by=CLERK)
        world.relay.join(COUNSEL, FULL)
        await does(world, ReportTransfer(seat=DEFENCE.seat), by=SYSTEM)
        closed = await seats[DEFENCE.seat].hear_a("closing")
        assert closed["code"] == "seat.transferred"
        assert (await seats[DEFENCE.seat].closed_with())[0] == 4409
        await until(lambda: COUNSEL not in world.relay.rooms[COURTROOM], "the eviction")
        assert await seats[ACCUSED.seat].in_good_health()


async def test_who_takes_a_seat_up_is_not_put_out_for_who_had_it_before(world: World) -> None:
    """However soon they are in: the relay is asked who is there only after the transfer."""
    async with sockets(world, None) as seats:
        await world.do(OpenHearing())
        await world.until_known(lambda state: state.devices[COUNSEL].place == "lobby")
        await does(world, AdmitDevice(device=COUNSEL), by=CLERK)
        world.relay.join(DOCK, FULL)
        world.relay.down = True
        await does(world, ReportTransfer(seat=DEFENCE.seat), by=SYSTEM)
        world.relay.join(COUNSEL, FULL, at=world.clock())
        world.relay.down = False
        await until(lambda: DOCK not in world.relay.rooms[COURTROOM], "a look into the room")
        assert COUNSEL in world.relay.rooms[COURTROOM]
        assert f"remove {COUNSEL}" not in world.relay.did
        assert await seats[ACCUSED.seat].in_good_health()
