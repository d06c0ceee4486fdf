"""Court staff at their pages: sign-in, the list, the seat, the record; accounts and audit."""

import secrets
import tarfile
from pathlib import Path

import av
import pytest
from playwright.sync_api import Page
from pyotp import TOTP

from hearing.roles import Role
from recording.verify import VERDICTS
from signaling.rehearsal.signs import SIGNS
from tests.end_to_end.booking import TITLE, Hearing, Registrar
from tests.end_to_end.browser import Person, until
from tests.end_to_end.conftest import NewPerson
from tests.end_to_end.fields import type_into
from tests.end_to_end.installation import Installation
from tests.end_to_end.looking import ARTEFACTS, look
from tests.end_to_end.python_party import python_party
from tests.end_to_end.words import Words

pytestmark = [pytest.mark.browser, pytest.mark.slow]

VI = Words("vi")
WHOLE = VERDICTS[0][1]
LANGUAGES = ("English", "Tiếng Việt")
_LANGUAGE = "() => document.documentElement.lang"


@pytest.fixture
def hearing(registrar: Registrar) -> Hearing:
    """One with a judge, a clerk and the accused."""
    return registrar.book((Role.PRESIDING_JUDGE, Role.CLERK, Role.ACCUSED))


@pytest.mark.timeout(400)  # a session, two looks a page, a film
def test_a_judge_signs_in_sits_and_reads_the_record(
    installation: Installation,
    registrar: Registrar,
    hearing: Hearing,
    new_person: NewPerson,
    tmp_path: Path,
) -> None:
    user = _name("tham-phan")
    password = registrar.account(user, "Trần Thị Minh Mẫu", "presiding_judge", hearing)
    judge = new_person(SIGNS[0])
    judge.page.goto(f"{installation.url}/my-day")
    app = _enrol(judge, user, password)
    judge.sees(TITLE)
    _look(judge, "my-day")
    judge.press(VI("staff.day.enter_name", title=TITLE))
    judge.page.wait_for_url("**/seat/*")
    _hold(judge, installation, hearing)

    judge.page.goto(f"{installation.url}/my-day")
    judge.page.get_by_role("link", name=VI("staff.day.record_name", title=TITLE)).click()
    judge.page.wait_for_url(f"**/hearings/{hearing.id}")
    judge.sees(VI("staff.record.recorded.stretch"))
    judge.sees(VI("staff.record.recorder.closed"))
    _look(judge, "record")
    judge.press(VI("staff.record.verify.now"))
    judge.sees(WHOLE, within_s=60)
    _look(judge, "record-verified")
    _take_film(judge, tmp_path)
    _take_files(judge, hearing, tmp_path)
    _look(judge, "record-film")

    judge.press(VI("staff.nav.sign_out"))
    judge.page.wait_for_url("**/sign-in")
    judge.page.goto(f"{installation.url}/hearings/{hearing.id}")
    judge.page.wait_for_url("**/sign-in?to=*")
    _password(judge, user, password)
    judge.sees(VI("staff.sign_in.code_title"))
    _look(judge, "sign-in-code")
    _code(judge, "000000", VI("staff.sign_in.enter"))
    judge.page.get_by_role("alert").wait_for()
    _look(judge, "sign-in-code-wrong")
    _code(judge, app.at(_now(judge.page), counter_offset=1), VI("staff.sign_in.enter"))
    judge.page.wait_for_url(f"**/hearings/{hearing.id}")  # where they wanted to go


