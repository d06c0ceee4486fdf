"""The numbers and bullets that Word counts itself, paragraph by paragraph.

Source: ECMA-376 part 1 §17.9. A paragraph, or the style it is in, names a list and a level; the
list's definition says how the level's number looks.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from string import ascii_lowercase
from typing import Any

from docx.document import Document as Docx
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from scheduler.notices.style import Styles

BULLET = "•"
_TWIPS = 20  # in a point
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def roman(number: int) -> str:
    """iv for 4."""
    said = ""
    for value, letters in _ROMAN:
        said += letters * (number // value)
        number %= value
    return said


def letter(number: int) -> str:
    """b for 2, bb for 28: as Word goes on after z."""
    turns, place = divmod(number - 1, len(ascii_lowercase))
    return ascii_lowercase[place] * (turns + 1)


_WRITTEN: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": letter,
    "upperLetter": lambda number: letter(number).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "none": lambda _number: "",
}


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph's place in a list. left, hanging: points."""

    label: str
    left: float
    hanging: float


@dataclass(frozen=True, slots=True)
class Level:
    """How a level counts. text: with %1, %2 for this level's number and those above."""

    written: str
    text: str
    start: int
    left: float
    hanging: float


@dataclass(frozen=True, slots=True)
class Numbering:
    """A document's lists, counted from its beginning: ask once for each paragraph, in order."""

    levels: Mapping[tuple[str, int], Level]
    styles: Styles
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def item(self, paragraph: Paragraph) -> Item | None:
        """Its label and indents; None: it is in no list."""
        found = self.styles.listed(paragraph)
        level = self.levels.get(found) if found is not None else None
        if found is None or level is None:
            return None
        identity, depth = found
        counts = self._counts.setdefault(identity, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        return Item(self._label(identity, level, counts), level.left, level.hanging)

    def _label(self, identity: str, level: Level, counts: Mapping[int, int]) -> str:
        if level.written == "bullet":
            return level.text if level.text.isascii() and level.text else BULLET
        text = level.text
        for depth in range(9):
            own = self.levels.get((identity, depth))
            if own is not None:
                write = _WRITTEN.get(own.written, str)
                text = text.replace(f"%{depth + 1}", write(counts.get(depth, own.start)))
        return text


def numbering(document: Docx, styles: Styles) -> Numbering:
    """The lists that `document` defines."""
    try:
        root: Any = document.part.numbering_part.element
    except (KeyError, NotImplementedError):  # it has none
        return Numbering({}, styles)
    kinds = {
        kind.get(qn("w:abstractNumId")): list(map(_level, kind.findall(qn("w:lvl"))))
        for kind in root.findall(qn("w:abstractNum"))
    }
    levels = {
        (one.get(qn("w:numId")), depth): level
        for one in root.findall(qn("w:num"))
        for depth, level in kinds.get(_value(one, "w:abstractNumId", ""), [])
    }
    return Numbering(levels, styles)


def _level(element: Any) -> tuple[int, Level]:
    indents = element.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    left, hanging = (
        0.0 if indents is None else int(indents.get(qn(name), "0")) / _TWIPS
        for name in ("w:left", "w:hanging")
    )
    level = Level(
        written=_value(element, "w:numFmt", "decimal"),
        text=_value(element, "w:lvlText", ""),
        start=int(_value(element, "w:start", "1")),
        left=left,
        hanging=hanging,
    )
    return int(element.get(qn("w:ilvl"))), level


def _value(element: Any, name: str, default: str) -> str:
    found = element.find(qn(name))
    return default if found is None else str(found.get(qn("w:val"), default))
