"""Somebody taking part in one of the two languages: presses and reads what their pages say."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator, Playwright, ViewportSize, expect

from signaling.rehearsal.signs import Sign, by_colour
from tests.end_to_end.browser import DESK, PATIENCE_S, Language, Person, person
from tests.end_to_end.fake_devices import FakeDevice
from tests.end_to_end.words import Words

_FIRST_COLOUR = """
() => {
  const own = document.querySelector("video");
  if (own === null || own.videoWidth < 16) return null;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const drawing = canvas.getContext("2d");
  drawing.drawImage(own, 0, 0, 1, 1);
  return [...drawing.getImageData(0, 0, 1, 1).data.slice(0, 3)];
}
"""


@dataclass(slots=True)
class Participant(Person):
    """A person whose pages speak `words`. Keys are the catalogue's."""

    words: Words = field(kw_only=True)

    def button(self, key: str, **facts: str) -> Locator:
        """The button that says exactly this; a shortcut shown on it belongs to its name too."""
        said = re.escape(self.words(key, **facts))
        return self.page.get_by_role("button", name=re.compile(rf"^{said}$"))

    def presses(self, key: str, **facts: str) -> None:
        """Press a button by the pointer."""
        self.button(key, **facts).click()

    def confirms(self, key: str) -> None:
        """Press the button of the dialog that has just opened."""
        name = self.words(key)
        self.page.get_by_role("alertdialog").get_by_role("button", name=name).click()

    def ticks(self, key: str) -> None:
        """Tick (or clear) the box with this label."""
        self.page.locator("label").filter(has_text=self.words(key)).click()

    def reads(self, key: str, within_s: float = PATIENCE_S, **facts: str) -> None:
        """Wait until the page says it."""
        self.sees(self.words(key, **facts), within_s)

    def enters(self) -> None:
        """Use the link: only this does."""
        self.presses("join.enter")
        self.page.wait_for_url("**/seat/*")

    def own_picture(self) -> Sign | None:
        """Whose colour the first picture of the page has, before anybody else's is there."""
        colour = self.page.evaluate(_FIRST_COLOUR)
        return by_colour(colour) if colour else None

    def reads_no_more(self, key: str, **facts: str) -> None:
        """Wait until the page does not say it."""
        expect(self.page.get_by_text(self.words(key, **facts))).to_have_count(0)


@contextmanager
def participant(
    playwright: Playwright,
    chromium: Path,
    device: FakeDevice,
    language: Language,
    size: ViewportSize = DESK,
) -> Iterator[Participant]:
    """A participant in a browser of their own, as `browser.person` opens one."""
    with person(playwright, chromium, device, size, language) as somebody:
        yield Participant(somebody.page, somebody.complaints, words=Words(language))
