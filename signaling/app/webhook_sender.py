"""Sending webhooks: what is due is leased, sent signed, and what came of it is written down."""

import asyncio
import os
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

import httpx
import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from scheduler.database import reading
from scheduler.source import Source
from scheduler.webhooks import leases
from scheduler.webhooks.leases import Due
from scheduler.webhooks.reach import Reach, allowed
from scheduler.webhooks.retries import Answer
from scheduler.webhooks.signing import signed
from signaling.accounts.seal import Seal

TICK_S = 1.0
PATIENCE_S = 10.0
"""For one try; far less than a lease lasts."""
OUT_OF_REACH = "OutOfReach"
NOWHERE_OF_OURS = Reach()
_AGENT = "phientoa-webhooks/1"

log = structlog.get_logger()


class WebhookSender:
    """Sends from this instance; others may send beside it. `start` before, `stop` after."""

    def __init__(
        self,
        engine: AsyncEngine,
        seal: Seal,
        clock: Callable[[], datetime],
        within: Reach = NOWHERE_OF_OURS,
    ) -> None:
        self._engine = engine
        self._seal = seal
        self._clock = clock
        self._within = within
        # A connection is one host's, whose name was checked: none is kept for another.
        self._client = httpx.AsyncClient(
            timeout=PATIENCE_S,
            follow_redirects=False,
            headers={"User-Agent": _AGENT},
            limits=httpx.Limits(max_keepalive_connections=0),
        )
        self._running: asyncio.Task[None] | None = None
        self._emptying: dict[str, asyncio.Task[None]] = {}

    async def start(self) -> None:
        """Look every second for what is due."""
        self._running = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """What is on its way is tried again by whoever comes after the lease."""
        tasks = [*self._emptying.values()]
        if self._running is not None:
            tasks.append(self._running)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._client.aclose()

    async def send_due(self) -> int:
        """Send some of what is due now; how much that was."""
        taken = await self.take(await self._waiting())
        await asyncio.gather(*(self.send(one) for one in taken))
        return len(taken)

    async def take(self, webhooks: Sequence[str]) -> Sequence[Due]:
        """Lease some of what is due now to `webhooks`."""
        if not webhooks:
            return ()
        async with self._engine.begin() as connection:
            return await leases.lease(connection, self._source(), webhooks)

    async def _waiting(self) -> Sequence[str]:
        """The webhooks for which something is due, and that nobody here is at work on."""
        async with reading(self._engine) as connection:
            now = self._source().now
            return await leases.waiting(connection, now, but=[*self._emptying])

    async def _run(self) -> None:
        while True:
            with _logged():
                for webhook in await self._waiting():
                    self._emptying[webhook] = asyncio.create_task(self._empty(webhook))
            await asyncio.sleep(TICK_S)

    async def _empty(self, webhook: str) -> None:
        """Send what is due to one webhook. Each has a task of its own, so that a slow receiver
        keeps nobody else waiting."""
        try:
            with _logged():
                while taken := await self.take([webhook]):
                    await asyncio.gather(*(self.send(one) for one in taken))
        finally:
            del self._emptying[webhook]

    async def send(self, due: Due) -> None:
        """Try once, and write down what came of it."""
        answer = await self._tried(due)
        async with self._engine.begin() as connection:
            fate = await leases.settle(connection, self._source(), due, answer)
        log.info(
            "webhook.tried",
            delivery=due.id,
            webhook=due.webhook,
            status=answer.status,
            failure=answer.failure,
            fate=fate,
        )

    async def _tried(self, due: Due) -> Answer:
        secret = self._seal.open(due.secret, due.webhook)
        if secret is None:
            return Answer(None, "SecretUnreadable")
        body = due.body.encode()
        headers = {
            "Content-Type": "application/json",
            **signed(secret, due.id, self._source().now, body),
        }
        try:
            async with asyncio.timeout(PATIENCE_S):
                return await self._answer(due, body, headers)
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, OSError) as error:
            return Answer(None, type(error).__name__)

    async def _answer(self, due: Due, body: bytes, headers: dict[str, str]) -> Answer:
        """Of the address that was looked up and found to be within reach, and of no other: a
        name may lead somewhere else the next time it is asked."""
        url = httpx.URL(due.url)
        own = due.court is None
        address = allowed(await _looked_up(url), self._within, own_machine=own)
        if address is None:
            return Answer(None, OUT_OF_REACH)
        async with self._client.stream(
            "POST",
            url.copy_with(host=address),
            content=body,
            headers={**headers, "Host": url.netloc.decode()},
            extensions={"sni_hostname": url.host},
        ) as answer:
            return Answer(answer.status_code, None, _wish(answer))

    def _source(self) -> Source:
        return Source(self._clock(), os.urandom)


@contextmanager
def _logged() -> Iterator[None]:
    """The outer edge of our tasks: what fails is looked at again a second later."""
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        log.warning("webhooks.database", error=type(error).__name__)
    except Exception:
        log.exception("webhooks.failed")


async def _looked_up(url: httpx.URL) -> Sequence[str]:
    """The addresses of its host. Raises OSError."""
    port = url.port or (443 if url.scheme == "https" else 80)
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(url.host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


def _wish(answer: httpx.Response) -> timedelta | None:
    """Retry-After in seconds; a date there is not looked at."""
    said = answer.headers.get("retry-after", "")
    if not (said.isascii() and said.isdigit() and len(said) < 7):
        return None
    return timedelta(seconds=int(said))
