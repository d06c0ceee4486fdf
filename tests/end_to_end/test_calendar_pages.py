"""The listing desk at its pages: the calendar, a move by keyboard and by hand, the editor; and
what the public reads of it."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator
from pyotp import TOTP

from signaling.rehearsal.signs import SIGNS
from tests.end_to_end.booking import Registrar
from tests.end_to_end.browser import Person
from tests.end_to_end.conftest import NewPerson
from tests.end_to_end.installation import Installation
from tests.end_to_end.looking import look
from tests.end_to_end.words import Words

pytestmark = [pytest.mark.browser, pytest.mark.slow]

VI = Words("vi")
JUDGE = "Trần Thị Minh Mẫu"
LANGUAGES = {"en": "English", "vi": "Tiếng Việt"}


@dataclass(frozen=True, slots=True)
class Desk:
    """A court with a courtroom, and a judge who sits from nine to ten and from two to three."""

    court: str
    day: str
    morning: str
    afternoon: str


@pytest.fixture
def desk(registrar: Registrar) -> Desk:
    """On a Wednesday that nobody's clock is near."""
    mark = secrets.token_hex(3).upper()
    court = registrar.post("courts", name=f"Tòa án {mark}", zone="Asia/Ho_Chi_Minh")["id"]
    room = registrar.post("points", court=court, name="Phòng 1", kind="central")["id"]
    judge = registrar.post("people", court=court, name=JUDGE)["id"]
    today = datetime.now(UTC).date()
    day = (today + timedelta(days=9 - today.weekday())).isoformat()
    numbers = [f"{n}/2026/{mark}-HS" for n in (1, 2)]
    for number, hour in zip(numbers, (9, 14), strict=True):
        case = registrar.post(
            "cases", court=court, number=number, type="criminal", title="Vụ án mô phỏng"
        )
        booked = registrar.post(
            "hearings",
            court=court,
            case=case["id"],
            starts_at=f"{day}T{hour:02}:00:00+07:00",
            ends_at=f"{day}T{hour + 1:02}:00:00+07:00",
            points=[room],
            devices=[{"key": "bench", "kind": "room", "point": room}],
            seats=[{"person": judge, "role": "presiding_judge", "device": "bench"}],
            attestation={"document": number},
        )
        registrar.post(f"hearings/{booked['id']}/schedule")
    return Desk(court, day, *numbers)


@pytest.mark.timeout(300)  # five pages, each looked at in two languages
def test_a_registrar_moves_hearings_and_the_public_reads_where_they_went(
    installation: Installation, registrar: Registrar, desk: Desk, new_person: NewPerson
) -> None:
    somebody = new_person(SIGNS[0])
    _sign_in(somebody, installation, registrar, desk)
    page = somebody.page
    page.goto(f"{installation.url}/calendar?court={desk.court}&on={desk.day}&view=day")
    _block(somebody, desk.afternoon).wait_for()
    _look(somebody, "calendar-day")
    _moves_by_keyboard(somebody, desk)
    _drags_into_a_collision(somebody, desk)
    page.goto(f"{installation.url}/calendar?court={desk.court}&on={desk.day}&view=list")
    somebody.sees(desk.morning)
    _look(somebody, "calendar-list")
    page.goto(f"{installation.url}/book?court={desk.court}")
    page.get_by_role("button", name=VI("booking.save_new")).click()
    page.get_by_role("alert").wait_for()
    _look(somebody, "book")
    page.goto(f"{installation.url}/public")
    page.get_by_label(VI("public_list.search.title")).fill(desk.afternoon.lower())
    somebody.press(VI("public_list.search.go"))
    somebody.sees(VI("public_list.case", number=desk.afternoon))
    somebody.sees("10:00 – 11:00")  # where it was moved to
    assert not somebody.shows(JUDGE)
    _look(somebody, "public-list")


def _moves_by_keyboard(somebody: Person, desk: Desk) -> None:
    """To the hour at which the judge sits already: refused, with free times to take."""
    page = somebody.page
    _block(somebody, desk.afternoon).focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label(VI("calendar.move.start"), exact=True).fill("09:00")
    dialog.get_by_label(VI("calendar.move.end"), exact=True).fill("10:00")
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


def _sign_in(
    somebody: Person, installation: Installation, registrar: Registrar, desk: Desk
) -> None:
    """By the page's own routes; the pages of signing in have rulings of their own."""
    user, password = f"lich-{secrets.token_hex(3)}", secrets.token_urlsafe(12)
    offices = [{"role": "registrar", "court": desk.court}]
    registrar.post("staff", user=user, name="Mai Mẫu", password=password, roles=offices)
    ask = somebody.page.context.request
    url, headers = f"{installation.url}/api/v1/sign-in", {"Origin": installation.url}
    asked: dict[str, str | None] = {"user": user, "password": password, "code": None}
    due = ask.post(url, data=asked, headers=headers).json()
    asked["code"] = TOTP(due["secret"]).now()
    assert ask.post(url, data=asked, headers=headers).ok


def _look(somebody: Person, name: str) -> None:
    """In both languages, Vietnamese last."""
    for language, own_name in LANGUAGES.items():
        somebody.speaks(own_name)
        somebody.page.wait_for_function(f"() => document.documentElement.lang === '{language}'")
        look(somebody.page, name)
