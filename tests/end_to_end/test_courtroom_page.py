"""Rulings on the courtroom page, in real browsers: commands, floor, own state, healing."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import WebSocketRoute, expect

from hearing.roles import Role
from signaling.rehearsal.signs import SIGNS
from tests.end_to_end.booking import NAMES, Registrar
from tests.end_to_end.browser import Person, until
from tests.end_to_end.conftest import NewPerson

pytestmark = [pytest.mark.browser, pytest.mark.slow]

JUDGE, COUNSEL = Role.PRESIDING_JUDGE, Role.DEFENCE_COUNSEL
HEARD, SEEN = "Tòa nghe được bạn", "Tòa thấy bạn"


def test_the_judge_leads_the_hearing_from_its_opening_to_its_end(
    registrar: Registrar, new_person: NewPerson
) -> None:
    hearing = registrar.book((JUDGE, COUNSEL))
    judge, counsel = new_person(SIGNS[0]), new_person(SIGNS[1])
    judge.join(hearing.links[JUDGE])
    counsel.join(hearing.links[COUNSEL])
    for command, words in (
        ("Mở phòng", "Đã mở phòng, chờ khai mạc"),
        ("Khai mạc", "Đang ghi âm, ghi hình"),
        ("Giải lao", "Tạm dừng ghi âm, ghi hình"),
        ("Tiếp tục xét xử", "Đang ghi âm, ghi hình"),
    ):
        judge.press(command)
        counsel.sees(words)
    assert counsel.page.get_by_role("button", name="Giải lao").count() == 0
    judge.press("Kết thúc phiên tòa")
    judge.press("Không, quay lại")
    assert counsel.shows("Đang xét xử")
    judge.press("Kết thúc phiên tòa")
    expect(judge.page.get_by_role("alertdialog")).to_contain_text("không mở lại được nữa")
    judge.press("Kết thúc")
    counsel.sees("Đã kết thúc")
    counsel.sees("phiên tòa đã kết thúc")


def test_everybody_knows_whether_the_court_hears_them_and_why_not(
    registrar: Registrar, new_person: NewPerson
) -> None:
    hearing = registrar.book((JUDGE, COUNSEL))
    device = hearing.devices[COUNSEL]
    judge, counsel = new_person(SIGNS[0]), new_person(SIGNS[1])
    judge.join(hearing.links[JUDGE])
    counsel.join(hearing.links[COUNSEL], raw_sound=True)
    counsel.sees("phòng chưa mở")
    judge.press("Mở phòng")
    counsel.sees(HEARD)
    counsel.sees(SEEN)
    heard = _hears(judge, device)
    until(lambda: heard(True), 60, "the judge hears counsel")

    judge.press(f"Ngừng lời {NAMES[COUNSEL]}")
    counsel.sees("chủ tọa chưa cho thiết bị này có lời")
    until(lambda: heard(False), 30, "the judge no longer hears counsel")
    judge.press(f"Cho nói: {NAMES[COUNSEL]}")
    counsel.sees(HEARD)
    until(lambda: heard(True), 30, "the judge hears counsel again")

    counsel.page.keyboard.press("Control+d")
    counsel.sees("bạn đang tắt micro")
    judge.sees("đang tắt micro")
    counsel.page.keyboard.press("Control+d")
    counsel.sees(HEARD)
    counsel.page.keyboard.press("Control+e")
    counsel.sees("bạn đang tắt camera")
    judge.sees("không có hình")


def _hears(person: Person, device: str) -> Callable[[bool], bool]:
    return lambda wanted: (person.perceives(device)[1] == SIGNS[1]) is wanted


def test_a_reload_keeps_the_seat_and_the_devices(
    registrar: Registrar, new_person: NewPerson
) -> None:
    hearing = registrar.book((JUDGE, COUNSEL))
    judge = new_person()
    judge.join(hearing.links[JUDGE])
    judge.press("Mở phòng")
    judge.sees(HEARD)
    judge.page.reload()
    judge.sees(HEARD)
    judge.sees(SEEN)


def test_a_lost_connection_is_said_at_once_and_heals_by_itself(
    registrar: Registrar, new_person: NewPerson
) -> None:
    hearing = registrar.book((JUDGE, COUNSEL))
    judge, counsel = new_person(), new_person(SIGNS[1])
    sockets: list[WebSocketRoute] = []
    broken = False

    def through(socket: WebSocketRoute) -> None:
        if broken:
            socket.close()
            return
        socket.connect_to_server()
        sockets.append(socket)

    counsel.page.route_web_socket(re.compile(r"/api/v1/seats/.*/socket"), through)
    judge.join(hearing.links[JUDGE])
    counsel.join(hearing.links[COUNSEL])
    counsel.sees("Chưa mở phòng")
    broken = True  # for as long as it takes to be read
    sockets[-1].close()
    counsel.sees("Mất kết nối với phiên tòa")
    broken = False
    judge.press("Mở phòng")
    counsel.sees("Đã mở phòng, chờ khai mạc")
    expect(counsel.page.get_by_text("Mất kết nối với phiên tòa")).to_have_count(0)
    counsel.sees(HEARD)
    assert len(sockets) == 2


def test_a_revoked_seat_is_shown_the_door_in_words(
    registrar: Registrar, new_person: NewPerson
) -> None:
    hearing = registrar.book((JUDGE, COUNSEL))
    counsel = new_person()
    counsel.join(hearing.links[COUNSEL])
    counsel.sees("Chưa mở phòng")
    registrar.post(f"links/{hearing.link_ids[COUNSEL]}/revoke")
    counsel.sees("Bạn đã rời phiên tòa")


def test_a_seat_without_its_cookie_says_what_to_do(
    registrar: Registrar, new_person: NewPerson
) -> None:
    hearing = registrar.book((JUDGE, COUNSEL))
    stranger = new_person()
    address = hearing.links[COUNSEL].partition("/join")[0]
    stranger.page.goto(f"{address}/seat/{hearing.seats[COUNSEL]}")
    stranger.sees("Hãy mở đường dẫn Tòa án đã gửi riêng cho bạn")
