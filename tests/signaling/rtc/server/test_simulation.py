"""Rulings on played scenarios: where they are allowed, and what each one does."""

import asyncio

import pytest
from livekit.protocol.models import ClientConfigSetting, DisconnectReason
from livekit.protocol.rtc import (
    CandidateProtocol,
    LeaveRequest,
    RequestResponse,
    SignalRequest,
    SignalResponse,
    SimulateScenario,
)
from playwright.async_api import Browser

from signaling.app.ports import unused
from signaling.rtc.server import ways
from signaling.rtc.server.simulation import SCENARIOS
from signaling.rtc.server.turn import Turn
from tests.signaling.rtc.server.fakes import ROOM, Device, House, granted
from tests.signaling.rtc.server.running import JUDGE, LiveDevice, devices, relay, until
from tests.signaling.rtc.server.test_browser import RED, browser, joined, perceives

__all__ = ["browser"]


NARROW = "bits => court.room.simulateScenario('subscriber-bandwidth', bits)"
STATE = """[...court.room.remoteParticipants.get('dev_judge').videoTrackPublications.values()]
    .map((one) => one.track?.streamState)[0]"""
PATH = """(async () => {
  const found = [...(await court.room.engine.pcManager.publisher.getStats()).values()];
  const used = found.find((one) => one.type === "transport").selectedCandidatePairId;
  const pair = found.find((one) => one.id === used);
  return found.find((one) => one.id === pair.remoteCandidateId).protocol;
})()"""


def play(device: Device, name: str, value: int = 1) -> None:
    scenario = SimulateScenario(**{name: value})  # type: ignore[arg-type]
    device.say(SignalRequest(simulate=scenario))


def playing() -> tuple[Device, Device, House]:
    house = House()
    house.rooms.simulation = True
    clerk = house.enters("dev_clerk")
    accused = house.enters("dev_accused")
    clerk.inbox()
    accused.inbox()
    return clerk, accused, house


def test_every_scenario_of_the_protocol_is_known() -> None:
    assert set(SCENARIOS) == {field.name for field in SimulateScenario.DESCRIPTOR.fields}


async def test_nobody_plays_where_neither_setting_nor_grant_allows() -> None:
    house = House()
    clerk = house.enters("dev_clerk")
    for name in sorted(SCENARIOS):
        play(clerk, name)
    refused = [m.request_response.reason for m in clerk.got("request_response")]
    assert refused == [RequestResponse.NOT_ALLOWED] * len(SCENARIOS)
    assert not clerk.session.who.gone


async def test_an_administrator_of_the_room_may_play() -> None:
    house = House()
    clerk = house.enters("dev_clerk", granted(room_admin=True))
    play(clerk, "server_leave")
    assert clerk.session.who.gone


@pytest.mark.parametrize("name", ["node_failure", "migration"])
async def test_a_failed_node_says_nothing_and_others_see_who_went(name: str) -> None:
    clerk, accused, house = playing()
    play(accused, name)
    assert accused.got("leave") == []
    assert accused.outbox.closed
    assert clerk.got("update")[-1].update.participants[0].identity == "dev_accused"
    assert house.rooms.resumable(accused.session.who.claims, accused.sid) is None


@pytest.mark.parametrize(
    ("name", "reason", "action"),
    [
        ("server_leave", DisconnectReason.SERVER_SHUTDOWN, LeaveRequest.DISCONNECT),
        (
            "leave_request_full_reconnect",
            DisconnectReason.CLIENT_INITIATED,
            LeaveRequest.RECONNECT,
        ),
    ],
)
async def test_a_leave_says_how_to_come_back(
    name: str, reason: DisconnectReason, action: LeaveRequest.Action
) -> None:
    _, accused, _ = playing()
    play(accused, name)
    leave = accused.got("leave")[0].leave
    assert (leave.reason, leave.action) == (reason, action)


async def test_a_simulated_speaker_speaks_and_falls_silent() -> None:
    clerk, accused, _ = playing()
    play(accused, "speaker_update", 0)
    told: list[SignalResponse] = []
    while len(told) < 2:
        await asyncio.sleep(0.01)
        told += clerk.got("speakers_changed")
    assert [m.speakers_changed.speakers[0].active for m in told] == [True, False]


@pytest.mark.parametrize(
    ("name", "silent"),
    [
        ("disconnect_signal_on_resume", False),
        ("disconnect_signal_on_resume_no_messages", True),
    ],
)
async def test_one_resume_soon_after_is_dropped(name: str, silent: bool) -> None:
    _, accused, house = playing()
    play(accused, name)
    assert not accused.session.dropped(silent=not silent)
    assert accused.session.dropped(silent=silent)
    assert not accused.session.dropped(silent=silent)
    play(accused, name)
    house.time.now += 6
    assert not accused.session.dropped(silent=silent)


