"""Rulings on the numbers and bullets that Word counts itself."""

from io import BytesIO

import pypdfium2  # type: ignore[import-untyped]
import pytest
from docx import Document
from docx.document import Document as Docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from scheduler.notices.numbering import letter, numbering, roman
from scheduler.notices.printing import printed
from scheduler.notices.style import Styles


def printed_text(document: Docx) -> str:
    content = BytesIO()
    document.save(content)
    pages = printed(content.getvalue(), title="T", author="A", language="vi")
    with pypdfium2.PdfDocument(pages) as opened:
        return " ".join(opened[0].get_textpage().get_text_bounded().split())


def defined(document: Docx, *levels: tuple[str, str]) -> str:
    """A list of these levels (format, text) in the document; its id."""
    said = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{written}"/>'
        f'<w:lvlText w:val="{text}"/><w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr>'
        "</w:lvl>"
        for depth, (written, text) in enumerate(levels)
    )
    root = document.part.numbering_part.element
    kind = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{said}</w:abstractNum>'
    root.insert(0, parse_xml(kind))
    one = f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'
    root.append(parse_xml(one))
    return "77"


def add(document: Docx, text: str, identity: str, depth: int = 0) -> None:
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    listed = properties.get_or_add_numPr()
    listed.get_or_add_ilvl().val = depth
    listed.get_or_add_numId().val = int(identity)


def test_a_list_counts_its_levels_and_begins_again_below() -> None:
    document = Document()
    identity = defined(document, ("decimal", "%1."), ("lowerLetter", "%1.%2)"))
    for text, depth in (("A", 0), ("B", 1), ("C", 1), ("D", 0), ("E", 1)):
        add(document, text, identity, depth)
    told = printed_text(document)
    assert told == "1. A 1.a) B 1.b) C 2. D 2.a) E"


def test_words_own_styles_are_lists() -> None:
    document = Document()
    document.add_paragraph("một", style="List Number")
    document.add_paragraph("hai", style="List Number")
    document.add_paragraph("gạch", style="List Bullet")
    assert printed_text(document) == "1. một 2. hai • gạch"


def test_a_paragraph_may_be_taken_out_of_its_styles_list() -> None:
    document = Document()
    document.add_paragraph("một", style="List Number")
    add(document, "không", "0")
    document.paragraphs[-1].style = document.styles["List Number"]
    document.add_paragraph("hai", style="List Number")
    assert printed_text(document) == "1. một không 2. hai"


def test_a_document_without_lists_has_none() -> None:
    document = Document()
    known = numbering(document, Styles(document))
    assert known.item(document.add_paragraph("chữ")) is None


@pytest.mark.parametrize(
    ("number", "as_roman", "as_letter"),
    [
        (1, "i", "a"),
        (4, "iv", "d"),
        (26, "xxvi", "z"),
        (28, "xxviii", "bb"),
        (49, "xlix", "ww"),
    ],
)
def test_numbers_in_letters(number: int, as_roman: str, as_letter: str) -> None:
    assert (roman(number), letter(number)) == (as_roman, as_letter)
