"""Rulings with unmodified livekit-client in Debian's Firefox ESR, beside Chromium and a PyPI
client."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser

from media.addresses import advertised
from tests import firefox as driven
from tests.firefox import Firefox, FirefoxMissing
from tests.needs import missing
from tests.signaling.rtc.server.running import (
    JUDGE,
    LiveDevice,
    Running,
    devices,
    relay,
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


@pytest.fixture
async def firefox(tmp_path: Path) -> AsyncIterator[Firefox]:
    try:
        driven.binary()
    except FirefoxMissing as error:
        missing("Firefox ESR", str(error))
    async with driven.running(tmp_path / "profile") as started:
        yield started


@pytest.fixture
async def court() -> AsyncIterator[Running]:
    """A relay at the machine's own addresses: Firefox sends no media to its loopback."""
    own = tuple(one for one in advertised("0.0.0.0") if not one.startswith(("127.", "::1")))
    if not own:
        missing("a network", "the machine has no address but its loopback")
    async with relay(host="0.0.0.0", advertised_ips=own) as running:
        yield running


async def test_firefox_chromium_and_a_pypi_client_perceive_each_other(
    court: Running, firefox: Firefox, browser: Browser
) -> None:
    red = await joined(firefox, court, RED)
    green = await joined(browser, court, GREEN)
    async with devices(court, JUDGE) as (judge,):
        for page, other in ((red, GREEN), (red, JUDGE), (green, RED)):
            await perceives(page, other)
        there = LiveDevice(*RED)
        await until(lambda: judge.hears(there) and judge.sees(there), "Firefox")
        await red.evaluate("court.events.length = 0")
        await red.evaluate("name => court.room.simulateScenario(name)", "signal-reconnect")
        await red.wait_for_function("court.events.includes('reconnected')")
        judge.forget(there)
        await until(lambda: judge.hears(there) and judge.sees(there), "Firefox, resumed")
        await perceives(red, JUDGE)


async def test_firefox_speaks_the_older_protocol(court: Running, firefox: Firefox) -> None:
    red = await joined(firefox, court, RED, singlePeerConnection=False)
    async with devices(court, JUDGE) as (judge,):
        await perceives(red, JUDGE)
        there = LiveDevice(*RED)
        await until(lambda: judge.hears(there) and judge.sees(there), "Firefox")
