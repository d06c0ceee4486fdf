"""Opening and working hours as people write them: `Mo-Fr 07:30-11:30,13:30-17:00`. Pure.

A subset of what maps use (OpenStreetMap, opening_hours); days in Vietnamese too (T2-T6, CN).
"""

import re
from collections.abc import Iterator
from datetime import date, time, timedelta
from functools import lru_cache
from itertools import groupby
from zoneinfo import ZoneInfo

from hearing.refusal import Refusal
from scheduler.calendar import Hours, Week
from scheduler.slot import Slot

HOURS_LIMIT = 400
CLOSED = "off"
ALWAYS = "24/7"

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_NAMES = {
    **{name.casefold(): day for day, name in enumerate(_DAYS)},
    **{f"t{day + 2}": day for day in range(6)},
    **{name: 6 for name in ("t8", "cn")},
    **{name: day for day, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))},
}
_SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})", re.ASCII)
_DAY = r"[^\d\s,–-][^\s,–-]*"
_MIDNIGHT = 24 * 60


class _Unreadable(Exception):
    """The part that is not understood."""


def tidy(field: str, text: str) -> str:
    """`text` in its one form; empty: nobody entered any. Raises Refusal `hours.unreadable`."""
    if not text.strip():
        return ""
    if len(text) > HOURS_LIMIT:
        raise Refusal("hours.unreadable", field=field, part=f"{text[:20]}…")
    try:
        written = _written(_parsed(text))
    except _Unreadable as unread:
        raise Refusal("hours.unreadable", field=field, part=str(unread)[:60]) from None
    if len(written) > HOURS_LIMIT:
        raise Refusal("hours.unreadable", field=field, part=f"{text[:20]}…")
    return written


@lru_cache(maxsize=1024)
def week(tidied: str) -> Week:
    """The hours by weekday of what `tidy` made."""
    return {
        day: tuple(Hours(_clock(opens), _clock(closes)) for opens, closes in spans)
        for day, spans in _parsed(tidied).items()
        if spans
    }


def open_during(tidied: str, span: Slot, zone: ZoneInfo) -> bool:
    """Whether it is open the whole of `span`, by the clocks of `zone`; nights between two
    days that meet at midnight are open."""
    if not tidied:
        return True
    days = week(tidied)
    return all(
        any(hours.hold(start, end) for hours in days.get(day.weekday(), ()))
        for day, start, end in _days_of(span, zone)
    )


def _days_of(span: Slot, zone: ZoneInfo) -> Iterator[tuple[date, time, time]]:
    """Each day of `span` with its part of it; midnight at the end of a day is 00:00."""
    start, end = span.start.astimezone(zone), span.end.astimezone(zone)
    day, last = start.date(), (end - timedelta(microseconds=1)).date()
    while day <= last:
        yield (
            day,
            start.time() if day == start.date() else time(),
            end.time() if day == end.date() else time(),
        )
        day += timedelta(days=1)


_Spans = list[tuple[int, int]]


def _parsed(text: str) -> dict[int, _Spans]:
    if text.strip() == ALWAYS:
        return {day: [(0, _MIDNIGHT)] for day in range(7)}
    if text.strip().casefold() in (CLOSED, "closed", "nghỉ"):
        return {}
    days: dict[int, _Spans] = {}
    for part in filter(None, map(str.strip, text.split(";"))):
        match = re.match(rf"{_DAY}(?:\s*[-–,]\s*{_DAY})*", part)
        named, rest = (match[0], part[match.end() :].strip()) if match else ("Mo-Su", part)
        if not rest:
            raise _Unreadable(part)
        spans = _spans(rest)
        for day in _named(named):
            if day in days:
                raise _Unreadable(part)
            days[day] = spans
    if not days:
        raise _Unreadable(text)
    return days


def _named(text: str) -> Iterator[int]:
    for part in text.split(","):
        first, *last = (name.strip().casefold() for name in re.split(r"[-–]", part))
        if first not in _NAMES or len(last) > 1 or any(one not in _NAMES for one in last):
            raise _Unreadable(text)
        start, end = _NAMES[first], _NAMES[last[0] if last else first]
        yield from ((start + step) % 7 for step in range((end - start) % 7 + 1))


def _spans(text: str) -> _Spans:
    if text.casefold() in (CLOSED, "closed", "nghỉ"):
        return []
    spans: _Spans = []
    for part in sorted(_span(one.strip()) for one in text.split(",")):
        if spans and part[0] < spans[-1][1]:
            raise _Unreadable(text)
        if spans and part[0] == spans[-1][1]:
            spans[-1] = (spans[-1][0], part[1])
        else:
            spans.append(part)
    return spans


def _span(text: str) -> tuple[int, int]:
    match = _SPAN.fullmatch(text)
    if match is None:
        raise _Unreadable(text)
    hours = [int(group) for group in match.groups()]
    opens, closes = 60 * hours[0] + hours[1], 60 * hours[2] + hours[3]
    if not 0 <= opens < closes <= _MIDNIGHT or hours[1] > 59 or hours[3] > 59:
        raise _Unreadable(text)
    return opens, closes


def _written(days: dict[int, _Spans]) -> str:
    whole = [(day, days.get(day, [])) for day in range(7)]
    if all(spans == [(0, _MIDNIGHT)] for _, spans in whole):
        return ALWAYS
    rules = []
    for spans, group in groupby(whole, key=lambda one: one[1]):
        if spans:
            named = [_DAYS[day] for day, _ in group]
            name = named[0] if len(named) == 1 else f"{named[0]}-{named[-1]}"
            rules.append(f"{name} {','.join(f'{_text(a)}-{_text(b)}' for a, b in spans)}")
    return "; ".join(rules) or CLOSED


def _text(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _clock(minutes: int) -> time:
    """24:00 is the next midnight, as Hours has it."""
    return time(minutes // 60 % 24, minutes % 60)
