"""Rulings on spreadsheets: what is read, what is refused, what is never a formula."""

import io
import unicodedata
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from hearing.refusal import Refusal
from scheduler.sheets.mapping import read_mapping
from scheduler.sheets.reading import Row, read
from scheduler.sheets.writing import Form, write

FORMULAS = (
    '=HYPERLINK("http://evil")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    " =1",
    "=cmd|' /C calc'!A0",
)
MAPPING = """
[columns]
number = "Số thụ lý"
type = "Loại án"
title = "Tên vụ án"
[values.type]
"Hình sự" = "criminal"
[fixed]
instance = "appeal"
"""


def file(tmp_path: Path, name: str, content: bytes | str) -> Path:
    """A file with that content."""
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_written_is_read_again(tmp_path: Path, form: Form) -> None:
    """Vietnamese, commas, quotes, line breaks, and texts that look like formulas."""
    texts = [
        "Nguyễn Thị Hòa",
        'a, "b"; c',
        "dòng\nmới",
        *FORMULAS,
        "'quoted",
        "'=1",
        "''+1",
        "1/2026",
    ]
    content = write(form, ["tên"], [[text] for text in texts])
    rows = read(file(tmp_path, f"x.{form}", content))
    assert [row.cells["tên"] for row in rows] == texts
    assert [row.line for row in rows] == list(range(2, 2 + len(texts)))


@pytest.mark.parametrize("text", FORMULAS)
def test_nothing_given_out_is_a_formula(text: str) -> None:
    """In a CSV it begins with an apostrophe; in an XLSX it is a text as well."""
    line = write("csv", ["x"], [[text]]).decode("utf-8-sig").splitlines()[1]
    assert line.startswith("\"'")
    sheet = load_workbook(io.BytesIO(write("xlsx", ["x"], [[text]]))).worksheets[0]
    assert sheet["A2"].data_type == "s"


def test_a_list_of_other_software_is_read_by_its_own_headings(tmp_path: Path) -> None:
    """Semicolons, blank lines, decomposed letters, whatever case its words have."""
    text = "Số thụ lý;Tên vụ án;Loại án;Thừa\n12/2026;Vụ  án A;HÌNH SỰ;x\n;;;\n13/2026;B;civil;"
    rows = read(file(tmp_path, "qlta.csv", unicodedata.normalize("NFC", text)))
    columns = read_mapping("cases", MAPPING, rows)
    assert [(row.line, columns.entry(row)) for row in rows] == [
        (
            2,
            {
                "number": "12/2026",
                "title": "Vụ án A",
                "type": "criminal",
                "instance": "appeal",
            },
        ),
        (4, {"number": "13/2026", "title": "B", "type": "civil", "instance": "appeal"}),
    ]


