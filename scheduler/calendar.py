"""Where clocks show a zone's time: opening hours, and the same hour on other days. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from hearing.refusal import Refusal
from scheduler.slot import Slot


@dataclass(frozen=True, slots=True)
class Hours:
    """From `opens` to `closes` of one day; midnight at the end is 00:00."""

    opens: time
    closes: time

    def hold(self, start: time, end: time) -> bool:
        """Whether [start, end) of a day lies within; an `end` of 00:00 is midnight."""
        closing = _end(self.closes)
        return self.opens <= start and _end(end) <= closing


Week = Mapping[int, tuple[Hours, ...]]
"""By weekday, Monday 0; a day without hours is closed."""

_DAY = (Hours(time(7, 30), time(17)),)
WORKING_WEEK: Week = {weekday: _DAY for weekday in range(5)}
"""P: when alternatives are offered where nobody entered opening hours."""


class Every(StrEnum):
    """How sittings repeat."""

    DAY = "day"
    WORKDAY = "workday"
    WEEK = "week"


def shifted(span: Slot, by: timedelta, zone: ZoneInfo) -> Slot | None:
    """`span` so much later by the clock on the wall; None where that clock never shows it."""
    start, end = _shifted(span.start, by, zone), _shifted(span.end, by, zone)
    if start is None or end is None or end <= start:
        return None
    return Slot(start, end)


def repeated(first: Slot, every: Every, times: int, zone: ZoneInfo) -> tuple[Slot, ...]:
    """`first` and the same hours of the following days or weeks, `times` in all.

    The hour on the wall stays, whatever summer time does to UTC. Raises Refusal `time.gap` if
    clocks skip it one day.
    """
    sittings = [first]
    day = 0
    while len(sittings) < times:
        day += 7 if every is Every.WEEK else 1
        weekday = (first.start.astimezone(zone) + timedelta(days=day)).weekday()
        if every is Every.WORKDAY and weekday > 4:
            continue
        moved = shifted(first, timedelta(days=day), zone)
        if moved is None:
            raise Refusal("time.gap", days=day)
        sittings.append(moved)
    return tuple(sittings)


def within(week: Week, span: Slot, zone: ZoneInfo) -> bool:
    """Whether `span` lies within the hours of one day."""
    start, end = span.start.astimezone(zone), span.end.astimezone(zone)
    last = (end - timedelta(microseconds=1)).date()
    if start.date() != last:
        return False
    return any(hours.hold(start.time(), end.time()) for hours in week.get(start.weekday(), ()))


def _shifted(moment: datetime, by: timedelta, zone: ZoneInfo) -> datetime | None:
    wall = (moment.astimezone(zone).replace(tzinfo=None) + by).replace(tzinfo=zone)
    there = wall.astimezone(UTC)
    exists = there.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None)
    return there if exists else None


def _end(clock: time) -> timedelta:
    if clock == time():
        return timedelta(days=1)
    return timedelta(
        hours=clock.hour,
        minutes=clock.minute,
        seconds=clock.second,
        microseconds=clock.microsecond,
    )
