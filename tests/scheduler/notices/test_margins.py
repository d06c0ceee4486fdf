"""Rulings on headers and footers of a court's template, in print."""

from io import BytesIO

import pypdfium2  # type: ignore[import-untyped]
from docx import Document
from docx.document import Document as Docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

from scheduler.notices.printing import printed


def pages_of(document: Docx) -> list[str]:
    """The text of each page, from above to below."""
    content = BytesIO()
    document.save(content)
    pdf = printed(content.getvalue(), title="T", author="A", language="vi")
    assert pdf == printed(content.getvalue(), title="T", author="A", language="vi")
    with pypdfium2.PdfDocument(pdf) as read:
        return [
            " ".join([_text(one, top=792, bottom=73), _text(one, top=73, bottom=0)])
            for one in read
        ]


def _text(page: pypdfium2.PdfPage, *, top: int, bottom: int) -> str:
    """What stands between two heights, in points."""
    return " ".join(page.get_textpage().get_text_bounded(top=top, bottom=bottom).split())


def long_document() -> Docx:
    document = Document()
    for number in range(120):
        document.add_paragraph(f"Đoạn {number}.")
    return document


def field(paragraph: Paragraph, name: str, kept: str) -> None:
    """A field as Word writes it, with what it last showed."""
    for inside in (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {name} \\* MERGEFORMAT </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{kept}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{inside}</w:r>"))


def test_header_and_footer_stand_on_every_page_with_its_number() -> None:
    document = long_document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "Tòa án nhân dân khu vực 3 – Lâm Đồng"
    footer = section.footer.paragraphs[0]
    footer.add_run("Trang ")
    field(footer, "PAGE", "7")
    footer.add_run("/")
    field(footer, "NUMPAGES", "9")
    pages = pages_of(document)
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert page.startswith("Tòa án nhân dân khu vực 3 – Lâm Đồng Đoạn")
        assert page.endswith(f"Trang {number}/{len(pages)}")


def test_a_first_page_has_its_own() -> None:
    document = long_document()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "Trang đầu"
    section.header.paragraphs[0].text = "Các trang sau"
    first, *others = pages_of(document)
    assert first.startswith("Trang đầu")
    assert all(one.startswith("Các trang sau") for one in others)


def test_a_tall_header_pushes_the_text_down() -> None:
    document = Document()
    document.add_paragraph("Nội dung")
    for _ in range(12):
        document.sections[0].header.add_paragraph("Dòng đầu trang")
    (page,) = pages_of(document)
    assert page.strip().endswith("Dòng đầu trang Nội dung")


def test_a_field_of_one_mark_is_known_and_others_stay_as_they_were() -> None:
    document = long_document()
    paragraph = document.sections[0].footer.paragraphs[0]
    for name, kept in (("PAGE", "5"), ("AUTHOR", "Hòa")):
        simple = f'<w:fldSimple {nsdecls("w")} w:instr=" {name} "><w:r><w:t>{kept}</w:t></w:r>'
        paragraph._p.append(parse_xml(f"{simple}</w:fldSimple>"))
    for number, page in enumerate(pages_of(document), 1):
        assert page.endswith(f"{number}Hòa")


def test_without_a_header_pages_are_numbered_but_for_the_first() -> None:
    first, second, *_ = pages_of(long_document())
    assert first.startswith("Đoạn 0.")
    assert second.startswith("2 Đoạn")
