"""A signal connection resumed: what was missed is told again, as state and in order, and what
the client believes is set right.

Nothing is replayed: whatever a lost socket swallowed shows in the state told here, and every
message is one that a client takes twice without harm.
"""

from collections.abc import Iterator

from livekit.protocol.models import DisconnectReason, VideoQuality
from livekit.protocol.rtc import (
    ConnectionQualityUpdate,
    LeaveRequest,
    MuteTrackRequest,
    ParticipantUpdate,
    RoomUpdate,
    SignalResponse,
    SpeakersChanged,
    SubscriptionPermissionUpdate,
    SyncState,
    TrackUnpublishedResponse,
)

from signaling.rtc.server import dynacast, speakers, upkeep
from signaling.rtc.server.session import Session


def told(session: Session) -> Iterator[SignalResponse]:
    """Everything a resumed client must know, after the reconnect response."""
    who, room = session.who, session.room
    # Before the update: a client that finds itself muted there, not knowing of it, unmutes.
    for publication in who.publications.values():
        if publication.info.muted:
            yield SignalResponse(mute=MuteTrackRequest(sid=publication.sid, muted=True))
    everybody = [*room.departed(), who.info(), *room.visible_to(who)]
    yield SignalResponse(update=ParticipantUpdate(participants=everybody))
    yield SignalResponse(room_update=RoomUpdate(room=room.info()))
    speaking = speakers.changes({}, room.speaking)
    if speaking:
        yield SignalResponse(speakers_changed=SpeakersChanged(speakers=speaking))
    seen = [p for p in room.participants.values() if p.media_up and not p.grants.hidden]
    updates = ConnectionQualityUpdate(updates=[upkeep.rated(one) for one in seen])
    yield SignalResponse(connection_quality=updates)
    yield from _denied(session)
    for publication in who.publications.values():
        if publication.quality != VideoQuality.HIGH:
            update = dynacast.asked(publication)
            yield SignalResponse(subscribed_quality_update=update)


def _denied(session: Session) -> Iterator[SignalResponse]:
    for sid in sorted(session.who.receiving.denied):
        found = session.room.find(sid)
        if found is not None:
            change = SubscriptionPermissionUpdate(
                participant_sid=found[0].sid, track_sid=sid, allowed=False
            )
            yield SignalResponse(subscription_permission_update=change)


def believed(session: Session, state: SyncState) -> bool:
    """Whether every track the client believes to publish is known here.

    One that lost its grant meanwhile is withdrawn again. With any other unknown the client is
    told to join anew, publishing all again, as livekit-server does; nothing else is done then.
    """
    for belief in state.publish_tracks:
        if session.who.find(belief.track.sid) is not None:
            continue
        if session.who.grants.may_publish(belief.track.source):
            session.room.remove(
                session.who, DisconnectReason.STATE_MISMATCH, LeaveRequest.RECONNECT
            )
            return False
        gone = TrackUnpublishedResponse(track_sid=belief.track.sid)
        session.who.send(SignalResponse(track_unpublished=gone))
    return True


def show_less(session: Session, state: SyncState) -> None:
    """Tracks the client has switched off stay so."""
    for sid in state.track_sids_disabled:
        if sid in session.who.receiving.tracks:
            session.who.peer.setting(sid, disabled=True, quality=VideoQuality.HIGH)
