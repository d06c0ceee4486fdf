"""One participant's session: its media's events, and what its grants make of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import structlog
from livekit.protocol.models import DisconnectReason, ParticipantPermission
from livekit.protocol.rtc import (
    LeaveRequest,
    MediaSectionsRequirement,
    SessionDescription,
    SignalResponse,
)

from media.published import Published
from signaling.rtc.server import data, tokens
from signaling.rtc.server.limits import SignalLimits
from signaling.rtc.server.participant import Participant
from signaling.rtc.server.publication import Publication
from signaling.rtc.server.room import Room
from signaling.rtc.server.turn import Turn

log = structlog.get_logger("relay.session")

LOST = {
    "silent": DisconnectReason.CONNECTION_TIMEOUT,
    "closed": DisconnectReason.CLIENT_INITIATED,
    "handshake": DisconnectReason.MEDIA_FAILURE,
    "never": DisconnectReason.JOIN_FAILURE,
    "broken": DisconnectReason.MEDIA_FAILURE,
}


@dataclass(frozen=True, slots=True)
class Drop:
    """The next resumed signal connection is to be closed, by a scenario: after its first
    messages or, `silent`, before them. `until`: monotonic seconds."""

    silent: bool
    until: float


@dataclass(slots=True, eq=False)
class Session:
    """Ties a participant to its room; implements media.peer.PeerEvents."""

    room: Room
    who: Participant
    limits: SignalLimits
    keys: tokens.Keys
    simulates: bool = False  # its client may play scenarios (signaling.rtc.server.simulation)
    turn: Turn | None = None
    drop: Drop | None = None

    # --- from the media plane --------------------------------------------------------------

    def connected(self) -> None:
        """Media is up."""
        if not self.who.gone and not self.who.media_up:
            self.room.active(self.who)

    def lost(self, reason: str) -> None:
        """Media went: the participant is gone, and may come back as a new one.

        A client still there is told to join anew: presence must be true within 3 s.
        """
        why = LOST.get(reason, DisconnectReason.CONNECTION_TIMEOUT)
        self.room.remove(self.who, why, LeaveRequest.RECONNECT)

    def published(self, track: Published) -> None:
        """An announced track is in the offer: everybody may receive it."""
        publication = self.who.find(track.sid)
        if publication is None or self.who.gone:
            return
        self.who.drop(publication)
        publication.settled()
        self.room.published(self.who, publication)

    def unpublished(self, track: Published) -> None:
        """The client's offer withdrew a track."""
        publication = self.who.find(track.sid)
        if publication is not None and not self.who.gone:
            self.room.withdrawn(self.who, publication)
            self.room.update(self.who)

    def data(self, label: str, payload: bytes) -> None:
        """A data packet, forwarded if its sender may send it; too much of it is dropped."""
        if label not in data.LABELS or not self._may_send(len(payload)):
            return
        message = data.stamped(payload, label, self.who)
        if message is not None:
            data.deliver(message, label, self.room.participants.values(), self.who)

    def _may_send(self, size: int) -> bool:
        if self.who.gone or not self.who.grants.can_publish_data:
            return False
        if size > self.limits.data_packet:
            return False
        return self.who.data_budget.take(size, self.room.clock.monotonic())

    def renegotiate(self, audio: int, video: int) -> None:
        """The client must offer again, with so many more sections to receive on."""
        self.who.send(
            SignalResponse(
                media_sections_requirement=MediaSectionsRequirement(
                    num_audios=audio, num_videos=video
                )
            )
        )

    def offered(self, sdp: str, number: int, tracks: Mapping[str, str]) -> None:
        """What the client receives is offered to it, on a connection of its own."""
        description = SessionDescription(
            type="offer", sdp=sdp, id=number, mid_to_track_id=tracks
        )
        self.who.send(SignalResponse(offer=description))

    # --- who it is and what it may do ------------------------------------------------------

    def rename(self, name: str, metadata: str, attributes: Mapping[str, str]) -> None:
        """Change what is said of it (see Participant.rename); everybody is told."""
        self.who.rename(name, metadata, attributes)
        self.room.update(self.who)
        self.refresh()

    def permit(self, permission: ParticipantPermission) -> None:
        """Change the grants, at once: what is no longer allowed stops before this returns.

        Tracks of a source without grant are unpublished, as livekit-server does; the client
        publishes them again when the grant is back.
        """
        self.who.claims = replace(self.who.claims, grants=self.who.grants.changed(permission))
        for publication in self._forbidden():
            self.who.withdraw(publication)
            self.room.withdrawn(self.who, publication)
        self.room.update(self.who)
        self.room.settle(self.who)
        self.refresh()

    def _forbidden(self) -> list[Publication]:
        every = {p.sid: p for p in self.who.pending.values()} | self.who.publications
        return [p for p in every.values() if not self.who.grants.may_publish(p.source)]

    def dropped(self, *, silent: bool) -> bool:
        """Whether a scenario closes the signal connection that is being resumed; once."""
        drop = self.drop
        if drop is None or drop.silent != silent:
            return False
        self.drop = None
        return self.room.clock.monotonic() < drop.until

    def refresh(self) -> None:
        """Give the client a fresh token with its grants of now, for its next reconnect."""
        clock = self.room.clock
        self.who.refreshed = clock.monotonic()
        fresh = tokens.refreshed(self.who.claims, self.keys, clock.wall())
        self.who.send(SignalResponse(refresh_token=fresh))
