"""Rulings with unmodified livekit-client in Chromium, beside a PyPI client."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from livekit.protocol.models import ParticipantPermission, TrackSource
from livekit.protocol.room import UpdateParticipantRequest
from playwright.async_api import Browser, async_playwright

from tests.needs import missing
from tests.signaling.rtc.server.running import (
    JUDGE,
    LiveDevice,
    Running,
    devices,
    until,
    until_async,
)

pytestmark = pytest.mark.browser

CLIENT = Path("courtroom_client/node_modules/livekit-client/dist/livekit-client.umd.js")
ARGUMENTS = [
    "--no-sandbox",
    "--allow-loopback-in-peer-connection",
    "--autoplay-policy=no-user-gesture-required",
]
RED, GREEN = ("dev_red", 520, (200, 30, 30)), ("dev_green", 760, (30, 180, 30))


def chromium(own: str) -> str:
    """The machine's Chromium, else Playwright's own."""
    machine = shutil.which("chromium")
    if not machine and not Path(own).exists():
        missing("Chromium", "`apt-get install chromium` or `playwright install chromium`")
    return machine or own


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        path = chromium(playwright.chromium.executable_path)
        started = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        await started.close()


class AnyPage(Protocol):
    """What the tests need of a page, whatever drives it."""

    async def goto(self, url: str, /) -> object:
        """Open an address."""

    async def add_script_tag(self, *, path: Path) -> object:
        """Run a script in the page."""

    async def evaluate(self, expression: str, _argument: Any = ..., /) -> Any:
        """A value, or that of a function called with the argument."""

    async def wait_for_function(self, expression: str, /) -> object:
        """Return once the expression is true."""


class AnyBrowser(Protocol):
    """A browser of pages."""

    async def new_page(self) -> AnyPage:
        """One more."""


async def opened(browser: AnyBrowser, court: Running) -> AnyPage:
    """A page of the relay's own address with livekit-client in it."""
    script = Path(__file__).parents[4] / CLIENT
    if not script.exists():
        missing("livekit-client", f"`npm ci` in {CLIENT.parts[0]}")
    page = await browser.new_page()
    await page.goto(court.http + "/")
    await page.add_script_tag(path=script)
    await page.add_script_tag(path=Path(__file__).with_name("page.js"))
    return page


async def joined(
    browser: AnyBrowser, court: Running, who: tuple[str, int, object], **options: object
) -> AnyPage:
    """A page that joined and publishes sound and a picture. `options`: livekit-client's."""
    page = await opened(browser, court)
    identity, tone, colour = who
    way = [court.url, court.token(identity), options]
    assert await page.evaluate("join", way) == "joined"
    for source in ("microphone", "camera"):
        sid = await page.evaluate("publish", [source, tone, str(colour)[1:-1]])
        assert str(sid).startswith("TR_")
    return page


async def perceives(page: AnyPage, who: tuple[str, int, tuple[int, int, int]]) -> None:
    """Wait until the page decodes the tone and the colour of a device."""
    identity, tone, colour = who

    async def true() -> bool:
        found = await page.evaluate("look", identity)
        if found["colour"] is None or abs(found["tone"] - tone) > 10:
            return False
        return all(abs(a - b) < 60 for a, b in zip(found["colour"], colour, strict=True))

    await until_async(true, f"a page perceives {identity}")


async def test_browsers_and_a_pypi_client_perceive_each_other(
    engine: Running, browser: Browser
) -> None:
    red = await joined(browser, engine, RED)
    green = await joined(browser, engine, GREEN)
    async with devices(engine, JUDGE) as (judge,):
        await perceives(red, GREEN)
        await perceives(red, JUDGE)
        await perceives(green, RED)
        await perceives(green, JUDGE)
        for other in (LiveDevice(*RED), LiveDevice(*GREEN)):
            await until(lambda o=other: judge.hears(o) and judge.sees(o), other.identity)  # type: ignore[misc]


