"""Rulings on LiveKit's older protocol (`/rtc`, two connections), with livekit-client in
Chromium told to speak it."""

import pytest
from playwright.async_api import Browser

from tests.signaling.rtc.server.running import (
    JUDGE,
    LiveDevice,
    Running,
    devices,
    until,
)
from tests.signaling.rtc.server.test_browser import (
    GREEN,
    RED,
    browser,
    joined,
    perceives,
)

__all__ = ["browser"]
pytestmark = pytest.mark.browser
OLDER = {"singlePeerConnection": False}
MODE = "court.room.engine.pcManager.mode"
SIDS = "[...court.room.localParticipant.trackPublications.keys()].sort()"


async def test_an_older_client_and_newer_ones_perceive_each_other(
    engine: Running, browser: Browser
) -> None:
    red = await joined(browser, engine, RED, **OLDER)
    green = await joined(browser, engine, GREEN)
    assert await red.evaluate(MODE) != "publisher-only"
    assert await green.evaluate(MODE) == "publisher-only"
    async with devices(engine, JUDGE) as (judge,):
        for page, other in ((red, GREEN), (red, JUDGE), (green, RED), (green, JUDGE)):
            await perceives(page, other)
        older = LiveDevice(*RED)
        await until(lambda: judge.hears(older) and judge.sees(older), "the older client")


@pytest.mark.parametrize("scenario", ["signal-reconnect", "full-reconnect"])
async def test_an_older_client_that_lost_its_connection_is_back(
    court: Running, browser: Browser, scenario: str
) -> None:
    red = await joined(browser, court, RED, **OLDER)
    async with devices(court, JUDGE) as (judge,):
        older = LiveDevice(*RED)
        await perceives(red, JUDGE)
        await until(lambda: judge.hears(older) and judge.sees(older), "the older client")
        sids = await red.evaluate(SIDS)
        await red.evaluate("court.events.length = 0")
        await red.evaluate("name => court.room.simulateScenario(name)", scenario)
        await red.wait_for_function("court.events.includes('reconnected')")
        judge.forget(older)
        await until(lambda: judge.hears(older) and judge.sees(older), "the client again")
        await perceives(red, JUDGE)
        same = await red.evaluate(SIDS) == sids
        assert same == (scenario == "signal-reconnect")


async def test_an_older_client_sees_who_comes_after_somebody_left(
    court: Running, browser: Browser
) -> None:
    """Sections that carried the one carry the other."""
    red = await joined(browser, court, RED, **OLDER)
    async with devices(court, JUDGE):
        await perceives(red, JUDGE)
    async with devices(court, GREEN):
        await perceives(red, GREEN)
    offered = await red.evaluate(
        "court.room.engine.pcManager.subscriber.getRemoteDescription().sdp"
    )
    assert offered.count("m=video") == offered.count("m=audio") == 1
