"""Rulings on times in words: the court's zone, and how far it is from UTC just then."""

from datetime import UTC, datetime

import pytest

from scheduler.notices.times import day, spoken
from scheduler.slot import Slot


def slot(start: str, end: str) -> Slot:
    return Slot(datetime.fromisoformat(start), datetime.fromisoformat(end))


@pytest.mark.parametrize(
    ("start", "end", "zone", "told"),
    [
        (
            "2026-12-01T01:00Z",
            "2026-12-01T04:30Z",
            "Asia/Ho_Chi_Minh",
            "08:00–11:30 (UTC+07:00), Thứ Ba, ngày 01/12/2026",
        ),
        (
            "2026-12-01T16:00Z",
            "2026-12-01T19:00Z",
            "Asia/Ho_Chi_Minh",
            "23:00–02:00 Thứ Tư, ngày 02/12/2026 (UTC+07:00), Thứ Ba, ngày 01/12/2026",
        ),
        (
            "2026-06-01T04:00Z",
            "2026-06-01T05:00Z",
            "Asia/Kathmandu",
            "09:45–10:45 (UTC+05:45), Thứ Hai, ngày 01/06/2026",
        ),
        (
            "2026-01-02T14:00Z",
            "2026-01-02T15:00Z",
            "America/St_Johns",
            "10:30–11:30 (UTC-03:30), Thứ Sáu, ngày 02/01/2026",
        ),
        (
            "2026-10-25T00:30Z",  # the hour that Berlin has twice
            "2026-10-25T01:30Z",
            "Europe/Berlin",
            "02:30 (UTC+02:00)–02:30 (UTC+01:00), Chủ nhật, ngày 25/10/2026",
        ),
    ],
)
def test_a_sitting_in_words(start: str, end: str, zone: str, told: str) -> None:
    assert spoken(slot(start, end), zone, "vi") == told


def test_the_same_in_english() -> None:
    sitting = slot("2026-12-01T01:00Z", "2026-12-01T04:30Z")
    told = "08:00–11:30 (UTC+07:00), Tuesday, 1 December 2026"
    assert spoken(sitting, "Asia/Ho_Chi_Minh", "en") == told


def test_a_letter_is_dated_by_the_courts_own_day() -> None:
    late = datetime(2026, 12, 1, 20, tzinfo=UTC)
    assert day(late, "Asia/Ho_Chi_Minh", "vi") == "Ngày 02 tháng 12 năm 2026"
    assert day(late, "Europe/Berlin", "en") == "1 December 2026"
