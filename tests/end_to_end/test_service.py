"""From a mail to the record of service: real processes, a real mail server, a real browser."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from hearing.roles import Role
from tests.end_to_end.booking import NAMES, Registrar, Setting
from tests.end_to_end.browser import Person, until
from tests.end_to_end.conftest import NewPerson
from tests.end_to_end.installation import Installation, serving
from tests.end_to_end.looking import look
from tests.end_to_end.words import Words
from tests.mail import MailServer, mail_server_beside, text_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

VI = Words("vi")
COUNSEL, JUDGE = Role.DEFENCE_COUNSEL, Role.PRESIDING_JUDGE


@pytest.fixture
def mailed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Installation, MailServer]]:
    """An installation that sends mail; staff sign in by password alone."""
    with mail_server_beside() as server:
        monkeypatch.setenv("PHIENTOA_SMTP_URL", server.url)
        monkeypatch.setenv("PHIENTOA_MAIL_FROM", "toa-an@mau.example")
        monkeypatch.setenv("PHIENTOA_SECOND_FACTOR", "off")
        with serving(tmp_path / "data") as at:
            yield at, server


@pytest.mark.timeout(400)
def test_counsel_confirms_receipt_and_the_clerk_sees_who_has_what(
    mailed: tuple[Installation, MailServer], new_person: NewPerson
) -> None:
    at, server = mailed
    registrar = Registrar(at)
    hearing = registrar.book((JUDGE, COUNSEL), Setting(addressed=frozenset({COUNSEL})))
    until(lambda: len(server.raw) == 1, 60, "the mail")
    link = re.search(r"http\S+/receipt#\S+", text_of(server.mails[0]))
    assert link is not None
    counsel = new_person()
    counsel.page.goto(link[0])
    counsel.page.get_by_role("button", name=VI("service.receipt.confirm")).wait_for()
    _look(counsel, "receipt")
    counsel.press(VI("service.receipt.confirm"))
    counsel.sees(VI("service.receipt.done_more"))
    _look(counsel, "receipt-confirmed")

    clerk = new_person()
    password = registrar.account("thu-ky", "Phạm Thu Mẫu", "registrar", hearing)
    registrar.close()
    clerk.page.goto(f"{at.url}/hearings/{hearing.id}/service")
    clerk.page.get_by_label(VI("staff.sign_in.user")).fill("thu-ky")
    clerk.page.get_by_label(VI("staff.sign_in.password"), exact=True).fill(password)
    clerk.press(VI("staff.sign_in.next"))
    clerk.sees(VI("service.record.todo", count="1"))
    clerk.page.locator("summary").first.click()
    _look(clerk, "service")
    clerk.press(VI("service.record.hand_name", name=NAMES[JUDGE]))
    clerk.page.get_by_label(VI("service.record.hand_label")).fill("Giao tại phòng làm việc")
    look(clerk.page, "service-by-hand")
    clerk.press(VI("service.record.hand_confirm"))
    clerk.sees("Giao tại phòng làm việc")
    clerk.page.get_by_text(VI("service.record.unconfirmed")).wait_for(state="detached")


def _look(somebody: Person, name: str) -> None:
    """In both languages, Vietnamese last."""
    for language, code in (("English", "en"), ("Tiếng Việt", "vi")):
        somebody.speaks(language)
        somebody.page.locator(f"html[lang={code}]").wait_for(state="attached")
        look(somebody.page, name)
