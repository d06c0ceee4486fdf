"""What a Word document's styles say where a paragraph or a run says nothing."""

from typing import Any

from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run

UNSAID = 10.0  # points: ECMA-376 part 1 §17.3.2.38


class Styles:
    """A document's paragraph styles, looked up once: asking the document again is slow."""

    def __init__(self, document: Docx) -> None:
        named = document.styles
        self._by_id = {one.style_id: one for one in named if isinstance(one, ParagraphStyle)}
        self._default = named.default(WD_STYLE_TYPE.PARAGRAPH)
        said = named.element.xpath("./w:docDefaults//w:sz/@w:val")  # half points
        self._size = int(said[0]) / 2 if said else UNSAID
        self._chains: dict[str | None, tuple[ParagraphStyle, ...]] = {}

    def told(self, paragraph: Paragraph, name: str) -> Any:
        """A paragraph's format by name: its own, or the nearest style's; None: nobody says."""
        styles = (one.paragraph_format for one in self._chain(paragraph))
        formats = (paragraph.paragraph_format, *styles)
        return next(
            (found for one in formats if (found := getattr(one, name)) is not None), None
        )

    def marked(self, paragraph: Paragraph, run: Run, name: str) -> bool:
        """Whether a run of `paragraph` is bold, italic or underlined (`name`)."""
        fonts = (run.font, *(one.font for one in self._chain(paragraph)))
        return bool(
            next((mark for one in fonts if (mark := getattr(one, name)) is not None), False)
        )

    def size(self, paragraph: Paragraph, run: Run | None = None) -> float:
        """The size of a run, or of what stands in no run, in points."""
        fonts = [one.font for one in self._chain(paragraph)]
        sizes = (one.size.pt for one in ([run.font] if run else []) + fonts if one.size)
        return next(sizes, self._size)

    def listed(self, paragraph: Paragraph) -> tuple[str, int] | None:
        """The list and the level that a paragraph or its style names."""
        elements: list[Any] = [paragraph._p, *(one.element for one in self._chain(paragraph))]
        for element in elements:
            found = None if element.pPr is None else element.pPr.numPr
            if found is not None and found.numId is not None:
                depth = 0 if found.ilvl is None else int(found.ilvl.val)
                # 0: taken out of the list that its style is in.
                return (str(found.numId.val), depth) if found.numId.val else None
        return None

    def _chain(self, paragraph: Paragraph) -> tuple[ParagraphStyle, ...]:
        """The paragraph's style and those it is based on, the nearest first."""
        identity = paragraph._p.style
        if identity not in self._chains:
            self._chains[identity] = tuple(self._based(identity))
        return self._chains[identity]

    def _based(self, identity: str | None) -> list[ParagraphStyle]:
        own = self._by_id.get(identity) if identity is not None else None
        chain: list[ParagraphStyle] = []
        one = own or self._default
        while isinstance(one, ParagraphStyle) and len(chain) < len(self._by_id):
            chain.append(one)
            one = one.base_style
        return chain
