"""Rulings on codecs between unmodified clients: redundant sound, and H.264 in layers."""

from collections.abc import AsyncIterator

import pytest
from livekit import rtc
from playwright.async_api import Browser, async_playwright

from media import red
from tests.publisher import Publisher
from tests.signaling.rtc.server.running import (
    JUDGE,
    LiveDevice,
    Running,
    devices,
    until,
    until_async,
)
from tests.signaling.rtc.server.test_browser import (
    ARGUMENTS,
    GREEN,
    RED,
    chromium,
    joined,
    opened,
    perceives,
)

H264 = rtc.VideoCodec.H264
ENCODES_H264 = """RTCRtpSender.getCapabilities('video').codecs
    .some((codec) => codec.mimeType === 'video/H264')"""


@pytest.fixture
async def chrome() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        path = chromium(playwright.chromium.executable_path)
        started = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        await started.close()


@pytest.mark.browser
async def test_browsers_speak_redundantly(
    court: Running, chrome: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Chromium's own statistics do not tell: what the relay passes through does."""
    passed: list[int] = []

    def renamed(payload: bytes, payload_type: int) -> bytes:
        passed.append(len(payload))
        return as_it_is(payload, payload_type)

    as_it_is = red.renamed
    monkeypatch.setattr(red, "renamed", renamed)
    one = await joined(chrome, court, RED)
    other = await joined(chrome, court, GREEN)
    await perceives(other, RED)
    await perceives(one, GREEN)
    await until(lambda: len(passed) > 50, "redundant sound")


@pytest.mark.browser
async def test_a_browser_is_filmed_and_shown_in_h264(court: Running, chrome: Browser) -> None:
    filmed, green = await opened(chrome, court), await opened(chrome, court)
    for page, who in ((filmed, RED), (green, GREEN)):
        assert await page.evaluate("join", [court.url, court.token(who[0])]) == "joined"
    if not await filmed.evaluate(ENCODES_H264):
        pytest.skip("this Chromium encodes no H.264")
    assert str(await filmed.evaluate("film", ["h264", "200,30,30"])).startswith("TR_")
    async with devices(court, JUDGE) as (judge,):
        await until(lambda: judge.sees(LiveDevice(*RED)), "the page is seen")

        async def shown() -> bool:
            colour = (await green.evaluate("look", RED[0]))["colour"]
            if colour is None:
                return False
            return all(abs(a - b) < 60 for a, b in zip(colour, RED[2], strict=True))

        await until_async(shown, "the other page shows it")
        assert "video/H264" in await filmed.evaluate("codecs('outbound-rtp')")
        assert "video/H264" in await green.evaluate("codecs('inbound-rtp')")


async def test_a_pypi_client_is_filmed_and_shown_in_h264(court: Running) -> None:
    async with devices(court, JUDGE) as (judge,):
        accused = ("dev_accused", 660, (30, 30, 200))
        publisher = Publisher(
            court.url, court.token(accused[0]), hertz=660, colour=accused[2],
            size=(640, 360), simulcast=True, codec=H264,
        )  # fmt: skip
        async with publisher:
            await until(lambda: judge.sees(LiveDevice(*accused)), "the accused")
