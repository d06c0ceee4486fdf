"""How much one peer may ask of the relay."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds for one peer; what exceeds one is refused or dropped, never queued."""

    sdp_bytes: int = 256 * 1024
    sections: int = 160  # a hearing of 40 devices, camera, screen and sound, both ways
    codecs: int = 128  # payload types in one section
    extensions: int = 32  # header extensions in one section
    published: int = 8  # tracks one peer publishes at once
    layers: int = 3  # simulcast layers of one track
    addresses: int = 16  # network addresses proven by one peer's connectivity checks
    media_bits: int = 20_000_000  # bits a second received from one peer
    packet_bytes: int = 400  # a packet counts as so many at least: small ones cost as much
    feedback_work: int = 4_000  # units a second (media.allowance) of acting on a peer's RTCP
    data_bytes: int = 512 * 1024  # bytes a second received on data channels
    data_message: int = 64 * 1024  # bytes of one data message, either way
    data_backlog: int = 1024 * 1024  # bytes waiting towards one slow peer
    connect_seconds: float = 20.0  # from the first offer to DTLS being up
    silent_seconds: float = 2.7  # without a packet: the peer is lost
    farewell_seconds: float = 5.0  # a dismissed peer may hang up itself, hearing nothing more


@dataclass(frozen=True, slots=True)
class TcpLimits:
    """Upper bounds of the TCP port; who exceeds one is turned away or loses its connection."""

    connections: int = 1024
    strangers: int = 32  # connections of one address that have not proven to be a peer's
    unproven_seconds: float = 10.0  # from connecting to an authentic check
    refusals: int = 8  # packets of a stranger that are no such check
    backlog: int = 64 * 1024  # bytes waiting for a slow client; what comes then is lost
    stalled_seconds: float = 10.0  # without an acknowledgement of what was sent
