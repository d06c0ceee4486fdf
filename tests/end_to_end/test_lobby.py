"""Rulings on the lobby, waiting room, reception and the way to another device, by eye."""

import re
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, Playwright, Request, Route, expect

from hearing.roles import Role
from signaling.rehearsal.signs import SIGNS
from tests.end_to_end.booking import NAMES, TITLE, Registrar, Setting
from tests.end_to_end.browser import Person, listen
from tests.end_to_end.conftest import NewPerson
from tests.end_to_end.looking import SCREENS, look
from tests.end_to_end.words import Words

pytestmark = [pytest.mark.browser, pytest.mark.slow]

JUDGE, CLERK, COUNSEL = Role.PRESIDING_JUDGE, Role.CLERK, Role.DEFENCE_COUNSEL
CAST = (JUDGE, CLERK, COUNSEL)
VI = Words("vi")
READY = "Đến bước cuối"
JOIN = "Vào phiên tòa"


def _seen(person: Person, name: str) -> None:
    """In both languages, Vietnamese last."""
    for own_name in ("English", "Tiếng Việt"):
        person.speaks(own_name)
        look(person.page, f"lobby-{name}")


def _heading(person: Person, words: str) -> None:
    expect(person.page.get_by_role("heading", level=1)).to_have_text(words)


def test_the_lobby_leads_step_by_step_and_only_the_last_takes_the_seat(
    registrar: Registrar, new_person: NewPerson
) -> None:
    """Camera and microphone, oneself replayed, the network measured, ready; each way back."""
    hearing = registrar.book(CAST, Setting("by_clerk"))
    counsel = new_person(SIGNS[1])
    counsel.page.goto(hearing.links[COUNSEL])
    counsel.sees(TITLE)
    assert not counsel.page.get_by_role("button", name=JOIN).is_visible()
    counsel.press("Bật micro và camera")
    counsel.page.get_by_role("meter").wait_for()
    _seen(counsel, "devices")
    counsel.press("Tiếp tục")

    _heading(counsel, "Nghe lại chính mình")
    assert counsel.page.evaluate("() => document.activeElement.id") == "step"
    counsel.press("Ghi thử 5 giây")
    counsel.sees("Đang ghi: hãy nói vài câu")
    replay = counsel.page.locator("video[src^='blob:']")
    replay.wait_for()
    counsel.page.wait_for_function(
        "() => document.querySelector('video[src^=\"blob:\"]').videoWidth > 0"
    )
    counsel.press("Nghe rõ")
    _seen(counsel, "replay")
    counsel.press("Tiếp tục")

    _heading(counsel, "Đường truyền")
    counsel.page.get_by_text(re.compile(r"Đường truyền (tốt|yếu|kém)")).wait_for()
    expect(counsel.page.get_by_text("% gói tin")).to_be_visible()
    _seen(counsel, "network")
    counsel.press("Quay lại")
    _heading(counsel, "Nghe lại chính mình")
    counsel.press("Tiếp tục")
    counsel.press("Tiếp tục")

    _heading(counsel, "Sẵn sàng")
    _seen(counsel, "ready")
    assert registrar.link_states(hearing)[COUNSEL] == "valid"
    counsel.press(JOIN)
    _heading(counsel, "Bạn đang ở phòng chờ")
    counsel.sees("Thư ký đã biết bạn có mặt.")
    counsel.sees(NAMES[COUNSEL])
    assert registrar.link_states(hearing)[COUNSEL] == "redeemed"
    expect(counsel.page.get_by_text(re.compile(r"(tốt|yếu|kém), \d+ ms"))).to_be_visible()
    _seen(counsel, "waiting")


def test_the_clerk_meets_who_waits_in_private_and_lets_them_in(
    registrar: Registrar, new_person: NewPerson
) -> None:
    """With picture and sound both ways; then the waiting room again; then the courtroom."""
    hearing = registrar.book(CAST, Setting("by_clerk"))
    clerk, counsel = new_person(SIGNS[0]), new_person(SIGNS[1])
    clerk.join(hearing.links[CLERK])
    counsel.join(hearing.links[COUNSEL])
    counsel.press("Gọi thư ký")
    counsel.sees("Đã gọi thư ký")
    clerk.press("Mở phòng")
    clerk.press(VI("court.lobby.call_of", name=NAMES[COUNSEL]))
    _heading(counsel, "Thư ký đang gặp riêng bạn")
    clerks = counsel.page.locator(f"video[data-device={hearing.devices[CLERK]}]")
    clerks.wait_for()
    counsel.page.locator(f"audio[data-device={hearing.devices[CLERK]}]").wait_for(
        state="attached"
    )
    counsel.sees("Thư ký nghe được bạn.")
    counsel.sees("Thư ký thấy bạn.")
    _seen(counsel, "reception")
    clerk.page.locator(f"video[data-device={hearing.devices[COUNSEL]}]").first.wait_for()
    clerk.press(VI("court.reception.identified"))
    _heading(counsel, "Bạn đang ở phòng chờ")
    counsel.sees("đã xong")
    clerk.press(VI("court.lobby.admit_of", name=NAMES[COUNSEL]))
    counsel.sees("Tòa nghe được bạn")


