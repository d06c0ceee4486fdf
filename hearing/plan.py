"""What a hearing's plan must satisfy before it is listed. Pure; one row a rule."""

from collections import Counter
from collections.abc import Callable, Iterable

from hearing.commands import Replan, Reschedule, Schedule
from hearing.refusal import Refusal

MAX_COMPONENT_POINTS = 3  # TTLT 05/2021 art. 4(2) (V), without the central point
MAX_DEVICES = 200
MAX_SEATS = 500


def _one_central_point(plan: Schedule | Reschedule | Replan) -> bool:
    return sum(point.kind == "central" for point in plan.points) == 1


def _few_component_points(plan: Schedule | Reschedule | Replan) -> bool:
    return sum(point.kind == "component" for point in plan.points) <= MAX_COMPONENT_POINTS


def _sizes(plan: Schedule | Replan) -> bool:
    return len(plan.devices) <= MAX_DEVICES and len(plan.seats) <= MAX_SEATS


def _distinct(ids: Iterable[str]) -> bool:
    listed = list(ids)
    return len(listed) == len(set(listed))


def _ids_distinct(plan: Schedule | Replan) -> bool:
    return (
        _distinct(point.id for point in plan.points)
        and _distinct(device.id for device in plan.devices)
        and _distinct(seat.id for seat in plan.seats)
    )


def _devices_stand_at_points(plan: Schedule | Reschedule | Replan) -> bool:
    points = {point.id for point in plan.points}
    return all(
        device.point in points or (device.point is None and device.kind == "personal")
        for device in plan.devices
    )


def _seats_have_devices(plan: Schedule | Replan) -> bool:
    devices = {device.id for device in plan.devices}
    return all(seat.device in devices for seat in plan.seats)


def _personal_means_one(plan: Schedule | Replan) -> bool:
    personal = {device.id for device in plan.devices if device.kind == "personal"}
    seated = Counter(seat.device for seat in plan.seats if seat.device in personal)
    return all(number == 1 for number in seated.values())


def _times_in_order(plan: Schedule | Reschedule) -> bool:
    return plan.starts_at < plan.ends_at


_POINTS: tuple[tuple[str, Callable[[Schedule | Reschedule | Replan], bool], str], ...] = (
    ("hearing.plan_central", _one_central_point, "TTLT 05/2021 art. 4(2) (V)"),
    ("hearing.plan_components", _few_component_points, "TTLT 05/2021 art. 4(2) (V)"),
)
_STAND = (("hearing.plan_point", _devices_stand_at_points, "P: a room device is in a place"),)
_TIMES = (("hearing.plan_times", _times_in_order, "P: [start, end)"),)

PLACES: tuple[tuple[str, Callable[[Schedule | Reschedule], bool], str], ...] = (
    *_POINTS,
    *_STAND,
    *_TIMES,
)
"""(refusal code, rule, source) of where and when, also when a hearing is moved."""

CAST: tuple[tuple[str, Callable[[Schedule | Replan], bool], str], ...] = (
    *_POINTS,
    ("hearing.plan_size", _sizes, "P: what one courtroom carries"),
    ("hearing.plan_duplicate", _ids_distinct, "P: an id names one thing"),
    *_STAND,
    ("hearing.plan_device", _seats_have_devices, "P: people are seated at devices"),
    ("hearing.plan_personal", _personal_means_one, "P: a personal device is one person's"),
)
"""(refusal code, rule, source) of who comes where, also when that is changed."""

RULES: tuple[tuple[str, Callable[[Schedule], bool], str], ...] = (*CAST, *_TIMES)
"""(refusal code, rule, source)."""


def check(plan: Schedule) -> None:
    """Raise the Refusal of the first rule that `plan` breaks."""
    for code, holds, _source in RULES:
        if not holds(plan):
            raise Refusal(code)


def check_places(plan: Reschedule) -> None:
    """Raise the Refusal of the first rule of where and when that `plan` breaks."""
    for code, holds, _source in PLACES:
        if not holds(plan):
            raise Refusal(code)


def check_cast(plan: Replan) -> None:
    """Raise the Refusal of the first rule of who comes where that `plan` breaks."""
    for code, holds, _source in CAST:
        if not holds(plan):
            raise Refusal(code)
