"""The papers' own templates, drafted as Word documents that a court may take and change.

Laid out as decree 30/2020 on clerical work has a Vietnamese authority's papers: A4, Times New
Roman, the motto at the right, the authority at the left. What stands in braces is filled in by
scheduler/notices/filling.py; docs/notices.md lists it.
"""

from dataclasses import dataclass
from io import BytesIO

from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from scheduler.notices.notice import Language
from scheduler.notices.paper_words import HEADS, PAPER_WORDS, PaperWords
from scheduler.notices.which import Paper
from scheduler.notices.words import LABELS, OPENINGS, TITLES

TYPEFACE = "Times New Roman"
SIZE, SMALL, SMALLEST = Pt(13), Pt(12), Pt(10.5)
CALLS = frozenset({Paper.SUMMONS, Paper.NOTICE, Paper.INVITATION, Paper.MOVED})
"""Papers that call somebody, and therefore say how to take part."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """A template in the making."""

    document: Docx
    paper: Paper
    language: Language

    @property
    def words(self) -> PaperWords:
        return PAPER_WORDS[self.language]

    def line(self, text: str = "", *, align: ALIGN = ALIGN.LEFT, bold: bool = False) -> None:
        """A paragraph in the body."""
        _write(self.document.add_paragraph(), text, align=align, bold=bold)

    def row(self, label: str, value: str) -> None:
        """A label and what it tells."""
        paragraph = self.document.add_paragraph()
        paragraph.add_run(f"{label}: ")
        paragraph.add_run(value).bold = True

    def rows(self, label: str, name: str) -> None:
        """A label over a list named `name`; nothing where the list is empty."""
        self.line(f"{{%p if {name} %}}")
        self.line(f"{label}:")
        self.line(f"{{%p for one in {name} %}}")
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.left_indent = Mm(10)
        paragraph.add_run("{{ one }}").bold = True
        self.line("{%p endfor %}")
        self.line("{%p endif %}")

    def steps(self, heading: str, name: str) -> None:
        """A numbered list named `name` under a heading."""
        self.line(heading, bold=True)
        self.line(f"{{%p for one in {name} %}}")
        paragraph = self.document.add_paragraph("{{ loop.index }}. {{ one }}")
        paragraph.runs[0].font.size = SMALL
        paragraph.paragraph_format.left_indent = Mm(5)
        paragraph.paragraph_format.first_line_indent = Mm(-5)
        self.line("{%p endfor %}")


def draft(paper: Paper, language: Language) -> bytes:
    """The template of `paper` in `language`, a Word document."""
    drafted = _Draft(_page(language), paper, language)
    _head(drafted)
    _body(drafted)
    _signature(drafted)
    content = BytesIO()
    drafted.document.save(content)
    return content.getvalue()


def _page(language: Language) -> Docx:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    normal.font.name, normal.font.size = TYPEFACE, SIZE
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), TYPEFACE)
    normal.paragraph_format.space_after = Pt(3)
    document.core_properties.title = ""
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.core_properties.language = {"vi": "vi-VN", "en": "en-GB"}[language]
    return document


def _head(drafted: _Draft) -> None:
    table = drafted.document.add_table(rows=1, cols=2)
    table.autofit = False
    left, right = table.rows[0].cells
    left.width, right.width = Mm(68), Mm(97)
    words = drafted.words
    _stand(left, ("{{ court|upper }}", True), (f"{words.number}: {{{{ number }}}}", False))
    _stand(right, *((line, True) for line in words.motto))
    for paragraph in (*left.paragraphs, *right.paragraphs):
        paragraph.runs[0].font.size = SMALL
    dated = drafted.document.add_paragraph()
    _write(dated, "{{ day }}", align=ALIGN.RIGHT)
    dated.runs[0].italic = True


def _title(document: Docx, title: str) -> None:
    """GIẤY TRIỆU TẬP over what it is for, as a Vietnamese paper has it."""
    head = next((one for one in HEADS if title.startswith(f"{one} ")), title)
    rest = title[len(head) :].strip()
    for text, size in ((head.upper(), Pt(15)), (rest, Pt(14))):
        if text:
            paragraph = document.add_paragraph()
            _write(paragraph, text, align=ALIGN.CENTER, bold=True)
            paragraph.runs[0].font.size = size
    document.paragraphs[-1].paragraph_format.space_after = Pt(8)


def _body(drafted: _Draft) -> None:
    language, words = drafted.language, LABELS[drafted.language]
    _title(drafted.document, TITLES[drafted.paper][language])
    drafted.row(*words.greeting.format(name="{{ name }}").split(": "))
    drafted.row(words.role, "{{ role }}")
    drafted.line(
        OPENINGS[drafted.paper][language].format(court="{{ court }}"), align=ALIGN.JUSTIFY
    )
    drafted.row(words.number, "{{ case_number }}")
    drafted.row(words.case, "{{ case_title }}")
    drafted.row(words.kind, "{{ case_type }}, {{ instance }}")
    drafted.rows(words.when, "sittings")
    drafted.rows(words.earlier, "earlier")
    drafted.rows(words.successor, "successor")
    drafted.row(words.zone, "{{ zone }}")
    if drafted.paper in CALLS:
        drafted.row(words.place, "{{ place }}")
        drafted.row(words.courtroom, "{{ courtroom }}")
    drafted.line("{%p if reason %}")
    drafted.row(words.reason, "{{ reason }}")
    drafted.line("{%p endif %}")
    if drafted.paper in CALLS:
        drafted.steps(words.steps, "steps")
        drafted.steps(words.duties, "duties")


def _signature(drafted: _Draft) -> None:
    table = drafted.document.add_table(rows=1, cols=2)
    table.autofit = False
    left, right = table.rows[0].cells
    left.width, right.width = Mm(85), Mm(80)
    words = drafted.words
    copies = ((words.copies, True), *((one, False) for one in words.addressees))
    _stand(left, *copies, (words.made, False), left=True)
    for paragraph in left.paragraphs:
        paragraph.runs[0].font.size = SMALLEST
    first, *_, made = left.paragraphs
    first.runs[0].italic = made.runs[0].italic = True
    _stand(
        right, (words.signed, True), (words.office, False), ("", False), ("{{ judge }}", True)
    )


def _stand(cell: _Cell, *lines: tuple[str, bool], left: bool = False) -> None:
    """Lines one under the other in a cell, in the middle unless `left`."""
    paragraphs = [cell.paragraphs[0], *(cell.add_paragraph() for _ in lines[1:])]
    for paragraph, (text, bold) in zip(paragraphs, lines, strict=True):
        _write(paragraph, text, align=ALIGN.LEFT if left else ALIGN.CENTER, bold=bold)
        paragraph.paragraph_format.space_after = Pt(0)


def _write(
    paragraph: Paragraph, text: str, *, align: ALIGN = ALIGN.LEFT, bold: bool = False
) -> None:
    paragraph.alignment = align
    paragraph.add_run(text).bold = bold
