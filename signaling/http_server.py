"""uvicorn in one task: says when it is ready, stops when cancelled, leaves signals alone."""

import asyncio
import contextlib
import socket
from collections.abc import Awaitable, Callable, Iterator

import uvicorn

Ready = Callable[[], None]
Farewell = Callable[[], Awaitable[None]]


def open_door(host: str, port: int) -> socket.socket:
    """A listening TCP socket. Raises OSError if the port cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=512)


class HttpServer(uvicorn.Server):
    """ready: called once requests are answered. farewell: awaited before sockets close."""

    def __init__(
        self,
        config: uvicorn.Config,
        ready: Ready | None = None,
        farewell: Farewell | None = None,
    ) -> None:
        super().__init__(config)
        self._ready, self._farewell = ready, farewell

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and self._ready is not None:
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self._farewell is not None:
            await self._farewell()
        await super().shutdown(sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are the process's: uvicorn would raise them again and end it unclean."""
        yield

    async def until_cancelled(self, door: socket.socket) -> None:
        """Serve; cancelled, or with `should_exit` set, end open requests within their grace."""
        serving = asyncio.create_task(self.serve(sockets=[door]))
        try:
            await asyncio.shield(serving)
        except asyncio.CancelledError:
            self.should_exit = True
            await serving
            raise


async def serve_all(*served: tuple[HttpServer, socket.socket]) -> None:
    """Serve several doors until cancelled; one that ends by itself ends the others."""
    doors = [asyncio.create_task(server.until_cancelled(door)) for server, door in served]
    try:
        await asyncio.wait(doors, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for door in doors:
            door.cancel()
        await asyncio.gather(*doors, return_exceptions=True)
    for door in doors:
        if not door.cancelled():
            door.result()
