"""Reports of what became of notices: as commands, and decided. Pure."""

from dataclasses import dataclass
from typing import Literal, assert_never

from hearing.ids import SeatId
from hearing.refusal import Refusal
from hearing.service_events import (
    NoticeConfirmed,
    NoticeFailed,
    NoticeOccasion,
    NoticeServed,
    NoticeTrouble,
    NoticeWay,
    ServiceEvent,
)
from hearing.state import HearingState, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportServed:
    """A notice left: the next server took it, or the court handed it over."""

    type: Literal["notice_served"] = "notice_served"
    notice: str
    seat: SeatId
    occasion: NoticeOccasion
    way: NoticeWay
    record: str
    digest: str = ""
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportUnserved:
    """A notice was given up."""

    type: Literal["notice_failed"] = "notice_failed"
    notice: str
    seat: SeatId
    occasion: NoticeOccasion
    why: NoticeTrouble
    record: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportConfirmed:
    """A notice's receipt was confirmed."""

    type: Literal["notice_confirmed"] = "notice_confirmed"
    notice: str
    seat: SeatId


ServiceReport = ReportServed | ReportUnserved | ReportConfirmed


def decide_service(state: HearingState, report: ServiceReport) -> list[ServiceEvent]:
    """The event of `report`, also after the hearing's end: cancellations are served, too.

    Raises Refusal `hearing.state`, `hearing.unknown_seat`.
    """
    if state.status is Status.DRAFT:
        raise Refusal("hearing.state", state=state.status, command=report.type)
    if report.seat not in state.seats:
        raise Refusal("hearing.unknown_seat", seat=report.seat)
    return [_event(report)]


def _event(report: ServiceReport) -> ServiceEvent:
    match report:
        case ReportServed():
            return NoticeServed(
                notice=report.notice,
                seat=report.seat,
                occasion=report.occasion,
                way=report.way,
                record=report.record,
                digest=report.digest,
                papers=report.papers,
            )
        case ReportUnserved():
            return NoticeFailed(
                notice=report.notice,
                seat=report.seat,
                occasion=report.occasion,
                why=report.why,
                record=report.record,
            )
        case ReportConfirmed():
            return NoticeConfirmed(notice=report.notice, seat=report.seat)
        case _:
            assert_never(report)
