"""What the recorder needs of a connection to a media room, as protocols.

`signaling.rtc.client` implements them; recording knows no signalling.
"""

from typing import Protocol


class RemoteTrack(Protocol):
    """A track that a device publishes. clock: RTP ticks a second."""

    @property
    def sid(self) -> str:
        """The relay's name of the track."""

    @property
    def identity(self) -> str:
        """The publishing device."""

    @property
    def source(self) -> str:
        """microphone, camera, screen_share or screen_share_audio."""

    @property
    def kind(self) -> str:
        """audio or video."""

    @property
    def codec(self) -> str:
        """In lower case: opus, vp8, h264."""

    @property
    def clock(self) -> int:
        """RTP ticks a second."""


class RemoteStream(Protocol):
    """The RTP stream that carries a track here."""

    @property
    def ssrc(self) -> int:
        """Its SSRC, valid for one stay."""

    @property
    def track(self) -> RemoteTrack:
        """What it carries."""


class Listener(Protocol):
    """Takes in what a connection receives; called in the event loop."""

    def joined(self) -> None:
        """A stay begins; SSRCs of an earlier one mean nothing any more."""

    def lost(self, reason: str, at: float) -> None:
        """The stay is over; another is tried. at: seconds of time.monotonic() until which
        the relay was heard, sooner than this was noticed."""

    def stream(self, stream: RemoteStream) -> None:
        """From now on this SSRC carries this track."""

    def rtp(self, ssrc: int, at: float, packet: bytes) -> None:
        """One RTP packet, never one already had. at: seconds of time.monotonic()."""

    def rtcp(self, ssrc: int, at: float, packet: bytes) -> None:
        """One RTCP packet of that stream's sender."""


class Place(Protocol):
    """A hidden participant's place in a room."""

    async def run(self) -> None:
        """Be there, coming back after every loss, until cancelled."""

    def renew(self, token: str) -> None:
        """Use this token from the next join on."""

    def want_key_frames(self) -> None:
        """Ask every video sender for a key frame at once."""

    async def leave(self) -> None:
        """Say goodbye; `run` is then cancelled by the caller."""


class Connect(Protocol):
    """Makes a place; nothing happens before its `run`."""

    def __call__(self, url: str, token: str, listener: Listener) -> Place:
        """A place in the room that `token` names, at the relay `url`."""