def test_a_clerk_makes_and_withdraws_links_and_is_put_out_when_revoked(
    installation: Installation, registrar: Registrar, hearing: Hearing, new_person: NewPerson
) -> None:
    user = _name("thu-ky")
    password = registrar.account(user, "Phạm Thu Mẫu", "clerk", hearing)
    clerk, accused = new_person(SIGNS[0]), "Lê Văn Mẫu"
    clerk.page.goto(f"{installation.url}/sign-in")
    clerk.press(VI("staff.sign_in.next"))
    clerk.page.get_by_role("alert").wait_for()
    _look(clerk, "sign-in-empty")
    _password(clerk, user, password)
    clerk.page.get_by_role("img", name=VI("staff.sign_in.qr")).wait_for()
    _look(clerk, "sign-in-enrol")
    clerk.press(VI("staff.sign_in.back"))
    _enrol(clerk, user, password)
    clerk.press(VI("staff.day.links_name", title=TITLE))
    clerk.press(VI("staff.links.make_name", name=accused))
    fresh = clerk.page.get_by_text(VI("staff.links.fresh", name=accused))
    fresh.wait_for()
    _look(clerk, "links")
    paper = clerk.page.get_by_role("link", name=VI("staff.links.paper_name", name=accused))
    shown = clerk.page.request.get(installation.url + (paper.get_attribute("href") or ""))
    assert (shown.ok, shown.body()[:5]) == (True, b"%PDF-")
    assert registrar.link_states(hearing)[Role.ACCUSED] == "valid"
    clerk.press(VI("staff.links.revoke_name", name=accused))
    look(clerk.page, "links-withdrawing")
    clerk.press(VI("staff.links.revoke_confirm"))
    clerk.sees(VI("staff.links.is.revoked"))
    fresh.wait_for(state="detached")
    registrar.revoke(user)
    clerk.page.wait_for_url("**/sign-in")
    clerk.page.get_by_label(VI("staff.sign_in.user")).wait_for()


def test_an_administrator_adds_an_account_ends_it_and_finds_both_in_the_audit(
    installation: Installation, registrar: Registrar, hearing: Hearing, new_person: NewPerson
) -> None:
    user, added = _name("quan-tri"), _name("hoi-tham")
    password = registrar.account(user, "Quản Trị Mẫu", "administrator", None)
    root = new_person(SIGNS[0])
    root.page.goto(f"{installation.url}/staff")
    _enrol(root, user, password)
    root.page.wait_for_url("**/staff")
    root.press(VI("staff.accounts.add"))
    root.press(VI("staff.accounts.save"))
    root.page.get_by_role("alert").wait_for()
    _look(root, "accounts-add")
    root.page.get_by_label(VI("staff.accounts.user")).fill(added)
    root.page.get_by_label(VI("staff.accounts.name")).fill("Hội Thẩm Mẫu")
    root.page.get_by_label(VI("staff.accounts.password")).fill("mật khẩu lần đầu")
    root.press(VI("staff.accounts.add_office"))
    root.press(VI("staff.accounts.save"))
    root.press(VI("staff.accounts.manage_name", user=added))
    _look(root, "accounts-edit")
    root.press(VI("staff.accounts.revoke"))
    look(root.page, "accounts-revoking")
    root.page.get_by_role("alertdialog").get_by_role(
        "button", name=VI("staff.accounts.revoke")
    ).click()
    root.page.get_by_role("button", name=VI("staff.accounts.manage_name", user=added)).wait_for(
        state="detached"
    )
    root.page.get_by_role("tab", name=VI("staff.accounts.tabs.audit")).click()
    root.sees(VI("staff.audit.staff_revoked", name=f"Hội Thẩm Mẫu ({added})"))
    _look(root, "audit")
    _keeps_courts(root, installation)


def _keeps_courts(root: Person, installation: Installation) -> None:
    """Adds one, and takes it away again."""
    court = _name("Tòa án")
    root.page.goto(f"{installation.url}/directory")
    root.page.get_by_role("tab", name=VI("directory.kind.courts")).click()
    root.press(VI("directory.new.courts"))
    root.page.get_by_label(VI("directory.field.name"), exact=True).fill(court)
    root.press(VI("directory.save"))
    root.press(VI("directory.change_name", name=court))
    look(root.page, "directory-courts")
    root.press(VI("directory.retire"))
    root.page.get_by_role("alertdialog").get_by_role(
        "button", name=VI("directory.retire")
    ).click()
    root.page.get_by_role("button", name=VI("directory.change_name", name=court)).wait_for(
        state="detached"
    )