def test_a_seat_moves_to_another_device_by_the_clerks_code(
    registrar: Registrar, new_person: NewPerson
) -> None:
    """A wrong code is said to be one; the device before says where the person went."""
    hearing = registrar.book(CAST, Setting("by_clerk"))
    clerk, counsel = new_person(SIGNS[0]), new_person(SIGNS[1])
    clerk.join(hearing.links[CLERK])
    counsel.join(hearing.links[COUNSEL])
    phone = new_person(SIGNS[2])
    phone.page.goto(hearing.links[COUNSEL])
    phone.sees("Đường dẫn đã được dùng")
    code = _code(clerk.page, hearing.seats[CLERK], hearing.seats[COUNSEL])
    field = phone.page.get_by_role("textbox")
    field.fill("12345")
    phone.press("Chuyển sang máy này")
    phone.sees("Mã có đúng 6 chữ số.")
    field.fill(f"{(int(code) + 1) % 10**6:06}")
    phone.press("Chuyển sang máy này")
    phone.sees("transfer.wrong")
    _seen(phone, "transfer")
    field.fill(code)
    field.press("Enter")
    _heading(phone, "Bạn đang ở phòng chờ")
    _heading(counsel, "Bạn đã chuyển sang thiết bị khác")
    _seen(counsel, "moved")
    phone.page.reload()
    _heading(phone, "Bạn đang ở phòng chờ")
    counsel.page.goto(hearing.links[COUNSEL])
    expect(counsel.page.get_by_role("textbox")).to_be_visible()


_ISSUE = """
([own, moved]) => new Promise((told) => {
  const at = new URL(`/api/v1/seats/${own}/socket?after=0`, location.href);
  const socket = new WebSocket(at.href.replace(/^http/, "ws"));
  const command = { type: "issue_transfer", seat: moved };
  socket.onopen = () => socket.send(
    JSON.stringify({ n: 1, type: "command", id: crypto.randomUUID(), command }),
  );
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    if (message.type === "transfer_code") { socket.close(); told(message.code); }
  };
})
"""


def _code(page: Page, clerk: str, moved: str) -> str:
    """What the clerk is told, by a second socket of their seat."""
    code: str = page.evaluate(_ISSUE, [clerk, moved])
    return code


def test_an_answer_that_the_network_loses_burns_no_link(
    registrar: Registrar, new_person: NewPerson
) -> None:
    """The seat was taken, nobody was told; the page asks again and is."""
    hearing = registrar.book(CAST)
    counsel = new_person()
    asked: list[Request] = []

    def lost_once(route: Route) -> None:
        asked.append(route.request)
        if len(asked) == 1:
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    counsel.page.route("**/api/v1/links/redeem", lost_once)
    counsel.join(hearing.links[COUNSEL])
    counsel.sees("Chưa mở phòng")
    first, again = (request.post_data for request in asked)
    assert first == again


def test_a_page_reloaded_after_the_lost_answer_still_has_its_seat(
    registrar: Registrar, new_person: NewPerson
) -> None:
    """The tab knows what it called its attempt."""
    hearing = registrar.book(CAST)
    counsel = new_person()

    def lost(route: Route) -> None:
        with suppress(PlaywrightError):  # of a page that is reloaded meanwhile
            route.fetch()
            route.abort("connectionreset")

    counsel.page.route("**/api/v1/links/redeem", lost)
    counsel.page.goto(hearing.links[COUNSEL])
    counsel.press("Bật micro và camera")
    counsel.press(READY)
    with counsel.page.expect_event("requestfailed", lambda one: "/redeem" in one.url):
        counsel.press(JOIN)
    counsel.page.reload()
    _heading(counsel, "Bạn đã vào, nhưng trang chưa nhận được câu trả lời")
    counsel.page.unroute_all(behavior="ignoreErrors")  # sooner, the page's own retry would do
    counsel.press(JOIN)
    counsel.sees("Chưa mở phòng")


def test_observers_say_whether_they_are_16(registrar: Registrar, new_person: NewPerson) -> None:
    """Who is not does not come in to watch; no birth date is asked."""
    hearing = registrar.book((*CAST, Role.OBSERVER))
    observer = new_person()
    observer.page.goto(hearing.links[Role.OBSERVER])
    _heading(observer, "Bạn đã đủ 16 tuổi chưa?")
    _seen(observer, "age")
    observer.press("Chưa đủ 16 tuổi")
    observer.sees("Bạn chưa vào dự khán được")
    assert observer.page.get_by_role("button", name="Tiếp tục").count() == 0
    observer.press("Đủ 16 tuổi trở lên")
    _heading(observer, "Đường truyền")


