"""A week's list as somebody asks for it, and what it is in the solver's terms. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hearing.roles import Role
from scheduler.listing.problem import FREE, MINUTES, STEPS_A_DAY, Lock, Placed, Span, Waiting
from scheduler.plan import DeviceKind, DeviceWish, Plan, SeatWish
from scheduler.slot import Slot
from scheduler.wanted import escort_key

_STEP = timedelta(minutes=MINUTES)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Attending:
    """Somebody beside the judge. point: the component point they are at; None: the
    courtroom."""

    person: str
    role: Role
    point: str | None = None


@dataclass(frozen=True, slots=True)
class CaseAsked:
    """A case to list. rooms: none named means any courtroom. held: a time, room or judge that
    is settled."""

    case: str
    minutes: int
    judges: tuple[str, ...]
    rooms: tuple[str, ...] = ()
    people: tuple[Attending, ...] = ()
    points: tuple[str, ...] = ()
    windows: tuple[Slot, ...] = ()
    priority: int = 1
    starts_at: datetime | None = None
    room: str | None = None
    judge: str | None = None


@dataclass(frozen=True, slots=True)
class ListAsked:
    """A list to make: `days` days from `first_day`, each from `opens` to `closes`; of weekends
    only if asked."""

    court: str
    first_day: date
    days: int
    opens: time
    closes: time
    cases: tuple[CaseAsked, ...]
    judge_minutes_a_day: int | None = None
    weekends: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """Steps and moments, by the court's clocks."""

    first_day: date
    zone: ZoneInfo

    def floor(self, moment: datetime) -> int:
        """The step that `moment` lies in."""
        return (self._wall(moment) - self._midnight()) // _STEP

    def ceil(self, moment: datetime) -> int:
        """The first step that does not begin before `moment`."""
        return -((self._midnight() - self._wall(moment)) // _STEP)

    def span(self, slot: Slot) -> Span:
        """All steps that `slot` touches."""
        return self.floor(slot.start), self.ceil(slot.end)

    def inside(self, slot: Slot) -> Span:
        """The steps that lie wholly in `slot`."""
        return self.ceil(slot.start), self.floor(slot.end)

    def is_step(self, moment: datetime) -> bool:
        """Whether a step begins then."""
        return self.floor(moment) == self.ceil(moment)

    def moment(self, step: int) -> datetime:
        """When a step begins."""
        return (self._midnight() + step * _STEP).replace(tzinfo=self.zone)

    def _wall(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone).replace(tzinfo=None)

    def _midnight(self) -> datetime:
        return datetime.combine(self.first_day, time())


def steps(minutes: int) -> int:
    """So many minutes in whole steps."""
    return -(-minutes // MINUTES)


def open_spans(asked: ListAsked, clock: Clock, now: datetime) -> tuple[Span, ...]:
    """When the court sits, as far as that is not over."""
    soonest = clock.ceil(now)
    opens, closes = (_of_day(one) for one in (asked.opens, asked.closes))
    spans = (
        (max(day * STEPS_A_DAY + opens, soonest), day * STEPS_A_DAY + (closes or STEPS_A_DAY))
        for day in range(asked.days)
        if asked.weekends or (asked.first_day + timedelta(days=day)).weekday() < _SATURDAY
    )
    return tuple((begin, end) for begin, end in spans if begin < end)


def waiting(one: CaseAsked, clock: Clock, rooms: Iterable[str], escorts: set[str]) -> Waiting:
    """In the solver's terms. rooms: the court's; escorts: points whose teams are counted."""
    held = Lock(
        None if one.starts_at is None else clock.floor(one.starts_at), one.room, one.judge
    )
    attending = {who.person for who in one.people}
    return Waiting(
        id=one.case,
        length=steps(one.minutes),
        judges=tuple(judge for judge in one.judges if judge not in attending),
        rooms=one.rooms or tuple(rooms),
        needs=needs(one, escorts),
        windows=tuple(clock.inside(slot) for slot in one.windows),
        weight=one.priority,
        lock=FREE if held == FREE else held,
    )


def needs(one: CaseAsked, escorts: set[str]) -> tuple[str, ...]:
    """All that it takes beside a judge and a room, each once."""
    dock = {who.point for who in one.people if who.role is Role.ACCUSED}
    teams = [escort_key(point) for point in one.points if point in dock & escorts]
    named = [*one.points, *teams, *(who.person for who in one.people)]
    return tuple(dict.fromkeys(named))


def plan(asked: ListAsked, one: CaseAsked, placed: Placed, clock: Clock) -> Plan:
    """The hearing to book for a case that is on the list."""
    start = clock.moment(placed.start).astimezone(UTC)
    at: Mapping[str | None, str] = {
        None: "courtroom",
        **{point: f"point-{number}" for number, point in enumerate(one.points, 1)},
    }
    devices = [DeviceWish("courtroom", DeviceKind.ROOM, placed.room)]
    devices += [DeviceWish(at[point], DeviceKind.ROOM, point) for point in one.points]
    seats = [SeatWish(placed.judge, Role.PRESIDING_JUDGE, "courtroom")]
    seats += [SeatWish(who.person, who.role, at[who.point]) for who in one.people]
    return Plan(
        court=asked.court,
        case=one.case,
        title=None,
        slot=Slot(start, start + timedelta(minutes=one.minutes)),
        points=(placed.room, *one.points),
        devices=tuple(devices),
        seats=tuple(seats),
    )


def _of_day(clock: time) -> int:
    return (clock.hour * 60 + clock.minute) // MINUTES
