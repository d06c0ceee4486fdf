"""A CSV or XLSX file as rows of text by the names of its columns. Bounded; nothing is run."""

import codecs
import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path, PurePath
from typing import Any

from hearing.refusal import Refusal

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024  # of an XLSX, which is a zip file
MOST_ROWS = 100_000
LONGEST_CELL = 32_767  # as spreadsheets have it

PROTECTED = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What makes a spreadsheet take a text for a formula."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row that says something. `line`: as the spreadsheet counts, the head is 1.

    more: it has cells beyond the head's. dates: columns in which the spreadsheet has a date.
    """

    line: int
    cells: dict[str, str]
    more: bool = False
    dates: frozenset[str] = frozenset()


class _Date(str):
    """What a spreadsheet keeps as a date, a time or a span of time."""

    __slots__ = ()


def heading(text: str) -> str:
    """A column's name as it is compared: composed, without stray spaces."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def read(path: Path) -> list[Row]:
    """The rows of `path`, by its ending a CSV (UTF-8) or an XLSX file (its first sheet).

    Raises Refusal `sheet.*`.
    """
    try:
        content = path.read_bytes() if path.stat().st_size <= MOST_BYTES else None
    except OSError as error:
        raise Refusal("sheet.unreadable", why=error.strerror or "?") from error
    if content is None:
        raise Refusal("sheet.too_large", most=MOST_BYTES // 1024 // 1024)
    return parse(path.name, content)


def parse(name: str, content: bytes) -> list[Row]:
    """The rows of a file called `name`, which says by its ending what it is; as `read`."""
    match PurePath(name).suffix.lower():
        case ".csv":
            return _rows(_csv(content))
        case ".xlsx":
            return _rows(_xlsx(content))
        case _:
            raise Refusal("sheet.kind")


def unprotected(text: str) -> str:
    """`text` without the apostrophe that keeps it from being a formula (see writing)."""
    return text[1:] if text.startswith("'") and is_formula(text[1:]) else text


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would take `text` for one, or take off its apostrophe."""
    bare = text.lstrip(" ")
    return bare.startswith(PROTECTED) or (bare.startswith("'") and is_formula(bare[1:]))


def _csv(content: bytes) -> Iterator[list[str]]:
    text = _decoded(content)
    first, _, rest = text.partition("\n")
    said = _SEPARATOR.fullmatch(first.strip())
    if said is not None:  # Excel's own line before the head
        text, delimiter = f"\n{rest}", said.group(1)
    else:
        delimiter = max(",;\t", key=_QUOTED.sub("", first).count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error as error:
        raise Refusal("sheet.unreadable", why=str(error)) from error


_SEPARATOR = re.compile(r'"?sep=([,;\t])"?', re.IGNORECASE)
_QUOTED = re.compile(r'"(?:[^"]|"")*"')


def _decoded(content: bytes) -> str:
    """UTF-8, or what Excel calls Unicode text. No older encoding says which it is."""
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal("sheet.encoding") from error


def _xlsx(content: bytes) -> Iterator[list[str]]:
    # It loads numpy and Pillow where they are: memory that a hearing server does without.
    from openpyxl import load_workbook  # noqa: PLC0415 - only who reads a workbook loads it

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
                raise Refusal("sheet.too_large", most=MOST_UNPACKED // 1024 // 1024)
        # data_only: the value a formula had when saved; no formula is computed here.
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        try:
            for row in book.worksheets[0].iter_rows(values_only=True):
                yield [_text(value) for value in row]
        finally:
            book.close()
    except _BROKEN as error:
        raise Refusal("sheet.unreadable", why=type(error).__name__) from error


_BROKEN = (
    zipfile.BadZipFile,
    OSError,  # no workbook in the archive
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,
    SyntaxError,  # what XML parsers raise
    EOFError,
    NotImplementedError,
)


def _text(value: Any) -> str:
    """A cell as people read it."""
    if value is None:
        return ""
    if isinstance(value, datetime | date | time | timedelta):
        return _Date(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _rows(lines: Iterable[list[str]]) -> list[Row]:
    numbered = enumerate(lines, 1)
    head = next((names for _, names in numbered if names), None)  # blank lines have no cells
    if head is None or not any(name.strip() for name in head):
        raise Refusal("sheet.empty")
    names = [heading(name) for name in head]
    twice = next((name for name in names if name and names.count(name) > 1), None)
    if twice is not None:
        raise Refusal("sheet.heading", heading=twice)
    rows: list[Row] = []
    for line, cells in numbered:
        if not any(cell.strip() for cell in cells):
            continue
        if len(rows) == MOST_ROWS:
            raise Refusal("sheet.too_many", most=MOST_ROWS)
        rows.append(
            Row(
                line,
                {
                    name: unprotected(cell[: LONGEST_CELL + 1])
                    for name, cell in zip(names, cells, strict=False)
                    if name
                },
                more=any(cell.strip() for cell in cells[len(names) :]),
                dates=frozenset(
                    name
                    for name, cell in zip(names, cells, strict=False)
                    if isinstance(cell, _Date)
                ),
            )
        )
    return rows
