"""Rulings on papers: what a viewer reads in the PDF, and what Word reads in the document."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
from docx import Document
from docx.enum.text import WD_BREAK
from docx.shared import Mm
from docx.text.paragraph import Paragraph
from PIL import Image

from hearing.refusal import Refusal
from hearing.roles import Role
from scheduler.notices.file import File
from scheduler.notices.message import build
from scheduler.notices.notice import Occasion
from scheduler.notices.papers import as_docx, as_pdf, attached
from scheduler.notices.style import Styles
from scheduler.notices.templates import Templates, write
from scheduler.notices.which import PAPERS, Paper, paper
from tests.scheduler.notices.notices import COURT, LONGER, MORNING, NEXT_DAY, notice

OURS = Templates()
WORST = "Nguyễn Hoàng Phượng Uyển Đỗ Ỵ Ặ Ỗ Ữ Ẵ Ỷ"


def read(file: File) -> str:
    """The text of every page, as a viewer has it; lines are broken where the page wants."""
    assert file.media_type == "application/pdf"
    with pypdfium2.PdfDocument(file.content) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return " ".join(" ".join(pages).split())


def pages(file: File) -> int:
    with pypdfium2.PdfDocument(file.content) as document:
        return len(document)


def words(file: File) -> list[str]:
    """The paragraphs of a Word document's body."""
    return [one.text for one in Document(BytesIO(file.content)).paragraphs]


def test_a_witness_is_summoned_on_paper() -> None:
    written = notice(role=Role.WITNESS, name=WORST)
    (file,) = attached(written, OURS)
    told = read(file)
    for line in (
        COURT.upper(),
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "GIẤY TRIỆU TẬP tham gia phiên tòa trực tuyến",
        f"Kính gửi: {WORST}",
        "Tư cách tham gia: Người làm chứng",
        "08:00–11:00 (UTC+07:00), Thứ Ba, ngày 01/12/2026",
        "Chủ tọa phiên tòa Nguyễn Thị Hòa",
    ):
        assert line in told
    assert "{" not in told
    assert file.name == "summons.vi.pdf"


def test_the_same_notice_is_the_same_paper() -> None:
    written = notice()
    assert attached(written, OURS) == attached(written, OURS)
    first = as_docx(written, Paper.SUMMONS, "vi", OURS)
    assert first == as_docx(written, Paper.SUMMONS, "vi", OURS)


def test_who_reads_english_gets_a_translation_beside_the_courts_paper() -> None:
    files = attached(notice(language="en"), OURS)
    assert [one.name for one in files] == ["summons.vi.pdf", "summons.en.pdf"]
    assert "SUMMONS TO AN ONLINE HEARING" in read(files[1])


@pytest.mark.parametrize("wanted", Paper)
def test_every_paper_is_drafted_in_both_languages(wanted: Paper) -> None:
    written = replace(
        notice(Occasion.MOVED, Role.WITNESS, "vi", MORNING, NEXT_DAY),
        reason="Kiểm sát viên <bận> & vắng",
        earlier=(LONGER,),
    )
    for language, reason in (("vi", "Lý do"), ("en", "Reason")):
        told = read(as_pdf(written, wanted, language, OURS))  # type: ignore[arg-type]
        assert f"{reason}: Kiểm sát viên <bận> & vắng" in told
        assert "02/12/2026" in told or "2 December 2026" in told


def test_the_link_into_the_hearing_is_on_no_paper() -> None:
    (file,) = attached(notice(), OURS)
    assert "join#" not in read(file)
    assert "receipt#" not in read(file)


def test_a_name_that_looks_like_a_template_is_a_name() -> None:
    file = as_docx(notice(name="{{ judge }} {% raw"), Paper.SUMMONS, "vi", OURS)
    assert "Kính gửi: {{ judge }} {% raw" in words(file)


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.ACCUSED, Paper.SUMMONS),
        (Role.PLAINTIFF, Paper.SUMMONS),
        (Role.WITNESS, Paper.SUMMONS),
        (Role.PROSECUTOR, Paper.NOTICE),
        (Role.DEFENCE_COUNSEL, Paper.NOTICE),
        (Role.CUSTODY_OFFICER, Paper.NOTICE),
        (Role.PRESIDING_JUDGE, Paper.NOTICE),
        (Role.PRESS, Paper.INVITATION),
        (Role.ROOM_DEVICE, None),
    ],
)
def test_who_is_bound_to_come_is_summoned_the_others_are_told(
    role: Role, expected: Paper | None
) -> None:
    assert paper(role, Occasion.LISTED) is expected


def test_every_role_has_a_row() -> None:
    assert set(PAPERS) == set(Role)


def test_a_reason_is_printed_without_what_nobody_sees() -> None:
    written = replace(notice(Occasion.CANCELLED), reason="Mất\x00 điện\nvà mạng")
    (file,) = attached(written, OURS)
    assert "Lý do: Mất điện và mạng" in read(file)


def test_a_reminder_has_no_paper() -> None:
    assert attached(notice(Occasion.REMINDER), OURS) == ()


def test_a_long_paper_goes_on_with_its_page_number() -> None:
    sittings = tuple(replace(MORNING) for _ in range(40))
    (file,) = attached(notice(Occasion.LISTED, Role.WITNESS, "vi", *sittings), OURS)
    assert pages(file) == 2
    assert " 2 " in read(file)


