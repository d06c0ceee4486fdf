"""The roots: what each process of an installation is made of."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager

import httpx

from signaling.app import parts_of, precedence
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
        parts = parts_of.installation(settings, client)
        async with launching(_loads(parts), parts) as launch:
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


async def serve_hearing(settings: Settings, ready: Ready) -> None:
    """The hearing server: pages, API, hearing sockets, the recorder's link."""
    from signaling.app import condition, hearing_server  # noqa: PLC0415 - loads its own part

    watch = condition.Watch()
    work = hearing_server.serve(settings, ready, watch)
    await until_stopped(stop_event(watch.heard), work)


async def serve_relay(settings: Settings, ready: Ready) -> None:
    """The embedded relay, on `--port` itself; of several workers, all of it supervised."""
    if settings.relay_workers == 1:
        from signaling.app import relay  # noqa: PLC0415 - each process loads its own part

        precedence.go_first()
        await until_stopped(stop_event(), relay.serve(settings, ready))
        return
    async with httpx.AsyncClient(timeout=1.0) as client:
        parts = parts_of.relay(settings, client)
        async with launching(_loads(parts), parts) as launch:
            await Supervisor(parts, launch).run(stop_event(), ready)


async def serve_front(settings: Settings, ready: Ready) -> None:
    """The front of the relay's workers."""
    from signaling.app import relay  # noqa: PLC0415 - each process loads its own part

    precedence.go_first()
    await until_stopped(stop_event(), relay.serve_front(settings, ready))


async def serve_worker(settings: Settings, ready: Ready) -> None:
    """One worker of the relay; `--port` is its UDP port."""
    from signaling.app import relay  # noqa: PLC0415 - each process loads its own part

    precedence.go_first()
    work = relay.serve_worker(settings, settings.port, ready)
    await until_stopped(stop_event(), work)


async def serve_recorder(settings: Settings, ready: Ready) -> None:
    """The recorder; `--port` is the hearing server's."""
    from signaling.app import recorder  # noqa: PLC0415 - each process loads its own part

    precedence.go_first()
    await until_stopped(stop_event(), recorder.serve(settings, ready))


_RELAY = ("signaling.cli.main", "signaling.app.relay", *_SERVES)
LOADS: Mapping[str, tuple[str, ...]] = {
    "relay": _RELAY,
    "front": _RELAY,
    "worker": _RELAY,
    "recorder": ("signaling.cli.main", "signaling.app.recorder"),
    "hearing": ("signaling.cli.main", "signaling.app.hearing_server", *_SERVES, *_STORES),
}
"""What each kind of part is made of, for a nursery to load before it is needed."""


def _loads(parts: Sequence[Part]) -> Mapping[str, Sequence[str]]:
    return {part.name: LOADS[part.kind] for part in parts}


ROOTS: dict[str, Root] = {
    "all": serve_all,
    "hearing": serve_hearing,
    "relay": serve_relay,
    "front": serve_front,
    "worker": serve_worker,
    "recorder": serve_recorder,
}
