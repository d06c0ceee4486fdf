"""The embedded relay's process: LiveKit's protocol on `relay_port`; media by UDP and TCP."""

from collections.abc import Callable

from media.addresses import advertised
from signaling.app import tls
from signaling.app.settings import Settings
from signaling.rtc.server.app import run
from signaling.rtc.server.config import RelayConfig


async def serve(settings: Settings, ready: Callable[[], None]) -> None:
    """Serve until cancelled. Raises OSError if the port cannot be had."""
    identity, inside = settings.identity, settings.inside
    served = None if identity is None else tls.context(identity)
    config = RelayConfig(
        host=settings.host,
        port=settings.relay_port,
        udp_port=settings.relay_port,
        tcp_port=settings.media_tcp_port,
        media_host=settings.media_host,
        advertised_ips=settings.media_addresses or advertised(settings.media_host),
        api_key=settings.livekit_api_key,
        api_secret=settings.livekit_api_secret,
        webhook_urls=(settings.webhook_url,),
        tls=served,
        turn=settings.turn,
        metrics=settings.metrics,
        simulation=settings.simulation,
        inside=None if served is None else (inside.host, inside.relay_port),
    )
    if identity is None or served is None:
        await run(config, ready)
        return
    async with tls.kept_fresh(served, identity):
        await run(config, ready)
