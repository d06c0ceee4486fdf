"""When everything that a hearing wants is free: the nearest times, the next times. Pure."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler.calendar import WORKING_WEEK, Week, shifted, within
from scheduler.conflicts import Alternative
from scheduler.occupancy import Taken
from scheduler.slot import Slot
from scheduler.wanted import Wanted

STEP = timedelta(minutes=15)
REACH = timedelta(days=28)
"""How far from the wish alternatives are looked for, both ways."""


class Diary:
    """Something wanted, and when it is taken."""

    def __init__(self, wanted: Wanted, standing: Iterable[Taken]) -> None:
        self.wanted = wanted
        self._spans: defaultdict[int, tuple[list[datetime], list[datetime]]] = defaultdict(
            lambda: ([], [])
        )
        for each in sorted(standing, key=lambda one: one.span.start):
            starts, ends = self._spans[each.slot]
            starts.append(each.span.start)
            ends.append(each.span.end)

    def free(self, span: Slot) -> bool:
        """Whether one is to be had the whole of `span`, in its hours, buffers included."""
        whole = self.wanted.around(span)
        slots = range(self.wanted.capacity)
        free = any(self._slot_free(slot, whole) for slot in slots)
        return free and self.wanted.open_during(span)

    def _slot_free(self, slot: int, whole: Slot) -> bool:
        starts, ends = self._spans[slot]
        # A slot's spans never overlap, so their ends are in order as well.
        after = bisect_right(ends, whole.start)
        return after == len(starts) or starts[after] >= whole.end


@dataclass(frozen=True, slots=True)
class Room:
    """A courtroom, and its escort teams where an accused is to sit in it."""

    diary: Diary
    escorts: Diary | None = None

    def free(self, span: Slot) -> bool:
        """Whether a sitting could be there."""
        return self.diary.free(span) and (self.escorts is None or self.escorts.free(span))


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for: `sittings` as wished, `all_of` and one of `courtrooms` (the wished
    one first) free, not before `now`. in_hours: within working hours whatever was wished."""

    sittings: tuple[Slot, ...]
    all_of: tuple[Diary, ...]
    courtrooms: tuple[Room, ...]
    zone: ZoneInfo
    now: datetime
    week: Week = field(default_factory=lambda: WORKING_WEEK)
    in_hours: bool = False


def nearest(search: Search, count: int = 3) -> list[Alternative]:
    """The `count` times nearest to the wish, later before earlier; each with a courtroom."""
    return _first(search, _around(), count)


def following(search: Search, until: datetime, count: int) -> list[Alternative]:
    """The first `count` times in working hours from the wish on that end by `until`."""
    search = replace(search, in_hours=True)
    steps = (until - search.sittings[-1].end) // STEP
    return _first(search, (step * STEP for step in range(steps + 1)), count)


def _first(search: Search, shifts: Iterable[timedelta], count: int) -> list[Alternative]:
    found: list[Alternative] = []
    for by in shifts:
        sittings = _at(search, by)
        courtroom = None if sittings is None else _courtroom(search, sittings)
        if sittings is not None and courtroom is not None:
            found.append(Alternative(sittings, courtroom))
            if len(found) == count:
                break
    return found


def _around() -> Iterator[timedelta]:
    yield timedelta()
    for step in range(1, REACH // STEP + 1):
        yield step * STEP
        yield -step * STEP


def _at(search: Search, by: timedelta) -> tuple[Slot, ...] | None:
    """The sittings `by` later, if that is a time to sit."""
    sittings: list[Slot] = []
    for one in search.sittings:
        moved = shifted(one, by, search.zone)
        if moved is None or moved.start < search.now:
            return None
        sittings.append(moved)
    return tuple(sittings)


def _usual(search: Search, sittings: Sequence[Slot]) -> bool:
    """Whether a courtroom without hours of its own would sit then: within the working day; at
    the wished hour, where a wish lies outside it (at night, or longer than a day)."""
    for wish, moved in zip(search.sittings, sittings, strict=True):
        if within(search.week, moved, search.zone):
            continue
        wished, now = wish.start.astimezone(search.zone), moved.start.astimezone(search.zone)
        outside = not (search.in_hours or within(search.week, wish, search.zone))
        if not outside or wished.time() != now.time():
            return False
    return True


def _courtroom(search: Search, sittings: Sequence[Slot]) -> str | None:
    usual = _usual(search, sittings)
    rooms = [one for one in search.courtrooms if usual or one.diary.wanted.hours]
    if not rooms or not all(diary.free(one) for diary in search.all_of for one in sittings):
        return None
    return next(
        (room.diary.wanted.id for room in rooms if all(room.free(one) for one in sittings)),
        None,
    )
