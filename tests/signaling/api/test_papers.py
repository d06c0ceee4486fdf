"""Rulings on papers over REST: looked at before anything is sent."""

import email
import email.policy
from io import BytesIO
from pathlib import Path

import icalendar
import pypdfium2  # type: ignore[import-untyped]
from docx import Document

from scheduler.notices.templates import Templates
from tests.databases import database_url
from tests.signaling.api.world import Api, Json, installation

__all__ = ["database_url"]


async def _papers(api: Api, hearing: str, **asked: str) -> dict[str, Json]:
    """By role."""
    answer = await api.staff("GET", f"/hearings/{hearing}/papers", params=asked)
    assert answer.status_code == 200, answer.text
    return {one["role"]: one for one in answer.json()}


async def _file(api: Api, path: str, **asked: str) -> bytes:
    answer = await api.staff("GET", path.removeprefix("/api/v1"), params=asked or None)
    assert answer.status_code == 200, answer.text
    return answer.content


def _read(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return " ".join(" ".join(pages).split())


async def test_everybody_seated_has_a_paper_to_look_at(either_api: Api) -> None:
    """In every form, on the hearing's own facts."""
    api = either_api
    hearing = await api.scheduled()
    papers = await _papers(api, hearing["id"])
    assert {role: one["paper"] for role, one in papers.items()} == {
        "presiding_judge": "notice",
        "defence_counsel": "notice",
    }
    files = papers["defence_counsel"]["files"]
    told = _read(await _file(api, files["pdf"]))
    for line in ("Trần Văn Bình", "16:00–17:00 (UTC+07:00)", "1/2026", "Nguyễn Thị Hòa"):
        assert line in told
    judges = _read(await _file(api, papers["presiding_judge"]["files"]["pdf"]))
    assert "Có mặt tại Phòng 1" in judges
    document = Document(BytesIO(await _file(api, files["docx"])))
    assert any("Trần Văn Bình" in one.text for one in document.paragraphs)
    calendar = icalendar.Calendar.from_ical(await _file(api, files["ics"]))
    assert isinstance(calendar, icalendar.Calendar)
    assert str(calendar.events[0]["UID"]) == f"{hearing['id']}@phientoa"
    mail = email.message_from_bytes(await _file(api, files["eml"]), policy=email.policy.default)
    assert [one.get_filename() for one in mail.iter_attachments()] == [
        "hearing.ics",
        "notice.vi.pdf",
    ]


async def test_an_occasion_and_a_language_may_be_asked_for(api: Api) -> None:
    hearing = (await api.scheduled())["id"]
    papers = await _papers(api, hearing, occasion="cancelled")
    assert papers["defence_counsel"]["paper"] == "cancelled"
    seat = papers["defence_counsel"]["seat"]
    told = _read(
        await _file(
            api,
            f"/hearings/{hearing}/papers/{seat}/pdf",
            occasion="cancelled",
            language="en",
            reason="The courtroom is flooded",
        )
    )
    assert "NOTICE OF A CANCELLED HEARING" in told
    assert "Reason: The courtroom is flooded" in told


async def test_what_is_not_there_is_refused(api: Api) -> None:
    hearing = (await api.scheduled())["id"]
    papers = await _papers(api, hearing, occasion="reminder")
    assert papers["defence_counsel"]["paper"] is None
    assert set(papers["defence_counsel"]["files"]) == {"eml"}
    seat = papers["defence_counsel"]["seat"]
    for path, code in (
        (f"{hearing}/papers/{seat}/pdf?occasion=reminder", "notices.no_paper"),
        (f"{hearing}/papers/seat_0/pdf", "hearing.unknown_seat"),
        ("hrg_0/papers", "hearing.unknown"),
    ):
        answer = await api.staff("GET", f"/hearings/{path}")
        assert (answer.status_code, answer.json()["code"]) == (404, code)
    assert (await api.staff("GET", f"/hearings/{hearing}/papers/{seat}/odt")).status_code == 422


async def test_a_court_has_its_own_template_and_another_court_does_not(
    database_url: str, tmp_path: Path
) -> None:
    async with installation(database_url, templates=Templates(tmp_path)) as api:
        await api.fill()
        own = tmp_path / api.directory["court"]
        own.mkdir()
        document = Document()
        document.add_paragraph("Mẫu riêng của {{ court }}")
        document.save(str(own / "notice.vi.docx"))
        elsewhere = tmp_path / "crt_other"
        elsewhere.mkdir()
        (elsewhere / "notice.en.docx").write_bytes(b"of no concern")
        hearing = (await api.scheduled())["id"]
        papers = await _papers(api, hearing)
        files = papers["defence_counsel"]["files"]
        assert _read(await _file(api, files["pdf"])) == "Mẫu riêng của Tòa án"
        path = files["pdf"].removeprefix("/api/v1") + "&language=en"
        assert "NOTICE OF AN ONLINE HEARING" in _read(await _file(api, path))
        (own / "notice.vi.docx").write_bytes(b"torn")
        answer = await api.staff("GET", files["pdf"].removeprefix("/api/v1"))
        assert (answer.status_code, answer.json()["code"]) == (422, "notices.template")
        assert answer.json()["facts"] == {"file": "notice.vi.docx"}