@pytest.mark.parametrize(("bits", "capacity"), [(80_000, 80_000.0), (0, float("inf"))])
async def test_a_subscriber_may_have_a_narrow_way_for_a_while(
    bits: int, capacity: float
) -> None:
    _, accused, _ = playing()
    play(accused, "subscriber_bandwidth", bits)
    assert accused.peer.capacity == capacity


async def test_who_is_told_to_go_by_tcp_goes_on_so_when_it_joins_anew() -> None:
    clerk, accused, house = playing()
    play(accused, "switch_candidate_protocol", CandidateProtocol.TCP)
    assert (accused.peer.kind, accused.peer.restarts) == ("tcp", 1)
    assert house.enters("dev_accused").peer.kind == "tcp"
    assert house.enters("dev_clerk").peer.kind == ""
    anew = house.enters("dev_accused")
    play(anew, "switch_candidate_protocol", CandidateProtocol.UDP)
    assert house.enters("dev_accused").peer.kind == ""
    assert not clerk.got("request_response")


async def test_who_is_told_to_go_by_tls_is_given_nothing_else() -> None:
    _, _, house = playing()
    house.rooms.turn = Turn(("turn:a:3478?transport=udp", "turns:a:443?transport=tcp"), "s")
    accused = house.enters("dev_accused")
    assert len(ways.servers(house.rooms.turn, accused.session.who, 0.0)[0].urls) == 2
    play(accused, "switch_candidate_protocol", CandidateProtocol.TLS)
    (join,) = house.enters("dev_accused").got("join")
    forced = join.join.client_configuration.force_relay
    assert forced == ClientConfigSetting.ENABLED
    who = house.rooms.named[ROOM].participants["dev_accused"]
    (server,) = ways.servers(house.rooms.turn, who, 0.0)
    assert list(server.urls) == ["turns:a:443?transport=tcp"]


@pytest.mark.parametrize("way", [CandidateProtocol.TCP, CandidateProtocol.TLS, 7])
async def test_a_way_that_is_not_there_is_said_to_be_unsupported(way: int) -> None:
    _, accused, house = playing()
    accused.peer.kinds = ("",)
    play(accused, "switch_candidate_protocol", way)
    reason = accused.got("request_response")[0].request_response.reason
    assert reason == RequestResponse.UNSUPPORTED_TYPE
    assert house.rooms.named[ROOM].ways == {}


async def test_of_the_ways_kept_the_oldest_is_forgotten() -> None:
    _, accused, house = playing()
    kept = house.rooms.named[ROOM].ways
    kept.update({f"dev_{n}": CandidateProtocol.TCP for n in range(ways.MOST)})
    play(accused, "switch_candidate_protocol", CandidateProtocol.TCP)
    assert len(kept) == ways.MOST
    assert "dev_accused" in kept
    assert "dev_0" not in kept


async def test_an_empty_scenario_is_said_to_be_unsupported() -> None:
    _, accused, _ = playing()
    accused.say(SignalRequest(simulate=SimulateScenario()))
    reason = accused.got("request_response")[0].request_response.reason
    assert reason == RequestResponse.UNSUPPORTED_TYPE


@pytest.mark.browser
async def test_a_browser_recovers_from_every_failure_that_is_played(browser: Browser) -> None:
    """One page, one failure after the other; each time the judge perceives it again."""
    tcp = {"simulation": True, "tcp_port": unused()}
    async with relay(**tcp) as court, devices(court, JUDGE) as (judge,):
        red = await joined(browser, court, RED)
        there = LiveDevice(*RED)
        await perceives(red, JUDGE)
        assert await red.evaluate(PATH) == "udp"
        for bits, state in ((1000, "paused"), (0, "active")):
            await red.evaluate(NARROW, bits)
            await red.wait_for_function(f"({STATE}) === '{state}'")
        for scenario in (
            "disconnect-signal-on-resume",
            "node-failure",
            "leave-full-reconnect",
            "force-tcp",
        ):
            await until(lambda: judge.hears(there) and judge.sees(there), "the page")
            await red.evaluate("court.events.length = 0")
            await red.evaluate("name => court.room.simulateScenario(name)", scenario)
            await red.wait_for_function("court.events.includes('reconnected')")
            judge.forget(there)
        await until(lambda: judge.hears(there) and judge.sees(there), "the page at the end")
        assert await red.evaluate(PATH) == "tcp"
        await perceives(red, JUDGE)