def test_a_clerk_sees_what_is_overdue_and_enters_the_answer(
    installation: Installation, registrar: Registrar, hearing: Hearing, new_person: NewPerson
) -> None:
    """A hearing of today was never served ten days before; the procuracy has days left."""
    user = _name("thu-ky")
    password = registrar.account(user, "Phạm Thu Mẫu", "clerk", hearing)
    clerk = new_person(SIGNS[0])
    clerk.page.goto(f"{installation.url}/my-day")
    _enrol(clerk, user, password)
    clerk.page.get_by_role("link", name=VI("staff.day.overdue", number="1")).click()
    clerk.page.wait_for_url("**/deadlines?show=overdue")
    served, asked = VI("deadlines.key.service"), VI("deadlines.key.procuracy")
    clerk.page.get_by_role("heading", name=served).wait_for()
    assert clerk.page.get_by_role("heading", name=asked).count() == 0
    clerk.page.get_by_role("link", name=VI("deadlines.all")).click()
    clerk.page.get_by_role("heading", name=asked).wait_for()
    _look(clerk, "deadlines")
    clerk.press(VI("deadlines.answer_name", what=asked, title=TITLE))
    clerk.page.get_by_label(VI("deadlines.choose"), exact=True).select_option("disagrees")
    clerk.sees(VI("deadlines.moves"))
    look(clerk.page, "deadlines-answer")
    clerk.page.get_by_label(VI("deadlines.choose"), exact=True).select_option("agrees")
    clerk.press(VI("deadlines.send"))
    clerk.sees(VI("deadlines.saved", what=asked))
    clerk.page.get_by_role("heading", name=asked).wait_for(state="detached")
    clerk.press(VI("deadlines.answer_name", what=served, title=TITLE))
    clerk.press(VI("deadlines.send"))
    clerk.sees(VI("deadlines.empty"))
    _look(clerk, "deadlines-empty")


SHEET = "name,kind,hours\nPhòng nhập,central,T2-T6 07:30-17:00\nPhòng sai,central,sáng\n"


@pytest.mark.timeout(300)  # nine looks
def test_a_clerk_keeps_the_directory_and_has_a_point_checked(
    installation: Installation,
    registrar: Registrar,
    hearing: Hearing,
    new_person: NewPerson,
    tmp_path: Path,
) -> None:
    """A sheet is tried first; a point is unchecked until its rehearsal has a result."""
    user = _name("thu-ky")
    password = registrar.account(user, "Phạm Thu Mẫu", "clerk", hearing)
    clerk = new_person(SIGNS[0])
    clerk.page.goto(f"{installation.url}/my-day")
    _enrol(clerk, user, password)
    clerk.sees(VI("staff.day.unchecked"))
    look(clerk.page, "my-day-unchecked")
    clerk.page.get_by_role("link", name=VI("staff.nav.directory")).click()
    clerk.page.wait_for_url("**/directory")

    clerk.sees(VI("directory.state.unchecked"))
    _look(clerk, "directory")

    sheet = tmp_path / "points.csv"
    sheet.write_text(SHEET, encoding="utf-8")
    clerk.press(VI("directory.import.open"))
    clerk.page.get_by_label(VI("directory.import.file"), exact=True).set_input_files(sheet)
    clerk.press(VI("directory.import.preview"))
    clerk.sees(VI("directory.import.result_one", rows="2", good="1", bad="1"))
    _look(clerk, "directory-import")
    clerk.press(VI("directory.import.enter", good="1"))
    clerk.sees(VI("directory.import.done", imported="1"))
    clerk.press(VI("directory.cancel"))

    room = "Phòng nhập"
    clerk.press(VI("directory.change_name", name=room))
    clerk.page.get_by_label(VI("directory.field.hours"), exact=True).fill("sáng")
    clerk.press(VI("directory.save"))
    clerk.page.get_by_role("alert").wait_for()
    look(clerk.page, "directory-change")
    clerk.page.get_by_label(VI("directory.field.hours"), exact=True).fill("24/7")
    clerk.press(VI("directory.save"))
    clerk.page.get_by_text("24/7").wait_for()

    clerk.page.get_by_role("link", name=VI("directory.open_point", name=room)).click()
    clerk.page.wait_for_url("**/points/*")
    clerk.sees(VI("directory.point.no_checks"))
    type_into(clerk.page.locator("form"), VI("calendar.move.day"), "05012199")
    clerk.press(VI("directory.point.book_do"))
    clerk.sees(VI("directory.point.pending"))
    clerk.press(VI("directory.point.enter_result"))
    clerk.page.get_by_role("checkbox", name=VI("directory.item.camera")).first.check()
    look(clerk.page, "point-result")
    clerk.press(VI("directory.save"))
    clerk.sees(VI("directory.point.passed"))
    _look(clerk, "point")


