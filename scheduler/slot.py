"""A span of time [start, end), and which spans a hearing or a link may have. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hearing.refusal import Refusal

LONGEST = timedelta(days=7)
FARTHEST = timedelta(days=366)  # from a hearing's first sitting to its last
MOST_BUFFER = timedelta(hours=24)
_YEARS = range(2000, 2200)  # outside, a time is a mistake, and the calendar's edge is near


@dataclass(frozen=True, slots=True)
class Slot:
    """[start, end): aware times, end after start. One may begin at the moment another ends."""

    start: datetime
    end: datetime

    def overlaps(self, other: "Slot") -> bool:
        """Whether any moment is in both."""
        return self.start < other.end and other.start < self.end


def moment(field: str, value: datetime) -> datetime:
    """`value` in UTC. Raises Refusal `time.zone` (it has none) or `time.range`."""
    if value.utcoffset() is None:
        raise Refusal("time.zone", field=field)
    if value.year not in _YEARS:
        raise Refusal("time.range", field=field)
    return value.astimezone(UTC)


def hearing_slot(starts_at: datetime, ends_at: datetime) -> Slot:
    """The span of a hearing. Raises Refusal `time.order`, `time.too_long` beside `moment`'s."""
    slot = Slot(moment("starts_at", starts_at), moment("ends_at", ends_at))
    if slot.end <= slot.start:
        raise Refusal("time.order", start="starts_at", end="ends_at")
    if slot.end - slot.start > LONGEST:
        raise Refusal("time.too_long", days=LONGEST.days)
    return slot


def together(slots: Iterable[Slot]) -> Slot:
    """From the first of `slots` to the last; there is one at least."""
    known = list(slots)
    return Slot(min(one.start for one in known), max(one.end for one in known))


def in_order(slots: Iterable[Slot]) -> tuple[Slot, ...]:
    """`slots` by their start. Raises Refusal `time.sittings_overlap`, `time.spread`."""
    ordered = tuple(sorted(slots, key=lambda one: (one.start, one.end)))
    if any(one.overlaps(other) for one, other in pairwise(ordered)):
        raise Refusal("time.sittings_overlap")
    if ordered[-1].end - ordered[0].start > FARTHEST:
        raise Refusal("time.spread", days=FARTHEST.days)
    return ordered


def link_slot(valid_from: datetime, valid_to: datetime) -> Slot:
    """The span in which a link may be redeemed. Raises Refusal `time.order`."""
    slot = Slot(moment("valid_from", valid_from), moment("valid_to", valid_to))
    if slot.end <= slot.start:
        raise Refusal("time.order", start="valid_from", end="valid_to")
    return slot
