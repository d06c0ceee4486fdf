"""Webhooks: signed events about rooms, in order for each, retried, and waited for by nobody."""

import asyncio
import base64
import hashlib
import itertools
from collections import Counter, deque
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
PAUSES = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0)  # seconds before each further try; the last for all
PATIENCE = 300.0  # seconds an event is tried: a receiver restarts, or its machine does
LATER = frozenset({408, 425, 429})  # refusals that say "not now" (RFC 9110, 8470, 6585)
AT_ONCE = 8  # tries under way towards one receiver
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


@dataclass(slots=True)
class _Queued:
    """An event in its room's queue. `number` counts all events, `since` is monotonic."""

    number: int
    since: float
    event: WebhookEvent


class Webhooks:
    """The queues of one address: one for each room, so that each room's events arrive in order
    and one that is refused for long delays its own room only.

    An event is tried again, ever more slowly, until it is taken, refused for good, or older
    than PATIENCE: a receiver that restarts misses nothing. When there are more than `limit`
    the oldest is dropped; later events say how many were. One event may come twice (its id is
    the same then): when its answer got lost.
    """

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
        self._url, self._keys, self._clock, self._limit = url, keys, clock, limit
        self._post, self._sleep = post, sleep
        self._rooms: dict[str, deque[_Queued]] = {}
        self._sending: dict[str, asyncio.Task[None]] = {}
        self._places = asyncio.Semaphore(AT_ONCE)
        self._filled = asyncio.Event()
        self._numbers = itertools.count()
        self._dropped = 0
        self.counts: Counter[str] = Counter()

    @property
    def waiting(self) -> int:
        """How many events are not delivered yet."""
        return sum(map(len, self._rooms.values()))

    def announce(self, event: WebhookEvent) -> None:
        """Queue an event; it is signed when it is sent, so that its token is fresh."""
        if self.waiting >= self._limit:
            queues = (queue for queue in self._rooms.values() if queue)
            oldest = min(queues, key=lambda queue: queue[0].number)
            self._drop(oldest.popleft())
        copy = WebhookEvent()
        copy.CopyFrom(event)
        copy.id = self._clock.sid("EV_")
        copy.created_at = int(self._clock.wall())
        queued = _Queued(next(self._numbers), self._clock.monotonic(), copy)
        self._rooms.setdefault(event.room.name, deque()).append(queued)
        self._filled.set()

    async def run(self) -> None:
        """Send what is queued until cancelled; what is not taken by then stays queued."""
        try:
            while True:
                await self._filled.wait()
                self._filled.clear()
                self._start()
        finally:
            await self._stop()

    async def flush(self) -> None:
        """Send everything queued now."""
        self._start()
        try:
            await asyncio.gather(*self._sending.values())
        finally:
            await self._stop()

    def _start(self) -> None:
        for room in self._rooms:
            if room not in self._sending:
                self._sending[room] = asyncio.create_task(self._send(room))

    async def _stop(self) -> None:
        tasks = tuple(self._sending.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _send(self, room: str) -> None:
        """One room's events, one after the other."""
        queue = self._rooms[room]
        try:
            while queue:
                first = queue[0]
                await self._deliver(first)
                if queue and queue[0] is first:  # else it was dropped meanwhile
                    queue.popleft()
        finally:
            del self._sending[room]
            if not queue:
                self._rooms.pop(room, None)

    async def _deliver(self, queued: _Queued) -> None:
        pauses = itertools.chain(PAUSES, itertools.repeat(PAUSES[-1]))
        for pause in pauses:
            if await self._try(queued.event):
                return
            if self._clock.monotonic() + pause - queued.since > PATIENCE:
                self._drop(queued)
                return
            await self._sleep(pause)

    def _drop(self, queued: _Queued) -> None:
        self._dropped += 1
        self.counts["dropped"] += 1
        log.warning("webhook given up", event_name=queued.event.event, id=queued.event.id)

    async def _try(self, event: WebhookEvent) -> bool:
        """True when it was taken, or refused for good (4xx: trying again cannot help)."""
        dropped, event.num_dropped = self._dropped, self._dropped
        try:
            async with self._places:
                message = signed(event, self._keys, self._clock.wall())
                status = await self._post(self._url, message.body, message.headers)
        except (httpx.HTTPError, OSError) as error:
            self.counts["failed"] += 1
            log.info(
                "webhook not delivered", event_name=event.event, error=type(error).__name__
            )
            return False
        taken = status < 300
        self.counts["delivered" if taken else "refused"] += 1
        if taken:
            self._dropped -= dropped
        else:
            log.info("webhook refused", event_name=event.event, status=status)
        return taken or (400 <= status < 500 and status not in LATER)


def http_post(client: httpx.AsyncClient) -> Post:
    """Send by HTTP."""

    async def post(url: str, body: bytes, headers: Mapping[str, str]) -> int:
        response = await client.post(url, content=body, headers=dict(headers))
        return response.status_code

    return post
