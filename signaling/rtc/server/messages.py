"""What a client may say on its signal connection: one short handler for each message."""

from collections.abc import Callable, Mapping

from livekit.protocol.models import DisconnectReason, TrackType, VideoQuality
from livekit.protocol.rtc import (
    AddTrackRequest,
    Pong,
    RequestResponse,
    SessionDescription,
    SignalRequest,
    SignalResponse,
    TrackPublishedResponse,
    UpdateSubscription,
    UpdateTrackSettings,
)

from hearing.refusal import Refusal
from signaling.rtc.server import resuming, simulation
from signaling.rtc.server.join import check_sizes
from signaling.rtc.server.publication import PREFIX, requested
from signaling.rtc.server.session import Session

Handler = Callable[[Session, SignalRequest], None]

REASONS: Mapping[str, RequestResponse.Reason] = {
    "rtc.grant": RequestResponse.NOT_ALLOWED,
    "rtc.too_large": RequestResponse.LIMIT_EXCEEDED,
    "rtc.full": RequestResponse.LIMIT_EXCEEDED,
    "rtc.tracks.too_many": RequestResponse.LIMIT_EXCEEDED,
    "rtc.sdp.too_large": RequestResponse.LIMIT_EXCEEDED,
    "rtc.not_found": RequestResponse.NOT_FOUND,
    "rtc.unimplemented": RequestResponse.UNSUPPORTED_TYPE,
}


def handle(session: Session, message: SignalRequest) -> None:
    """Act on one message. What is refused is answered, and reaches nobody else.

    Raises Refusal("rtc.malformed") for a message that says nothing known.
    """
    kind = message.WhichOneof("message")
    if kind is None:
        raise Refusal("rtc.malformed")
    try:
        HANDLERS[kind](session, message)
    except Refusal as refusal:
        refuse(session, message, refusal)
        if refusal.code not in REASONS:
            raise


def refuse(session: Session, message: SignalRequest, refusal: Refusal) -> None:
    """Tell the client that one request was not done, and why."""
    reason = REASONS.get(refusal.code, RequestResponse.INVALID_REQUEST)
    answer = RequestResponse(reason=reason, message=refusal.code)
    kind = message.WhichOneof("message")
    if kind == "add_track":
        answer.add_track.CopyFrom(message.add_track)
    elif kind == "mute":
        answer.mute.CopyFrom(message.mute)
    elif kind == "update_metadata":
        answer.request_id = message.update_metadata.request_id
        answer.update_metadata.CopyFrom(message.update_metadata)
    elif kind == "publish_data_track_request":
        answer.publish_data_track.CopyFrom(message.publish_data_track_request)
    session.who.send(SignalResponse(request_response=answer))


def offer(session: Session, description: SessionDescription) -> None:
    """Answer an offer; the answer carries the offer's id. Raises Refusal `rtc.sdp.*`."""
    answer = session.who.peer.offer(description.sdp)
    session.who.send(
        SignalResponse(
            answer=SessionDescription(
                type="answer",
                sdp=answer.sdp,
                id=description.id,
                mid_to_track_id=answer.mid_to_track_id,
            )
        )
    )


def add_track(session: Session, request: AddTrackRequest) -> None:
    """Announce a track the client is about to offer. The same cid again changes nothing."""
    who = session.who
    if not who.grants.may_publish(request.source):
        raise Refusal("rtc.grant")
    if request.type not in (TrackType.AUDIO, TrackType.VIDEO):
        raise Refusal("rtc.unimplemented")
    if not request.cid or request.cid in who.pending:
        return
    limit = session.limits.tracks
    if len(who.publications) + len({p.sid for p in who.pending.values()}) >= limit:
        raise Refusal("rtc.full", what="tracks", limit=limit)
    prefix = PREFIX["audio" if request.type == TrackType.AUDIO else "video"]
    publication = requested(request, session.room.clock.sid(prefix), who.sid)
    who.peer.announce(request.cid, publication.media)
    who.pending[request.cid] = publication
    who.send(
        SignalResponse(
            track_published=TrackPublishedResponse(cid=request.cid, track=publication.info)
        )
    )


def _on_offer(session: Session, message: SignalRequest) -> None:
    offer(session, message.offer)


def _on_answer(session: Session, message: SignalRequest) -> None:
    session.who.peer.answered(message.answer.sdp, message.answer.id)


def _on_add_track(session: Session, message: SignalRequest) -> None:
    add_track(session, message.add_track)


def _on_mute(session: Session, message: SignalRequest) -> None:
    publication = session.who.find(message.mute.sid)
    if publication is not None and publication.mute(message.mute.muted):
        session.room.update(session.who)


def _on_subscription(session: Session, message: SignalRequest) -> None:
    subscribe(session, message.subscription)


