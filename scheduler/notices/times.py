"""Times as people are told them: in the court's zone, with its offset just then. Pure."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler.notices.notice import Language
from scheduler.slot import Slot

_DAYS: Mapping[Language, tuple[str, ...]] = {
    "vi": ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)


def spoken(sitting: Slot, zone: str, language: Language) -> str:
    """A sitting in words, its zone's offset included: two clocks may differ in one list."""
    start = sitting.start.astimezone(ZoneInfo(zone))
    end = sitting.end.astimezone(ZoneInfo(zone))
    shown = f"{start:%H:%M} ({offset(start)})" if _turns(start, end) else f"{start:%H:%M}"
    until = (
        f"{end:%H:%M}" if end.date() == start.date() else f"{end:%H:%M} {_date(end, language)}"
    )
    return f"{shown}–{until} ({offset(end)}), {_date(start, language)}"


def day(moment: datetime, zone: str, language: Language) -> str:
    """The court's day at `moment`, as letters are dated."""
    local = moment.astimezone(ZoneInfo(zone))
    if language == "vi":
        return f"Ngày {local.day:02} tháng {local.month:02} năm {local.year}"
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}"


def offset(local: datetime) -> str:
    """How far a local time is from UTC: `UTC+07:00`."""
    minutes = int((local.utcoffset() or timedelta()).total_seconds() // 60)
    sign = "-" if minutes < 0 else "+"
    return f"UTC{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _turns(start: datetime, end: datetime) -> bool:
    return start.utcoffset() != end.utcoffset()


def _date(local: date, language: Language) -> str:
    name = _DAYS[language][local.weekday()]
    if language == "vi":
        return f"{name}, ngày {local.day:02}/{local.month:02}/{local.year}"
    return f"{name}, {local.day} {_MONTHS[local.month - 1]} {local.year}"
