"""What the listing desk does to a hearing on the list: move it, name what follows it. Pure."""

from dataclasses import replace

from hearing.commands import Listing, NameSuccessor, Reschedule
from hearing.events import DevicePlace, Event, Rescheduled, SuccessorNamed
from hearing.plan import check_places
from hearing.refusal import Refusal
from hearing.state import HearingState, Point, Status
from hearing.texts import MAX_NAME, MAX_REASON, limited


def decide_listing(state: HearingState, command: Listing) -> list[Event]:
    """The events of `command`. Raises Refusal."""
    match command:
        case Reschedule():
            _must_be(state, command, Status.SCHEDULED)
            return [_rescheduled(state, command)]
        case NameSuccessor():
            _must_be(state, command, Status.ADJOURNED)
            return [SuccessorNamed(successor=command.successor)]


def apply_listing(state: HearingState, event: Rescheduled | SuccessorNamed) -> HearingState:
    """`state` after the hearing was moved; a successor's name changes nothing in it."""
    if isinstance(event, SuccessorNamed):
        return state
    stands = {one.device: one.point for one in event.places}
    return replace(
        state,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        points={point.id: point for point in event.points},
        devices={
            key: replace(device, point=stands.get(key, device.point))
            for key, device in state.devices.items()
        },
    )


def _must_be(state: HearingState, command: Listing, status: Status) -> None:
    if state.status is not status:
        raise Refusal("hearing.state", state=state.status, command=command.type)


def _rescheduled(state: HearingState, command: Reschedule) -> Rescheduled:
    if not command.reason.strip():
        raise Refusal("hearing.reason_missing")
    check_places(command)
    for device in command.devices:
        if device.id not in state.devices:
            raise Refusal("hearing.unknown_device", device=device.id)
    return Rescheduled(
        starts_at=command.starts_at,
        ends_at=command.ends_at,
        sittings=command.sittings,
        points=tuple(
            Point(id=point.id, name=limited(point.name, MAX_NAME), kind=point.kind)
            for point in command.points
        ),
        places=tuple(
            DevicePlace(device=device.id, point=device.point) for device in command.devices
        ),
        reason=limited(command.reason, MAX_REASON),
    )
