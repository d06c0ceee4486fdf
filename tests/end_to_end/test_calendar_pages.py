"""The listing desk at its pages: the calendar, a move by keyboard and by hand, the editor; and
what the public reads of it."""

import pytest
from playwright.sync_api import Locator

from signaling.rehearsal.signs import SIGNS
from tests.end_to_end.booking import Registrar
from tests.end_to_end.browser import Person
from tests.end_to_end.conftest import NewPerson
from tests.end_to_end.fields import type_into
from tests.end_to_end.installation import Installation
from tests.end_to_end.listing_desk import JUDGE, Desk, listing_desk, look_twice, sign_in
from tests.end_to_end.looking import look
from tests.end_to_end.words import Words

pytestmark = [pytest.mark.browser, pytest.mark.slow]

VI = Words("vi")


@pytest.fixture
def desk(registrar: Registrar) -> Desk:
    """As it begins its day."""
    return listing_desk(registrar)


@pytest.mark.timeout(300)  # five pages, each looked at in two languages
def test_a_registrar_moves_hearings_and_the_public_reads_where_they_went(
    installation: Installation, registrar: Registrar, desk: Desk, new_person: NewPerson
) -> None:
    somebody = new_person(SIGNS[0])
    sign_in(somebody, installation, registrar, desk)
    page = somebody.page
    page.goto(f"{installation.url}/calendar?court={desk.court}&on={desk.day}&view=day")
    _block(somebody, desk.afternoon).wait_for()
    look_twice(somebody, "calendar-day")
    _moves_by_keyboard(somebody, desk)
    _drags_into_a_collision(somebody, desk)
    page.goto(f"{installation.url}/calendar?court={desk.court}&on={desk.day}&view=week")
    _block(somebody, desk.morning).wait_for()
    look(page, "calendar-week")
    page.goto(f"{installation.url}/calendar?court={desk.court}&on={desk.day}&view=list")
    somebody.sees(desk.morning)
    look_twice(somebody, "calendar-list")
    page.goto(f"{installation.url}/book?court={desk.court}")
    page.get_by_role("button", name=VI("booking.save_new")).click()
    page.get_by_role("alert").wait_for()
    look_twice(somebody, "book")
    page.goto(f"{installation.url}/public")
    page.get_by_label(VI("public_list.search.title")).fill(desk.afternoon.lower())
    somebody.press(VI("public_list.search.go"))
    somebody.sees(VI("public_list.case", number=desk.afternoon))
    somebody.sees("10:00 – 11:00")  # where it was moved to
    assert not somebody.shows(JUDGE)
    look_twice(somebody, "public-list")


def _moves_by_keyboard(somebody: Person, desk: Desk) -> None:
    """To the hour at which the judge sits already: refused, with free times to take."""
    page = somebody.page
    _block(somebody, desk.afternoon).focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    type_into(dialog, VI("calendar.move.start"), "0900")
    type_into(dialog, VI("calendar.move.end"), "1000")
    somebody.sees(VI("calendar.move.collides"))
    look(page, "calendar-move")
    dialog.get_by_role("button", name="10:00 – 11:00").click()
    somebody.sees(VI("calendar.move.free"))
    dialog.get_by_label(VI("calendar.move.reason")).fill("Thẩm phán bận buổi chiều")
    dialog.get_by_role("button", name=VI("calendar.move.go"), exact=True).click()
    dialog.wait_for(state="detached")
    _block(somebody, "10:00 – 11:00").wait_for()


def _drags_into_a_collision(somebody: Person, desk: Desk) -> None:
    """What collides is said while the hearing is held; dropped there it is asked, not moved."""
    page = somebody.page
    held = _block(somebody, desk.morning)
    held.scroll_into_view_if_needed()
    other = _block(somebody, desk.afternoon).bounding_box()
    box = held.bounding_box()
    assert box is not None
    assert other is not None
    with page.expect_response("**/busy?*"):
        page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 40, box["y"] + 20, steps=4)
    page.mouse.move(other["x"] + 20, other["y"] + 20, steps=8)
    page.get_by_role("status").filter(has_text=JUDGE).wait_for()
    page.mouse.up()
    page.get_by_role("dialog").wait_for()
    somebody.sees(VI("calendar.move.collides"))
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    _block(somebody, "09:00 – 10:00").wait_for()


def _block(somebody: Person, words: str) -> Locator:
    return somebody.page.locator(".ec-event button").filter(has_text=words).first
