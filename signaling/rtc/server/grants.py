"""What a participant may do in its room: the video grant of its token, and changes to it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from livekit.protocol.models import ParticipantPermission, TrackSource

SOURCES: dict[str, TrackSource] = {
    "camera": TrackSource.CAMERA,
    "microphone": TrackSource.MICROPHONE,
    "screen_share": TrackSource.SCREEN_SHARE,
    "screen_share_audio": TrackSource.SCREEN_SHARE_AUDIO,
}
NAMES = {value: name for name, value in SOURCES.items()}


@dataclass(frozen=True, slots=True)
class Grants:
    """The `video` claim of a LiveKit token. An empty `sources` allows every source.

    Source: github.com/livekit/protocol, auth/grants.go.
    """

    room: str = ""
    room_join: bool = False
    room_create: bool = False
    room_list: bool = False
    room_admin: bool = False
    can_publish: bool = True
    can_subscribe: bool = True
    can_publish_data: bool = True
    can_update_own_metadata: bool = False
    hidden: bool = False
    recorder: bool = False
    sources: frozenset[TrackSource] = frozenset()

    def may_publish(self, source: TrackSource) -> bool:
        """Whether a track of this source may be heard or seen.

        Never one of a hidden participant: nobody could know whose it is.
        """
        allowed = self.can_publish and not self.hidden
        return allowed and (not self.sources or source in self.sources)

    def permission(self) -> ParticipantPermission:
        """As participants and the API see it."""
        return ParticipantPermission(
            can_subscribe=self.can_subscribe,
            can_publish=self.can_publish,
            can_publish_data=self.can_publish_data,
            can_publish_sources=sorted(self.sources),
            hidden=self.hidden,
            recorder=self.recorder,
            can_update_metadata=self.can_update_own_metadata,
        )

    def changed(self, to: ParticipantPermission) -> "Grants":
        """These grants with the permission an administrator set.

        What names the room stays, and so do `hidden` and `recorder`: nobody appears, or
        vanishes, in the middle of a session.
        """
        return replace(
            self,
            can_subscribe=to.can_subscribe,
            can_publish=to.can_publish,
            can_publish_data=to.can_publish_data,
            can_update_own_metadata=to.can_update_metadata,
            sources=frozenset(to.can_publish_sources),
        )

    def claim(self) -> dict[str, object]:
        """The `video` claim that says the same, for a refreshed token."""
        return {
            "room": self.room,
            "roomJoin": self.room_join,
            "roomAdmin": self.room_admin,
            "canPublish": self.can_publish,
            "canSubscribe": self.can_subscribe,
            "canPublishData": self.can_publish_data,
            "canUpdateOwnMetadata": self.can_update_own_metadata,
            "hidden": self.hidden,
            "recorder": self.recorder,
            "canPublishSources": sorted(NAMES[source] for source in self.sources),
        }


def sources(names: Iterable[str]) -> frozenset[TrackSource]:
    """The sources of a token's `canPublishSources`. Raises KeyError on a name unknown."""
    return frozenset(SOURCES[name.lower()] for name in names)
