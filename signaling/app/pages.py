"""The pages: the built client, and headers that let a browser run nothing else."""

from http import HTTPStatus
from inspect import isawaitable
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import APIRouter, FastAPI, Request
from fastapi.exception_handlers import http_exception_handler
from fastapi.responses import FileResponse, PlainTextResponse, Response
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from signaling.app.assets import Assets
from signaling.app.identity import AUTHORITY_PATH

PAGES = (
    "/",
    "/join",
    "/receipt",
    "/seat/{seat}",
    "/sign-in",
    "/my-day",
    "/hearings/{hearing}",
    "/deadlines",
    "/hearings/{hearing}/service",
    "/directory",
    "/points/{point}",
    "/staff",
    "/lists",
    "/account",
    "/calendar",
    "/book",
    "/hearings/{hearing}/edit",
    "/public",
)
"""Addresses that open the client; it reads the rest from the address itself."""


def headers(relay_origins: tuple[str, ...], public_url: str) -> dict[str, str]:
    """Security headers of every answer. `relay_origins`: where a page may open the relay."""
    secure = {"Strict-Transport-Security": "max-age=31536000"} if _named(public_url) else {}
    policy = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data: blob:",
        "font-src": "'self'",
        "media-src": "'self' blob: mediastream:",
        "worker-src": "'self' blob:",
        "connect-src": " ".join(("'self'", *relay_origins)),
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    return {
        "Content-Security-Policy": "; ".join(
            f"{name} {value}" for name, value in policy.items()
        ),
        "Permissions-Policy": "camera=(self), microphone=(self), display-capture=(self)",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        **secure,
    }


def _named(public_url: str) -> bool:
    """Whether the address is https of a name that is ours alone: this machine's own name would
    bind every other server on it."""
    parts = urlsplit(public_url)
    return parts.scheme == "https" and parts.hostname not in (None, "localhost")


class Headers:
    """Adds fixed headers to every answer that does not have them yet."""

    def __init__(self, app: ASGIApp, fixed: dict[str, str]) -> None:
        self._app = app
        self._fixed = fixed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                for name, value in self._fixed.items():
                    answer.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, with_headers)


def add_pages(app: FastAPI, dist: Path) -> None:
    """Serve the built client from `dist` (index.html and assets/)."""
    router = APIRouter(include_in_schema=False)
    index = dist / "index.html"

    def page() -> Response:
        if not index.is_file():
            return PlainTextResponse("Trang chưa được dựng. The pages are not built.", 503)
        return FileResponse(index, headers={"Cache-Control": "no-cache"})

    for address in PAGES:
        router.add_api_route(address, page, methods=["GET"])
    app.include_router(router)
    refused = app.exception_handlers.get(HTTPException, http_exception_handler)

    async def lost(request: Request, error: Exception) -> Response:
        """A person is told in a page, which says so itself; a program as ever."""
        if _is_a_persons(request):
            answer = page()
            answer.status_code = max(answer.status_code, HTTPStatus.NOT_FOUND)
            return answer
        told = refused(request, error)
        return await told if isawaitable(told) else told

    app.add_exception_handler(HTTPStatus.NOT_FOUND, lost)
    if (dist / "assets").is_dir():
        app.mount("/assets", Assets(directory=dist / "assets"))


def _is_a_persons(request: Request) -> bool:
    """Whether a browser asks for a page, not a program for data or a page for its parts."""
    ours = request.url.path.startswith(("/api/", "/assets/", "/internal/"))
    asks = "text/html" in request.headers.get("accept", "")
    return request.method == "GET" and asks and not ours


def add_authority(app: FastAPI, certificate: Path) -> None:
    """Offer the certificate of an authority of our own: devices that are to trust it fetch it
    here, and people compare its fingerprint."""
    router = APIRouter(include_in_schema=False)

    @router.get(AUTHORITY_PATH)
    def authority() -> Response:
        return FileResponse(certificate, media_type="application/x-x509-ca-cert")

    app.include_router(router)
