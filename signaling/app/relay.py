"""The embedded relay's process: LiveKit's protocol on `relay_port`, TCP and UDP."""

from collections.abc import Callable

from signaling.app.addresses import own_addresses
from signaling.app.settings import Settings
from signaling.rtc.server.app import run
from signaling.rtc.server.config import RelayConfig


async def serve(settings: Settings, ready: Callable[[], None]) -> None:
    """Serve until cancelled. Raises OSError if the port cannot be had."""
    config = RelayConfig(
        host=settings.host,
        port=settings.relay_port,
        udp_port=settings.relay_port,
        advertised_ips=own_addresses(),
        api_key=settings.livekit_api_key,
        api_secret=settings.livekit_api_secret,
        webhook_urls=(settings.webhook_url,),
    )
    await run(config, ready)