def test_staff_give_themselves_another_password(
    installation: Installation, registrar: Registrar, hearing: Hearing, new_person: NewPerson
) -> None:
    user = _name("thu-ky")
    password = registrar.account(user, "Phạm Thu Mẫu", "clerk", hearing)
    clerk = new_person(SIGNS[0])
    clerk.page.goto(f"{installation.url}/account")
    _enrol(clerk, user, password)
    clerk.page.wait_for_url("**/account")
    present = clerk.page.get_by_label(VI("staff.account.present"))
    fresh = clerk.page.get_by_label(VI("staff.account.fresh"))
    present.fill("sai")
    fresh.fill("một câu dài dễ nhớ")
    clerk.press(VI("staff.account.save"))
    clerk.sees(VI("staff.account.wrong"))
    _look(clerk, "account")
    present.fill(password)
    clerk.press(VI("staff.account.save"))
    clerk.sees(VI("staff.account.done"))


def test_a_registrar_has_a_list_made_keeps_some_of_it_and_books_it(
    installation: Installation, registrar: Registrar, hearing: Hearing, new_person: NewPerson
) -> None:
    user, numbers = _name("can-bo"), ("21/2026/DS", "22/2026/DS", "23/2026/DS")
    password = registrar.account(user, "Ngô Thị Mẫu", "registrar", hearing)
    registrar.waiting(hearing, *numbers)
    desk = new_person(SIGNS[0])
    desk.page.goto(f"{installation.url}/lists")
    _enrol(desk, user, password)
    desk.page.wait_for_url("**/lists")
    desk.press(VI("lists.all"))
    number = numbers[0]
    desk.page.get_by_label(VI("lists.load")).select_option("480")
    desk.page.get_by_label(VI("lists.priority_of", number=number)).select_option("10")
    later = desk.page.get_by_role("group", name=VI("lists.from_of", number=number))
    later.get_by_role("spinbutton").first.click()
    desk.page.keyboard.type("1400")
    _look(desk, "lists-cases")
    desk.press(VI("lists.make", count="3"))
    desk.sees(VI("lists.proven"), within_s=60)
    desk.page.get_by_text(VI("lists.keep")).first.click()
    _look(desk, "lists-made")
    desk.press(VI("lists.again", count="1"))
    desk.page.get_by_role("button", name=VI("lists.again", count="0")).wait_for()
    desk.press(VI("lists.book", count="3"))
    desk.sees(VI("lists.booked", count="3"))
    look(desk.page, "lists-booked")
    desk.press(VI("lists.back"))
    desk.sees(VI("lists.none"))
    desk.page.reload()
    desk.sees(VI("lists.earlier"))
    desk.page.get_by_role("button", name=VI("lists.open"), exact=True).first.click()
    desk.sees(number)
    first = desk.page.get_by_role("listitem").filter(has_text=number)
    assert int((first.text_content() or "").partition(":")[0][-2:]) >= 14