async def test_a_browser_loses_the_floor_and_speaks_again(
    engine: Running, browser: Browser
) -> None:
    async def permit(*sources: TrackSource) -> None:
        permission = ParticipantPermission(
            can_publish=True, can_subscribe=True, can_publish_sources=sources
        )
        await administration.room.update_participant(
            UpdateParticipantRequest(room="court", identity=RED[0], permission=permission)
        )

    async def publishes(*sources: str) -> bool:
        return bool(await red.evaluate("sources()") == sorted(sources))

    red = await joined(browser, engine, RED)
    async with devices(engine, JUDGE) as (judge,), engine.administration() as administration:
        accused = LiveDevice(*RED)
        await until(lambda: judge.hears(accused), "the accused is heard")
        await permit(TrackSource.CAMERA)
        await until_async(lambda: publishes("camera"), "the page unpublished its sound")
        refused = await red.evaluate("publish", ["microphone", RED[1], "0,0,0"])
        assert "insufficient permissions" in refused
        judge.forget(accused)
        await until(lambda: judge.of(accused).frames > 20, "the camera goes on")
        assert not judge.hears(accused)
        await permit(TrackSource.CAMERA, TrackSource.MICROPHONE)
        again = "court.room.localParticipant.permissions.canPublishSources.length == 2"
        await red.wait_for_function(again)
        assert str(await red.evaluate("publish", ["microphone", RED[1], "0,0,0"]))[:3] == "TR_"
        await until(lambda: judge.hears(accused), "the accused is heard again")


@pytest.mark.parametrize(
    ("scenario", "event"),
    [("signal-reconnect", "signalReconnecting"), ("full-reconnect", "reconnecting")],
)
async def test_a_browser_that_lost_its_connection_is_back(
    court: Running, browser: Browser, scenario: str, event: str
) -> None:
    red = await joined(browser, court, RED)
    async with devices(court, JUDGE) as (judge,):
        accused = LiveDevice(*RED)
        await until(lambda: judge.hears(accused) and judge.sees(accused), "the accused")
        await red.evaluate("court.events.length = 0")
        await red.evaluate("name => court.room.simulateScenario(name)", scenario)
        await red.wait_for_function("court.events.includes('reconnected')")
        assert event in await red.evaluate("court.events")
        judge.forget(accused)
        await until(lambda: judge.hears(accused) and judge.sees(accused), "the accused again")
        await perceives(red, JUDGE)


async def _sends(page: AnyPage, *layers: str) -> None:
    """Wait until the page encodes exactly these layers."""

    async def true() -> bool:
        return bool((await page.evaluate("encoded()"))["on"] == list(layers))

    await until_async(true, f"layers {layers}")


async def _encodes(page: AnyPage) -> None:
    """Wait until the page encodes more frames than it has so far: which layer it has the
    bandwidth for is the machine's affair."""

    async def frames() -> int:
        return sum((await page.evaluate("encoded()"))["frames"].values())

    before = await frames()

    async def true() -> bool:
        return await frames() > before

    await until_async(true, "frames that are encoded")


async def test_a_browser_encodes_no_layer_that_nobody_looks_at(
    engine: Running, browser: Browser
) -> None:
    """A picture made small turns the large layers off, hidden all; shown again, on again. A
    recorder, hidden and always wanting the best, keeps them on."""
    red, green = await joined(browser, engine, RED), await joined(browser, engine, GREEN)
    await perceives(green, RED)
    await green.evaluate("show", [RED[0], 200])
    await _sends(red, "q")
    await green.evaluate("show", [RED[0], 0])
    await _sends(red)
    await green.evaluate("show", [RED[0], 1280])
    await _sends(red, "q", "h", "f")
    await green.evaluate("show", [RED[0], 0])
    recorder = LiveDevice("dev_recorder", 0, (0, 0, 0))
    try:
        await recorder.join(engine.url, engine.token("recorder", hidden=True, recorder=True))
        accused = LiveDevice(*RED)
        await until(lambda: recorder.sees(accused), "the recorder's picture")
        await _sends(red, "q", "h", "f")
        await _encodes(red)
    finally:
        await recorder.leave()


async def test_a_bad_token_is_not_allowed_in_a_browser(
    court: Running, browser: Browser
) -> None:
    page = await opened(browser, court)
    answer = await page.evaluate("join", [court.url, court.forged("dev_x")])
    assert answer.startswith("NotAllowed 401: ")
