"""A directory as CSV or XLSX; no cell of it is ever taken for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Literal

from scheduler.sheets.reading import is_formula

Form = Literal["csv", "xlsx"]

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def protected(text: str) -> str:
    """`text`, with an apostrophe before what a spreadsheet would run (OWASP, CSV injection)."""
    return f"'{text}" if is_formula(text) else text


def write(form: Form, head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The file. A CSV begins with a byte order mark, without which Excel breaks Vietnamese."""
    lines = [list(head), *([protected(cell) for cell in row] for row in rows)]
    return _csv(lines) if form == "csv" else _xlsx(lines)


def _csv(lines: list[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(lines)
    return out.getvalue().encode("utf-8-sig")


def _xlsx(lines: list[list[str]]) -> bytes:
    # As in reading: only who writes a workbook loads it.
    from openpyxl import Workbook  # noqa: PLC0415
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet = book.create_sheet("1")
    for line in lines:
        cells = []
        for text in line:
            cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub(" ", text))
            cell.data_type = "s"  # a text, whatever it begins with
            cells.append(cell)
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
