"""Rulings on requests in progress: so many of one person's address, whatever carries them."""

import asyncio
from ipaddress import ip_network

import httpx
from fastapi import FastAPI
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from signaling.strangers import Crowd
from signaling.throng import Throng

PROXY = "10.0.0.1"
CROWD = Crowd(from_one=2, trusted=(ip_network(PROXY),))


async def test_of_one_address_behind_a_proxy_so_many_and_no_more() -> None:
    app, go_on, inside = FastAPI(), asyncio.Event(), asyncio.Semaphore(0)

    @app.get("/")
    async def wait() -> None:
        inside.release()
        await go_on.wait()

    app.add_middleware(Throng, crowd=CROWD)
    behind = ProxyHeadersMiddleware(app, [PROXY])  # type: ignore[arg-type]
    transport = httpx.ASGITransport(behind, client=(PROXY, 1))  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://court") as client:

        async def ask(person: str | None) -> int:
            headers = {} if person is None else {"x-forwarded-for": person}
            return (await client.get("/", headers=headers)).status_code

        asked = [asyncio.create_task(ask("192.0.2.1")) for _ in range(2)]
        asked += [asyncio.create_task(ask(None)) for _ in range(4)]  # the proxy's own
        asked.append(asyncio.create_task(ask("192.0.2.2")))
        for _ in asked:
            await inside.acquire()
        assert await ask("192.0.2.1") == 503
        assert not any(task.done() for task in asked)
        go_on.set()
        assert set(await asyncio.gather(*asked)) == {200}
        assert await ask("192.0.2.1") == 200
