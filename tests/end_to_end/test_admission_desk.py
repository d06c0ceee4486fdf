"""Rulings on the clerk's desk, in real browsers: reception, admission, the way back, calls."""

import re

import pytest
from playwright.sync_api import expect

from hearing.roles import Role
from signaling.rehearsal.signs import SIGNS
from tests.end_to_end.booking import NAMES, PRISON, Registrar, Setting
from tests.end_to_end.browser import Person, until
from tests.end_to_end.conftest import NewPerson
from tests.end_to_end.looking import look
from tests.end_to_end.words import Words

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CLERK, COUNSEL = Role.CLERK, Role.DEFENCE_COUNSEL
ACCUSED, GUARD = Role.ACCUSED, Role.CUSTODY_OFFICER
BY_CLERK = Setting("by_clerk")
AT_THE_PRISON = Setting("by_clerk", detained=frozenset((ACCUSED, GUARD)))
HEARD = "Tòa nghe được bạn"
SAID = Words("vi")


def test_a_party_is_met_in_private_identified_admitted_and_sent_back(
    registrar: Registrar, new_person: NewPerson
) -> None:
    hearing = registrar.book((CLERK, COUNSEL), BY_CLERK)
    name, device = NAMES[COUNSEL], hearing.devices[COUNSEL]
    clerk, counsel = new_person(SIGNS[0]), new_person(SIGNS[1])
    clerk.join(hearing.links[CLERK])
    counsel.join(hearing.links[COUNSEL], raw_sound=True)
    _stands_in(counsel, "waiting.title")
    clerk.press("Mở phòng")
    clerk.page.get_by_text(re.compile(r"chờ \d+:\d\d")).wait_for()
    look(clerk.page, "desk-lobby")

    clerk.press(f"Mời tiếp đón: {name}")
    _stands_in(counsel, "reception.title")
    clerk.sees("Chỉ bạn và người được gọi nghe thấy nhau")
    until(lambda: clerk.perceives(device) == (SIGNS[1], SIGNS[1]), 30, "the clerk meets them")
    clerk.sees("bạn đang ở phòng tiếp đón")
    look(clerk.page, "desk-reception")

    clerk.page.get_by_label("Ghi chú (giấy tờ đã xem, điều cần lưu ý)").fill(
        "CCCD, thẻ luật sư"
    )
    clerk.press("Đúng người")
    clerk.sees("đã kiểm tra căn cước")
    _stands_in(counsel, "waiting.title")

    clerk.press(f"Cho vào phòng xử án: {name}")
    counsel.sees(HEARD)
    until(lambda: clerk.perceives(device)[0] == SIGNS[1], 30, "the clerk sees them inside")

    clerk.page.get_by_label(f"Việc khác: {name}").click()
    clerk.press(f"Đưa về phòng chờ: {name}")
    expect(clerk.page.get_by_role("alertdialog")).to_contain_text("không còn nghe và thấy")
    clerk.page.get_by_label("Lý do").fill("mất trật tự")
    clerk.press("Đưa về phòng chờ")
    _stands_in(counsel, "waiting.title")
    counsel.sees("mất trật tự")


def _stands_in(party: Person, title: str) -> None:
    party.page.get_by_role("heading", level=1, name=SAID(title)).wait_for()


def test_a_points_screen_is_admitted_whole_and_its_call_stands_until_it_is_seen_to(
    registrar: Registrar, new_person: NewPerson
) -> None:
    hearing = registrar.book((CLERK, ACCUSED, GUARD), AT_THE_PRISON)
    clerk, screen = new_person(SIGNS[0]), new_person(SIGNS[2])
    clerk.join(hearing.links[CLERK])
    screen.join(registrar.screen_link(hearing))
    clerk.press("Mở phòng")
    clerk.press(f"Cho cả điểm cầu vào phòng xử án: {PRISON}")
    screen.sees(HEARD)
    for who in (ACCUSED, GUARD):
        assert screen.shows(NAMES[who])
    look(screen.page, "wall", ("390", "1440", "1920"))

    screen.press("Tôi không nghe được")
    screen.sees("Thư ký đã thấy; xin đợi.")
    clerk.sees("Không nghe được")
    look(clerk.page, "desk-call")
    clerk.page.get_by_role("button", name=re.compile("^Đã nhận: ")).click()
    expect(screen.page.get_by_text("Thư ký đã thấy; xin đợi.")).to_have_count(0)
    expect(clerk.page.get_by_text("Lời gọi từ điểm cầu")).to_have_count(0)


def test_a_transfer_code_is_read_out_once_and_a_seat_is_taken_away_for_good(
    registrar: Registrar, new_person: NewPerson
) -> None:
    hearing = registrar.book((CLERK, COUNSEL), BY_CLERK)
    name = NAMES[COUNSEL]
    clerk, counsel = new_person(SIGNS[0]), new_person(SIGNS[1])
    clerk.join(hearing.links[CLERK])
    counsel.join(hearing.links[COUNSEL])
    clerk.press("Mở phòng")
    clerk.page.get_by_label(f"Việc khác: {name}").click()
    clerk.press(f"Cấp mã chuyển máy cho {name}")
    code = clerk.page.get_by_role("dialog")
    expect(code).to_contain_text(re.compile(r"\d{3} \d{3}"))
    expect(code).to_contain_text(re.compile(r"Còn dùng được \d:\d\d|10:00"))
    look(clerk.page, "desk-transfer")
    clerk.press("Đã đọc xong")
    expect(code).to_have_count(0)

    clerk.press(f"Thu hồi chỗ của {name}")
    expect(clerk.page.get_by_role("alertdialog")).to_contain_text("rời phiên tòa ngay")
    clerk.press("Thu hồi chỗ")
    counsel.sees("Bạn đã rời phiên tòa")
