"""A small hearing for tests: who sits where, and how it came to a status."""

from datetime import UTC, datetime, timedelta

from hearing.actors import SeatActor, StaffActor, System
from hearing.apply import apply
from hearing.commands import (
    Adjourn,
    Cancel,
    CloseHearing,
    Command,
    MoveInPerson,
    OpenHearing,
    PlannedDevice,
    PlannedPoint,
    PlannedSeat,
    Recess,
    Schedule,
    StartSession,
    Suspend,
)
from hearing.decide import decide
from hearing.events import Event
from hearing.ids import DeviceId, HearingId, PersonId, PointId, SeatId
from hearing.policy import MAY
from hearing.roles import Role
from hearing.state import DeviceKind, HearingState, Status

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
HEARING = HearingId("hrg_0000000000000001")
STAFF = StaffActor(name="listing")
SYSTEM = System(reason="observed")

COURTROOM = PointId("pt_courtroom")
PRISON = PointId("pt_prison")
BENCH = DeviceId("dev_bench")
DOCK = DeviceId("dev_dock")
COUNSEL = DeviceId("dev_counsel")
GALLERY_SCREEN = DeviceId("dev_gallery")
LAPTOP = DeviceId("dev_laptop")

JUDGE = SeatActor(seat=SeatId("seat_judge"), role=Role.PRESIDING_JUDGE)
CLERK = SeatActor(seat=SeatId("seat_clerk"), role=Role.CLERK)
ACCUSED = SeatActor(seat=SeatId("seat_accused"), role=Role.ACCUSED)
DEFENCE = SeatActor(seat=SeatId("seat_defence"), role=Role.DEFENCE_COUNSEL)
OBSERVER = SeatActor(seat=SeatId("seat_observer"), role=Role.OBSERVER)


def seat(actor: SeatActor, device: DeviceId) -> PlannedSeat:
    """A person for `actor`'s seat."""
    return PlannedSeat(
        id=actor.seat,
        person=PersonId(actor.seat.replace("seat", "per")),
        role=actor.role,
        device=device,
        display="Nguyễn Văn A",
    )


def device(
    name: DeviceId, point: PointId | None = None, kind: DeviceKind = "room"
) -> PlannedDevice:
    """A device at `point`; without one a personal device."""
    return PlannedDevice(id=name, kind=kind if point else "personal", point=point)


def a_plan() -> Schedule:
    """Judge and clerk at the bench, the accused in prison, counsel at home, one observer."""
    return Schedule(
        title="Phiên tòa hình sự sơ thẩm",
        starts_at=NOON,
        ends_at=NOON + timedelta(hours=2),
        points=(
            PlannedPoint(id=COURTROOM, name="Phòng xử án 1", kind="central"),
            PlannedPoint(id=PRISON, name="Trại tạm giam", kind="component"),
        ),
        devices=(
            device(BENCH, COURTROOM),
            device(DOCK, PRISON),
            device(COUNSEL),
            device(GALLERY_SCREEN),
            device(LAPTOP, COURTROOM, "companion"),
        ),
        seats=(
            seat(JUDGE, BENCH),
            seat(CLERK, BENCH),
            seat(ACCUSED, DOCK),
            seat(DEFENCE, COUNSEL),
            seat(OBSERVER, GALLERY_SCREEN),
        ),
    )


WAYS: dict[Status, tuple[Command, ...]] = {
    Status.DRAFT: (),
    Status.SCHEDULED: (a_plan(),),
    Status.OPEN: (a_plan(), OpenHearing()),
    Status.IN_SESSION: (a_plan(), OpenHearing(), StartSession()),
    Status.RECESS: (a_plan(), OpenHearing(), StartSession(), Recess()),
    Status.SUSPENDED: (a_plan(), OpenHearing(), StartSession(), Suspend(reason="mất mạng")),
    Status.CLOSED: (a_plan(), OpenHearing(), StartSession(), CloseHearing()),
    Status.ADJOURNED: (a_plan(), OpenHearing(), Adjourn(reason="vắng luật sư")),
    Status.CANCELLED: (a_plan(), Cancel(reason="rút đơn")),
    Status.MOVED_IN_PERSON: (a_plan(), MoveInPerson(reason="viện kiểm sát không đồng ý")),
}
"""The commands that lead to each status."""


def actor_for(command: Command) -> SeatActor | StaffActor | System:
    """Somebody who may do `command`."""
    may = MAY[type(command)]
    if may.staff:
        return STAFF
    return JUDGE if Role.PRESIDING_JUDGE in may.roles else SYSTEM


def done(state: HearingState, *commands: Command) -> HearingState:
    """`state` after `commands`, each by somebody who may."""
    for command in commands:
        for event in decide(state, command, actor_for(command), NOON):
            state = apply(state, event, NOON)
    return state


def a_hearing(status: Status = Status.IN_SESSION) -> HearingState:
    """The hearing of `a_plan` in `status`."""
    return done(HearingState(id=HEARING), *WAYS[status])


def events_of(state: HearingState, command: Command) -> list[Event]:
    """What `command` does, by somebody who may."""
    return decide(state, command, actor_for(command), NOON)