def test_a_courts_own_template_takes_the_place_of_ours(tmp_path: Path) -> None:
    assert len(write(tmp_path)) == 2 * len(Paper)
    own = tmp_path / "summons.vi.docx"
    document = Document(str(own))
    document.paragraphs[-1].insert_paragraph_before("Điện thoại: 0263 000 000 – {{ name }}")
    document.save(str(own))
    assert write(tmp_path) == []
    (file,) = attached(notice(), Templates(tmp_path))
    assert "Điện thoại: 0263 000 000 – Trần Thị Thủy Nguyễn" in read(file)


def own_template(folder: Path, text: str) -> Templates:
    document = Document()
    document.add_paragraph(text)
    document.save(str(folder / "summons.vi.docx"))
    return Templates(folder)


@pytest.mark.parametrize(
    "text",
    ["{{ nam }}", "{% for %}", "{{ name.__class__ }}", "{{ 1 // 0 }}", "{{ court() }}"],
)
def test_a_template_that_cannot_be_filled_is_refused_by_name(tmp_path: Path, text: str) -> None:
    with pytest.raises(Refusal) as refused:
        attached(notice(), own_template(tmp_path, text))
    assert (refused.value.code, refused.value.facts) == (
        "notices.template",
        {"file": "summons.vi.docx"},
    )


def test_what_is_no_word_document_is_refused(tmp_path: Path) -> None:
    (tmp_path / "summons.vi.docx").write_bytes(b"PK\x03\x04 no package")
    with pytest.raises(Refusal):
        attached(notice(), Templates(tmp_path))


def test_a_courts_crest_tables_and_styles_are_printed(tmp_path: Path) -> None:
    document = Document()
    crest = BytesIO()
    Image.new("RGB", (40, 40), "red").save(crest, "PNG")
    document.add_picture(crest, width=Mm(20))
    document.add_heading("Tiêu đề", 1)
    table = document.add_table(rows=1, cols=2, style="Table Grid")
    table.rows[0].cells[0].text = "{{ case_number }}"
    nested = table.rows[0].cells[1].add_table(1, 1)
    nested.rows[0].cells[0].text = "{{ court }}"
    styled: Paragraph = document.add_paragraph("gạch chân\tvà xuống dòng")
    styled.runs[0].underline = True
    styled.runs[0].add_break()
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("Trang sau")
    document.save(str(tmp_path / "summons.vi.docx"))
    file = as_pdf(notice(), Paper.SUMMONS, "vi", Templates(tmp_path))
    assert pages(file) == 2
    assert read(file).endswith("Trang sau")
    for text in ("Tiêu đề", "12/2026/HSST", COURT, "gạch chân"):
        assert text in read(file)
    assert _reds(file) > 500


def test_a_document_says_its_own_size() -> None:
    document = Document()  # 11 points, by its defaults
    plain = document.add_paragraph("chữ")
    heading = document.add_heading("Tiêu đề", 1)
    styles = Styles(document)
    assert styles.size(plain, plain.runs[0]) == 11
    assert styles.size(heading) == 14


def test_merged_cells_are_printed_once(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=3, cols=3, style="Table Grid")
    table.cell(0, 0).merge(table.cell(0, 2)).text = "ngang {{ case_number }}"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "dọc"
    table.cell(2, 2).text = "cuối"
    document.save(str(tmp_path / "summons.vi.docx"))
    told = read(as_pdf(notice(), Paper.SUMMONS, "vi", Templates(tmp_path)))
    assert sorted(told.split()) == sorted(["ngang", "12/2026/HSST", "dọc", "cuối"])


def test_what_does_not_fit_on_a_page_is_refused(tmp_path: Path) -> None:
    document = Document()
    picture = BytesIO()
    Image.new("RGB", (10, 10)).save(picture, "PNG")
    document.add_picture(picture, width=Mm(500))
    document.save(str(tmp_path / "summons.vi.docx"))
    with pytest.raises(Refusal) as refused:
        as_pdf(notice(), Paper.SUMMONS, "vi", Templates(tmp_path))
    assert refused.value.code == "notices.template"


@pytest.mark.parametrize("letter", ["Ư", "g̃", "W "])
def test_the_longest_name_fits(letter: str) -> None:
    name = (letter * 200)[:200].strip()
    written = notice(name=name)
    written = replace(written, sender=replace(written.sender, court=name))
    (file,) = attached(written, OURS)
    assert pages(file) <= 3
    assert read(file).count(letter.strip()) >= 200


def _reds(file: File) -> int:
    """How many dots of the first page are red."""
    with pypdfium2.PdfDocument(file.content) as document:
        dots = document[0].render(scale=1, rev_byteorder=True).to_numpy()
    return int(((dots[..., 0] > 200) & (dots[..., 1] < 100)).sum())


def test_the_mail_carries_the_paper() -> None:
    written = notice()
    (paper_file,) = attached(written, OURS)
    carried = [
        one
        for one in build(written).iter_attachments()
        if one.get_content_type() == "application/pdf"
    ]
    assert [one.get_filename() for one in carried] == ["summons.vi.pdf"]
    assert carried[0].get_content() == paper_file.content
