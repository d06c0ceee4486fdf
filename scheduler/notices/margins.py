"""What stands in a page's margins: a document's headers and footers, by page.

Word keeps three of each (first page, even pages, all others) and, in place of a page's number,
what it last was: that is counted anew.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from docx.document import Document as Docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section, _Footer, _Header
from docx.shared import Emu, Length
from reportlab.platypus import Flowable

PAGE, PAGES = "\ue000", "\ue001"
"""Stand in a text for a page's number and for how many there are."""
_FIELDS = {"PAGE": PAGE, "NUMPAGES": PAGES, "SECTIONPAGES": PAGES}
_TALL = 10_000.0  # points: as much room as anything wants
_SLACK = 1.0  # points, for what rounding takes

Margin = _Header | _Footer


@dataclass(frozen=True, slots=True)
class Margins:
    """A document's headers and footers. numbered: they say which page it is. counted: they say
    how many there are."""

    section: Section
    even_differ: bool
    numbered: bool
    counted: bool

    def on(self, page: int) -> tuple[Margin | None, Margin | None]:
        """Header and footer of a page, from 1; None: there is none."""
        section = self.section
        if page == 1 and section.different_first_page_header_footer:
            both: tuple[Margin, Margin] = (section.first_page_header, section.first_page_footer)
        elif page % 2 == 0 and self.even_differ:
            both = (section.even_page_header, section.even_page_footer)
        else:
            both = (section.header, section.footer)
        header, footer = (None if one.is_linked_to_previous else one for one in both)
        return header, footer


def margins(document: Docx) -> Margins:
    """Of `document`'s first section. Its fields are changed to `PAGE` and `PAGES`."""
    section = document.sections[0]
    even = document.settings.odd_and_even_pages_header_footer
    plain = Margins(section, even, numbered=False, counted=False)
    found = [one for page in (1, 2, 3) for one in plain.on(page) if one is not None]
    texts = "".join(_settled(one._element) for one in found)
    return Margins(section, even, numbered=PAGE in texts, counted=PAGES in texts)


def height(flowables: Sequence[Flowable], width: float) -> float:
    """How much room they take, in points."""
    return _SLACK + sum(
        one.wrap(width, _TALL)[1] + one.getSpaceBefore() + one.getSpaceAfter()
        for one in flowables
    )


def _settled(element: Any) -> str:
    """The text, with fields as `PAGE` and `PAGES`."""
    for simple in element.xpath(".//w:fldSimple"):
        runs = list(simple.iterchildren(qn("w:r")))
        _put(simple.get(qn("w:instr")), runs)
        for run in runs:
            simple.addprevious(run)
    for paragraph in element.xpath(".//w:p"):
        for instruction, runs in _fields(paragraph):
            _put(instruction, runs)
    return "".join(element.xpath(".//w:t/text()"))


def _fields(paragraph: Any) -> Iterator[tuple[str, list[Any]]]:
    """What is asked for between a field's marks, and the runs that show it. ECMA-376 part 1
    §17.16.18."""
    instruction, shown, showing = "", list[Any](), False
    for run in paragraph.xpath("./w:r"):
        marks = run.xpath("./w:fldChar/@w:fldCharType")
        if "begin" in marks:
            instruction, shown = "", []
        instruction += "".join(run.xpath("./w:instrText/text()"))
        showing = showing or "separate" in marks
        if "end" in marks:
            yield instruction, shown or [run]
            showing = False
        elif showing and not marks:
            shown.append(run)


def _put(instruction: str, runs: Sequence[Any]) -> None:
    """Have the first of `runs` show what `instruction` asks for, if we know it."""
    asked = _FIELDS.get(instruction.split(maxsplit=1)[0].upper() if instruction.strip() else "")
    if asked is None or not runs:
        return
    for run in runs:
        for text in run.xpath("./w:t"):
            run.remove(text)
    text = OxmlElement("w:t")
    text.text = asked
    runs[0].append(text)


def points(length: Length | int | None) -> float:
    """A length of a Word document in points; what is not said is none."""
    return Emu(length).pt if length is not None else 0.0
