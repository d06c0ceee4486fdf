"""One room: who is in it, who receives whose tracks, and what everybody is told."""

import asyncio
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial

import structlog
from livekit.protocol.models import Codec, DisconnectReason, ParticipantInfo
from livekit.protocol.models import Room as RoomInfo
from livekit.protocol.rtc import (
    CandidateProtocol,
    LeaveRequest,
    ParticipantUpdate,
    RoomUpdate,
    SignalResponse,
    SubscriptionPermissionUpdate,
    TrackSubscribed,
)
from livekit.protocol.webhook import WebhookEvent

from signaling.rtc.server import dynacast, importance
from signaling.rtc.server.clock import Clock
from signaling.rtc.server.participant import Participant
from signaling.rtc.server.ports import Announce
from signaling.rtc.server.publication import Publication

REMEMBERED = 60.0  # seconds: who left this recently is told again to a client that resumes
MOST_GONE = 128
CODECS = ("audio/opus", "video/VP8", "video/H264")
log = structlog.get_logger("relay.room")


@dataclass(slots=True, eq=False)
class Room:
    """Times: created in wall seconds, empty_since monotonic. Timeouts in seconds."""

    name: str
    sid: str
    clock: Clock
    announce: Announce
    created: float
    empty_since: float | None
    empty_timeout: int = 300  # nobody came
    departure_timeout: int = 20  # everybody left
    max_participants: int = 0  # 0: as the relay's limits say
    metadata: str = ""
    occupied: bool = False  # somebody has been here
    participants: dict[str, Participant] = field(default_factory=dict)
    speaking: dict[str, float] = field(default_factory=dict)
    ways: dict[str, CandidateProtocol] = field(
        default_factory=dict
    )  # signaling.rtc.server.ways
    closing: set[asyncio.Task[None]] = field(default_factory=set)
    gone: deque[tuple[float, ParticipantInfo]] = field(
        default_factory=lambda: deque(maxlen=MOST_GONE)
    )

    def info(self) -> RoomInfo:
        """What clients and the API are told; hidden participants are not counted."""
        seen = [p for p in self.participants.values() if not p.grants.hidden]
        return RoomInfo(
            sid=self.sid,
            name=self.name,
            metadata=self.metadata,
            creation_time=int(self.created),
            creation_time_ms=int(self.created * 1000),
            empty_timeout=self.empty_timeout,
            departure_timeout=self.departure_timeout,
            max_participants=self.max_participants,
            num_participants=len(seen),
            num_publishers=sum(bool(p.publications) for p in seen),
            enabled_codecs=[Codec(mime=mime) for mime in CODECS],
            active_recording=any(p.grants.recorder for p in self.participants.values()),
        )

    def visible_to(self, who: Participant) -> list[ParticipantInfo]:
        """Everybody else `who` may know of."""
        return [
            p.info() for p in self.participants.values() if p is not who and not p.grants.hidden
        ]

    def departed(self) -> list[ParticipantInfo]:
        """Who left not long ago and has not come back: a client that resumes may not know."""
        since = self.clock.monotonic() - REMEMBERED
        return [
            info
            for at, info in self.gone
            if at >= since and info.identity not in self.participants
        ]

    # --- telling ---------------------------------------------------------------------------

    def tell(self, response: SignalResponse, to: Iterable[Participant] | None = None) -> None:
        """Send one message to many (default: everybody), serialised once."""
        message = response.SerializeToString()
        for participant in self.participants.values() if to is None else to:
            if participant.outbox is not None:
                participant.outbox.put_bytes(message)

    def update(self, who: Participant) -> None:
        """Tell everybody what `who` is now; of a hidden one only itself."""
        who.version += 1
        message = SignalResponse(update=ParticipantUpdate(participants=[who.info()]))
        if who.grants.hidden:
            who.send(message)
        else:
            self.tell(message)

    def told(self, event: str, participant: ParticipantInfo | None = None) -> WebhookEvent:
        """A webhook about this room."""
        return WebhookEvent(event=event, room=self.info(), participant=participant)

    def tell_room(self) -> None:
        """Tell everybody what the room is now."""
        self.tell(SignalResponse(room_update=RoomUpdate(room=self.info())))

    # --- coming and going ------------------------------------------------------------------

    def enter(self, who: Participant) -> None:
        """A new participant: others see it, and it will receive what is published."""
        self.participants[who.identity] = who
        self.speaking = {}  # a newcomer has been told nothing: all is said again
        for other in self.participants.values():
            other.told_rating = -1
        self.empty_since, self.occupied = None, True
        self.update(who)
        self.settle(who)
        log.info(
            "participant entered", room=self.name, participant=who.sid, device=who.identity
        )

    def active(self, who: Participant) -> None:
        """Its media connection is up."""
        who.state = ParticipantInfo.ACTIVE
        self.update(who)
        self.announce(self.told("participant_joined", participant=who.info()))
        log.info("participant connected", room=self.name, participant=who.sid)

    def remove(
        self,
        who: Participant,
        reason: DisconnectReason,
        action: LeaveRequest.Action = LeaveRequest.DISCONNECT,
    ) -> None:
        """A participant goes, for good: its tracks end, its socket closes. Idempotent."""
        if who.gone:
            return
        who.gone, was_up = True, who.media_up
        if self.participants.get(who.identity) is who:
            del self.participants[who.identity]
        for publication in list(who.publications.values()):
            self.withdrawn(who, publication)
        who.state = ParticipantInfo.DISCONNECTED
        self.update(who)
        if not who.grants.hidden:
            self.gone.append((self.clock.monotonic(), who.info()))
        who.calls.abandon()
        who.dismiss(reason, action)
        if was_up:
            gone = who.info()
            gone.disconnect_reason = reason
            self.announce(self.told("participant_left", participant=gone))
        if not self.participants:
            self.empty_since = self.clock.monotonic()
        self._close(who)
        log.info(
            "participant left",
            room=self.name,
            participant=who.sid,
            device=who.identity,
            reason=DisconnectReason.Name(reason),
        )

    def _close(self, who: Participant) -> None:
        task = asyncio.get_running_loop().create_task(who.peer.close())
        self.closing.add(task)
        task.add_done_callback(self.closing.discard)

    # --- tracks ----------------------------------------------------------------------------

    def published(self, who: Participant, publication: Publication) -> None:
        """A track of `who` can be received from now on."""
        who.publications[publication.sid] = publication
        publication.media.on_wish = partial(self.ask_layers, who, publication)
        publication.media.importance = importance.of(who, publication, self.clock.monotonic())
        self.update(who)
        for other in self.participants.values():
            self.consider(other, who, publication)
        self._track_event("track_published", who, publication)

    def withdrawn(self, who: Participant, publication: Publication) -> None:
        """A track of `who` is gone (the caller updates the others)."""
        if who.publications.get(publication.sid) is not publication:
            who.drop(publication)
            return
        who.drop(publication)
        for other in self.participants.values():
            if publication.sid in other.receiving.tracks:
                other.peer.unsubscribe(publication.sid)
            other.receiving.forget(publication.sid)
        self._track_event("track_unpublished", who, publication)

    def _track_event(self, event: str, who: Participant, publication: Publication) -> None:
        owner = ParticipantInfo(sid=who.sid, identity=who.identity, name=who.claims.name)
        self.announce(
            WebhookEvent(
                event=event, room=self.info(), participant=owner, track=publication.info
            )
        )
        log.info(
            event.replace("_", " "),
            room=self.name,
            participant=who.sid,
            track=publication.sid,
            source=publication.media.source,
        )

    def settle(self, who: Participant) -> None:
        """Let `who` receive all it wants and may, and nothing else."""
        for other in self.participants.values():
            for publication in other.publications.values():
                self.consider(who, other, publication)

    def consider(self, who: Participant, owner: Participant, publication: Publication) -> None:
        """Begin, keep or end that `who` receives one track of `owner`."""
        if who is owner or who.gone:
            return
        sid, receiving = publication.sid, who.receiving
        wanted = who.grants.can_subscribe and receiving.wants(sid)
        allowed = owner.allows(who, sid)
        if wanted and allowed:
            self._begin(who, owner, publication)
        elif sid in receiving.tracks:
            who.peer.unsubscribe(sid)
            del receiving.tracks[sid]
        self._tell_permission(who, owner, sid, denied=wanted and not allowed)
        self.ask_layers(owner, publication)

    def _begin(self, who: Participant, owner: Participant, publication: Publication) -> None:
        if publication.sid in who.receiving.tracks:
            return
        who.receiving.tracks[publication.sid] = publication
        who.peer.subscribe(publication.media)
        if not publication.taken and not who.grants.hidden:
            publication.taken = True
            owner.send(
                SignalResponse(track_subscribed=TrackSubscribed(track_sid=publication.sid))
            )

    def _tell_permission(
        self, who: Participant, owner: Participant, sid: str, *, denied: bool
    ) -> None:
        if denied == (sid in who.receiving.denied):
            return
        (who.receiving.denied.add if denied else who.receiving.denied.discard)(sid)
        change = SubscriptionPermissionUpdate(
            participant_sid=owner.sid, track_sid=sid, allowed=not denied
        )
        who.send(SignalResponse(subscription_permission_update=change))

    def ask_layers(self, owner: Participant, publication: Publication) -> None:
        """Tell a publisher which layers are taken, if that changed."""
        change = dynacast.due(publication, self.clock.monotonic())
        if change is not None:
            owner.send(SignalResponse(subscribed_quality_update=change))

    def find(self, sid: str) -> tuple[Participant, Publication] | None:
        """A published track and its owner."""
        for owner in self.participants.values():
            if publication := owner.publications.get(sid):
                return owner, publication
        return None
