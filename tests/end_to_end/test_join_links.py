"""Rulings on the page behind a join link, in a real browser."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from hearing.roles import Role
from tests.end_to_end.booking import TITLE, Registrar
from tests.end_to_end.conftest import NewPerson
from tests.end_to_end.installation import Installation

pytestmark = [pytest.mark.browser, pytest.mark.slow]

COUNSEL = Role.DEFENCE_COUNSEL
CAST = (Role.PRESIDING_JUDGE, COUNSEL)


def test_opening_the_page_and_trying_the_devices_redeems_nothing(
    registrar: Registrar, new_person: NewPerson
) -> None:
    hearing = registrar.book(CAST)
    counsel = new_person()
    counsel.page.goto(hearing.links[COUNSEL])
    counsel.sees(TITLE)
    counsel.sees("Người bào chữa")
    counsel.press("Bật micro và camera")
    counsel.page.get_by_role("meter").wait_for()
    counsel.page.reload()
    counsel.sees(TITLE)
    assert registrar.link_states(hearing)[COUNSEL] == "valid"


def test_who_joined_goes_back_by_the_same_link_on_the_same_device_only(
    registrar: Registrar, new_person: NewPerson
) -> None:
    hearing = registrar.book(CAST)
    link = hearing.links[COUNSEL]
    counsel, stranger = new_person(), new_person()
    counsel.join(link)
    counsel.sees("Chưa mở phòng")
    assert "#" not in counsel.page.url
    assert registrar.link_states(hearing)[COUNSEL] == "redeemed"
    stranger.page.goto(link)
    stranger.sees("Đường dẫn đã được dùng")
    assert not stranger.shows("Quay lại phiên tòa")
    counsel.page.goto(link)
    counsel.press("Quay lại phiên tòa")
    counsel.sees("Chưa mở phòng")


def test_joining_without_devices_is_a_choice_said_in_words(
    registrar: Registrar, new_person: NewPerson
) -> None:
    hearing = registrar.book(CAST)
    counsel = new_person()
    counsel.page.goto(hearing.links[COUNSEL])
    counsel.press("Đi tiếp mà không có micro và camera")
    counsel.press("Tiếp tục")
    counsel.press("Tiếp tục")
    counsel.press("Vào phiên tòa")
    counsel.sees("Chưa mở phòng")
    counsel.page.get_by_role("button", name="Bật micro").wait_for()


def test_an_observer_needs_no_devices(registrar: Registrar, new_person: NewPerson) -> None:
    hearing = registrar.book((*CAST, Role.OBSERVER))
    observer = new_person()
    observer.page.goto(hearing.links[Role.OBSERVER])
    observer.press("Đủ 16 tuổi trở lên")
    observer.press("Tiếp tục")
    observer.press("Vào phiên tòa")
    observer.sees("Chưa mở phòng")
    assert observer.page.get_by_role("button", name="Bật micro").count() == 0


def _from_now(start: timedelta, end: timedelta) -> dict[str, str]:
    now = datetime.now(UTC)
    return {"valid_from": (now + start).isoformat(), "valid_to": (now + end).isoformat()}


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("validity", "words"),
    [
        (_from_now(-2 * HOUR, -HOUR), "Đường dẫn đã hết hạn"),
        (_from_now(HOUR, 2 * HOUR), "Chưa đến giờ"),
    ],
    ids=["expired", "not yet"],
)
def test_a_link_outside_its_time_says_so(
    registrar: Registrar, new_person: NewPerson, validity: Mapping[str, str], words: str
) -> None:
    hearing = registrar.book(CAST, **validity)
    counsel = new_person()
    counsel.page.goto(hearing.links[COUNSEL])
    counsel.sees(words)


def test_a_link_that_cannot_be_used_says_why_in_both_languages(
    installation: Installation, registrar: Registrar, new_person: NewPerson
) -> None:
    hearing = registrar.book(CAST)
    registrar.post(f"links/{hearing.link_ids[COUNSEL]}/revoke")
    somebody = new_person()
    for link, vi, en in (
        (hearing.links[COUNSEL], "Đường dẫn đã bị thu hồi", "The link has been withdrawn"),
        (
            f"{installation.url}/join#{'x' * 43}",
            "Đường dẫn không đúng",
            "The link is not right",
        ),
        (f"{installation.url}/join", "Thiếu đường dẫn", "The link is incomplete"),
    ):
        somebody.page.goto(link)
        somebody.speaks("Tiếng Việt")
        somebody.sees(vi)
        assert somebody.page.locator("html").get_attribute("lang") == "vi"
        somebody.speaks("English")
        somebody.sees(en)
        assert somebody.page.locator("html").get_attribute("lang") == "en"
