"""Somebody taking part in one of the two languages: presses and reads what their pages say."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import Locator, expect

from tests.end_to_end.browser import Person
from tests.end_to_end.words import Words


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

    def reads(self, key: str, within_s: float = 30, **facts: str) -> None:
        """Wait until the page says it."""
        self.sees(self.words(key, **facts), within_s)

    def reads_no_more(self, key: str, **facts: str) -> None:
        """Wait until the page does not say it."""
        expect(self.page.get_by_text(self.words(key, **facts))).to_have_count(0)
