"""Rulings on spreadsheets read over REST: tried first, then entered whole or not at all."""

import base64
import csv
import io
from typing import Any

from tests.signaling.api.staff_party import signed_in
from tests.signaling.api.world import Api, Json

THEIRS = """Mã;Loại;Tên;Đương sự;Ghi chú
7/2026;Hình sự;Vụ án A;"bị cáo: Lê Văn Cường; bị hại: Trần; Thị B";tạm giam, chưa thành niên
8/2026;Dân sự;Vụ án B;;
"""
MAPPING = """
[columns]
number = "Mã"
type = "Loại"
title = "Tên"
parties = "Đương sự"
flags = "Ghi chú"
[values.type]
"hình sự" = "criminal"
"dân sự" = "civil"
[values.flags]
"tạm giam" = "detained"
"chưa thành niên" = "minor"
[values.parties]
"bị cáo" = "accused"
"bị hại" = "victim"
"""


def _sheet(text: str, **more: Any) -> Json:
    content = base64.b64encode(text.encode()).decode()
    return {"name": "list.csv", "content": content, **more}


async def test_a_sheet_is_tried_before_it_is_entered(either_api: Api) -> None:
    """By default nothing is; each bad row with its line and why, in both languages."""
    api = either_api
    path = f"/courts/{api.directory['court']}/import/points"
    rows = (
        "name,kind,capacity,hours,equipment,address\n"
        'Phòng 2,central,1,"T2-T6 7:30-11:30,13:30-17:00","displays; codec",1 Lê Duẩn\n'
        "Phòng 3,central,1,mai,,\n"
        "Phòng 4,central,9,,,\n"
        ",component,1,,,\n"
        "Phòng 5,component,1,,radio,\n"
    )
    tried = await api.made(path, _sheet(rows))
    assert (tried["rows"], tried["good"], tried["imported"], tried["bad_rows"]) == (5, 1, 0, 4)
    assert [(one["line"], one["code"]) for one in tried["bad"]] == [
        (3, "hours.unreadable"),
        (4, "point.capacity"),
        (5, "text.empty"),
        (6, "sheet.word"),
    ]
    assert all(one["vi"] and one["en"] for one in tried["bad"])
    assert (await api.made(path, _sheet(rows, dry_run=False)))["imported"] == 0
    assert len((await api.staff("GET", "/points")).json()) == 2
    done = await api.made(path, _sheet(rows, dry_run=False, skip_bad=True))
    assert done["imported"] == 1
    room = (await api.staff("GET", "/points?like=Phòng 2")).json()[0]
    assert room["hours"] == "Mo-Fr 07:30-11:30,13:30-17:00"
    assert (sorted(room["equipment"]), room["address"]) == (["codec", "displays"], "1 Lê Duẩn")


async def test_words_of_another_software_are_read_one_by_one(api: Api) -> None:
    """Flags and the parties' roles too; a name may have a semicolon."""
    court = api.directory["court"]
    done = await api.made(
        f"/courts/{court}/import/cases", _sheet(THEIRS, mapping=MAPPING, dry_run=False)
    )
    assert (done["imported"], done["bad"]) == (2, [])
    case = (await api.staff("GET", "/cases?like=7/2026")).json()[0]
    assert sorted(case["flags"]) == ["detained", "minor"]
    assert [(one["role"], one["name"]) for one in case["parties"]] == [
        ("accused", "Lê Văn Cường"),
        ("victim", "Trần; Thị B"),
    ]


async def test_what_is_given_out_can_be_taken_in(either_api: Api) -> None:
    """Whole, at another court: hours, roles, parties, equipment."""
    api = either_api
    court = api.directory["court"]
    await api.made(
        "/people",
        {"court": court, "name": "=A", "roles": ["judge", "clerk"], "hours": "Mo 08:00-09:00"},
    )
    parties = [{"role": "accused", "name": "Lê; B"}, {"role": "victim", "name": "C: D"}]
    case = {"court": court, "number": "9/2026", "type": "civil", "title": "V"}
    await api.made("/cases", {**case, "parties": parties})
    other = (await api.made("/courts", {"name": "Tòa khác", "zone": "UTC"}))["id"]
    for kind, count in (("people", 3), ("cases", 2), ("points", 2)):
        out = (await api.staff("GET", f"/courts/{court}/export/{kind}")).content
        taken = await api.made(
            f"/courts/{other}/import/{kind}", _sheet(out.decode(), dry_run=False)
        )
        assert (taken["imported"], taken["bad"]) == (count, [])
        again = (await api.staff("GET", f"/courts/{other}/export/{kind}")).content
        first, second = (
            [row[:-1] for row in csv.reader(io.StringIO(each.decode("utf-8-sig")))]
            for each in (out, again)
        )
        assert sorted(first) == sorted(second)


async def test_a_file_that_cannot_be_used_is_refused(api: Api) -> None:
    """With a code; another court's staff are."""
    path = f"/courts/{api.directory['court']}/import/people"
    for body, code in (
        (_sheet(""), "sheet.empty"),
        ({**_sheet("name\nA\n"), "name": "a.pdf"}, "sheet.kind"),
        ({**_sheet("name\nA\n"), "name": "a.xlsx"}, "sheet.unreadable"),
        (_sheet("name\nA\n", mapping="x"), "mapping.unreadable"),
        (_sheet("name\nA\n", mapping='[columns]\nname = "B"'), "mapping.column"),
        ({**_sheet(""), "content": "A"}, "request.invalid"),
    ):
        refused = await api.staff("POST", path, json=body)
        assert (refused.status_code, refused.json()["code"]) == (422, code)
    large = await api.staff("POST", path, json=_sheet("name\n" + "A\n" * 200_000))
    assert large.json()["code"] == "sheet.too_many"
    huge = await api.staff("POST", path, json=_sheet("A" * 4_000_000))
    assert (huge.status_code, huge.json()["code"]) == (413, "request.too_large")
    other = (await api.made("/courts", {"name": "Tòa khác", "zone": "UTC"}))["id"]
    async with signed_in(api, "away", ("registrar", other)) as away:
        refused = await away.ask("POST", path, json=_sheet("name\nA\n"))
        assert refused.json()["code"] == "staff.right"
