"""What happens in a room by the passing of time alone; called a few times a second."""

from livekit.protocol.models import DisconnectReason
from livekit.protocol.rtc import (
    ConnectionQualityInfo,
    ConnectionQualityUpdate,
    LeaveRequest,
    SignalResponse,
    SpeakersChanged,
)

from signaling.rtc.server import importance, quality, speakers, stream_states
from signaling.rtc.server.participant import Participant
from signaling.rtc.server.room import Room
from signaling.rtc.server.session import Session

REFRESH = 300.0  # seconds between fresh tokens, which live twice as long


def session(session: Session, now: float) -> None:
    """Fresh token; end of a session that never came up or whose socket did not come back."""
    who, limits = session.who, session.limits
    if who.outbox is not None and who.outbox.closed:
        who.outbox, who.socket_lost = None, who.socket_lost or now
    never = not who.media_up and now - who.entered > limits.negotiation
    left = who.socket_lost is not None and now - who.socket_lost > limits.departure
    if never or left:
        why = DisconnectReason.JOIN_FAILURE if never else DisconnectReason.SIGNAL_CLOSE
        session.room.remove(who, why, LeaveRequest.RECONNECT)
    elif now - who.refreshed >= REFRESH:
        session.refresh()


def room(room: Room, now: float) -> None:
    """Who speaks, who is well connected, which layers are taken, what has no room."""
    _tell_speakers(room, now)
    _tell_quality(room, now)
    for owner in room.participants.values():
        importance.weigh(owner, speaking=owner.sid in room.speaking, now=now)
        stream_states.tell(room, owner)
        for publication in owner.publications.values():
            room.ask_layers(owner, publication)


def _loudness(who: Participant, now: float) -> float:
    levels = (
        publication.media.audio_level(now)
        for publication in who.publications.values()
        if not publication.info.muted
    )
    return max((level for level in levels if level is not None), default=0.0)


def _tell_speakers(room: Room, now: float) -> None:
    heard = {who.sid: _loudness(who, now) for who in room.participants.values()}
    loud = {sid: level for sid, level in heard.items() if level > 0.0}
    changed = speakers.changes(room.speaking, loud)
    if changed:
        room.speaking = {**loud}
        room.tell(SignalResponse(speakers_changed=SpeakersChanged(speakers=changed)))


def _tell_quality(room: Room, now: float) -> None:
    changed = []
    for who in room.participants.values():
        if not who.media_up:
            continue
        who.scorer.note(who.peer.health(), who.peer.last_heard, now)
        if who.scorer.rating != who.told_rating and not who.grants.hidden:
            who.told_rating = who.scorer.rating
            changed.append(rated(who))
    if changed:
        update = ConnectionQualityUpdate(updates=changed)
        room.tell(SignalResponse(connection_quality=update))


def rated(who: Participant) -> ConnectionQualityInfo:
    """What others are told of a participant's connection."""
    score = quality.opinion(who.scorer.score)
    return ConnectionQualityInfo(
        participant_sid=who.sid, quality=who.scorer.rating, score=score
    )


def expired(room: Room, now: float) -> bool:
    """Whether a room has been empty for longer than its timeout."""
    if room.empty_since is None:
        return False
    patience = room.departure_timeout if room.occupied else room.empty_timeout
    return now - room.empty_since > patience