def test_numbers_and_dates_of_an_xlsx_are_texts(tmp_path: Path) -> None:
    """Of a formula, the value it had; its text is never seen."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["a", "b", "c"])
    sheet.append([12, 1.5, "=1+1"])
    book.save(tmp_path / "x.xlsx")
    assert read(tmp_path / "x.xlsx") == [Row(2, {"a": "12", "b": "1.5", "c": ""})]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("x.txt", "a", "sheet.kind"),
        ("x.csv", "", "sheet.empty"),
        ("x.csv", ",,\na,b,c", "sheet.empty"),
        ("x.csv", "tên\nHòa".encode("cp1258", "replace") + b"\xff", "sheet.encoding"),
        ("x.csv", 'a\n"b"c"', "sheet.unreadable"),
        ("x.csv", "a\n" + "b" * 200_000, "sheet.unreadable"),
        ("x.xlsx", "no zip", "sheet.unreadable"),
        ("x.csv", "a\n" + "b\n" * 100_001, "sheet.too_many"),
    ],
)
def test_what_cannot_be_read_is_refused(
    tmp_path: Path, name: str, content: str | bytes, code: str
) -> None:
    """With the reason, never a crash."""
    with pytest.raises(Refusal) as refused:
        read(file(tmp_path, name, content))
    assert refused.value.code == code


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    """Nor one that would unpack to gigabytes."""
    for name, inside in (("a", b"x"), ("xl/workbook.xml", b"<")):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr(name, inside)
        with pytest.raises(Refusal) as refused:
            read(file(tmp_path, "x.xlsx", out.getvalue()))
        assert refused.value.code == "sheet.unreadable"
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(201 * 1024 * 1024))
    with pytest.raises(Refusal) as refused:
        read(file(tmp_path, "x.xlsx", bomb.getvalue()))
    assert refused.value.code == "sheet.too_large"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """As one that cannot be read."""
    with pytest.raises(Refusal) as refused:
        read(tmp_path / "none.csv")
    assert refused.value.code == "sheet.unreadable"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[columns", "mapping.unreadable"),
        ("surprise = 1", "mapping.unreadable"),
        ("[columns]\njudge = 'x'", "mapping.field"),
        ("[values.judge]\na = 'x'", "mapping.field"),
        ("[columns]\nnumber = 'Số khác'", "mapping.column"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(text: str, code: str) -> None:
    """Before any row is looked at."""
    with pytest.raises(Refusal) as refused:
        read_mapping("cases", text, [Row(2, {"Số thụ lý": "1"})])
    assert refused.value.code == code


@pytest.mark.parametrize(
    "content",
    [
        '\ufefftên;ghi chú\nHòa;"a, b"\n'.encode(),
        "\nsep=;\ntên;ghi chú\nHòa;a, b\n".lstrip().encode(),
        "tên\tghi chú\r\nHòa\ta, b\r\n".encode("utf-16"),
        '"tên";"ghi chú"\n"Hòa";"a, b"\n'.encode(),
        unicodedata.normalize("NFD", "tên;ghi chú\n").encode() + "Hòa;a, b\n".encode(),
    ],
)
def test_a_csv_is_read_as_spreadsheets_write_it(tmp_path: Path, content: bytes) -> None:
    """With a byte order mark, semicolons, Excel's own first line, as Unicode text."""
    row = read(file(tmp_path, "x.csv", content))[0]
    assert row.cells == {"tên": "Hòa", "ghi chú": "a, b"}


def test_commas_in_a_heading_separate_nothing(tmp_path: Path) -> None:
    """Those in quotes are the heading's own."""
    rows = read(file(tmp_path, "x.csv", '"Họ, chữ lót, tên";"Thẻ"\nHòa;1\n'))
    assert rows[0].cells == {"Họ, chữ lót, tên": "Hòa", "Thẻ": "1"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("tên,số,tên\na,1,b\n".encode(), "sheet.heading"),
        ("tên\nĐa\n".encode("cp1258"), "sheet.encoding"),
        (b"\xff\xfea", "sheet.encoding"),
    ],
)
def test_what_could_be_read_in_two_ways_is_not(
    tmp_path: Path, content: bytes, code: str
) -> None:
    """Two columns of a name; an encoding that does not say which it is."""
    with pytest.raises(Refusal) as refused:
        read(file(tmp_path, "x.csv", content))
    assert refused.value.code == code


def test_a_row_says_that_it_is_longer_than_its_head(tmp_path: Path) -> None:
    """Somebody's comma was not in quotes; empty cells at the end are nothing."""
    rows = read(file(tmp_path, "x.csv", "a,b\n1,2,\n1,2,3\n"))
    assert [row.more for row in rows] == [False, True]


def test_a_date_of_a_spreadsheet_is_told_apart(tmp_path: Path) -> None:
    """It makes one of "5/2026", which is a case's number."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["số", "tên"])
    sheet.append([date(2026, 5, 1), "a"])
    out = io.BytesIO()
    book.save(out)
    row = read(file(tmp_path, "x.xlsx", out.getvalue()))[0]
    assert row.dates == {"số"}
