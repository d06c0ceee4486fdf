"""A ruling with unmodified livekit-client in Chromium: its page is back by itself."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

from tests.signaling.rtc.front.sharded import sharded
from tests.signaling.rtc.server.running import JUDGE, LiveDevice, until
from tests.signaling.rtc.server.test_browser import ARGUMENTS, RED, chromium, joined, perceives

pytestmark = pytest.mark.browser
LONG = 60.0


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        path = chromium(playwright.chromium.executable_path)
        started = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        await started.close()


async def test_a_page_whose_worker_is_killed_is_back_with_sound_and_picture(
    tmp_path: Path, browser: Browser
) -> None:
    judge, accused = LiveDevice(*JUDGE), LiveDevice(*RED)
    with sharded(tmp_path) as relay:
        try:
            page = await joined(browser, relay.court, RED)
            await judge.join(relay.court.url, relay.court.token(JUDGE[0]))
            await judge.speak()
            await judge.show()
            await until(lambda: judge.hears(accused) and judge.sees(accused), "the page", LONG)
            await perceives(page, JUDGE)
            killed = await relay.of("court")
            killed.end()
            judge.forget(accused)
            await page.wait_for_function("court.events.includes('reconnected')")
            await until(lambda: judge.hears(accused) and judge.sees(accused), "again", LONG)
            await perceives(page, JUDGE)
            assert (await relay.of("court")).pid != killed.pid
            assert "disconnected" not in await page.evaluate("court.events")
        finally:
            await judge.leave()
