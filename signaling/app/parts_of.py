"""Which parts an installation has, how each is started and asked whether it answers."""

import sys
from collections.abc import Awaitable, Callable
from functools import partial

import httpx

from signaling.app.launching import Part
from signaling.app.settings import Settings
from signaling.rtc.server.front_key import PATH

Answers = Callable[[], Awaitable[bool]]


def installation(settings: Settings, client: httpx.AsyncClient) -> tuple[Part, ...]:
    """Every part; with another engine set, no relay of ours."""
    pages = settings.inside.url
    hearing = partial(_answers, client, f"{pages}/api/v1/health")
    recorder = partial(_answers, client, f"{pages}/internal/recorder/ready")
    return (
        *(relay(settings, client) if settings.embedded else ()),
        _part(settings, "hearing", settings.port, hearing),
        _part(settings, "recorder", settings.port, recorder),
    )


def relay(settings: Settings, client: httpx.AsyncClient) -> tuple[Part, ...]:
    """The embedded relay: one process, or a front and its workers."""
    url, port = settings.inside.relay_url, settings.relay_port
    if settings.relay_workers == 1:
        return (_part(settings, "relay", port, partial(_answers, client, url)),)
    front = _part(settings, "front", port, partial(_answers, client, url), name="relay")
    workers = (
        _part(
            settings,
            "worker",
            udp_port,
            partial(_answers, client, f"{url}{PATH}/{number}"),
            name=f"relay-{number}",
        )
        for number, udp_port in enumerate(settings.media_ports, 1)
    )
    return (front, *workers)


def _part(settings: Settings, kind: str, port: int, answers: Answers, name: str = "") -> Part:
    where = ("--data-dir", str(settings.data_dir), "--port", str(port))
    command = (sys.executable, "-m", "signaling.cli", "serve", kind, *where)
    told = _told(settings)
    if kind in ("front", "worker"):
        told["PHIENTOA_RELAY_PORT"] = str(settings.relay_port)
    return Part(name or kind, command, answers, told, kind)


def _told(settings: Settings) -> dict[str, str]:
    """What a part could not find out by itself as the whole did."""
    told = {
        "PHIENTOA_HOST": settings.host,
        "PHIENTOA_PUBLIC_URL": settings.public_url,
        "PHIENTOA_WEBHOOK_URL": settings.webhook_url,
        "PHIENTOA_SECOND_FACTOR": "required" if settings.second_factor else "off",
        "PHIENTOA_RECORDING_QUALITY": settings.recording_quality,
        "PHIENTOA_TRUSTED_PROXIES": ",".join(settings.trusted_proxies),
        "PHIENTOA_WEBHOOK_NETWORKS": ",".join(settings.webhook_networks),
        "PHIENTOA_RELAY_WORKERS": str(settings.relay_workers),
        "LIVEKIT_PUBLIC_URL": settings.livekit_public_url,
    }
    if settings.identity is None:
        return told
    if settings.identity.authority is not None:
        names = ",".join(settings.identity.names)
        return told | {"PHIENTOA_LOCAL_AUTHORITY": "on", "PHIENTOA_NAMES": names}
    files = {"CERT": settings.identity.certificate, "KEY": settings.identity.key}
    return told | {f"PHIENTOA_{name}": str(file) for name, file in files.items()}


async def _answers(client: httpx.AsyncClient, url: str) -> bool:
    try:
        return (await client.get(url)).is_success
    except httpx.TransportError:
        return False
