"""Rulings on a device beside a room's device that nobody declared: its page hears it."""

from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from hearing.roles import Role
from signaling.rehearsal.signs import SIGNS
from tests.end_to_end.booking import Registrar, Setting
from tests.end_to_end.browser import until
from tests.end_to_end.participant import Participant
from tests.end_to_end.tabs import Tabs, one_browser

pytestmark = [pytest.mark.browser]

JUDGE, PROSECUTOR, COUNSEL = Role.PRESIDING_JUDGE, Role.PROSECUTOR, Role.DEFENCE_COUNSEL
_VOICE = (Path(__file__).parent / "voice.js").read_text("utf-8")
_COURTROOM, _OFFICE, _BENCH = 1, 2, 3
"""What is spoken where: the same number is the same room."""


def test_a_device_that_hears_the_rooms_device_goes_silent_and_one_elsewhere_does_not(
    playwright: Playwright, chromium: Path, registrar: Registrar
) -> None:
    """Told on its own page and on its tile to others; its microphone reaches nobody."""
    hearing = registrar.book((JUDGE, PROSECUTOR, COUNSEL), Setting(screen=True))
    with one_browser(playwright, chromium, "vi") as tabs:
        judge, screen, prosecutor, counsel = (
            _speaker(tabs, number, where)
            for number, where in enumerate((_BENCH, _COURTROOM, _COURTROOM, _OFFICE))
        )
        judge.join(hearing.links[JUDGE])
        judge.presses("desk.open_hearing")
        screen.join(registrar.screen_link(hearing))
        counsel.join(hearing.links[COUNSEL])
        prosecutor.join(hearing.links[PROSECUTOR])
        said = prosecutor.words("companion.detected", point="{{").split("{{")[0]
        prosecutor.sees(said, 60)
        judge.reads("court.unheard.companion")
        prosecutors = hearing.devices[PROSECUTOR]
        until(lambda: not _sounds(judge, prosecutors), 30, "nothing is heard of the companion")
        assert _sounds(judge, hearing.devices[COUNSEL])
        assert not counsel.shows(said)
        assert not judge.shows(said)


def _speaker(tabs: Tabs, number: int, where: int) -> Participant:
    somebody = tabs.tab(SIGNS[number])
    somebody.page.add_init_script(f"({_VOICE})({where})")
    return somebody


def _sounds(viewer: Participant, device: str) -> bool:
    return viewer.page.locator(f"audio[data-device={device}]").count() > 0
