"""The hearing server's process: pages, REST, hearing sockets, the recorder's link."""

import asyncio
import contextlib
import os
import resource
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from ipaddress import ip_network
from typing import Literal
from urllib.parse import urlsplit

import uvicorn
from fastapi import APIRouter, FastAPI, Response
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

import courtroom_client
import signaling.api as rest
from hearing.commands import ReportRecorder
from hearing.ids import HearingId
from recording import keys
from scheduler.database import open_engine
from scheduler.notices.templates import Templates
from scheduler.webhooks.reach import reach
from signaling.accounts.seal import Seal
from signaling.api import media_gate
from signaling.api.media_gate import MediaGate
from signaling.api.trying import Way
from signaling.app import pages, posting, tls
from signaling.app.authority import Authority
from signaling.app.bundles import Bundles
from signaling.app.condition import Condition, Watch
from signaling.app.renders import Renders
from signaling.app.settings import Settings
from signaling.app.stopping import CannotStart
from signaling.app.webhook_sender import WebhookSender
from signaling.court import announcing, recordings, socket
from signaling.court.media_access import MediaAccess
from signaling.court.service import Court
from signaling.http_access import AccessLog
from signaling.http_door import door
from signaling.http_server import HttpServer, open_door, serve_all
from signaling.migrations import migrate
from signaling.strangers import Crowd, of_files
from signaling.throng import Throng
from signaling.web_sockets import WebSockets

PATIENCE_S = 20.0  # for a whole request, but for what goes on coming (signaling.http_door)
GRACE_S = 2
"""How long open requests may take to end once the server stops."""


async def serve(settings: Settings, ready: Callable[[], None], watch: Watch) -> None:
    """Serve until cancelled. watch: hears the supervisor.

    Raises CannotStart; OSError if the port cannot be had.
    """
    await asyncio.to_thread(keys.make_root, settings.keys_dir)
    await _migrated(settings.database_url)
    engine = open_engine(settings.database_url)
    try:
        await _serve(build(settings, engine, watch), settings, ready)
    finally:
        await engine.dispose()


async def _migrated(database_url: str) -> None:
    """Its tables are today's. Raises CannotStart if it does not answer or is none."""
    try:
        await migrate(database_url)
    except (SQLAlchemyError, OSError, ValueError) as error:
        why = type(error).__name__
        raise CannotStart(
            f"Không dùng được cơ sở dữ liệu ({why}): xem PHIENTOA_DATABASE_URL và máy chủ.",
            f"The database cannot be used ({why}): check PHIENTOA_DATABASE_URL and its server.",
        ) from error


async def _serve(app: FastAPI, settings: Settings, ready: Callable[[], None]) -> None:
    """With TLS there is a second door, for this machine's own parts."""
    identity = settings.identity
    with contextlib.ExitStack() as doors:
        door = doors.enter_context(open_door(settings.host, settings.port))
        if identity is None:
            await HttpServer(_uvicorn(app, settings), ready).until_cancelled(door)
            return
        own = doors.enter_context(open_door(settings.inside.host, settings.inside.port))
        served = tls.context(identity)
        outer = HttpServer(_uvicorn(app, settings, served), ready)
        async with tls.kept_fresh(served, identity):
            inner = HttpServer(_uvicorn(app, settings, lifespan="off"))
            await serve_all((outer, door), (inner, own))


def _uvicorn(
    app: FastAPI,
    settings: Settings,
    served: ssl.SSLContext | None = None,
    lifespan: Literal["auto", "off"] = "auto",
) -> uvicorn.Config:
    """served: speaks TLS with it. One door's lifespan is the application's."""
    return uvicorn.Config(
        app,
        lifespan=lifespan,
        http=door(crowd(settings), served),
        # Nobody else is believed about where a request comes from: rate limits go by it.
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        ws=WebSockets,
        ws_max_size=256 * 1024,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_S,
    )


