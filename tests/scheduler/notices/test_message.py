"""Rulings on the mail that carries a notice."""

import email
import email.policy
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearing.roles import Role
from scheduler.notices import body, event
from scheduler.notices.letter import letter
from scheduler.notices.message import build, message_id
from scheduler.notices.notice import CALLED_OFF, Language, Notice, Occasion
from scheduler.notices.which import written_to
from tests.scheduler.notices.notices import notice

GREETINGS: dict[Language, str] = {"vi": "Kính gửi", "en": "To"}


def received(written: Notice) -> EmailMessage:
    """The mail as a mail program reads it."""
    return email.message_from_bytes(build(written).as_bytes(), policy=email.policy.default)


def text(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part is not None
    content = part.get_content()
    assert isinstance(content, str)
    return content


def test_the_same_notice_is_the_same_mail() -> None:
    first, second = build(notice()), build(notice())
    assert first.as_bytes() == second.as_bytes()
    assert (
        first["Message-ID"]
        == message_id(notice())
        == ("<ntc_0123456789abcdef@lamdong.example>")
    )


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_the_mail_speaks_both_languages_the_persons_own_first(kind: str) -> None:
    vietnamese, english = "Vụ án số", "Case number"
    told = text(received(notice()), kind)
    assert 0 < told.index(vietnamese) < told.index(english)
    told = text(received(notice(language="en")), kind)
    assert 0 < told.index(english) < told.index(vietnamese)


@pytest.mark.parametrize("role", [role for role in Role if written_to(role)])
@pytest.mark.parametrize("occasion", Occasion)
def test_everybody_is_written_to_on_every_occasion(role: Role, occasion: Occasion) -> None:
    for language, greeting in GREETINGS.items():
        told = body.plain([letter(notice(occasion, role), language)])
        assert f"{greeting}: Trần Thị Thủy Nguyễn" in told
        assert "12/2026/HSST" in told
        assert "{" not in told


def test_the_subject_says_what_it_is() -> None:
    subject = received(notice())["Subject"]
    assert subject == "Giấy triệu tập tham gia phiên tòa trực tuyến – 12/2026/HSST"


def test_a_mail_program_is_offered_the_event() -> None:
    mail = received(notice())
    entries = [one for one in mail.walk() if one.get_content_type() == "text/calendar"]
    assert [one.get_param("method") for one in entries] == ["REQUEST", "REQUEST"]
    assert [one.get_filename() for one in entries] == [None, "hearing.ics"]
    for one in entries:
        assert one.get_payload(decode=True) == event.calendar(notice())


def test_a_reminder_leaves_the_calendar_alone() -> None:
    kinds = {one.get_content_type() for one in received(notice(Occasion.REMINDER)).walk()}
    assert "text/calendar" not in kinds


@pytest.mark.parametrize("occasion", sorted(CALLED_OFF))
def test_no_way_into_a_hearing_that_is_called_off(occasion: Occasion) -> None:
    told = text(received(notice(occasion)), "plain")
    assert "join#" not in told
    assert "receipt#" in told


def test_who_sits_at_a_point_is_told_where_to_go() -> None:
    told = text(received(notice(role=Role.ACCUSED, point="Trại tạm giam Đà Lạt")), "plain")
    assert "Có mặt tại Trại tạm giam Đà Lạt" in told
    assert "Trình duyệt" not in told


def test_markup_in_a_name_is_text() -> None:
    told = text(received(notice(name="<b onclick=x>Hòa & Nhã</b>")), "html")
    assert "&lt;b onclick=x&gt;Hòa &amp; Nhã&lt;/b&gt;" in told


NAMES = st.text(
    st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=200
).map(lambda name: f"x{' '.join(name.split())}x")


@settings(deadline=None, max_examples=40)
@given(NAMES)
def test_any_name_stands_in_the_head_and_changes_nothing_else(name: str) -> None:
    written = notice(Occasion.REMINDER, name=name)
    mail = received(written)
    assert mail["To"].addresses[0].addr_spec == "thuy@mail.example"
    assert len(mail["To"].addresses) == 1
    assert mail["From"].addresses[0].addr_spec == "toaan.kv1@lamdong.example"
    assert max(map(len, build(written).as_bytes().split(b"\r\n"))) <= 998
