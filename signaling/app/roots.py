"""The roots: what each process of an installation is made of."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from functools import partial

import httpx

from signaling.app.identity import Identity
from signaling.app.launching import Part
from signaling.app.settings import Settings
from signaling.app.stopping import stop_event, until_stopped
from signaling.app.supervisor import Supervisor
from signaling.app.warm import launching

_SERVES = (
    "uvicorn.lifespan.on",
    "uvicorn.loops.auto",
    "uvicorn.protocols.http.auto",
)
"""What uvicorn loads when it begins to serve."""
_STORES = ("sqlalchemy.dialects.sqlite.aiosqlite", "alembic.command")

Ready = Callable[[], None]
Root = Callable[[Settings, Ready], Coroutine[None, None, None]]


async def serve_all(settings: Settings, ready: Ready) -> None:
    """Supervise every part on this machine; with another engine set, no relay of ours."""
    async with httpx.AsyncClient(timeout=1.0) as client, _renewing(settings.identity):
        parts = _parts(settings, client)
        async with launching(LOADS, parts) as launch:
            await Supervisor(parts, launch).run(stop_event(), ready)


@asynccontextmanager
async def _renewing(identity: Identity | None) -> AsyncIterator[None]:
    """Meanwhile a local authority renews what is served with; the parts take it from there."""
    if identity is None or identity.authority is None:
        yield
        return
    from signaling.app import authority  # noqa: PLC0415 - only who has TLS loads it

    renewing = asyncio.create_task(authority.keep_renewed(identity.authority, identity.names))
    try:
        yield
    finally:
        renewing.cancel()


def _parts(settings: Settings, client: httpx.AsyncClient) -> tuple[Part, ...]:
    def part(name: str, port: int, answers: Callable[[], Awaitable[bool]]) -> Part:
        where = ("--data-dir", str(settings.data_dir), "--port", str(port))
        command = (sys.executable, "-m", "signaling.cli", "serve", name, *where)
        return Part(name, command, answers, _told(settings))

    pages, relay = settings.inside.url, settings.inside.relay_url
    parts = [
        part("hearing", settings.port, partial(_answers, client, f"{pages}/api/v1/health"))
    ]
    if settings.embedded:
        parts.insert(0, part("relay", settings.relay_port, partial(_answers, client, relay)))
    recorder = partial(_answers, client, f"{pages}/internal/recorder/ready")
    return (*parts, part("recorder", settings.port, recorder))


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


async def serve_hearing(settings: Settings, ready: Ready) -> None:
    """The hearing server: pages, API, hearing sockets, the recorder's link."""
    from signaling.app import condition, hearing_server  # noqa: PLC0415 - loads its own part

    watch = condition.Watch()
    work = hearing_server.serve(settings, ready, watch)
    await until_stopped(stop_event(watch.heard), work)


async def serve_relay(settings: Settings, ready: Ready) -> None:
    """The embedded relay, on `--port` itself."""
    from signaling.app import relay  # noqa: PLC0415 - each process loads its own part

    await until_stopped(stop_event(), relay.serve(settings, ready))


async def serve_recorder(settings: Settings, ready: Ready) -> None:
    """The recorder; `--port` is the hearing server's."""
    from signaling.app import recorder  # noqa: PLC0415 - each process loads its own part

    await until_stopped(stop_event(), recorder.serve(settings, ready))


LOADS: Mapping[str, tuple[str, ...]] = {
    "relay": ("signaling.cli.main", "signaling.app.relay", *_SERVES),
    "recorder": ("signaling.cli.main", "signaling.app.recorder"),
    "hearing": ("signaling.cli.main", "signaling.app.hearing_server", *_SERVES, *_STORES),
}
"""What each part is made of, for a nursery to load before it is needed."""

ROOTS: dict[str, Root] = {
    "all": serve_all,
    "hearing": serve_hearing,
    "relay": serve_relay,
    "recorder": serve_recorder,
}