def subscribe(session: Session, update: UpdateSubscription) -> None:
    """Begin or end that the participant receives the tracks named."""
    receiving = session.who.receiving
    _bounded(session, len(update.track_sids) + len(update.participant_tracks))
    sids = set(update.track_sids)
    for tracks in update.participant_tracks:
        sids.update(tracks.track_sids)
    _bounded(session, len(sids))
    for sid in sorted(sids):
        found = session.room.find(sid)
        if found is None:
            continue  # gone meanwhile: its unpublishing is on the way
        (receiving.asked if update.subscribe else receiving.declined).add(sid)
        (receiving.declined if update.subscribe else receiving.asked).discard(sid)
        session.room.consider(session.who, *found)


def _bounded(session: Session, named: int) -> None:
    if named > session.limits.named_tracks:
        raise Refusal("rtc.too_large", what="tracks", limit=session.limits.named_tracks)


def quality_of(settings: UpdateTrackSettings) -> int:
    """The layer asked for, of no meaning where a width is given (Published.quality_for)."""
    return min(settings.quality, VideoQuality.HIGH)


def _on_track_setting(session: Session, message: SignalRequest) -> None:
    settings = message.track_setting
    _bounded(session, len(settings.track_sids))
    for sid in dict.fromkeys(settings.track_sids):  # each once, however often it is named
        found = session.room.find(sid)
        if found is None or sid not in session.who.receiving.tracks:
            continue
        session.who.peer.setting(
            sid,
            disabled=settings.disabled,
            quality=quality_of(settings),
            width=settings.width,
            fps=settings.fps,
            priority=settings.priority,
        )
        session.room.ask_layers(*found)


def _on_leave(session: Session, _message: SignalRequest) -> None:
    session.room.remove(session.who, DisconnectReason.CLIENT_INITIATED)


def _on_subscription_permission(session: Session, message: SignalRequest) -> None:
    who, room = session.who, session.room
    who.permission = message.subscription_permission
    for other in room.participants.values():
        for publication in who.publications.values():
            room.consider(other, who, publication)


def _on_sync_state(session: Session, message: SignalRequest) -> None:
    """A client that resumed says what it believes."""
    state = message.sync_state
    if resuming.believed(session, state):
        resuming.show_less(session, state)
        subscribe(session, state.subscription)


def _on_simulate(session: Session, message: SignalRequest) -> None:
    simulation.play(session, message.simulate)


def _on_update_metadata(session: Session, message: SignalRequest) -> None:
    who, update = session.who, message.update_metadata
    if not who.grants.can_update_own_metadata:
        raise Refusal("rtc.grant")
    if len(update.name) > session.limits.display_name:
        raise Refusal("rtc.too_large", what="name", limit=session.limits.display_name)
    merged = {**(who.claims.attributes or {}), **update.attributes}
    check_sizes(update.metadata, merged, session.limits)
    session.rename(update.name, update.metadata, update.attributes)
    done = RequestResponse(request_id=update.request_id, reason=RequestResponse.OK)
    who.send(SignalResponse(request_response=done))


def _on_update_audio_track(session: Session, message: SignalRequest) -> None:
    update = message.update_audio_track
    publication = session.who.find(update.track_sid)
    if publication is not None:
        del publication.info.audio_features[:]
        publication.info.audio_features.extend(update.features[:16])
        session.room.update(session.who)


def _on_update_video_track(session: Session, message: SignalRequest) -> None:
    update = message.update_video_track
    publication = session.who.find(update.track_sid)
    if publication is not None:
        publication.info.width, publication.info.height = update.width, update.height
        session.room.update(session.who)


def _on_ping(session: Session, _message: SignalRequest) -> None:
    session.who.send(SignalResponse(pong=_milliseconds(session)))


def _on_ping_req(session: Session, message: SignalRequest) -> None:
    pong = Pong(
        last_ping_timestamp=message.ping_req.timestamp, timestamp=_milliseconds(session)
    )
    session.who.send(SignalResponse(pong_resp=pong))


def _milliseconds(session: Session) -> int:
    return int(session.room.clock.wall() * 1000)


def _ignore(_session: Session, _message: SignalRequest) -> None:
    """Valid, and without effect here."""


def _unsupported(_session: Session, _message: SignalRequest) -> None:
    raise Refusal("rtc.unimplemented")


HANDLERS: Mapping[str, Handler] = {
    "offer": _on_offer,
    "answer": _on_answer,
    "trickle": _ignore,  # ICE-lite learns addresses from connectivity checks (RFC 8445 §2.5)
    "add_track": _on_add_track,
    "mute": _on_mute,
    "subscription": _on_subscription,
    "track_setting": _on_track_setting,
    "leave": _on_leave,
    "update_layers": _ignore,  # deprecated by LiveKit
    "subscription_permission": _on_subscription_permission,
    "sync_state": _on_sync_state,
    "simulate": _on_simulate,
    "ping": _on_ping,
    "update_metadata": _on_update_metadata,
    "ping_req": _on_ping_req,
    "update_audio_track": _on_update_audio_track,
    "update_video_track": _on_update_video_track,
    "publish_data_track_request": _unsupported,
    "unpublish_data_track_request": _unsupported,
    "update_data_subscription": _ignore,
    "store_data_blob_request": _unsupported,
    "get_data_blob_request": _unsupported,
}
"""Closed: a test holds its keys equal to the message kinds of the protocol."""
