"""The pages at the sizes people have: nothing is cut off, and pictures of each to look at."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize

from hearing.roles import Role
from signaling.rehearsal.signs import SIGNS
from tests.end_to_end.booking import Hearing, Registrar
from tests.end_to_end.browser import Language, Person
from tests.end_to_end.conftest import NewPerson
from tests.end_to_end.installation import Installation

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PICTURES = Path(os.environ.get("PHIENTOA_ARTEFACTS", Path(__file__).parents[2] / "artefacts"))
SIZES: dict[str, ViewportSize] = {
    "320": {"width": 320, "height": 640},
    "390": {"width": 390, "height": 844},
    "720": {"width": 720, "height": 450},  # a 1440 px desk at 200 % zoom
    "1440": {"width": 1440, "height": 900},
}
CAST = (
    Role.PRESIDING_JUDGE,
    Role.CLERK,
    Role.PROSECUTOR,
    Role.ACCUSED,
    Role.DEFENCE_COUNSEL,
    Role.OBSERVER,
)
LANGUAGES: tuple[tuple[Language, str], ...] = (("vi", "Tiếng Việt"), ("en", "English"))

_CUT_OFF = """
() => [...document.querySelectorAll("h1, h2, p, button, li, label, span")]
  .filter((one) => one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1)
  .filter((one) => getComputedStyle(one).display !== "inline")
  .map((one) => one.textContent)
"""
_TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
_SMALL = """
() => [...document.querySelectorAll("button")]
  .map((one) => [one.textContent, one.getBoundingClientRect().height])
  .filter(([, height]) => height > 0 && height < 44)
"""


@pytest.fixture
def hearing(registrar: Registrar) -> Hearing:
    """One with everybody."""
    return registrar.book(CAST)


def test_the_pages_fit_every_size_in_both_languages(
    installation: Installation, hearing: Hearing, new_person: NewPerson
) -> None:
    PICTURES.mkdir(exist_ok=True)
    judge, counsel = new_person(SIGNS[0]), new_person(SIGNS[1])
    judge.page.goto(installation.url)
    judge.page.get_by_role("heading", level=1).wait_for()
    _look(judge, "landing")
    judge.page.goto(hearing.links[Role.PRESIDING_JUDGE])
    judge.press("Bật micro và camera")
    judge.page.get_by_role("meter").wait_for()
    _look(judge, "join")
    judge.press("Vào phiên tòa")
    counsel.join(hearing.links[Role.DEFENCE_COUNSEL])
    counsel.sees("Chưa mở phòng")
    _look(counsel, "waiting")
    judge.press("Mở phòng")
    judge.press("Khai mạc")
    judge.sees("Đang ghi âm, ghi hình")
    counsel.page.locator("video[data-source=camera]").wait_for()
    judge.page.locator("video[data-source=camera]").wait_for()
    _look(judge, "desk")
    _look(counsel, "party")
    counsel.page.emulate_media(color_scheme="dark")
    _look(counsel, "party-dark")
    judge.press("Kết thúc phiên tòa")
    _look(judge, "closing")
    judge.press("Kết thúc")
    counsel.sees("Đã kết thúc")
    _look(counsel, "closed")


def _look(person: Person, name: str) -> None:
    """Both languages at every size: nothing cut off, every button large enough, a picture."""
    for language, own_name in LANGUAGES:
        if name != "closing":  # behind the dialog nothing can be pressed
            person.speaks(own_name)
        for size in _sizes(person.page):
            where = f"{name}-{size}-{language}"
            assert person.page.evaluate(_TOO_WIDE) <= 0, where
            assert person.page.evaluate(_CUT_OFF) == [], where
            assert person.page.evaluate(_SMALL) == [], where
            person.page.screenshot(path=PICTURES / f"{where}.png")
    person.page.get_by_role("radio", name="Tiếng Việt").or_(
        person.page.get_by_role("alertdialog")
    ).first.wait_for()
    if name != "closing":
        person.speaks("Tiếng Việt")


def _sizes(page: Page) -> Iterator[str]:
    for name, size in SIZES.items():
        page.set_viewport_size(size)
        yield name
    page.set_viewport_size(SIZES["1440"])
