"""A real server with the hearing socket, and parties that speak to it as clients do."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import uvicorn
from fastapi import FastAPI
from websockets.asyncio.client import ClientConnection, connect

from hearing.actors import SeatActor
from signaling.court.ports import Transfers
from signaling.court.protocol import SERVER_MESSAGE
from signaling.court.service import Court
from signaling.court.sessions import SeatSessions
from signaling.court.socket import router
from tests.signaling.court.world import PATIENCE_S, Cookies, until

Said = dict[str, Any]


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def serving(
    court: Court,
    sessions: SeatSessions | None = None,
    port: int = 0,
    transfers: Transfers | None = None,
) -> AsyncIterator[str]:
    """`host:port` of a uvicorn that serves `court`; by default on a free port."""
    app = FastAPI()
    app.include_router(router(court, sessions or Cookies(), transfers))
    config = uvicorn.Config(
        app,
        port=port,
        ws="websockets-sansio",
        log_config=None,
        lifespan="off",
        ws_max_size=1 << 18,
    )
    server = _Server(config)
    listener = config.bind_socket()
    host, bound = listener.getsockname()[:2]
    running = asyncio.create_task(server.serve(sockets=[listener]))
    await until(lambda: server.started, "the server")
    try:
        yield f"{host}:{bound}"
    finally:
        server.should_exit = True
        await running
        listener.close()


class Party:
    """One open socket: sends numbered frames, reads checked messages."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.n = 0

    async def hear(self) -> Said:
        """The next message; every one must be of the protocol."""
        async with asyncio.timeout(PATIENCE_S):
            raw = await self.connection.recv()
        SERVER_MESSAGE.validate_json(raw)
        said: Said = json.loads(raw)
        return said

    async def hear_until(self, wanted: Callable[[Said], bool]) -> list[Said]:
        """Messages up to and with the first that is `wanted`."""
        heard = [await self.hear()]
        while not wanted(heard[-1]):
            heard.append(await self.hear())
        return heard

    async def hear_a(self, kind: str) -> Said:
        """The next message of this type; others before it are passed over."""
        return (await self.hear_until(lambda said: said["type"] == kind))[-1]

    async def say(self, **frame: Any) -> None:
        """Send a frame with the next number."""
        self.n += 1
        await self.say_raw(json.dumps({"n": self.n, **frame}))

    async def say_raw(self, raw: str | bytes) -> None:
        """Send anything."""
        await self.connection.send(raw)

    async def command(self, command_id: str, kind: str, **facts: Any) -> Said:
        """Send a command; its answer."""
        await self.say(type="command", id=command_id, command={"type": kind, **facts})
        heard = await self.hear_until(lambda said: said.get("command") == command_id)
        return heard[-1]

    async def in_good_health(self) -> bool:
        """Whether a ping is answered."""
        await self.say(type="ping")
        return bool((await self.hear_a("pong"))["n"] == self.n)

    async def closed_with(self) -> tuple[int, str]:
        """Read to the end: the close code and reason."""
        async with asyncio.timeout(PATIENCE_S):
            await self.connection.wait_closed()
        return self.connection.close_code or 0, self.connection.close_reason or ""


def address(server: str, seat: str, after: str | int = 0) -> str:
    """The socket of `seat`."""
    return f"ws://{server}/api/v1/seats/{seat}/socket?after={after}"


@asynccontextmanager
async def party(
    server: str, actor: SeatActor, after: int = 0, origin: str | None = None
) -> AsyncIterator[Party]:
    """`actor` connected with the right cookie."""
    headers = {"Cookie": f"pt-seat={actor.seat}"}
    if origin:
        headers["Origin"] = origin
    async with connect(
        address(server, actor.seat, after), additional_headers=headers, max_size=None
    ) as connection:
        yield Party(connection)
