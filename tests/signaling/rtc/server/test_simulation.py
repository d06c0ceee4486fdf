"""Rulings on played scenarios: where they are allowed, and what each one does."""

import asyncio

import pytest
from livekit.protocol.models import DisconnectReason
from livekit.protocol.rtc import (
    LeaveRequest,
    RequestResponse,
    SignalRequest,
    SignalResponse,
    SimulateScenario,
)
from playwright.async_api import Browser

from signaling.rtc.server.simulation import SCENARIOS
from tests.signaling.rtc.server.fakes import Device, House, granted
from tests.signaling.rtc.server.running import JUDGE, LiveDevice, devices, relay, until
from tests.signaling.rtc.server.test_browser import RED, browser, joined, perceives

__all__ = ["browser"]


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


async def test_what_is_not_played_is_said_to_be_unsupported() -> None:
    _, accused, _ = playing()
    play(accused, "subscriber_bandwidth")
    reason = accused.got("request_response")[0].request_response.reason
    assert reason == RequestResponse.UNSUPPORTED_TYPE


@pytest.mark.browser
async def test_a_browser_recovers_from_every_failure_that_is_played(browser: Browser) -> None:
    """One page, one failure after the other; each time the judge perceives it again."""
    async with relay(simulation=True) as court, devices(court, JUDGE) as (judge,):
        red = await joined(browser, court, RED)
        there = LiveDevice(*RED)
        for scenario in ("disconnect-signal-on-resume", "node-failure", "leave-full-reconnect"):
            await until(lambda: judge.hears(there) and judge.sees(there), "the page")
            await red.evaluate("court.events.length = 0")
            await red.evaluate("name => court.room.simulateScenario(name)", scenario)
            await red.wait_for_function("court.events.includes('reconnected')")
            judge.forget(there)
        await until(lambda: judge.hears(there) and judge.sees(there), "the page at the end")
        await perceives(red, JUDGE)
