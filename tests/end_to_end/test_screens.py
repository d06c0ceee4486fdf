"""The pages at the sizes people have: nothing is cut off, nobody is shut out, and pictures."""

import pytest
from playwright.sync_api import expect

from hearing.roles import Role
from signaling.rehearsal.signs import SIGNS
from tests.end_to_end.booking import Hearing, Registrar
from tests.end_to_end.browser import Person
from tests.end_to_end.conftest import NewPerson
from tests.end_to_end.installation import Installation
from tests.end_to_end.looking import look
from tests.end_to_end.narrow import NarrowWay

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SIZES = ("320", "390", "720", "1440")
CAST = (
    Role.PRESIDING_JUDGE,
    Role.CLERK,
    Role.PROSECUTOR,
    Role.ACCUSED,
    Role.DEFENCE_COUNSEL,
    Role.OBSERVER,
)
LANGUAGES = ("English", "Tiếng Việt")


@pytest.fixture
def hearing(registrar: Registrar) -> Hearing:
    """One with everybody."""
    return registrar.book(CAST)


def test_the_pages_fit_every_size_in_both_languages(
    installation: Installation, hearing: Hearing, new_person: NewPerson
) -> None:
    judge, counsel = new_person(SIGNS[0]), new_person(SIGNS[1])
    way = NarrowWay(counsel.page)
    judge.page.goto(installation.url)
    judge.page.get_by_role("heading", level=1).wait_for()
    _look(judge, "landing")
    judge.page.goto(hearing.links[Role.PRESIDING_JUDGE])
    judge.press("Bật micro và camera")
    judge.page.get_by_role("meter").wait_for()
    _look(judge, "join")
    judge.press("Đến bước cuối")
    _look(judge, "ready")
    judge.press("Vào phiên tòa")
    counsel.join(hearing.links[Role.DEFENCE_COUNSEL])
    counsel.sees("Chưa mở phòng")
    _look(counsel, "not-open")
    judge.press("Mở phòng")
    judge.press("Khai mạc")
    judge.sees("Đang ghi âm, ghi hình")
    counsel.page.locator("video[data-source=camera]").wait_for()
    judge.page.locator("video[data-source=camera]").wait_for()
    _look(judge, "desk")
    _look(counsel, "party")
    still = counsel.page.get_by_text("Tạm dừng hình vì mạng ở đây yếu")
    way.pauses(True)
    still.wait_for()
    expect(counsel.page.get_by_text("Mạng ở đây yếu. Tạm dừng hình của:")).to_have_count(1)
    look(counsel.page, "paused")
    way.pauses(False)
    expect(still).to_have_count(0)
    judge.press("Kết thúc phiên tòa")
    look(judge.page, "closing", SIZES)
    judge.press("Kết thúc")
    counsel.sees("Đã kết thúc")
    _look(counsel, "closed")


def _look(person: Person, name: str) -> None:
    """In both languages, Vietnamese last."""
    for own_name in LANGUAGES:
        person.speaks(own_name)
        look(person.page, name, SIZES)
