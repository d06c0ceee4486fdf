"""Rulings on what the listing desk does to a hearing on the list."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hearing.apply import fold
from hearing.commands import (
    NameSuccessor,
    PlannedDevice,
    PlannedPoint,
    PlannedSeat,
    Replan,
    Reschedule,
)
from hearing.decide import decide
from hearing.ids import DeviceId, HearingId, PersonId, PointId, SeatId
from hearing.refusal import Refusal
from hearing.roles import Role
from hearing.state import Sitting, Status
from tests.hearing.cast import (
    BENCH,
    CLERK,
    COURTROOM,
    JUDGE,
    NOON,
    STAFF,
    a_hearing,
    a_plan,
    events_of,
)

LATER = NOON + timedelta(days=1)
OTHER = PointId("pt_other")


def a_move() -> Reschedule:
    """To another courtroom, a day later, with the bench's device."""
    plan = a_plan()
    points = tuple(
        PlannedPoint(id=OTHER, name="Phòng 2", kind="central")
        if point.id == COURTROOM
        else point
        for point in plan.points
    )
    devices = tuple(
        replace(device, point=OTHER) if device.point == COURTROOM else device
        for device in plan.devices
    )
    end = LATER + timedelta(hours=2)
    return Reschedule(
        starts_at=LATER,
        ends_at=end,
        sittings=(Sitting(starts_at=LATER, ends_at=end),),
        points=points,
        devices=devices,
        reason="Phòng 1 mất điện",
    )


def test_a_listed_hearing_is_moved_with_its_devices() -> None:
    """Who sits where stays; where the device stands changes."""
    state = a_hearing(Status.SCHEDULED)
    moved = fold(state, [(event, NOON) for event in events_of(state, a_move())])
    assert (moved.starts_at, moved.status, moved.seats) == (
        LATER,
        Status.SCHEDULED,
        state.seats,
    )
    assert moved.devices[BENCH].point == OTHER
    assert OTHER in moved.points
    assert COURTROOM not in moved.points


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.SCHEDULED}))
def test_only_a_listed_hearing_is_moved(status: Status) -> None:
    """Once it is open, people are on their way."""
    with pytest.raises(Refusal) as refused:
        decide(a_hearing(status), a_move(), STAFF, NOON)
    assert refused.value.code == "hearing.state"


def test_a_bad_move_is_refused() -> None:
    """Each with the rule it breaks."""
    move = a_move()
    stranger = PlannedDevice(id=DeviceId("dev_x"), kind="personal")
    for bad, code in (
        (replace(move, reason=" "), "hearing.reason_missing"),
        (replace(move, points=()), "hearing.plan_central"),
        (replace(move, ends_at=move.starts_at), "hearing.plan_times"),
        (replace(move, points=a_plan().points), "hearing.plan_point"),
        (replace(move, devices=(stranger,)), "hearing.unknown_device"),
        (replace(move, reason="x" * 501), "hearing.text_too_long"),
    ):
        with pytest.raises(Refusal) as refused:
            decide(a_hearing(Status.SCHEDULED), bad, STAFF, NOON)
        assert refused.value.code == code


@pytest.mark.parametrize("by", [JUDGE, CLERK])
def test_only_the_listing_desk_moves_a_hearing(by: object) -> None:
    """In the courtroom it is adjourned."""
    with pytest.raises(Refusal) as refused:
        decide(a_hearing(Status.SCHEDULED), a_move(), by, NOON)  # type: ignore[arg-type]
    assert refused.value.code == "hearing.role"


def test_only_an_adjourned_hearing_has_a_successor() -> None:
    """Its name is in the ledger and changes nothing else."""
    named = NameSuccessor(successor=HearingId("hrg_0000000000000002"))
    state = a_hearing(Status.ADJOURNED)
    events = decide(state, named, STAFF, NOON)
    assert fold(state, [(event, NOON) for event in events]) == state
    with pytest.raises(Refusal) as refused:
        decide(a_hearing(Status.CLOSED), named, STAFF, NOON)
    assert refused.value.code == "hearing.state"


def a_new_cast() -> Replan:
    """Somebody new at a device of their own; the last of those planned stays away."""
    plan = a_plan()
    new = PlannedSeat(
        id=SeatId("seat_new"),
        person=PersonId("per_new"),
        role=Role.DEFENCE_COUNSEL,
        device=DeviceId("dev_new"),
        display="Lê Văn Mới",
    )
    return Replan(
        points=plan.points,
        devices=(*plan.devices, PlannedDevice(id=new.device, kind="personal")),
        seats=(*plan.seats[:-1], new),
        leaving=(plan.seats[-1].id,),
        reason="Đổi người bào chữa",
    )


def test_another_cast_leaves_the_others_as_they_are() -> None:
    """One seat goes, one device and one seat come; the same again is nothing."""
    state, order = a_hearing(Status.SCHEDULED), a_new_cast()
    events = events_of(state, order)
    assert [event.type for event in events] == ["seat_revoked", "replanned", "person_seated"]
    now = fold(state, [(event, NOON) for event in events])
    assert now.seats[order.leaving[0]].revoked
    assert not now.seats[SeatId("seat_new")].revoked
    assert set(now.devices) == {*state.devices, DeviceId("dev_new")}
    assert events_of(now, order) == []


def test_a_device_goes_with_nobody_at_it_only() -> None:
    """Who ever sat at one keeps it in the record, even when the point is gone."""
    state, order = a_hearing(Status.SCHEDULED), a_new_cast()
    seats = tuple(one for one in order.seats if one.device == BENCH)
    devices = tuple(one for one in order.devices if one.id == BENCH)
    alone = replace(order, devices=devices, seats=seats)
    now = fold(state, [(event, NOON) for event in events_of(state, alone)])
    assert {seat.device for seat in now.seats.values()} <= set(now.devices)
    assert {seat.device for seat in now.seats.values() if not seat.revoked} == {BENCH}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"reason": " "}, "hearing.reason_missing"),
        ({"points": ()}, "hearing.plan_central"),
        ({"devices": ()}, "hearing.plan_device"),
    ],
)
def test_a_cast_that_breaks_a_rule_is_refused(change: dict[str, object], code: str) -> None:
    """As when the hearing was listed."""
    order = replace(a_new_cast(), **change)  # type: ignore[arg-type]
    with pytest.raises(Refusal) as refused:
        decide(a_hearing(Status.SCHEDULED), order, STAFF, NOON)
    assert refused.value.code == code


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.SCHEDULED}))
def test_only_a_listed_hearing_is_cast_anew(status: Status) -> None:
    """Once it is open, the clerk seats people."""
    with pytest.raises(Refusal) as refused:
        decide(a_hearing(status), a_new_cast(), STAFF, NOON)
    assert refused.value.code == "hearing.state"