def crowd(settings: Settings) -> Crowd:
    """How many strangers may be at the door; a page is fetched over several connections."""
    from_one, in_all = of_files(resource.getrlimit(resource.RLIMIT_NOFILE)[0])
    trusted = tuple(ip_network(one, strict=False) for one in settings.trusted_proxies)
    return Crowd(from_one, in_all, PATIENCE_S, trusted)


def build(settings: Settings, engine: AsyncEngine, watch: Watch) -> FastAPI:
    """The whole application; its court lives as long as the server does."""
    media = _media(settings)
    court, link = _court(settings, engine, media)
    renders = Renders(settings, court, rest.utc_now)
    bundles = Bundles(settings, court)
    ticking = posting.ticking(settings, engine, court)
    within = reach(settings.webhook_networks)
    sender = WebhookSender(engine, Seal(settings.staff_key), rest.utc_now, within)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        await court.start()
        await renders.start()
        await sender.start()
        if ticking is not None:
            ticking.start()
        await asyncio.to_thread(bundles.sweep)
        yield
        if ticking is not None:
            ticking.stop()
        await sender.stop()
        await renders.stop()
        await court.stop()
        await link.close()

    app = FastAPI(
        title="Phiên Tòa",
        openapi_url=rest.OPENAPI_URL,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    rest.install(app)
    fixed = pages.headers(_origins(settings), settings.public_url)
    app.add_middleware(pages.Headers, fixed=fixed)
    app.add_middleware(AccessLog)
    app.add_middleware(Throng, crowd=crowd(settings))
    rest.router(
        engine=engine,
        court=court,
        admin_token=settings.admin_token,
        public_url=settings.public_url,
        bundle=bundles.stream,
        trust=bundles.trust,
        renders=renders,
        condition=Condition(watch, settings.recordings_dir, court, link),
        staff_key=settings.staff_key,
        second_factor=settings.second_factor,
        templates=Templates(settings.templates_dir),
        reach=within,
        sender=settings.notices_from,
        ways=lambda hearing, name: Way(media.public_url, media.try_token(hearing, name)),
    ).build(app)
    sessions = rest.SeatSessions(engine, rest.utc_now)
    transfers = rest.SeatTransfers(engine, rest.utc_now, os.urandom)
    app.include_router(socket.router(court, sessions, transfers))
    app.include_router(recordings.router(link, settings.recorder_token))
    app.include_router(_recorder_ready(link))
    app.include_router(media_gate.routes(MediaGate(engine, court, media, rest.utc_now)))
    pages.add_pages(app, courtroom_client.dist())
    if settings.identity is not None and settings.identity.authority is not None:
        pages.add_authority(app, Authority(settings.identity.authority).certificate)
    return app


def _media(settings: Settings) -> MediaAccess:
    return MediaAccess(
        settings.livekit_url,
        settings.livekit_public_url,
        settings.livekit_api_key,
        settings.livekit_api_secret,
    )


def _court(
    settings: Settings, engine: AsyncEngine, media: MediaAccess
) -> tuple[Court, recordings.Recordings]:
    """The court and the recorder's link, which know each other."""

    async def report(hearing: HearingId, said: ReportRecorder) -> None:
        await court.report(hearing, said)

    link = recordings.Recordings(settings.keys_dir, media, report)
    court = Court(
        engine,
        rest.utc_now,
        media,
        link,
        settings.public_url,
        beside=announcing.together(
            announcing.keep_deadlines, announcing.announce, posting.following(settings)
        ),
    )
    return court, link


def _recorder_ready(link: recordings.Recordings) -> APIRouter:
    """Whether a recorder is connected: 204, or 503 while there is none."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/internal/recorder/ready")
    async def ready() -> Response:
        return Response(status_code=204 if link.connected else 503)

    return routes


def _origins(settings: Settings) -> tuple[str, ...]:
    """Where pages may open the relay: its WebSocket and, for validation, its HTTP origin."""
    relay = urlsplit(settings.livekit_public_url)
    http = {"ws": "http", "wss": "https"}.get(relay.scheme, relay.scheme)
    ws = {"http": "ws", "https": "wss"}.get(relay.scheme, relay.scheme)
    return (f"{ws}://{relay.netloc}", f"{http}://{relay.netloc}")
