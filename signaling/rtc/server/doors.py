"""The relay's TCP doors: one for everybody, and with TLS one more for its own installation."""

import contextlib
import ssl
from collections.abc import Awaitable, Callable, Iterator

import uvicorn
from fastapi import FastAPI
from starlette.types import ASGIApp
from websockets import http11

from signaling.http_door import door as http_door
from signaling.http_server import Farewell, HttpServer, Ready, open_door, serve_all
from signaling.rtc.server import scrubbing
from signaling.rtc.server.config import RelayConfig
from signaling.rtc.server.metrics import MetricsDoor
from signaling.strangers import Crowd
from signaling.web_sockets import WebSockets

ANYWHERE = {"access-control-allow-origin": "*"}  # a token is what counts, as in livekit-server
STOP_WITHIN = 1  # seconds for sockets to close after their clients were told

Serve = Callable[[FastAPI, Ready | None, Farewell], Awaitable[None]]
"""Serve an application until cancelled."""


@contextlib.contextmanager
def doors(
    config: RelayConfig, opened: Callable[[int], None] = lambda _port: None
) -> Iterator[Serve]:
    """Open what `config` names; `opened` hears which port that is. Raises OSError."""
    # A join request carries a whole SDP offer in its query string.
    http11.MAX_LINE_LENGTH = config.limits.request_line
    scrubbing.install()
    with contextlib.ExitStack() as stack:
        door = stack.enter_context(open_door(config.host, config.port))
        own = stack.enter_context(open_door(*config.inside)) if config.inside else None
        read = stack.enter_context(open_door(*config.metrics)) if config.metrics else None
        opened(door.getsockname()[1])

        async def serve(app: FastAPI, ready: Ready | None, farewell: Farewell) -> None:
            server = HttpServer(_uvicorn(config, app, config.tls), ready, farewell)
            served = [(server, door)]
            if own is not None:
                served.append((HttpServer(_uvicorn(config, app)), own))
            if read is not None:
                served.append((HttpServer(_uvicorn(config, MetricsDoor(app))), read))
            await serve_all(*served)

        yield serve


def _uvicorn(
    config: RelayConfig, app: ASGIApp, tls: ssl.SSLContext | None = None
) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        proxy_headers=False,  # nothing here goes by a client's address
        lifespan="off",  # whoever serves starts the relay, so that a port taken is an OSError
        http=http_door(Crowd(), tls),
        ws=WebSockets,
        ws_max_size=config.limits.message,
        ws_per_message_deflate=False,
        ws_ping_interval=10.0,
        ws_ping_timeout=10.0,
        h11_max_incomplete_event_size=config.limits.request_line + 16 * 1024,
        access_log=False,  # request lines hold access tokens
        log_config=None,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=STOP_WITHIN,
    )
