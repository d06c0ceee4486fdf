"""The hearing editor: two desks at one hearing, and what is done to a listed one."""

import pytest
from playwright.sync_api import Locator

from signaling.rehearsal.signs import SIGNS
from tests.end_to_end.booking import Registrar
from tests.end_to_end.browser import Person
from tests.end_to_end.conftest import NewPerson
from tests.end_to_end.fields import type_into
from tests.end_to_end.installation import Installation
from tests.end_to_end.listing_desk import COUNSEL, JUDGE, Desk, listing_desk, sign_in
from tests.end_to_end.looking import look
from tests.end_to_end.words import Words

pytestmark = [pytest.mark.browser, pytest.mark.slow]

VI = Words("vi")
REASON = "Thẩm phán bận"


@pytest.fixture
def desk(registrar: Registrar) -> Desk:
    """As it begins its day."""
    return listing_desk(registrar)


@pytest.mark.timeout(300)  # five dialogs, each looked at
def test_a_listed_hearing_is_moved_split_and_adjourned_and_nobody_overwrites_another(
    installation: Installation, registrar: Registrar, desk: Desk, new_person: NewPerson
) -> None:
    somebody = new_person(SIGNS[0])
    sign_in(somebody, installation, registrar, desk)
    somebody.page.goto(f"{installation.url}/hearings/{desk.hearing}/edit")
    _is_told_of_the_other_desk(somebody, registrar, desk)
    _splits(somebody, desk)
    _changes_the_listed_cast(somebody)
    look(somebody.page, "edit-listed")
    _adjourns(somebody)
    _cancels(somebody)
    somebody.page.goto(f"{installation.url}/book?court={desk.court}")
    _books(somebody, desk)
    _lists_by_the_judges_word(somebody)


def _is_told_of_the_other_desk(somebody: Person, registrar: Registrar, desk: Desk) -> None:
    """The move of who looked at an older state waits until they have seen the newer one."""
    dialog = _opens(somebody, VI("booking.do.move", number="1"))
    type_into(dialog, VI("calendar.move.start"), "1000")
    type_into(dialog, VI("calendar.move.end"), "1100")
    somebody.sees(VI("calendar.move.free"))
    _other_desk_moves(registrar, desk, "08:00", "09:00")
    dialog.get_by_label(VI("calendar.move.reason")).fill(REASON)
    move = dialog.get_by_role("button", name=VI("calendar.move.go"), exact=True)
    move.click()
    somebody.sees(VI("booking.changed.title"))
    dialog.locator("dd").get_by_text("08:00 – 09:00").wait_for()
    somebody.sees(VI("calendar.move.free"))
    look(somebody.page, "edit-changed")
    move.click()
    dialog.wait_for(state="detached")
    somebody.sees("10:00 – 11:00")


def _other_desk_moves(registrar: Registrar, desk: Desk, start: str, end: str) -> None:
    registrar.post(
        f"hearings/{desk.hearing}/move",
        starts_at=f"{desk.day}T{start}:00+07:00",
        ends_at=f"{desk.day}T{end}:00+07:00",
        reason=REASON,
    )


def _splits(somebody: Person, desk: Desk) -> None:
    """At two the judge sits elsewhere: refused in the dialog, which stays; half past three."""
    dialog = _opens(somebody, VI("booking.do.split", number="1"))
    year, month, day = desk.day.split("-")
    type_into(dialog, VI("booking.split.resumes"), day + month + year)
    type_into(dialog, VI("booking.split.resumes_at"), "1400")
    dialog.get_by_label(VI("booking.split.reason")).fill(REASON)
    split = dialog.get_by_role("button", name=VI("booking.do.split", number="1"))
    split.click()
    somebody.sees(VI("calendar.move.collides"))
    assert somebody.page.evaluate("() => document.activeElement !== document.body")
    look(somebody.page, "edit-split")
    type_into(dialog, VI("booking.split.resumes_at"), "1530")
    split.click()
    dialog.wait_for(state="detached")
    somebody.sees("15:30 – 16:00")


def _changes_the_listed_cast(somebody: Person) -> None:
    """For a reason, which is asked for."""
    page = somebody.page
    somebody.press(VI("booking.change_listed"))
    somebody.press(VI("booking.add_person"))
    page.get_by_label(VI("booking.person"), exact=True).last.select_option(label=COUNSEL)
    page.get_by_label(VI("booking.place"), exact=True).last.select_option(
        label=VI("booking.remote")
    )
    somebody.press(VI("booking.save_listed"))
    somebody.sees(VI("booking.need.reason"))
    page.get_by_label(VI("booking.reason"), exact=True).fill(REASON)
    somebody.press(VI("booking.save_listed"))
    somebody.sees(VI("booking.saved_listed"))
    somebody.sees(COUNSEL)


def _adjourns(somebody: Person) -> None:
    """With what follows, which is opened from here."""
    dialog = _opens(somebody, VI("booking.do.adjourn"))
    dialog.get_by_label(VI("booking.adjourn.reason")).fill(REASON)
    dialog.get_by_text(VI("booking.adjourn.follows")).click()
    look(somebody.page, "edit-adjourn")
    dialog.get_by_role("button", name=VI("booking.do.adjourn"), exact=True).click()
    dialog.wait_for(state="detached")
    somebody.page.get_by_role("link", name=VI("booking.successor")).click()
    somebody.sees(VI("booking.do.schedule"))


def _cancels(somebody: Person) -> None:
    dialog = _opens(somebody, VI("booking.do.cancel"))
    dialog.get_by_label(VI("booking.cancel.reason")).fill(REASON)
    dialog.get_by_role("button", name=VI("booking.do.cancel"), exact=True).click()
    somebody.sees(VI("booking.over_note"))


def _books(somebody: Person, desk: Desk) -> None:
    """When the judge sits already: refused, and one of the three times is taken."""
    page = somebody.page
    page.get_by_label(VI("booking.case"), exact=True).select_option(
        label=f"{desk.waiting} – Tranh chấp mẫu"
    )
    year, month, day = desk.day.split("-")
    type_into(page.locator("form"), VI("calendar.move.day"), day + month + year)
    type_into(page.locator("form"), VI("calendar.move.start"), "1400")
    type_into(page.locator("form"), VI("calendar.move.end"), "1500")
    page.get_by_label(VI("booking.room"), exact=True).select_option(label="Phòng 1")
    page.get_by_label(VI("booking.person"), exact=True).first.select_option(label=JUDGE)
    somebody.press(VI("booking.drop_person", name=VI("role.clerk")))
    somebody.press(VI("booking.save_new"))
    somebody.sees(VI("calendar.move.collides"))
    page.get_by_role("alert").get_by_role("button").first.click()
    somebody.press(VI("booking.save_new"))
    page.wait_for_url("**/edit")


def _lists_by_the_judges_word(somebody: Person) -> None:
    somebody.press(VI("booking.do.schedule"))
    dialog = _opens(somebody, VI("booking.attest.title"))
    dialog.get_by_label(VI("booking.attest.document")).fill("12/2026/QĐ-TA")
    look(somebody.page, "edit-attest")
    dialog.get_by_role("button", name=VI("booking.attest.confirm")).click()
    dialog.wait_for(state="detached")
    somebody.sees(VI("booking.do.adjourn"))


def _opens(somebody: Person, name: str) -> Locator:
    somebody.press(name)
    dialog = somebody.page.get_by_role("dialog").or_(somebody.page.get_by_role("alertdialog"))
    dialog.wait_for()
    return dialog
