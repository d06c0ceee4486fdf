"""What webhooks have told of each room: so that the end of a lost worker's can be told too."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from livekit.protocol.models import DisconnectReason, ParticipantInfo, RoomEndReason
from livekit.protocol.models import Room as RoomInfo
from livekit.protocol.webhook import WebhookEvent

_STARTED, _FINISHED = "room_started", "room_finished"


@dataclass(slots=True)
class _Told:
    """One room. By sid: participants, and track events with whose they are."""

    info: RoomInfo
    participants: dict[str, ParticipantInfo] = field(default_factory=dict)
    tracks: dict[str, WebhookEvent] = field(default_factory=dict)


@dataclass(slots=True)
class Mirror:
    """Of one worker's rooms, by name."""

    rooms: dict[str, _Told] = field(default_factory=dict)

    def take(self, event: WebhookEvent) -> None:
        """An event is told; the same twice changes nothing."""
        name = event.room.name
        if event.event == _FINISHED:
            self.rooms.pop(name, None)
            return
        told = self.rooms.setdefault(name, _Told(event.room))
        told.info = event.room
        match event.event:
            case "participant_joined":
                told.participants[event.participant.sid] = event.participant
            case "participant_left":
                told.participants.pop(event.participant.sid, None)
            case "track_published":
                told.tracks[event.track.sid] = event
            case "track_unpublished":
                told.tracks.pop(event.track.sid, None)

    def ends(self) -> Iterator[WebhookEvent]:
        """What is to be told when the worker died: every track, participant and room ends."""
        for told in self.rooms.values():
            for track in told.tracks.values():
                yield WebhookEvent(
                    event="track_unpublished",
                    room=told.info,
                    participant=track.participant,
                    track=track.track,
                )
            for one in told.participants.values():
                gone = ParticipantInfo()
                gone.CopyFrom(one)
                gone.state = ParticipantInfo.DISCONNECTED
                gone.disconnect_reason = DisconnectReason.SERVER_SHUTDOWN
                yield WebhookEvent(event="participant_left", room=told.info, participant=gone)
            end = WebhookEvent(event=_FINISHED, room=told.info)
            end.room_end_reason = RoomEndReason.ROOM_END_SERVER_SHUTDOWN
            yield end
