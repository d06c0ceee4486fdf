from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from hearing.commands import PlannedPoint, Schedule
from hearing.ids import DeviceId, PointId
from hearing.plan import MAX_DEVICES, RULES, check
from hearing.refusal import Refusal
from tests.hearing.cast import (
    ACCUSED,
    BENCH,
    COUNSEL,
    COURTROOM,
    JUDGE,
    NOON,
    a_plan,
    device,
    seat,
)


def component(number: int) -> PlannedPoint:
    return PlannedPoint(id=PointId(f"pt_{number}"), name="Điểm cầu", kind="component")


Breaking = Callable[[Schedule], Schedule]
BREAKS: list[tuple[str, Breaking]] = [
    ("hearing.plan_central", lambda plan: replace(plan, points=plan.points[1:])),
    (
        "hearing.plan_central",
        lambda plan: replace(
            plan, points=(*plan.points, replace(plan.points[0], id=PointId("pt_other")))
        ),
    ),
    (
        "hearing.plan_components",
        lambda plan: replace(plan, points=(*plan.points, *map(component, range(3)))),
    ),
    (
        "hearing.plan_size",
        lambda plan: replace(
            plan, devices=tuple(device(DeviceId(f"d{n}")) for n in range(MAX_DEVICES + 1))
        ),
    ),
    ("hearing.plan_duplicate", lambda plan: replace(plan, seats=plan.seats + plan.seats[:1])),
    ("hearing.plan_duplicate", lambda plan: replace(plan, devices=plan.devices * 2)),
    (
        "hearing.plan_duplicate",
        lambda plan: replace(plan, points=plan.points + plan.points[1:]),
    ),
    (
        "hearing.plan_point",
        lambda plan: replace(
            plan, devices=(replace(plan.devices[0], point=None), *plan.devices[1:])
        ),
    ),
    (
        "hearing.plan_point",
        lambda plan: replace(
            plan, devices=(replace(plan.devices[0], point=PointId("pt_x")), *plan.devices[1:])
        ),
    ),
    ("hearing.plan_device", lambda plan: replace(plan, devices=plan.devices[1:])),
    (
        "hearing.plan_personal",
        lambda plan: replace(
            plan, seats=(*plan.seats[:2], seat(ACCUSED, COUNSEL), plan.seats[3])
        ),
    ),
    ("hearing.plan_times", lambda plan: replace(plan, ends_at=plan.starts_at)),
    ("hearing.plan_times", lambda plan: replace(plan, ends_at=NOON - timedelta(hours=1))),
]


@pytest.mark.parametrize(("code", "broken"), BREAKS)
def test_a_plan_that_breaks_a_rule_is_refused_by_that_rule(code: str, broken: Breaking) -> None:
    with pytest.raises(Refusal) as refused:
        check(broken(a_plan()))
    assert refused.value.code == code


def test_every_rule_has_a_case_and_a_source() -> None:
    assert {code for code, _, _ in RULES} == {code for code, _ in BREAKS}
    assert all(source for _, _, source in RULES)


def test_three_component_points_beside_the_courtroom_are_lawful() -> None:
    check(replace(a_plan(), points=(*a_plan().points, component(1), component(2))))


def test_a_personal_device_may_stand_at_a_point() -> None:
    placed = replace(device(COUNSEL), point=COURTROOM)
    check(
        replace(
            a_plan(), devices=(device(BENCH, COURTROOM), placed), seats=(seat(JUDGE, BENCH),)
        )
    )
