"""Seven people at one machine: one browser, one jar of cookies, a tab for each of them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Playwright

from signaling.rehearsal.signs import Sign
from tests.end_to_end.browser import DESK, Language, complained, listen
from tests.end_to_end.participant import Participant
from tests.end_to_end.words import Words

_SIGNS = (Path(__file__).parent / "signs.js").read_text("utf-8")
_FLAGS = (
    "--no-sandbox",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
)


class Tabs:
    """Opens tabs of one browser; all they share is what a browser's tabs share."""

    def __init__(self, context: BrowserContext, language: Language) -> None:
        self._context, self._words = context, Words(language)
        self.open: list[Participant] = []

    def tab(self, sign: Sign) -> Participant:
        """A new tab, whose camera and microphone have this colour and tone."""
        somebody = Participant(self._context.new_page(), words=self._words)
        own = json.dumps({"colour": sign.colour, "tone": sign.tone_hz})
        somebody.page.add_init_script(f"({_SIGNS.strip()})({own})")
        listen(somebody)
        self.open.append(somebody)
        return somebody


@contextmanager
def one_browser(playwright: Playwright, chromium: Path, language: Language) -> Iterator[Tabs]:
    """A browser with no tab yet; closed at the end, and no tab may have complained."""
    browser = playwright.chromium.launch(executable_path=chromium, args=list(_FLAGS))
    try:
        context = browser.new_context(viewport=DESK, permissions=["camera", "microphone"])
        context.set_default_timeout(30_000)
        context.add_init_script(f"localStorage['phientoa.language'] ??= '{language}'")
        tabs = Tabs(context, language)
        yield tabs
    finally:
        browser.close()
    for each in tabs.open:
        complained(each)
