"""One participant of a room: who it is, what it may do, publishes and receives."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from livekit.protocol.models import DisconnectReason, ParticipantInfo
from livekit.protocol.rtc import (
    CandidateProtocol,
    LeaveRequest,
    SignalResponse,
    SubscriptionPermission,
    TrackUnpublishedResponse,
)

from signaling.rtc.server.grants import Grants
from signaling.rtc.server.limits import Bucket
from signaling.rtc.server.outbox import Outbox
from signaling.rtc.server.ports import MediaPeer
from signaling.rtc.server.publication import Publication
from signaling.rtc.server.quality import Scorer
from signaling.rtc.server.rpc import Calls
from signaling.rtc.server.tokens import Claims


@dataclass(slots=True, eq=False)
class Receiving:
    """What a participant wants of others' tracks, by track sid."""

    auto: bool = True
    asked: set[str] = field(default_factory=set)
    declined: set[str] = field(default_factory=set)
    denied: set[str] = field(default_factory=set)  # wanted, but the publisher does not allow it
    tracks: dict[str, Publication] = field(default_factory=dict)

    def wants(self, sid: str) -> bool:
        """Whether the client wants this track."""
        return sid in self.asked or (self.auto and sid not in self.declined)

    def forget(self, sid: str) -> None:
        """The track is no more."""
        for sids in (self.asked, self.declined, self.denied):
            sids.discard(sid)
        self.tracks.pop(sid, None)


@dataclass(slots=True, eq=False)
class Participant:
    """The state of one participant; Room changes it. Monotonic times in seconds."""

    sid: str
    claims: Claims
    joined_at: float  # wall
    entered: float  # monotonic
    data_budget: Bucket
    receiving: Receiving = field(default_factory=Receiving)
    state: ParticipantInfo.State = ParticipantInfo.JOINED
    version: int = 1
    publications: dict[str, Publication] = field(default_factory=dict)
    pending: dict[str, Publication] = field(default_factory=dict)  # by cid
    permission: SubscriptionPermission | None = None  # who may receive its tracks; None: all
    outbox: Outbox | None = None
    socket_lost: float | None = None  # monotonic
    refreshed: float = 0.0  # monotonic: the last token it was given
    scorer: Scorer = field(default_factory=Scorer)
    told_rating: int = -1  # connection quality last announced
    spoke_at: float = float("-inf")  # monotonic
    told_paused: frozenset[str] = frozenset()  # sids of videos it was told have no room
    way: CandidateProtocol = CandidateProtocol.UDP  # its media take; UDP: whichever they can
    last_sequence: int = 0  # of its reliable data packets
    calls: Calls = field(default_factory=Calls)  # of the server, to its client
    gone: bool = False
    _peer: MediaPeer | None = None

    @property
    def identity(self) -> str:
        """The media identity: a device."""
        return self.claims.identity

    @property
    def grants(self) -> Grants:
        """What it may do now."""
        return self.claims.grants

    @property
    def peer(self) -> MediaPeer:
        """Its media connection."""
        assert self._peer is not None
        return self._peer

    @peer.setter
    def peer(self, peer: MediaPeer) -> None:
        self._peer = peer

    @property
    def media_up(self) -> bool:
        """Whether its media connection is established."""
        return bool(self.state == ParticipantInfo.ACTIVE)

    def info(self) -> ParticipantInfo:
        """What others and the API are told."""
        return ParticipantInfo(
            sid=self.sid,
            identity=self.identity,
            name=self.claims.name,
            metadata=self.claims.metadata,
            attributes=self.claims.attributes,
            state=self.state,
            kind=self.claims.kind.upper(),
            version=self.version,
            joined_at=int(self.joined_at),
            joined_at_ms=int(self.joined_at * 1000),
            is_publisher=bool(self.publications),
            tracks=[publication.info for publication in self.publications.values()],
            permission=self.grants.permission(),
        )

    def send(self, response: SignalResponse) -> None:
        """Queue a message; without a socket it is dropped, a resume tells all anew."""
        if self.outbox is not None:
            self.outbox.put(response)

    def find(self, sid: str) -> Publication | None:
        """Its own track, published or still pending."""
        found = self.publications.get(sid)
        return found or next((p for p in self.pending.values() if p.sid == sid), None)

    def allows(self, other: "Participant", track: str) -> bool:
        """Whether its subscription permission lets `other` receive the track.

        A recorder is exempt, as in livekit-server.
        """
        rule = self.permission
        if rule is None or rule.all_participants or other.grants.recorder:
            return True
        return any(
            entry.all_tracks or track in entry.track_sids
            for entry in rule.track_permissions
            if other.identity == entry.participant_identity
            or other.sid == entry.participant_sid
        )

    def rename(self, name: str, metadata: str, attributes: Mapping[str, str]) -> None:
        """Change what is said of it; empty leaves as is, an empty attribute is removed."""
        merged = {**(self.claims.attributes or {}), **attributes}
        self.claims = replace(
            self.claims,
            name=name or self.claims.name,
            metadata=metadata or self.claims.metadata,
            attributes={key: text for key, text in merged.items() if text},
        )

    def withdraw(self, publication: Publication) -> None:
        """Stop forwarding a track at once and tell its client that it is unpublished."""
        publication.media.gate(True)
        self.peer.unpublish(publication.sid)
        self.send(
            SignalResponse(
                track_unpublished=TrackUnpublishedResponse(track_sid=publication.sid)
            )
        )

    def drop(self, publication: Publication) -> None:
        """The track is not published any more."""
        self.publications.pop(publication.sid, None)
        for cid in [cid for cid, other in self.pending.items() if other is publication]:
            del self.pending[cid]

    def dismiss(self, reason: DisconnectReason, action: LeaveRequest.Action) -> None:
        """Tell the client to go, and how to come back; then close its socket."""
        leave = LeaveRequest(
            reason=reason, action=action, can_reconnect=action != LeaveRequest.DISCONNECT
        )
        self.send(SignalResponse(leave=leave))
        if self.outbox is not None:
            self.outbox.close()
