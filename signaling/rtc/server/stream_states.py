"""Telling a client which of its videos its way has no room for, so that its page can say so."""

from livekit.protocol.rtc import SignalResponse, StreamState, StreamStateInfo, StreamStateUpdate

from signaling.rtc.server.participant import Participant
from signaling.rtc.server.room import Room


def tell(room: Room, who: Participant) -> None:
    """What changed since it was last told."""
    if not who.media_up:
        return
    now, before = who.peer.paused(), who.told_paused
    if now == before:
        return
    who.told_paused = now
    states = [_info(room, sid, StreamState.PAUSED) for sid in sorted(now - before)]
    states += [_info(room, sid, StreamState.ACTIVE) for sid in sorted(before - now)]
    update = StreamStateUpdate(stream_states=[state for state in states if state is not None])
    who.send(SignalResponse(stream_state_update=update))


def _info(room: Room, sid: str, state: StreamState) -> StreamStateInfo | None:
    found = room.find(sid)
    if found is None:
        return None
    return StreamStateInfo(participant_sid=found[0].sid, track_sid=sid, state=state)
