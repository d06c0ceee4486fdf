"""Rulings on opening hours: as people write them, in one form, by the clocks on the wall."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from hearing.refusal import Refusal
from scheduler.hours import open_during, tidy
from scheduler.slot import Slot

COURT = "Mo-Fr 07:30-11:30,13:30-17:00; Sa 08:00-11:00"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (COURT, COURT),
        ("  T2-T6 7:30–11:30, 13:30-17:00 ;T7 08:00-11:00; CN off", COURT),
        ("mon-fri 08:00-12:00,12:00-17:00", "Mo-Fr 08:00-17:00"),
        ("Mo, We 08:00-09:00", "Mo 08:00-09:00; We 08:00-09:00"),
        ("Sa-Mo 00:00-24:00", "Mo 00:00-24:00; Sa-Su 00:00-24:00"),
        ("08:00-12:00", "Mo-Su 08:00-12:00"),
        ("Mo-Su 00:00-24:00", "24/7"),
        ("24/7", "24/7"),
        ("nghỉ", "off"),
        (" ", ""),
    ],
)
def test_hours_have_one_form(written: str, kept: str) -> None:
    """Which reads the same again."""
    assert tidy("hours", written) == kept
    assert tidy("hours", kept) == kept


@pytest.mark.parametrize(
    "nonsense",
    [
        *("Mo", ";", "Xx 08:00-09:00", "Mo 25:00-26:00", "Mo 08:60-09:00", "Mo 09:00-08:00"),
        *(
            "Mo 08:00-10:00,09:00-11:00",
            "Mo 08:00-09:00; Mo 10:00-11:00",
            "Mo-We-Fr 08:00-09:00",
        ),
        *("Mo 08:00-09:00 always", "Mo ٠٨:٠٠-٠٩:٠٠", "Mo 22:00-02:00", "x" * 10_000),
        "Mo "
        + ",".join(
            f"{n // 60:02}:{n % 60:02}-{n // 60:02}:{n % 60 + 1:02}" for n in range(0, 200, 2)
        ),
    ],
)
def test_what_nobody_understands_is_refused(nonsense: str) -> None:
    """Never guessed at."""
    with pytest.raises(Refusal, match=r"hours\.unreadable"):
        tidy("hours", nonsense)


@pytest.mark.parametrize(
    ("hours", "start", "end", "zone", "opens"),
    [
        (COURT, "2026-03-02T07:30", "2026-03-02T11:30", "Asia/Ho_Chi_Minh", True),
        (COURT, "2026-03-02T07:29", "2026-03-02T11:30", "Asia/Ho_Chi_Minh", False),
        (COURT, "2026-03-02T10:00", "2026-03-02T14:00", "Asia/Ho_Chi_Minh", False),
        (COURT, "2026-03-07T08:00", "2026-03-07T11:00", "Asia/Ho_Chi_Minh", True),
        (COURT, "2026-03-08T08:00", "2026-03-08T09:00", "Asia/Ho_Chi_Minh", False),
        ("24/7", "2026-03-02T22:00", "2026-03-04T02:00", "Asia/Ho_Chi_Minh", True),
        ("Mo-Su 00:00-23:00", "2026-03-02T22:00", "2026-03-03T02:00", "UTC", False),
        ("Mo 20:00-24:00", "2026-03-02T20:00", "2026-03-03T00:00", "UTC", True),
        ("off", "2026-03-02T08:00", "2026-03-02T09:00", "UTC", False),
        ("", "2026-03-01T03:00", "2026-03-01T04:00", "UTC", True),
        # Nine o'clock is nine o'clock before and after clocks change (29 March 2026).
        ("Mo-Su 09:00-10:00", "2026-03-28T09:00", "2026-03-28T10:00", "Europe/Berlin", True),
        ("Mo-Su 09:00-10:00", "2026-03-30T09:00", "2026-03-30T10:00", "Europe/Berlin", True),
        ("Mo-Su 09:00-10:00", "2026-03-30T08:00", "2026-03-30T09:00", "Europe/Berlin", False),
    ],
)
def test_hours_are_those_of_the_wall_clock(
    hours: str, start: str, end: str, zone: str, opens: bool
) -> None:
    """Whole sittings only; a night between two open days is open."""
    there = ZoneInfo(zone)
    span = Slot(
        datetime.fromisoformat(start).replace(tzinfo=there),
        datetime.fromisoformat(end).replace(tzinfo=there),
    )
    assert open_during(hours, span, there) is opens
