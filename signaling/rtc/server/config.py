"""What the relay's process is told at its start."""

import ssl
from dataclasses import dataclass, field

from media.limits import Limits as MediaLimits
from signaling.rtc.server.limits import SignalLimits
from signaling.rtc.server.turn import Turn


@dataclass(frozen=True, slots=True)
class RelayConfig:
    """host: address to bind; port: TCP of HTTP and WebSocket; udp_port: media. 0 picks a port.

    advertised_ips: the addresses clients send media to. webhook_urls: who hears of rooms and
    participants. auto_create: whether a join token opens a room nobody made (as LiveKit does).
    tls: what `port` is served with; then `inside`, (address, port) of this machine, is served
    without, for its own servers and recorder. media_host: where media is bound, if not `host`.
    tcp_port: media for those whose UDP does not pass (RFC 6544); None for none. turn: what
    clients are sent to when nothing of theirs reaches these.
    metrics: (address, port) where `/metrics` is read without a token.
    simulation: whether every client may play failures (signaling.rtc.server.simulation).
    """

    host: str
    port: int
    udp_port: int
    advertised_ips: tuple[str, ...]
    api_key: str
    api_secret: str = field(repr=False)
    webhook_urls: tuple[str, ...] = ()
    limits: SignalLimits = field(default_factory=SignalLimits)
    media: MediaLimits = field(default_factory=MediaLimits)
    auto_create: bool = True
    tls: ssl.SSLContext | None = None
    inside: tuple[str, int] | None = None
    media_host: str = ""
    turn: Turn | None = None
    simulation: bool = False
    tcp_port: int | None = None
    metrics: tuple[str, int] | None = None
