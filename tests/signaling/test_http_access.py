"""Rulings on the line of a request: routes and outcomes, nothing that was typed."""

import httpx
import pytest
from fastapi import FastAPI, WebSocket
from starlette.types import Message, Scope
from structlog.testing import capture_logs

from signaling.http_access import AccessLog

TYPED = "nguyen-van-a"


def application() -> FastAPI:
    app = FastAPI()
    app.add_middleware(AccessLog)

    @app.get("/seats/{seat}")
    async def seat(seat: str) -> str:
        return seat

    @app.websocket("/sockets/{seat}")
    async def socket(connection: WebSocket, seat: str) -> None:
        await connection.accept()
        await connection.close(4401, seat)

    return app


@pytest.mark.parametrize(
    ("path", "route", "status"),
    [(f"/seats/{TYPED}?who={TYPED}", "/seats/{seat}", 200), (f"/{TYPED}", None, 404)],
)
async def test_a_request_is_told_by_its_route(
    path: str, route: str | None, status: int
) -> None:
    transport = httpx.ASGITransport(application())
    with capture_logs() as lines:
        async with httpx.AsyncClient(transport=transport, base_url="http://court") as client:
            assert (await client.get(path)).status_code == status
    (line,) = lines
    assert (line["log_level"], line["method"]) == ("debug", "GET")
    assert (line["route"], line["status"]) == (route, status)
    assert TYPED not in str(line)


async def test_a_socket_is_told_when_it_ends() -> None:
    said: list[Message] = []
    coming = iter([{"type": "websocket.connect"}])

    async def receive() -> Message:
        return next(coming)

    async def send(message: Message) -> None:
        said.append(message)

    path = f"/sockets/{TYPED}"
    scope: Scope = {"type": "websocket", "path": path, "headers": [], "query_string": b""}
    with capture_logs() as lines:
        await application()(scope, receive, send)
    assert [message["type"] for message in said] == ["websocket.accept", "websocket.close"]
    (line,) = lines
    assert (line["method"], line["route"]) == ("WEBSOCKET", "/sockets/{seat}")
    assert line["code"] == 4401
    assert TYPED not in str(line)
