"""All webhooks of a relay: every address hears of every event, each from a queue of its own."""

import asyncio
from collections import Counter

import httpx
from livekit.protocol.webhook import WebhookEvent

from signaling.rtc.server.clock import Clock
from signaling.rtc.server.config import RelayConfig
from signaling.rtc.server.tokens import Keys
from signaling.rtc.server.webhooks import TIMEOUT, Webhooks, http_post

GOODBYE = 1.0  # seconds for the last webhooks


class Sending:
    """Started once, stopped once."""

    def __init__(self, config: RelayConfig, keys: Keys, clock: Clock) -> None:
        self._client = httpx.AsyncClient(timeout=TIMEOUT, trust_env=False)
        limit, post = config.limits.webhook_queue, http_post(self._client)
        self._webhooks = [
            Webhooks(url, keys, clock, limit, post=post) for url in config.webhook_urls
        ]
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def waiting(self) -> int:
        """Events not delivered yet, counted for each address."""
        return sum(hooks.waiting for hooks in self._webhooks)

    def counts(self) -> Counter[str]:
        """Tries by outcome: delivered, failed, refused; and dropped events."""
        return sum((hooks.counts for hooks in self._webhooks), Counter[str]())

    def start(self) -> None:
        """Begin to send."""
        self._tasks = [asyncio.create_task(hooks.run()) for hooks in self._webhooks]

    def announce(self, event: WebhookEvent) -> None:
        """Tell every address, soon."""
        for hooks in self._webhooks:
            hooks.announce(event)

    async def stop(self) -> None:
        """The last ones get a second."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        last = [asyncio.create_task(hooks.flush()) for hooks in self._webhooks]
        if last:
            await asyncio.wait(last, timeout=GOODBYE)
        for task in last:
            task.cancel()
        await asyncio.gather(*last, return_exceptions=True)
        await self._client.aclose()
