"""Webhooks: signed events about rooms, sent in order, retried, and waited for by nobody."""

import asyncio
import base64
import hashlib
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import httpx
import structlog
from google.protobuf.json_format import MessageToJson
from livekit.protocol.webhook import WebhookEvent

from signaling.rtc.server import tokens
from signaling.rtc.server.clock import Clock
from signaling.rtc.server.tokens import Keys

CONTENT_TYPE = "application/webhook+json"
PAUSES = (0.2, 0.5, 1.0, 2.0, 4.0)  # seconds before each further try
TIMEOUT = 5.0  # seconds for one try
log = structlog.get_logger("relay.webhooks")

Post = Callable[[str, bytes, Mapping[str, str]], Awaitable[int]]
Sleep = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Signed:
    """One event as it is sent, with the name it has in logs."""

    event: str
    body: bytes
    headers: Mapping[str, str]


def signed(event: WebhookEvent, keys: Keys, wall: float) -> Signed:
    """The event as JSON, vouched for by a token that holds the SHA-256 of the body.

    Source: livekit/protocol, webhook/url_notifier.go; livekit.api.WebhookReceiver reads it.
    """
    body = MessageToJson(event, indent=None).encode()
    digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
    authorization = tokens.for_webhook(digest, keys, wall)
    headers = {"authorization": authorization, "content-type": CONTENT_TYPE}
    return Signed(event.event, body, headers)


class Webhooks:
    """The queue of one address. When it is full the oldest event is dropped and counted."""

    def __init__(
        self,
        url: str,
        keys: Keys,
        clock: Clock,
        limit: int,
        *,
        post: Post,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._url, self._keys, self._clock = url, keys, clock
        self._post, self._sleep = post, sleep
        self._queue: deque[WebhookEvent] = deque(maxlen=limit)
        self._filled = asyncio.Event()
        self._dropped = 0

    def announce(self, event: WebhookEvent) -> None:
        """Queue an event; it is signed when it is sent, so that its token is fresh."""
        if len(self._queue) == self._queue.maxlen:
            self._dropped += 1
        copy = WebhookEvent()
        copy.CopyFrom(event)
        copy.id = self._clock.sid("EV_")
        copy.created_at = int(self._clock.wall())
        self._queue.append(copy)
        self._filled.set()

    async def run(self) -> None:
        """Send what is queued, one after the other, until cancelled."""
        while True:
            await self._filled.wait()
            await self.flush()

    async def flush(self) -> None:
        """Send everything queued now."""
        while self._queue:
            event = self._queue.popleft()
            event.num_dropped, self._dropped = self._dropped, 0
            await self._deliver(event)
        self._filled.clear()

    async def _deliver(self, event: WebhookEvent) -> None:
        for pause in (*PAUSES, None):
            message = signed(event, self._keys, self._clock.wall())
            if await self._try(message):
                return
            if pause is not None:
                await self._sleep(pause)
        self._dropped += 1
        log.warning("webhook given up", event_name=event.event, id=event.id)

    async def _try(self, message: Signed) -> bool:
        """True when it was taken, or refused for good (4xx: trying again cannot help)."""
        try:
            status = await self._post(self._url, message.body, message.headers)
        except (httpx.HTTPError, OSError) as error:
            log.info(
                "webhook not delivered", event_name=message.event, error=type(error).__name__
            )
            return False
        if status >= 300:
            log.info("webhook refused", event_name=message.event, status=status)
        return status < 300 or 400 <= status < 500


def http_post(client: httpx.AsyncClient) -> Post:
    """Send by HTTP."""

    async def post(url: str, body: bytes, headers: Mapping[str, str]) -> int:
        response = await client.post(url, content=body, headers=dict(headers))
        return response.status_code

    return post
