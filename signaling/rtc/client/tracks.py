"""Who publishes what: LiveKit's participant updates as values, keyed by track sid. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from livekit.protocol import models

_SOURCES = {
    models.TrackSource.CAMERA: "camera",
    models.TrackSource.MICROPHONE: "microphone",
    models.TrackSource.SCREEN_SHARE: "screen_share",
    models.TrackSource.SCREEN_SHARE_AUDIO: "screen_share_audio",
}
_CLOCKS = {"audio": 48_000, "video": 90_000}
_DEFAULT_CODEC = {"audio": "opus", "video": "vp8"}


@dataclass(frozen=True, slots=True)
class Track:
    """A published track. identity: the publishing device. clock: RTP ticks a second."""

    sid: str
    identity: str
    source: str
    kind: str
    codec: str
    clock: int
    muted: bool


@dataclass(frozen=True, slots=True)
class Stream:
    """One RTP stream that carries `track` to us."""

    ssrc: int
    track: Track


class Publications:
    """Every track that others publish, as far as the relay has told."""

    def __init__(self) -> None:
        self._tracks: dict[str, Track] = {}

    def updated(self, participants: Iterable[models.ParticipantInfo]) -> None:
        """A join or update message named `participants`; each names all of its tracks."""
        for participant in participants:
            gone = [s for s, t in self._tracks.items() if t.identity == participant.identity]
            for sid in gone:
                del self._tracks[sid]
            if participant.state == models.ParticipantInfo.State.DISCONNECTED:
                continue
            for info in participant.tracks:
                self._tracks[info.sid] = _track(participant.identity, info)

    def get(self, sid: str) -> Track | None:
        """The track, or None while the relay has not named it."""
        return self._tracks.get(sid)

    def video(self, sids: Iterable[str]) -> list[str]:
        """Those of `sids` that are video: as the relay said, or by how LiveKit names sids."""
        return [sid for sid in sids if self._kind(sid) == "video"]

    def _kind(self, sid: str) -> str:
        track = self._tracks.get(sid)
        if track:
            return track.kind
        return "video" if sid.startswith(("TR_V", "TR_S")) else "audio"


def _track(identity: str, info: models.TrackInfo) -> Track:
    kind = "audio" if info.type == models.TrackType.AUDIO else "video"
    mime = info.mime_type.lower().rpartition("/")[2]
    codec = "opus" if mime == "red" else mime or _DEFAULT_CODEC[kind]
    return Track(
        sid=info.sid,
        identity=identity,
        source=_SOURCES.get(info.source, "camera" if kind == "video" else "microphone"),
        kind=kind,
        codec=codec,
        clock=_CLOCKS[kind],
        muted=info.muted,
    )