def test_who_sits_beside_the_rooms_device_stays_silent(
    registrar: Registrar, new_person: NewPerson
) -> None:
    """No microphone is even opened; said on the page; undone by the person alone."""
    hearing = registrar.book(CAST, Setting(screen=True))
    judge, counsel = new_person(SIGNS[0]), new_person(SIGNS[1])
    judge.join(hearing.links[JUDGE])
    judge.press("Mở phòng")
    counsel.page.goto(hearing.links[COUNSEL])
    counsel.page.get_by_text("Tôi ngồi cạnh thiết bị của phòng").click()
    counsel.press("Bật camera")
    counsel.press(READY)
    counsel.sees("Im lặng (cạnh thiết bị của phòng)")
    counsel.press(JOIN)
    counsel.sees("thiết bị này đi kèm thiết bị của phòng")
    counsel.page.locator(f"video[data-device={hearing.devices[JUDGE]}]").first.wait_for()
    assert counsel.page.locator("audio").count() == 0
    counsel.page.keyboard.press("Control+d")
    counsel.press("Tôi không ngồi cạnh thiết bị của phòng")
    counsel.sees("Tòa nghe được bạn")
    counsel.page.locator("audio").first.wait_for(state="attached")


def test_a_points_screen_says_which_point_it_serves(
    registrar: Registrar, new_person: NewPerson
) -> None:
    """In big type, through the same lobby."""
    hearing = registrar.book(CAST, Setting("by_clerk", screen=True))
    screen = new_person()
    screen.page.goto(registrar.screen_link(hearing))
    screen.sees("Thiết bị của điểm cầu")
    look(screen.page, "lobby-screen", SCREENS)
    screen.join(screen.page.url)
    _heading(screen, "Bạn đang ở phòng chờ")
    look(screen.page, "lobby-screen-waiting", SCREENS)


def test_the_lobby_goes_by_keyboard_alone(registrar: Registrar, new_person: NewPerson) -> None:
    """Each step begins at its heading; Tab and Enter lead through."""
    hearing = registrar.book(CAST)
    counsel = new_person()
    counsel.page.goto(hearing.links[COUNSEL])
    counsel.sees(TITLE)
    _presses_by_keyboard(counsel.page, "Bật micro và camera")
    counsel.page.get_by_role("meter").wait_for()
    _presses_by_keyboard(counsel.page, "Tiếp tục")
    _presses_by_keyboard(counsel.page, "Tiếp tục")
    _presses_by_keyboard(counsel.page, "Tiếp tục")
    _presses_by_keyboard(counsel.page, JOIN)
    counsel.sees("Chưa mở phòng")


def _presses_by_keyboard(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).wait_for()
    focused = page.locator("button:focus")
    for _ in range(30):
        page.keyboard.press("Tab")
        if focused.count() and focused.inner_text() == name:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"Tab does not lead to «{name}»")


ZALO = (
    "Mozilla/5.0 (Linux; Android 14; SM-A546E; wv) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Version/4.0 Chrome/124.0.0.0 Mobile Safari/537.36 Zalo android/24050111"
)


def test_inside_a_chat_program_the_link_is_kept_for_a_real_browser(
    registrar: Registrar, playwright: Playwright, chromium: Path
) -> None:
    """It is copied whole, and nothing is redeemed."""
    hearing = registrar.book(CAST)
    with playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"]) as browser:
        context = browser.new_context(
            user_agent=ZALO, permissions=["clipboard-read", "clipboard-write"]
        )
        somebody = Person(context.new_page())
        listen(somebody)
        somebody.page.goto(hearing.links[COUNSEL])
        _heading(somebody, "Hãy mở bằng trình duyệt")
        somebody.sees("Mở bằng trình duyệt")
        _seen(somebody, "in-app")
        somebody.press("Sao chép đường dẫn")
        somebody.sees("Đã sao chép")
        copied = somebody.page.evaluate("() => navigator.clipboard.readText()")
        assert copied == hearing.links[COUNSEL]
        somebody.press("Vẫn dùng ở đây")
        _heading(somebody, "Camera và micro")
    assert somebody.complaints == []
    assert registrar.link_states(hearing)[COUNSEL] == "valid"


def test_a_browser_that_refuses_the_devices_is_helped_and_some_may_go_on_without(
    registrar: Registrar, playwright: Playwright, chromium: Path
) -> None:
    """What to press in this browser; counsel may knowingly go on, the judge may not."""
    hearing = registrar.book(CAST)
    devices = ["--use-fake-device-for-media-stream", "--no-sandbox"]
    with playwright.chromium.launch(executable_path=chromium, args=devices) as browser:
        context = browser.new_context(permissions=[])
        somebody = Person(context.new_page())
        for role, may in ((COUNSEL, 1), (JUDGE, 0)):
            somebody.page.goto("about:blank")
            somebody.page.goto(hearing.links[role])
            somebody.press("Bật micro và camera")
            somebody.sees("Trình duyệt không được phép dùng camera")
            somebody.sees("Trong Chrome: bấm biểu tượng bên trái địa chỉ")
            without = somebody.page.get_by_role(
                "button", name="Đi tiếp mà không có micro và camera"
            )
            expect(without).to_have_count(may)
            _seen(somebody, f"refused-{role}")
            assert somebody.page.get_by_role("button", name="Tiếp tục").count() == 0
