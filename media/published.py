"""A track somebody publishes, as everybody else knows it."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["audio", "video"]


@dataclass(frozen=True, slots=True)
class Dimensions:
    """One simulcast layer as the publisher announced it. quality: 0 low, 1 medium, 2 high."""

    quality: int
    width: int
    height: int


class Published:
    """One published track. `stream` is the publisher's participant sid (first half of msid)."""

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
        self.mid = ""
        self.rids: tuple[str, ...] = ()  # simulcast layers, lowest first; empty: one layer
        self.muted = False
        self.gated = False

    @property
    def mime(self) -> str:
        """`video/VP8`, `audio/opus`; empty until known."""
        raise NotImplementedError

    def mute(self, muted: bool) -> None:
        """Forwarded to nobody while muted; unmuting asks the publisher for a key frame."""
        raise NotImplementedError

    def gate(self, closed: bool) -> None:
        """The floor: while closed, forwarded to nobody, at once; apart from `muted`."""
        raise NotImplementedError

    def audio_level(self, now: float) -> float | None:
        """Loudness 0..1 (amplitude) of somebody speaking now, None while quiet."""
        raise NotImplementedError

    def wanted_quality(self) -> int:
        """The highest quality any subscriber takes (0..2), -1 when nobody takes any."""
        raise NotImplementedError

    def subscriber_count(self) -> int:
        """How many peers hold a subscription."""
        raise NotImplementedError
