"""One track a participant publishes: what others are told of it, and its media."""

from dataclasses import dataclass, field

from livekit.protocol.models import (
    Encryption,
    SimulcastCodecInfo,
    TrackInfo,
    TrackSource,
    TrackType,
    VideoQuality,
)
from livekit.protocol.rtc import AddTrackRequest

from media.published import Dimensions, Kind, Published
from signaling.rtc.server.grants import NAMES

PREFIX: dict[Kind, str] = {"audio": "TR_A", "video": "TR_V"}
MAX_TEXT = 256  # characters kept of a track's name and stream


@dataclass(slots=True)
class Publication:
    """`info`: what everybody reads; `quality`: what the publisher was last asked to send."""

    info: TrackInfo
    media: Published
    quality: int = VideoQuality.HIGH
    lower_at: float | None = None  # monotonic: when a lower quality is asked for
    taken: bool = field(default=False)  # the publisher knows that somebody subscribed

    @property
    def sid(self) -> str:
        """The track's sid."""
        return self.info.sid

    @property
    def source(self) -> TrackSource:
        """Camera, microphone, screen…"""
        return self.info.source

    def mute(self, muted: bool) -> bool:
        """Forwarded to nobody while muted. False if it already was so."""
        if self.info.muted == muted:
            return False
        self.info.muted = muted
        self.media.mute(muted)
        return True

    def settled(self) -> None:
        """The offer brought the section: codec and mid are known now."""
        self.info.mid = self.media.mid
        self.info.mime_type = self.media.mime
        self.info.simulcast = len(self.media.rids) > 1
        self.info.disable_red = self.media.red_type < 0
        for codec in self.info.codecs[:1]:
            codec.mid = self.media.mid
            codec.mime_type = self.media.mime


def requested(request: AddTrackRequest, sid: str, stream: str) -> Publication:
    """The publication a client asked for; `stream` is its participant's sid."""
    kind: Kind = "audio" if request.type == TrackType.AUDIO else "video"
    info = TrackInfo(
        sid=sid,
        type=request.type,
        name=request.name[:MAX_TEXT],
        muted=request.muted,
        width=request.width,
        height=request.height,
        simulcast=len(request.layers) > 1,
        disable_dtx=request.disable_dtx,
        source=request.source,
        layers=request.layers[:3],
        mime_type="audio/opus" if kind == "audio" else "video/VP8",
        codecs=_codecs(request, kind),
        stereo=request.stereo,
        disable_red=request.disable_red,
        encryption=request.encryption,
        stream=request.stream[:MAX_TEXT],
        audio_features=request.audio_features[:16],
    )
    media = Published(
        sid,
        kind,
        cid=request.cid,
        stream=stream,
        source=NAMES.get(request.source, "unknown"),
        dimensions=tuple(
            Dimensions(layer.quality, layer.width, layer.height)
            for layer in request.layers[:3]
            if layer.quality != VideoQuality.OFF
        ),
    )
    if request.simulcast_codecs:
        media.wish = request.simulcast_codecs[0].codec.rpartition("/")[2][:32].lower()
    media.redundant = not request.disable_red
    media.encrypted = request.encryption != Encryption.NONE
    media.mute(request.muted)
    return Publication(info, media)


def _codecs(request: AddTrackRequest, kind: Kind) -> list[SimulcastCodecInfo]:
    """The first codec only: a second one (backup codec) is not taken."""
    return [
        SimulcastCodecInfo(
            mime_type=f"{kind}/{codec.codec[:32]}",
            cid=codec.cid[:MAX_TEXT],
            layers=request.layers[:3],
        )
        for codec in request.simulcast_codecs[:1]
    ]
