"""What is drawn around the text of each page: header, footer, number."""

from collections.abc import Callable
from dataclasses import dataclass

from docx.shared import Length
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Frame, SimpleDocTemplate

from scheduler.notices.margins import Margin, Margins, height, points
from scheduler.notices.typeface import family


@dataclass(frozen=True, slots=True)
class Edges:
    """blocks: what stands in a margin of that page of so many. pages: how many there are."""

    margins: Margins
    blocks: Callable[[Margin, int, int], list[Flowable]]
    pages: int = 0

    @property
    def room(self) -> tuple[float, float]:
        """What header and footer take of a page, from its upper and its lower edge."""
        section = self.margins.section
        width = points(
            (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
        )
        both = [self.margins.on(page) for page in (1, 2, 3)]
        above, below = self._away
        return (
            max(self._tall(header, above, width) for header, _ in both),
            max(self._tall(footer, below, width) for _, footer in both),
        )

    def _tall(self, margin: Margin | None, away: Length | None, width: float) -> float:
        if margin is None:
            return 0.0
        return points(away) + height(self.blocks(margin, 0, 0), width)

    @property
    def _away(self) -> tuple[Length | None, Length | None]:
        return self.margins.section.header_distance, self.margins.section.footer_distance

    def draw(self, canvas: Canvas, page: SimpleDocTemplate) -> None:
        """Header, footer, and the page's number where no header stands and nothing says it."""
        number = canvas.getPageNumber()
        header, footer = self.margins.on(number)
        whole = page.pagesize[1]
        if header is not None:
            blocks = self.blocks(header, number, self.pages)
            tall = height(blocks, page.width)
            top = whole - points(self._away[0]) - tall
            _frame(page, top, tall).addFromList(blocks, canvas)
        elif number > 1 and not self.margins.numbered:
            _number(canvas, page)
        if footer is not None:
            blocks = self.blocks(footer, number, self.pages)
            tall = height(blocks, page.width)
            _frame(page, points(self._away[1]), tall).addFromList(blocks, canvas)


def _frame(page: SimpleDocTemplate, y: float, tall: float) -> Frame:
    return Frame(page.leftMargin, y, page.width, tall, 0, 0, 0, 0)


def _number(canvas: Canvas, page: SimpleDocTemplate) -> None:
    """A page's number in its upper margin (decree 30/2020)."""
    width, height = page.pagesize
    canvas.setFont(family(), 13)
    canvas.drawCentredString(
        width / 2, height - page.topMargin / 2, str(canvas.getPageNumber())
    )
