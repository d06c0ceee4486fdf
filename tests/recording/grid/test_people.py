"""Rulings on the names on tiles: those that the ledger had at that moment."""

import json
from typing import Any

from recording.grid.people import Lines, order, read_cast

SEATS = [
    {"id": "seat_1", "role": "clerk", "device": "dev_room", "display": "Phạm Thu"},
    {"id": "seat_2", "role": "presiding_judge", "device": "dev_room", "display": "Trần Thị Ẩn"},
    {"id": "seat_3", "role": "accused", "device": "dev_jail", "display": "Lê Văn"},
]
SCHEDULED = {
    "type": "scheduled",
    "title": "Vụ án",
    "points": [{"id": "pt_1", "name": "Phòng xử án số 2", "kind": "central"}],
    "devices": [
        {"id": "dev_room", "kind": "room", "point": "pt_1"},
        {"id": "dev_jail", "kind": "personal", "point": None},
    ],
    "seats": SEATS,
}


def _row(second: int, event: dict[str, Any]) -> str:
    at = f"2026-03-02T01:00:{second:02d}.000000Z"
    return json.dumps({"v": 1, "at": at, "event": event})


BASE = 1772413200  # 2026-03-02T01:00:00Z


def test_people_at_one_device_stand_in_the_order_of_their_roles() -> None:
    cast = read_cast([_row(0, SCHEDULED)])
    assert cast.title == "Vụ án"
    assert cast.lines("dev_room", "presiding_judge", BASE + 5) == Lines(
        "Trần Thị Ẩn, Phạm Thu", "Thẩm phán – Chủ tọa, Thư ký · Phòng xử án số 2"
    )
    assert cast.lines("dev_jail", "accused", BASE + 5) == Lines("Lê Văn", "Bị cáo · Accused")


def test_a_room_device_is_called_by_its_people_and_stands_where_they_belong() -> None:
    screen = {"id": "seat_9", "role": "room_device", "device": "dev_room", "display": "x"}
    cast = read_cast([_row(0, {**SCHEDULED, "seats": [screen, *SEATS]})])
    assert cast.role("dev_room", "room_device") == "presiding_judge"
    assert cast.lines("dev_room", "room_device", BASE).name == "Trần Thị Ẩn, Phạm Thu"
    empty = read_cast([_row(0, {**SCHEDULED, "seats": [screen]})])
    assert empty.role("dev_room", "room_device") == "room_device"
    assert empty.lines("dev_room", "room_device", BASE) == Lines(
        "Phòng xử án số 2", "Thiết bị của điểm cầu · Room device"
    )


def test_a_name_is_that_of_whoever_sat_there_then() -> None:
    other = {"seat": "seat_4", "role": "accused", "device": "dev_jail", "display": "Vũ Ngọc"}
    cast = read_cast(
        [
            _row(0, SCHEDULED),
            _row(10, {"type": "seat_revoked", "seat": "seat_3", "reason": ""}),
            _row(20, {"type": "person_seated", "person": "per_1", **other}),
        ]
    )
    names = [cast.lines("dev_jail", "accused", BASE + at).name for at in (5, 15, 25)]
    assert names == ["Lê Văn", "dev_jail", "Vũ Ngọc"]


def test_who_ordered_is_called_by_name_even_when_the_seat_is_taken_back() -> None:
    revoked = {"type": "seat_revoked", "seat": "seat_2", "reason": ""}
    cast = read_cast([_row(0, SCHEDULED), _row(1, revoked)])
    assert cast.called("seat:seat_2") == "Thẩm phán – Chủ tọa Trần Thị Ẩn"
    assert cast.called("system:recorder") == "hệ thống · the system"
    assert cast.called("") == ""


def test_rows_that_make_no_sense_are_left_out() -> None:
    odd = [
        "",
        "[1]",
        '{"event": 5}',
        '{"event": {"type": "scheduled", "seats": 7}}',
        "{" * 9999,
    ]
    assert read_cast(odd).lines("dev_1", "witness", 0.0) == Lines(
        "dev_1", "Người làm chứng · Witness"
    )


def test_the_bench_comes_first_and_shared_screens_last() -> None:
    asked = [
        ("dev_c", "accused", ""),
        ("dev_b", "clerk", ""),
        ("dev_a", "prosecutor", "screen_share"),
        ("dev_z", "presiding_judge", ""),
        ("dev_x", "stranger", ""),
        ("dev_b", "clerk", ""),
    ]
    placed = [(device, kind) for device, _, kind in order(asked)]
    assert placed == [
        ("dev_z", ""), ("dev_b", ""), ("dev_c", ""), ("dev_x", ""), ("dev_a", "screen_share"),
    ]  # fmt: skip
