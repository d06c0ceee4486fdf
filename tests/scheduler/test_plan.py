"""Rulings on what a hearing is made of."""

from dataclasses import replace

import pytest

from hearing.refusal import Refusal
from hearing.roles import Role
from scheduler.entries import Person, Point, PointKind
from scheduler.plan import DeviceKind, DeviceWish, Known, Plan, SeatWish, check
from scheduler.slot import Slot
from tests.scheduler.world import at

KNOWN = Known(
    {
        "room": Point("room", "court", "Phòng 1", PointKind.CENTRAL, 1),
        "room2": Point("room2", "court", "Phòng 2", PointKind.CENTRAL, 1),
        "theirs": Point("theirs", "other", "Phòng", PointKind.CENTRAL, 1),
        **{
            f"far{n}": Point(f"far{n}", "other", f"Điểm {n}", PointKind.COMPONENT, 1)
            for n in range(4)
        },
    },
    {
        "judge": Person("judge", "court", "A"),
        "counsel": Person("counsel", "court", "B"),
        "stranger": Person("stranger", "other", "C"),
    },
)
ROOM = DeviceWish("r", DeviceKind.ROOM, "room")
LAPTOP = DeviceWish("l", DeviceKind.PERSONAL, None)
JUDGE = SeatWish("judge", Role.PRESIDING_JUDGE, "r")
COUNSEL = SeatWish("counsel", Role.DEFENCE_COUNSEL, "l")
GOOD = Plan(
    "court", "case", None, Slot(at(0), at(1)), ("room",), (ROOM, LAPTOP), (JUDGE, COUNSEL)
)

BAD: list[tuple[str, Plan, str]] = [
    ("no point", replace(GOOD, points=()), "hearing.points"),
    ("two courtrooms", replace(GOOD, points=("room", "room2")), "hearing.points"),
    ("no courtroom", replace(GOOD, points=("far0",)), "hearing.points"),
    (
        "four component points",
        replace(GOOD, points=("room", "far0", "far1", "far2", "far3")),
        "hearing.points",
    ),
    ("a point twice", replace(GOOD, points=("room", "room")), "hearing.duplicate"),
    ("an unknown point", replace(GOOD, points=("room", "nowhere")), "point.unknown"),
    ("another court's room", replace(GOOD, points=("theirs",)), "hearing.other_court"),
    ("a device twice", replace(GOOD, devices=(ROOM, ROOM)), "hearing.duplicate"),
    (
        "a room device nowhere",
        replace(GOOD, devices=(replace(ROOM, point=None), LAPTOP)),
        "hearing.device_point",
    ),
    (
        "a room device at no point of the hearing",
        replace(GOOD, devices=(replace(ROOM, point="room2"), LAPTOP)),
        "hearing.device_point",
    ),
    (
        "a personal device at no point of the hearing",
        replace(GOOD, devices=(ROOM, replace(LAPTOP, point="room2"))),
        "hearing.device_point",
    ),
    (
        "an unknown person",
        replace(GOOD, seats=(replace(JUDGE, person="nobody"),)),
        "person.unknown",
    ),
    (
        "a person of another court",
        replace(GOOD, seats=(replace(JUDGE, person="stranger"),)),
        "hearing.other_court",
    ),
    (
        "a person twice",
        replace(GOOD, seats=(JUDGE, replace(COUNSEL, person="judge"))),
        "hearing.duplicate",
    ),
    (
        "a seat without device",
        replace(GOOD, seats=(replace(JUDGE, device="none"),)),
        "hearing.seat_device",
    ),
    (
        "two people at a personal device",
        replace(GOOD, seats=(JUDGE, COUNSEL, replace(COUNSEL, person="stranger"))),
        "hearing.other_court",
    ),
    (
        "two people of ours at a personal device",
        replace(GOOD, seats=(replace(JUDGE, device="l"), COUNSEL)),
        "hearing.personal_device",
    ),
    (
        "two presiding judges",
        replace(GOOD, seats=(JUDGE, replace(COUNSEL, role=Role.PRESIDING_JUDGE))),
        "hearing.presiding_judge",
    ),
    (
        "a hundred and one devices",
        replace(GOOD, devices=tuple(replace(LAPTOP, key=f"d{n}") for n in range(101))),
        "hearing.too_many",
    ),
]


def test_a_courtroom_three_points_and_people_at_devices_are_a_hearing() -> None:
    """The most points TTLT 05/2021 art. 4(2) allows; component ones may be another court's."""
    check(replace(GOOD, points=("room", "far0", "far1", "far2")), KNOWN)


def test_a_laptop_may_stand_in_the_courtroom_or_anywhere_else() -> None:
    check(replace(GOOD, devices=(ROOM, replace(LAPTOP, point="room"))), KNOWN)
    check(GOOD, KNOWN)


@pytest.mark.parametrize(("plan", "code"), [row[1:] for row in BAD], ids=[r[0] for r in BAD])
def test_what_is_no_hearing_is_refused(plan: Plan, code: str) -> None:
    """The first rule broken names itself."""
    with pytest.raises(Refusal) as refused:
        check(plan, KNOWN)
    assert refused.value.code == code
