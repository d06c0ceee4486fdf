"""Who may do which command: one row a command, each with its source. Pure; a table."""

from collections.abc import Mapping
from dataclasses import dataclass

from hearing.actors import Actor, SeatActor, StaffActor, System
from hearing.commands import (
    Adjourn,
    Cancel,
    CloseHearing,
    Command,
    GiveFloor,
    HoldFloor,
    MoveInPerson,
    NameSuccessor,
    OpenHearing,
    Recess,
    Replan,
    ReportArrival,
    ReportDeparture,
    ReportRecorder,
    ReportTransfer,
    Reschedule,
    Resume,
    RevokeSeat,
    Schedule,
    SeatPerson,
    StartSession,
    Suspend,
)
from hearing.desk_commands import AllowShare, AnswerCall, CallStaff, EndShare
from hearing.lobby_commands import (
    AdmitDevice,
    AdmitPoint,
    CallToReception,
    EndReception,
    IssueTransfer,
    ReportCheck,
    ReportCompanion,
    ReturnToLobby,
)
from hearing.refusal import Refusal
from hearing.roles import GALLERY, Role
from hearing.service_events import NoticeConfirmed, NoticeFailed, NoticeServed
from hearing.state import HearingState


@dataclass(frozen=True, slots=True)
class May:
    """Who may: seats in these roles, staff outside the hearing, the product itself."""

    roles: frozenset[Role] = frozenset()
    staff: bool = False
    system: bool = False
    source: str = ""


_JUDGE = frozenset({Role.PRESIDING_JUDGE})
_DESK = frozenset({Role.PRESIDING_JUDGE, Role.CLERK})
_PRESIDES = "BLTTHS 307, 299 (V/M): the presiding judge leads the hearing"
_CLERK = "BLTTHS 300 (M): the clerk prepares the room and checks who is there"
_LISTING = "P: the listing desk books, moves and cancels"
_SEEN = "P: what a machine saw only the machine reports"
_SERVED = "BLTTHS 137, BLTTDS 170 (M): the court serves its papers, by mail or by hand"
_CHECKS = "BLTTHS 300 (M): the clerk checks in private who appears, and lets them in"
_OWN = "P: everybody reports their own device, and no other"
_HELP = "P: whoever takes part may call for help; TTLT 05/2021 art. 4: staff at each point"
_EVERYBODY = frozenset(Role)

MAY: Mapping[type[Command], May] = {
    Schedule: May(staff=True, source=_LISTING),
    Reschedule: May(staff=True, source=_LISTING),
    Replan: May(staff=True, source=_LISTING),
    NameSuccessor: May(staff=True, source=_LISTING),
    OpenHearing: May(_DESK, staff=True, source=_CLERK),
    StartSession: May(_JUDGE, source=_PRESIDES),
    Recess: May(_JUDGE, source=_PRESIDES),
    Resume: May(_JUDGE, source=_PRESIDES),
    Suspend: May(_JUDGE, source="TTLT 05/2021 art. 14 (V): the panel decides, no machine"),
    Adjourn: May(_JUDGE, staff=True, source=_PRESIDES),
    Cancel: May(staff=True, source=_LISTING),
    MoveInPerson: May(_JUDGE, staff=True, source="NQ 33/2021 art. 1 (V): the court decides"),
    CloseHearing: May(_JUDGE, source=_PRESIDES),
    HoldFloor: May(_DESK, source=_PRESIDES),
    GiveFloor: May(_DESK, source=_PRESIDES),
    SeatPerson: May(_DESK, staff=True, source=_CLERK),
    RevokeSeat: May(_DESK, staff=True, source=_CLERK),
    ReportArrival: May(system=True, source=_SEEN),
    ReportDeparture: May(system=True, source=_SEEN),
    ReportRecorder: May(system=True, source=_SEEN),
    ReportTransfer: May(system=True, source=_SEEN),
    NoticeServed: May(staff=True, system=True, source=_SERVED),
    NoticeFailed: May(system=True, source=_SEEN),
    NoticeConfirmed: May(system=True, source=_SEEN),
    CallToReception: May(_DESK, source=_CHECKS),
    EndReception: May(_DESK, source=_CHECKS),
    AdmitDevice: May(_DESK, source=_CHECKS),
    AdmitPoint: May(_DESK, source=_CHECKS),
    ReturnToLobby: May(_DESK, source=_PRESIDES),
    IssueTransfer: May(_DESK, source=_CHECKS),
    ReportCheck: May(_EVERYBODY, source=_OWN),
    ReportCompanion: May(_EVERYBODY, source=_OWN),
    CallStaff: May(_EVERYBODY - GALLERY, source=_HELP),
    AnswerCall: May(_DESK, source=_HELP),
    EndShare: May(_DESK, source=_PRESIDES),
    AllowShare: May(_DESK, source=_PRESIDES),
}


def admit(state: HearingState, command: Command, by: Actor) -> None:
    """Let `by` do `command`, or raise Refusal (hearing.role, unknown_seat, seat_revoked).

    A seat's role is the ledger's, whatever the session believed.
    """
    may = MAY[type(command)]
    match by:
        case SeatActor():
            allowed, role = _role_of(state, by) in may.roles, str(_role_of(state, by))
        case StaffActor():
            allowed, role = may.staff, "staff"
        case System():
            allowed, role = may.system, "system"
    if not allowed:
        raise Refusal("hearing.role", role=role, command=command.type)


def _role_of(state: HearingState, by: SeatActor) -> Role:
    seat = state.seats.get(by.seat)
    if seat is None:
        raise Refusal("hearing.unknown_seat", seat=by.seat)
    if seat.revoked:
        raise Refusal("hearing.seat_revoked", seat=by.seat)
    return seat.role
