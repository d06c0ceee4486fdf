"""What became of notices, decided: a report is the event that it asks for. Pure."""

from hearing.refusal import Refusal
from hearing.service_events import ServiceEvent
from hearing.state import HearingState, Status


def decide_service(state: HearingState, report: ServiceEvent) -> list[ServiceEvent]:
    """`report` itself, also after the hearing's end: cancellations are served, too.

    Raises Refusal `hearing.state`, `hearing.unknown_seat`.
    """
    if state.status is Status.DRAFT:
        raise Refusal("hearing.state", state=state.status, command=report.type)
    if report.seat not in state.seats:
        raise Refusal("hearing.unknown_seat", seat=report.seat)
    return [report]