def _hold(judge: Person, at: Installation, hearing: Hearing) -> None:
    """A short session with somebody to be seen and heard."""
    there = hearing.devices[Role.ACCUSED]
    with python_party(at, hearing.links[Role.ACCUSED], SIGNS[1]):
        judge.press(VI("desk.open_hearing"))
        judge.page.locator("video[data-source=camera]").first.wait_for()
        judge.press(VI("desk.start_session"))
        judge.sees(VI("recording.recording"))
        until(
            lambda: judge.perceives(there) == (SIGNS[1], SIGNS[1]), 45, "the accused is there"
        )
        judge.press(VI("desk.recess"))
        judge.sees(VI("recording.paused"))
        judge.press(VI("desk.resume"))
        judge.sees(VI("recording.recording"))
        until(lambda: judge.perceives(there) == (SIGNS[1], SIGNS[1]), 45, "and still is")
        judge.press(VI("desk.close_hearing"))
        judge.press(VI("desk.close_confirm"))
        judge.sees(VI("status.closed"))


def _take_film(judge: Person, folder: Path) -> None:
    judge.press(VI("staff.record.film.make"))
    judge.page.get_by_role("progressbar").wait_for()
    judge.page.get_by_role("button", name=VI("staff.record.film.get")).wait_for(timeout=120_000)
    film = _download(judge.page, VI("staff.record.film.get"), folder / "film.mp4")
    with av.open(str(film)) as opened:
        assert {stream.type for stream in opened.streams} == {"audio", "video"}
        assert next(opened.decode(video=0)).width > 0
    note = _download(judge.page, VI("staff.record.film.note"), folder / "film.mp4.note.json")
    assert note.stat().st_size > 0


def _take_files(judge: Person, hearing: Hearing, folder: Path) -> None:
    bundle = _download(judge.page, VI("staff.record.files.bundle"), folder / "bundle.tar")
    with tarfile.open(bundle) as tar:
        assert f"{hearing.id}/manifest.json" in tar.getnames()
    trust = _download(judge.page, VI("staff.record.files.trust"), folder / "trust.json")
    assert trust.stat().st_size > 0


def _download(page: Page, button: str, to: Path) -> Path:
    with page.expect_download() as coming:
        page.get_by_role("button", name=button, exact=True).click()
    coming.value.save_as(to)
    return to


def _enrol(somebody: Person, user: str, password: str) -> TOTP:
    """The first sign-in: the app is set up with the key that the page shows."""
    _password(somebody, user, password)
    somebody.page.get_by_role("img", name=VI("staff.sign_in.qr")).wait_for()
    key = somebody.page.locator("code").inner_text().replace(" ", "")
    app = TOTP(key)
    _code(somebody, app.at(_now(somebody.page)), VI("staff.sign_in.enrol_finish"))
    somebody.page.get_by_role("button", name=VI("staff.nav.sign_out")).wait_for()
    return app


def _password(somebody: Person, user: str, password: str) -> None:
    somebody.page.get_by_label(VI("staff.sign_in.user")).fill(user)
    somebody.page.get_by_label(VI("staff.sign_in.password"), exact=True).fill(password)
    somebody.press(VI("staff.sign_in.next"))


def _code(somebody: Person, code: str, button: str) -> None:
    somebody.page.get_by_label(VI("staff.sign_in.code"), exact=True).fill(code)
    somebody.press(button)


def _now(page: Page) -> int:
    seconds: int = page.evaluate("() => Math.floor(Date.now() / 1000)")
    return seconds


def _name(what: str) -> str:
    return f"{what}-{secrets.token_hex(3)}"


def _look(somebody: Person, name: str) -> None:
    """In both languages, Vietnamese last."""
    for own_name in LANGUAGES:
        somebody.speaks(own_name)
        look(somebody.page, name)
        whole = f"{name}-whole-{somebody.page.evaluate(_LANGUAGE)}.png"
        somebody.page.screenshot(path=ARTEFACTS / whole, full_page=True)
