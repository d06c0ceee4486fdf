"""The embedded relay's processes: LiveKit's protocol on `relay_port`; media by UDP and TCP.

One process is all of it; of several workers each is a process, and so is the front that leads
every room to one of them.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from media.addresses import advertised
from signaling.app import tls
from signaling.app.settings import Settings
from signaling.rtc.front import app as front
from signaling.rtc.server import app, worker
from signaling.rtc.server.config import RelayConfig

Ready = Callable[[], None]


async def serve(settings: Settings, ready: Ready) -> None:
    """The whole relay until cancelled. Raises OSError if a port cannot be had."""
    await _with_tls(settings, lambda config: app.run(config, ready))


async def serve_front(settings: Settings, ready: Ready) -> None:
    """The front of several workers, likewise."""
    workers = settings.relay_workers
    await _with_tls(settings, lambda config: front.run(config, workers, ready))


async def serve_worker(settings: Settings, udp_port: int, ready: Ready) -> None:
    """One worker, likewise; its number follows from its UDP port."""
    config = worker.behind(_config(settings), udp_port, settings.tcp_of(udp_port))
    number = udp_port - settings.relay_port + 1
    place = worker.Place(number, settings.inside.relay_url.replace("http", "ws", 1))
    await worker.run(config, place, ready)


async def _with_tls(settings: Settings, run: Callable[[RelayConfig], Awaitable[None]]) -> None:
    config, identity, inside = _config(settings), settings.identity, settings.inside
    if identity is None:
        await run(config)
        return
    served = tls.context(identity)
    config = replace(config, tls=served, inside=(inside.host, inside.relay_port))
    async with tls.kept_fresh(served, identity):
        await run(config)


def _config(settings: Settings) -> RelayConfig:
    return RelayConfig(
        host=settings.host,
        port=settings.relay_port,
        udp_port=settings.relay_port,
        tcp_port=settings.media_tcp_port,
        media_host=settings.media_host,
        advertised_ips=settings.media_addresses or advertised(settings.media_host),
        api_key=settings.livekit_api_key,
        api_secret=settings.livekit_api_secret,
        webhook_urls=(settings.webhook_url,),
        turn=settings.turn,
        metrics=settings.metrics,
        simulation=settings.simulation,
    )
