"""A session description as far as the relay acts on it. Pure."""

from dataclasses import dataclass, field

MID = "urn:ietf:params:rtp-hdrext:sdes:mid"
RID = "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id"
REPAIRED_RID = "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id"
AUDIO_LEVEL = "urn:ietf:params:rtp-hdrext:ssrc-audio-level"
TRANSPORT_CC = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"

KINDS = frozenset({"audio", "video", "application"})
DIRECTIONS = frozenset({"sendrecv", "sendonly", "recvonly", "inactive"})


@dataclass(slots=True)
class Codec:
    """One payload type. `name` in lower case; `rate` in clock ticks a second."""

    payload_type: int
    name: str
    rate: int
    channels: str = ""
    format: str = ""
    feedback: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Section:
    """One m= section as offered."""

    kind: str
    port: int
    protocol: str
    formats: list[str]
    mid: str = ""
    direction: str = "sendrecv"
    bundle_only: bool = False
    codecs: dict[int, Codec] = field(default_factory=dict)
    extensions: dict[str, int] = field(default_factory=dict)
    track: str = ""  # second half of msid
    ssrcs: list[int] = field(default_factory=list)
    repairs: set[int] = field(default_factory=set)  # ssrcs that only repeat others
    rids: list[str] = field(default_factory=list)
    sctp_port: int = 5000
    message_size: int = 65536
    setup: str = ""

    @property
    def rejected(self) -> bool:
        """Offered with port 0, and not merely waiting for its bundle."""
        return self.port == 0 and not self.bundle_only

    @property
    def sends(self) -> bool:
        """The client would publish here."""
        return self.direction in ("sendonly", "sendrecv") and bool(self.track)

    @property
    def receives(self) -> bool:
        """The client would receive here."""
        return self.direction in ("recvonly", "sendrecv")


@dataclass(slots=True)
class Offer:
    """An offer: its sections in order, the credentials of its one bundled transport."""

    sections: list[Section]
    ufrag: str
    password: str
    fingerprints: list[tuple[str, str]]  # (algorithm, value)
    origin: str = ""  # the user name of its o= line: browsers write their own

    @property
    def firefox(self) -> bool:
        """Whether Firefox wrote it."""
        return self.origin.startswith("mozilla")
