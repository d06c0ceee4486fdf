"""A track somebody publishes: its layers in, its subscriptions out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from media.congestion.allocate import Importance
from media.layer import Layer, choose
from media.loudness import Loudness
from media.rtp import Packet
from media.run import Run

Kind = Literal["audio", "video"]
_NEARLY = 0.9  # of the width asked for looks the same; as livekit-server has it
_NAMES = {"vp8": "video/VP8", "h264": "video/H264", "opus": "audio/opus"}


@dataclass(frozen=True, slots=True)
class Dimensions:
    """One simulcast layer as the publisher announced it. quality: 0 low, 1 medium, 2 high."""

    quality: int
    width: int
    height: int


class Taker(Protocol):
    """One subscription, as its track sees it."""

    quality: int  # 0..2, -1 while nothing is wanted

    def forward(self, layer: Layer, run: Run, now: float) -> None:
        """Packets of `layer` that came together."""

    def pause(self) -> None:
        """The track was closed: begin afresh when it opens."""

    def aim(self, now: float) -> None:
        """Chooses the layer again and asks for what is needed to show it."""

    def drop(self) -> None:
        """The track is gone."""


def _nobody() -> None:
    """Nobody asked to be told."""


class Published:
    """One published track. `stream` is the publisher's participant sid (first half of msid).

    `muted` is the publisher's or a moderator's, `gated` is the floor's; while either holds,
    nothing is forwarded to anybody.
    """

    def __init__(
        self,
        sid: str,
        kind: Kind,
        *,
        cid: str,
        stream: str,
        source: str,
        dimensions: tuple[Dimensions, ...] = (),
    ) -> None:
        self.sid, self.kind, self.cid = sid, kind, cid
        self.stream, self.source, self.dimensions = stream, source, dimensions
        self.codec = ""  # "vp8", "h264", "opus"; empty until the offer brought its section
        self.wish = ""  # the codec its publisher asked for, where the offer leaves a choice
        self.format = ""  # the codec's format parameters
        self.rate = 0
        self.redundant = False  # whether its publisher may send RED
        self.encrypted = False  # by its publisher for its subscribers: bytes without meaning
        self.red_type = -1  # RED's payload type in the publisher's numbers, -1: none
        self.mid = ""
        self.level_id = 0  # header extension id of the audio level, in the publisher's numbers
        self.rids: tuple[str, ...] = ()  # simulcast layers, lowest first; empty: one layer
        self.muted = False
        self.gated = False
        self.withdrawn = False
        self.importance = Importance.OTHER  # who keeps it longest on a narrow way
        self.layers: dict[str, Layer] = {}
        self._takers: list[Taker] = []
        self._loudness = Loudness()
        self._ask: Callable[[Layer], None] | None = None
        self.on_wish: Callable[[], None] = _nobody
        """Called when a subscriber wants more or less than before."""

    # -- for the relay's server

    @property
    def mime(self) -> str:
        """`video/VP8`, `audio/opus`; empty until known."""
        return _NAMES.get(self.codec, "")

    def mute(self, muted: bool) -> None:
        """Forwarded to nobody while muted; unmuting asks the publisher for a key frame."""
        self._close(muted, self.gated)

    def gate(self, closed: bool) -> None:
        """The floor: while closed, forwarded to nobody, at once; apart from `muted`."""
        self._close(self.muted, closed)

    def _close(self, muted: bool, gated: bool) -> None:
        was = self.muted or self.gated
        self.muted, self.gated = muted, gated
        if was != (muted or gated):
            for layer in self.layers.values():
                layer.opening.forget()
            for taker in self._takers:
                taker.pause()

    def audio_level(self, now: float) -> float | None:
        """Loudness 0..1 (amplitude) of somebody speaking now, None while quiet or closed."""
        return None if self.muted or self.gated else self._loudness.amplitude(now)

    def wanted_quality(self) -> int:
        """The highest quality any subscriber takes (0..2), -1 when nobody takes any."""
        return max((taker.quality for taker in self._takers), default=-1)

    def quality_for(self, width: int, quality: int) -> int:
        """The lowest quality about `width` pixels wide, or the best there is below that;
        `quality` where no width is said: a client says the one or the other."""
        if width <= 0 or not self.dimensions:
            return quality
        enough = [d.quality for d in self.dimensions if d.width >= width * _NEARLY]
        return min(enough) if enough else max(d.quality for d in self.dimensions)

    # -- for the publisher's and the subscribers' peers

    def attach(self, ask: Callable[[Layer], None]) -> None:
        """`ask` sends the publisher a key frame request."""
        self._ask = ask

    def take(self, taker: Taker) -> None:
        """Adds a subscription."""
        self._takers.append(taker)
        self.on_wish()

    def release(self, taker: Taker) -> None:
        """Removes a subscription; idempotent."""
        if taker in self._takers:
            self._takers.remove(taker)
            self.on_wish()

    def withdraw(self) -> None:
        """The track is gone: every subscription is dropped."""
        self._ask, self.withdrawn, self.on_wish = None, True, _nobody
        for taker in tuple(self._takers):
            taker.drop()
        self._takers.clear()
        self.layers.clear()

    def received(
        self, layer: Layer, packets: Sequence[tuple[Packet, bytes]], now: float
    ) -> None:
        """Packets of one layer that came together, each with its audio level extension."""
        noted = [layer.note(packet, level, now) for packet, level in packets]
        if self.level_id:
            for one in noted:
                if one.level:
                    self._loudness.note(one.level[0] & 0x7F, now)
        if not (self.muted or self.gated):
            run = Run(noted)
            for taker in self._takers:
                taker.forward(layer, run, now)

    def best(self, quality: int, now: float) -> Layer | None:
        """The living layer to show for a quality; audio and single layers: the only one."""
        living = [layer for layer in self.layers.values() if layer.alive(now)]
        return choose(living, quality)

    def by_ssrc(self, ssrc: int) -> Layer | None:
        """The layer with that ssrc."""
        return next((one for one in self.layers.values() if one.ssrc == ssrc), None)

    def ask_key(self, layer: Layer) -> None:
        """Asks the publisher for a key frame of `layer` (throttled)."""
        if self._ask is not None and self.kind == "video":
            self._ask(layer)
