"""Rulings on the keyboard: nobody needs a pointer, from the lobby to the hearing's end."""

from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from hearing.roles import Role
from signaling.rehearsal.signs import SIGNS
from tests.end_to_end.at_the_keyboard import AtTheKeyboard
from tests.end_to_end.booking import NAMES, Hearing, Registrar, Setting
from tests.end_to_end.browser import until
from tests.end_to_end.looking import look
from tests.end_to_end.tabs import one_browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]

JUDGE, CLERK, COUNSEL = Role.PRESIDING_JUDGE, Role.CLERK, Role.DEFENCE_COUNSEL
CAST = (JUDGE, CLERK, COUNSEL)
NEXT_STEP, END = "Alt+n", "Alt+x"


def test_the_whole_hearing_is_held_by_keys_alone(
    playwright: Playwright, chromium: Path, registrar: Registrar
) -> None:
    hearing = registrar.book(CAST, Setting(admission="by_clerk"))
    with one_browser(playwright, chromium, "vi") as tabs:
        people = {role: tabs.tab_without_pointer(SIGNS[n]) for n, role in enumerate(CAST)}
        for role, somebody in people.items():
            _joins(somebody, hearing.links[role])
        judge, clerk, counsel = people.values()
        _takes_the_next_step(judge, "desk.open_hearing")
        clerk.reads("status.open")
        _is_identified_and_admitted(clerk, counsel)
        _hears(judge, hearing, COUNSEL, True)
        _takes_the_next_step(judge, "desk.start_session")
        counsel.reads("recording.recording")
        _has_the_floor_or_not(judge, counsel, hearing)
        _takes_the_next_step(judge, "desk.recess")
        counsel.reads("recording.paused")
        _takes_the_next_step(judge, "desk.resume")
        counsel.reads("recording.recording")
        judge.key("?")
        judge.reads("court.keys.title")
        look(judge.page, "40-keys")
        judge.key("Escape")
        judge.reads_no_more("court.keys.talk")
        judge.key(END)
        judge.presses("desk.close_confirm")
        counsel.reads("status.closed")
        assert [somebody.pointed() for somebody in people.values()] == [[], [], []]


def _joins(somebody: AtTheKeyboard, link: str) -> None:
    somebody.page.goto(link)
    somebody.presses("join.allow")
    somebody.page.get_by_role("meter").wait_for()
    somebody.presses("lobby.last")
    somebody.presses("join.enter")
    somebody.page.wait_for_url("**/seat/*")


def _takes_the_next_step(judge: AtTheKeyboard, step: str) -> None:
    """Not before the page offers it: it waits for the last one to be done."""
    expect(judge.button(step)).to_be_enabled(timeout=30_000)
    judge.key(NEXT_STEP)


def _is_identified_and_admitted(clerk: AtTheKeyboard, counsel: AtTheKeyboard) -> None:
    clerk.presses("court.lobby.call_of", name=NAMES[COUNSEL])
    counsel.reads("reception.title")
    clerk.presses("court.reception.identified")
    counsel.reads("waiting.title")
    clerk.presses("court.lobby.admit_of", name=NAMES[COUNSEL])


def _has_the_floor_or_not(
    judge: AtTheKeyboard, counsel: AtTheKeyboard, hearing: Hearing
) -> None:
    judge.presses("desk.hold_floor_of", name=NAMES[COUNSEL])
    _hears(judge, hearing, COUNSEL, False)
    judge.presses("desk.give_floor_of", name=NAMES[COUNSEL])
    _hears(judge, hearing, COUNSEL, True)
    counsel.key("Control+d")
    _hears(judge, hearing, COUNSEL, False)
    counsel.key("Control+d")
    _hears(judge, hearing, COUNSEL, True)


def _hears(listener: AtTheKeyboard, hearing: Hearing, role: Role, wanted: bool) -> None:
    device, sign = hearing.devices[role], SIGNS[CAST.index(role)]
    until(
        lambda: (listener.perceives(device)[1] == sign) is wanted,
        20,
        f"the {role} is {'heard' if wanted else 'not heard'}",
    )
