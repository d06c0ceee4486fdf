"""What a hearing must be made of before it can be booked: one table of rules. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from hearing.refusal import Refusal
from hearing.roles import Role
from hearing.state import Admission
from scheduler.entries import Person, Point, PointKind
from scheduler.fitting import may_sit_as
from scheduler.slot import Slot, in_order

MOST_COMPONENT_POINTS = 3  # TTLT 05/2021 art. 4(2), as policies/vn.toml; a test compares
MOST_DEVICES = 100
MOST_SEATS = 300
MOST_SITTINGS = 60


class DeviceKind(StrEnum):
    """A room device belongs to a point; a personal one is one person's, wherever they are."""

    ROOM = "room"
    PERSONAL = "personal"


@dataclass(frozen=True, slots=True)
class DeviceWish:
    """A device under the name (`key`) that the seats of the same request use for it."""

    key: str
    kind: DeviceKind
    point: str | None


@dataclass(frozen=True, slots=True)
class SeatWish:
    """A person in a role at the device named `device`."""

    person: str
    role: Role
    device: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A hearing as somebody wants it: `slot` is its first sitting, `more` are the others."""

    court: str
    case: str
    title: str | None
    slot: Slot
    points: tuple[str, ...]
    devices: tuple[DeviceWish, ...]
    seats: tuple[SeatWish, ...]
    admission: Admission = "open"
    more: tuple[Slot, ...] = ()

    @property
    def sittings(self) -> tuple[Slot, ...]:
        """All of them by their start. Raises Refusal `time.sittings_overlap`, `time.spread`."""
        return in_order((self.slot, *self.more))


@dataclass(frozen=True, slots=True)
class Known:
    """What the directory knows of the ids a plan names."""

    points: Mapping[str, Point]
    people: Mapping[str, Person]


def check(plan: Plan, known: Known) -> None:
    """Raise the Refusal of the first rule that `plan` breaks."""
    for rule in RULES:
        rule(plan, known)


def _sizes(plan: Plan, known: Known) -> None:
    for what, count, most in (
        ("devices", len(plan.devices), MOST_DEVICES),
        ("seats", len(plan.seats), MOST_SEATS),
        ("sittings", 1 + len(plan.more), MOST_SITTINGS),
    ):
        if count > most:
            raise Refusal("hearing.too_many", what=what, most=most)


def _nothing_twice(plan: Plan, known: Known) -> None:
    for what, names in (
        ("points", plan.points),
        ("devices", [device.key for device in plan.devices]),
        ("seats", [seat.person for seat in plan.seats]),
    ):
        twice = _first_repeated(names)
        if twice is not None:
            raise Refusal("hearing.duplicate", what=what, id=twice)


def _points_exist(plan: Plan, known: Known) -> None:
    for point in plan.points:
        if point not in known.points:
            raise Refusal("point.unknown", id=point)
        if known.points[point].retired_at is not None:
            raise Refusal("point.retired", id=point)


def _points_fit(plan: Plan, known: Known) -> None:
    kinds = Counter(known.points[point].kind for point in plan.points)
    central, component = kinds[PointKind.CENTRAL], kinds[PointKind.COMPONENT]
    if central != 1 or component > MOST_COMPONENT_POINTS:
        raise Refusal(
            "hearing.points",
            central=central,
            component=component,
            most=MOST_COMPONENT_POINTS,
        )


def _courtroom_is_the_courts(plan: Plan, known: Known) -> None:
    for point in plan.points:
        place = known.points[point]
        if place.kind is PointKind.CENTRAL and place.court != plan.court:
            raise Refusal("hearing.other_court", what="point", id=point)


def _devices_stand_somewhere(plan: Plan, known: Known) -> None:
    for device in plan.devices:
        elsewhere = device.point is None and device.kind is DeviceKind.PERSONAL
        if not (elsewhere or device.point in plan.points):
            raise Refusal("hearing.device_point", key=device.key)


def _people_exist(plan: Plan, known: Known) -> None:
    for seat in plan.seats:
        person = known.people.get(seat.person)
        if person is None:
            raise Refusal("person.unknown", id=seat.person)
        if person.court != plan.court:
            raise Refusal("hearing.other_court", what="person", id=seat.person)
        if person.retired_at is not None:
            raise Refusal("person.retired", id=seat.person)


def _nobody_twice_by_card(plan: Plan, known: Known) -> None:
    """Two entries with one card number are one person."""
    cards = [known.people[seat.person].card for seat in plan.seats]
    twice = _first_repeated(card.casefold() for card in cards if card is not None)
    if twice is not None:
        raise Refusal("hearing.duplicate", what="seats", id=twice)


def _people_sit_as_who_they_are(plan: Plan, known: Known) -> None:
    for seat in plan.seats:
        if not may_sit_as(known.people[seat.person].roles, seat.role):
            raise Refusal("person.role", id=seat.person, role=seat.role.value)


def _seats_have_devices(plan: Plan, known: Known) -> None:
    keys = {device.key for device in plan.devices}
    for seat in plan.seats:
        if seat.device not in keys:
            raise Refusal("hearing.seat_device", key=seat.device)


def _nobody_is_a_device(plan: Plan, known: Known) -> None:
    """A point's own screen gets its seat with its link, not by booking."""
    if any(seat.role is Role.ROOM_DEVICE for seat in plan.seats):
        raise Refusal("hearing.room_device")


def _personal_means_one_person(plan: Plan, known: Known) -> None:
    personal = {d.key for d in plan.devices if d.kind is DeviceKind.PERSONAL}
    crowded = _first_repeated(s.device for s in plan.seats if s.device in personal)
    if crowded is not None:
        raise Refusal("hearing.personal_device", key=crowded)


def _one_presides(plan: Plan, known: Known) -> None:
    if sum(seat.role is Role.PRESIDING_JUDGE for seat in plan.seats) > 1:
        raise Refusal("hearing.presiding_judge")


RULES: tuple[Callable[[Plan, Known], None], ...] = (
    _sizes,
    _nothing_twice,
    _points_exist,
    _points_fit,
    _courtroom_is_the_courts,
    _devices_stand_somewhere,
    _people_exist,
    _nobody_twice_by_card,
    _people_sit_as_who_they_are,
    _seats_have_devices,
    _nobody_is_a_device,
    _personal_means_one_person,
    _one_presides,
)
"""In this order: a later rule may rely on the earlier ones."""


def _first_repeated(names: Iterable[str]) -> str | None:
    counts = Counter(names)
    return next((name for name, count in counts.items() if count > 1), None)
