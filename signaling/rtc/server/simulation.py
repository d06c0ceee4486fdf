"""Scenarios a client asks for to test how it recovers: played only where a setting or the
grant `roomAdmin` allows. Source: livekit-server, pkg/rtc/room.go, onSimulateScenario.
"""

import asyncio
from collections.abc import Callable, Mapping

import structlog
from livekit.protocol.models import DisconnectReason, SpeakerInfo
from livekit.protocol.rtc import (
    LeaveRequest,
    SignalResponse,
    SimulateScenario,
    SpeakersChanged,
)

from hearing.refusal import Refusal
from signaling.rtc.server import ways
from signaling.rtc.server.session import Drop, Session

LONGEST = 30  # seconds somebody is said to speak
DROP_WITHIN = 5.0  # seconds for the resume that is to be dropped; as livekit-server has it
log = structlog.get_logger("relay.simulation")


def play(session: Session, scenario: SimulateScenario) -> None:
    """Plays one scenario. Raises Refusal("rtc.grant") where none may be played."""
    if not (session.simulates or session.who.grants.room_admin):
        raise Refusal("rtc.grant")
    kind = scenario.WhichOneof("scenario") or ""
    log.info("scenario played", scenario=kind, participant=session.who.sid)
    SCENARIOS.get(kind, _unsupported)(session, scenario)


def _speaker(session: Session, scenario: SimulateScenario) -> None:
    def tell(level: float) -> None:
        speaker = SpeakerInfo(sid=session.who.sid, level=level, active=level > 0)
        session.room.tell(SignalResponse(speakers_changed=SpeakersChanged(speakers=[speaker])))

    tell(0.9)
    seconds = max(0, min(scenario.speaker_update, LONGEST))
    asyncio.get_running_loop().call_later(seconds, tell, 0.0)


def _vanish(reason: DisconnectReason) -> Callable[[Session, SimulateScenario], None]:
    def vanish(session: Session, _scenario: SimulateScenario) -> None:
        """The session ends without a word: a client's resume finds nothing and joins anew."""
        if session.who.outbox is not None:
            session.who.outbox.close()
            session.who.outbox = None
        session.room.remove(session.who, reason)

    return vanish


def _leave(
    reason: DisconnectReason, action: LeaveRequest.Action
) -> Callable[[Session, SimulateScenario], None]:
    def leave(session: Session, _scenario: SimulateScenario) -> None:
        session.room.remove(session.who, reason, action)

    return leave


def _drop(silent: bool) -> Callable[[Session, SimulateScenario], None]:
    def drop(session: Session, _scenario: SimulateScenario) -> None:
        session.drop = Drop(silent, session.room.clock.monotonic() + DROP_WITHIN)

    return drop


def _switch(session: Session, scenario: SimulateScenario) -> None:
    ways.switch(session, scenario.switch_candidate_protocol)


def _bandwidth(session: Session, scenario: SimulateScenario) -> None:
    """Of video, in bits a second; 0 or less ends it. A recorder's is never limited."""
    bits = scenario.subscriber_bandwidth
    session.who.peer.narrow(float(bits) if bits > 0 else float("inf"))


def _unsupported(_session: Session, _scenario: SimulateScenario) -> None:
    raise Refusal("rtc.unimplemented")


SCENARIOS: Mapping[str, Callable[[Session, SimulateScenario], None]] = {
    "speaker_update": _speaker,
    "node_failure": _vanish(DisconnectReason.SERVER_SHUTDOWN),
    "migration": _vanish(DisconnectReason.MIGRATION),
    "server_leave": _leave(DisconnectReason.SERVER_SHUTDOWN, LeaveRequest.DISCONNECT),
    "leave_request_full_reconnect": _leave(
        DisconnectReason.CLIENT_INITIATED, LeaveRequest.RECONNECT
    ),
    "disconnect_signal_on_resume": _drop(silent=False),
    "disconnect_signal_on_resume_no_messages": _drop(silent=True),
    "switch_candidate_protocol": _switch,
    "subscriber_bandwidth": _bandwidth,
}
"""Closed: a test holds its keys equal to the scenarios of the protocol."""
