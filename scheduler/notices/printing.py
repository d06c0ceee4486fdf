"""A filled-in Word document as PDF: what a court's paper is made of, and no more.

Carried over: paragraphs (alignment, indents, space, page breaks), bold, italic, underline,
size, line breaks, lists, pictures in the text, tables with widths and merged cells and, in the
style «Table Grid», lines, headers and footers. The same document always makes the same bytes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from io import BytesIO
from threading import Lock
from typing import Literal

from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Emu
from docx.table import Table as DocxTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as DocxParagraph
from docx.text.run import Run
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import (
    Flowable,
    Image,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
)

from scheduler.notices.edges import Edges
from scheduler.notices.margins import PAGE, PAGES, Margin, margins, points
from scheduler.notices.merged import merged
from scheduler.notices.numbering import Item, Numbering, numbering
from scheduler.notices.style import Styles
from scheduler.notices.typeface import family

_ALIGNED: dict[ALIGN, Literal[0, 1, 2, 4]] = {
    ALIGN.LEFT: TA_LEFT,
    ALIGN.CENTER: TA_CENTER,
    ALIGN.RIGHT: TA_RIGHT,
    ALIGN.JUSTIFY: TA_JUSTIFY,
}
_ONE = Lock()  # ReportLab keeps what it knows of a typeface by process
_LEADING = 1.2  # of the size, from line to line
_GRID = "Table Grid"
_PLAIN = (
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
)
_RULED = (("VALIGN", (0, 0), (-1, -1), "TOP"), ("GRID", (0, 0), (-1, -1), 0.5, "black"))


def printed(document: bytes, *, title: str, author: str, language: str) -> bytes:
    """The PDF of a Word document. Raises ValueError, OSError: a picture is
    unreadable; LayoutError: something does not fit on a page."""
    source = Document(BytesIO(document))
    said = _Said(title, author, language)
    with _ONE:
        edges = Edges(margins(source), _press(source).around)
        pages, total = _set(source, edges, said)
        if edges.margins.counted:
            pages, _ = _set(source, replace(edges, pages=total), said)
    return pages


@dataclass(frozen=True, slots=True)
class _Said:
    """What the file says of itself."""

    title: str
    author: str
    language: str


def _set(source: Docx, edges: Edges, said: "_Said") -> tuple[bytes, int]:
    """The pages, and how many there are."""
    section, pages = source.sections[0], BytesIO()
    top, bottom = edges.room
    template = SimpleDocTemplate(
        pages,
        pagesize=(points(section.page_width), points(section.page_height)),
        topMargin=max(points(section.top_margin), top),
        bottomMargin=max(points(section.bottom_margin), bottom),
        leftMargin=points(section.left_margin),
        rightMargin=points(section.right_margin),
        title=said.title,
        author=said.author,
        lang=said.language,
        invariant=1,
    )
    blocks = list(_press(source).blocks(source))
    template.build(blocks, onFirstPage=edges.draw, onLaterPages=edges.draw)
    return pages.getvalue(), template.page


@dataclass(frozen=True, slots=True)
class _Press:
    """A document on its way to print."""

    styles: Styles
    numbering: Numbering
    page: int = 0
    pages: int = 0

    def around(self, margin: Margin, page: int, pages: int) -> list[Flowable]:
        """What stands in a margin of that page of so many."""
        return list(replace(self, page=page, pages=pages).blocks(margin))

    def blocks(self, inside: Docx | _Cell | Margin) -> Iterator[Flowable]:
        """What stands in the body or in a cell, in order."""
        for block in inside.iter_inner_content():
            if isinstance(block, DocxTable):
                yield self._table(block)
            else:
                yield from self._paragraph(block)

    def _paragraph(self, paragraph: DocxParagraph) -> Iterator[Flowable]:
        if any(_breaks_page(run) for run in paragraph.runs):
            yield PageBreak()
        for run in paragraph.runs:
            yield from _pictures(run)
        text = "".join(self._marked_up(paragraph, run) for run in paragraph.runs)
        item = self.numbering.item(paragraph)
        style = self._style(paragraph)
        if item is not None:
            style = _hanging(style, item)
        label = None if item is None else item.label
        yield Paragraph(text, style, label) if text else Spacer(1, style.leading)

    def _style(self, paragraph: DocxParagraph) -> ParagraphStyle:
        told = partial(self.styles.told, paragraph)
        sizes = [self.styles.size(paragraph, run) for run in paragraph.runs]
        size = max(sizes, default=self.styles.size(paragraph))
        return ParagraphStyle(
            "",
            fontName=family(),
            fontSize=size,
            leading=size * _LEADING,
            alignment=_ALIGNED.get(told("alignment"), TA_LEFT),
            spaceBefore=points(told("space_before")),
            spaceAfter=points(told("space_after")),
            leftIndent=points(told("left_indent")),
            rightIndent=points(told("right_indent")),
            firstLineIndent=points(told("first_line_indent")),
        )

    def _marked_up(self, paragraph: DocxParagraph, run: Run) -> str:
        text = escape(run.text).replace("\n", "<br/>").replace("\t", "&nbsp;" * 4)
        if not text:
            return ""
        text = text.replace(PAGE, str(self.page)).replace(PAGES, str(self.pages))
        for tag, name in (("b", "bold"), ("i", "italic"), ("u", "underline")):
            if self.styles.marked(paragraph, run, name):
                text = f"<{tag}>{text}</{tag}>"
        return f'<font size="{self.styles.size(paragraph, run):g}">{text}</font>'

    def _table(self, table: DocxTable) -> Table:
        cells = [list(row.cells) for row in table.rows]
        spans = merged([[cell._tc for cell in row] for row in cells])
        hidden = {place for span in spans for place in span.covered}
        rows = [
            [[] if (x, y) in hidden else list(self.blocks(cell)) for x, cell in enumerate(row)]
            for y, row in enumerate(cells)
        ]
        grid = table.style is not None and table.style.name == _GRID
        style = [*(_RULED if grid else _PLAIN), *(span.command for span in spans)]
        return Table(rows, colWidths=_widths(table), style=style, hAlign="LEFT")


def _press(source: Docx) -> _Press:
    styles = Styles(source)
    return _Press(styles, numbering(source, styles))


def _hanging(style: ParagraphStyle, item: Item) -> ParagraphStyle:
    """`style` with room for a list's label, as wide as the list has it."""
    left = item.left or style.leftIndent
    return ParagraphStyle(
        "",
        parent=style,
        leftIndent=left,
        firstLineIndent=0,
        bulletIndent=max(0.0, left - item.hanging),
        bulletFontName=style.fontName,
        bulletFontSize=style.fontSize,
    )


def _breaks_page(run: Run) -> bool:
    return bool(run.contains_page_break) or bool(run._r.xpath('./w:br[@w:type="page"]'))


def _pictures(run: Run) -> Iterator[Flowable]:
    for drawing in run._r.xpath(".//wp:inline"):
        (extent,) = drawing.xpath("./wp:extent")
        for relation in drawing.xpath(".//a:blip/@r:embed"):
            picture = run.part.related_parts[relation].blob
            width, height = (points(Emu(int(extent.get(one)))) for one in ("cx", "cy"))
            yield Image(BytesIO(picture), width, height)


def _widths(table: DocxTable) -> list[float | None]:
    return [points(column.width) or None for column in table.columns]
