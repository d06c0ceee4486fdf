"""What papers are printed in: Tinos, whose letters are as wide as Times New Roman's."""

from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FAMILY = "Tinos"
_FOLDER = Path(__file__).parent / "fonts"
_FACES = ("Regular", "Bold", "Italic", "BoldItalic")


@cache
def family() -> str:
    """The family's name, once ReportLab knows its faces."""
    for face in _FACES:
        pdfmetrics.registerFont(
            TTFont(f"{FAMILY}-{face}", str(_FOLDER / f"{FAMILY}-{face}.ttf"))
        )
    regular, bold, italic, both = (f"{FAMILY}-{face}" for face in _FACES)
    pdfmetrics.registerFontFamily(FAMILY, regular, bold, italic, both)
    pdfmetrics.registerFontFamily(regular, regular, bold, italic, both)
    return regular
