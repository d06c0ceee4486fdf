"""Another system that is told what happens: a real HTTP server that remembers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web


@dataclass
class Receiver:
    """What came in; `answers` are given in order, then 204, while it is `ready`."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    came: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    ready: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, request: web.Request) -> web.Response:
        """One delivery."""
        body = await request.read()
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.came.append((headers, body))
        await self.ready.wait()
        return web.Response(status=self.answers.pop(0) if self.answers else 204)


@asynccontextmanager
async def receiver() -> AsyncIterator[Receiver]:
    """A receiver at a free port."""
    one = Receiver()
    one.ready.set()
    app = web.Application()
    app.router.add_post("/in", one.take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        host, port = runner.addresses[0][:2]
        one.url = f"http://{host}:{port}/in"
        yield one
    finally:
        await runner.cleanup()
