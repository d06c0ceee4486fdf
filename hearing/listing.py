"""What the listing desk does to a hearing on the list: move it, change who comes, name what
follows it. Pure."""

from dataclasses import replace

from hearing.commands import Listing, NameSuccessor, Replan, Reschedule
from hearing.events import (
    DevicePlace,
    DevicePlanned,
    Event,
    PersonSeated,
    Replanned,
    Rescheduled,
    SeatRevoked,
    SuccessorNamed,
)
from hearing.lobby import abandoned
from hearing.plan import check_cast, check_places
from hearing.refusal import Refusal
from hearing.state import Device, HearingState, Point, Status
from hearing.texts import MAX_NAME, MAX_REASON, limited


def decide_listing(state: HearingState, command: Listing) -> list[Event]:
    """The events of `command`. Raises Refusal."""
    match command:
        case Reschedule():
            _must_be(state, command, Status.SCHEDULED)
            return [_rescheduled(state, command)]
        case Replan():
            _must_be(state, command, Status.SCHEDULED)
            return _replanned(state, command)
        case NameSuccessor():
            _must_be(state, command, Status.ADJOURNED)
            return [SuccessorNamed(successor=command.successor)]


def apply_listing(
    state: HearingState, event: Rescheduled | Replanned | SuccessorNamed
) -> HearingState:
    """`state` after the hearing was moved; a successor's name changes nothing in it."""
    if isinstance(event, SuccessorNamed):
        return state
    if isinstance(event, Replanned):
        return _with_devices(state, event)
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


def _with_devices(state: HearingState, event: Replanned) -> HearingState:
    """A device stays as it is but for its place; one that nobody ever sat at goes."""
    sat = {seat.device for seat in state.seats.values()}
    devices = {key: one for key, one in state.devices.items() if key in sat}
    for new in event.devices:
        known = state.devices.get(new.id) or Device(id=new.id, kind=new.kind, point=None)
        devices[new.id] = replace(known, kind=new.kind, point=new.point)
    return replace(state, devices=devices)


def _replanned(state: HearingState, command: Replan) -> list[Event]:
    """Who leaves, then what stands where, then who comes or sits elsewhere."""
    if not command.reason.strip():
        raise Refusal("hearing.reason_missing")
    check_cast(command)
    reason = limited(command.reason, MAX_REASON)
    kept = {device.id for device in command.devices}
    leaving = [
        seat
        for seat in state.seats.values()
        if not seat.revoked and (seat.id in command.leaving or seat.device not in kept)
    ]
    gone = [SeatRevoked(seat=seat.id, reason=reason) for seat in leaving]
    ended = [event for seat in leaving for event in abandoned(state, seat.device)][:1]
    return [*ended, *gone, *_devices(state, command, reason), *_seats(state, command)]


def _devices(state: HearingState, command: Replan, reason: str) -> list[Event]:
    stood = {(one.id, one.kind, one.point) for one in state.devices.values()}
    devices = tuple(
        DevicePlanned(id=one.id, kind=one.kind, point=one.point) for one in command.devices
    )
    stand = {(one.id, one.kind, one.point) for one in devices}
    return [] if stand == stood else [Replanned(devices=devices, reason=reason)]


def _seats(state: HearingState, command: Replan) -> list[Event]:
    sit = {seat.id: seat.device for seat in state.seats.values() if not seat.revoked}
    return [
        PersonSeated(
            seat=one.id,
            person=one.person,
            role=one.role,
            device=one.device,
            display=limited(one.display, MAX_NAME),
        )
        for one in command.seats
        if sit.get(one.id) != one.device
    ]


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
