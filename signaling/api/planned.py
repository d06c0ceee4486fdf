"""What is booked in the ledger's words: the commands that list a hearing, move it and change
who comes. Pure."""

from collections.abc import Sequence

from hearing.commands import (
    PlannedDevice,
    PlannedPoint,
    PlannedSeat,
    Replan,
    Reschedule,
    Schedule,
)
from hearing.ids import DeviceId, HearingId, PersonId, PointId, SeatId
from hearing.roles import Role
from hearing.state import Sitting
from scheduler.entries import Point
from scheduler.hearings import Booked, BookedDevice, BookedSeat
from scheduler.slot import Slot


def schedule(booked: Booked) -> Schedule:
    """The command that puts `booked` on the list."""
    line = booked.line
    return Schedule(
        title=line.title,
        starts_at=line.span.start,
        ends_at=line.span.end,
        points=_points(booked.points),
        devices=_devices(booked.devices),
        seats=_seats(booked.seats),
        admission=line.admission,
        sittings=_sittings(booked.sittings),
        predecessor=None if line.predecessor is None else HearingId(line.predecessor),
    )


def reschedule(moved: Booked, reason: str) -> Reschedule:
    """The command that says when and where a listed hearing is now."""
    return Reschedule(
        starts_at=moved.line.span.start,
        ends_at=moved.line.span.end,
        sittings=_sittings(moved.sittings),
        points=_points(moved.points),
        devices=_devices(moved.devices),
        reason=reason,
    )


def replan(now: Booked, leaving: Sequence[str], reason: str) -> Replan:
    """The command that says who comes to a listed hearing now, and where they sit."""
    return Replan(
        points=_points(now.points),
        devices=_devices(now.devices),
        seats=_seats(
            [
                seat
                for seat in now.seats
                if not seat.revoked and seat.role is not Role.ROOM_DEVICE
            ]
        ),
        leaving=tuple(map(SeatId, leaving)),
        reason=reason,
    )


def _points(points: Sequence[Point]) -> tuple[PlannedPoint, ...]:
    return tuple(
        PlannedPoint(id=PointId(one.id), name=one.name, kind=one.kind.value) for one in points
    )


def _devices(devices: Sequence[BookedDevice]) -> tuple[PlannedDevice, ...]:
    return tuple(
        PlannedDevice(
            id=DeviceId(one.id),
            kind=one.kind.value,
            point=None if one.point is None else PointId(one.point),
        )
        for one in devices
    )


def _seats(seats: Sequence[BookedSeat]) -> tuple[PlannedSeat, ...]:
    return tuple(
        PlannedSeat(
            id=SeatId(one.id),
            person=PersonId(one.person),
            role=one.role,
            device=DeviceId(one.device),
            display=one.name,
        )
        for one in seats
    )


def _sittings(sittings: Sequence[Slot]) -> tuple[Sitting, ...]:
    return tuple(Sitting(starts_at=one.start, ends_at=one.end) for one in sittings)
