"""Seven people at one machine: one browser, one jar of cookies, a tab for each of them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from playwright.sync_api import Browser, BrowserContext, Playwright, ViewportSize

from signaling.rehearsal.signs import Sign
from tests.end_to_end.at_the_keyboard import NO_POINTER, AtTheKeyboard
from tests.end_to_end.browser import DESK, PATIENCE_S, PHONE, Language, complained, listen
from tests.end_to_end.participant import Participant
from tests.end_to_end.words import Words

P = TypeVar("P", bound=Participant)
_SIGNS = (Path(__file__).parent / "signs.js").read_text("utf-8")
_FLAGS = (
    "--no-sandbox",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
)


class Tabs:
    """Opens tabs of one browser; all they share is what a browser's tabs share."""

    def __init__(self, browser: Browser, language: Language) -> None:
        self._browser, self._words = browser, Words(language)
        self._machine = self._context(DESK)
        self.open: list[Participant] = []

    def tab(self, sign: Sign, language: Language | None = None) -> Participant:
        """A new tab, whose camera and microphone have this colour and tone.

        language: of this tab whatever the others' are, else the browser's.
        """
        if language is None:
            return self._open(Participant, self._machine, sign, self._words)
        somebody = self._open(Participant, self._machine, sign, Words(language))
        somebody.page.add_init_script(f"localStorage['phientoa.language'] = '{language}'")
        return somebody

    def tab_without_pointer(self, sign: Sign) -> AtTheKeyboard:
        """A new tab of somebody who uses the keyboard alone."""
        somebody = self._open(AtTheKeyboard, self._machine, sign, self._words)
        somebody.page.add_init_script(NO_POINTER)
        return somebody

    def phone(self, sign: Sign) -> Participant:
        """A page of a machine with a jar of cookies of its own, as small as a phone."""
        return self._open(Participant, self._context(PHONE), sign, self._words)

    def _context(self, size: ViewportSize) -> BrowserContext:
        context = self._browser.new_context(
            viewport=size, permissions=["camera", "microphone"], accept_downloads=True
        )
        context.set_default_timeout(1000 * PATIENCE_S)
        spoken = self._words.language
        context.add_init_script(f"localStorage['phientoa.language'] ??= '{spoken}'")
        return context

    def _open(self, kind: type[P], machine: BrowserContext, sign: Sign, words: Words) -> P:
        somebody = kind(machine.new_page(), words=words)
        own = json.dumps({"colour": sign.colour, "tone": sign.tone_hz})
        somebody.page.add_init_script(f"({_SIGNS})({own})")
        listen(somebody)
        self.open.append(somebody)
        return somebody


@contextmanager
def one_browser(playwright: Playwright, chromium: Path, language: Language) -> Iterator[Tabs]:
    """A browser with no tab yet; closed at the end, and no tab may have complained."""
    browser = playwright.chromium.launch(executable_path=chromium, args=list(_FLAGS))
    try:
        tabs = Tabs(browser, language)
        yield tabs
    finally:
        browser.close()
    for each in tabs.open:
        complained(each)
