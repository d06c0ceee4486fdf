"""A media worker: a whole relay on loopback and a UDP port of its own, behind a front.

It tells its front of every event (the other end: signaling.rtc.front.register); the front
tells the world.
"""

import asyncio
import json
import os
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace

import structlog
import websockets
from livekit.protocol.models import DisconnectReason, RoomEndReason
from livekit.protocol.webhook import WebhookEvent
from websockets.asyncio.client import ClientConnection

from signaling.rtc.server.app import application
from signaling.rtc.server.config import RelayConfig
from signaling.rtc.server.doors import doors
from signaling.rtc.server.front_key import PATH, key
from signaling.rtc.server.relay import Relay
from signaling.rtc.server.rooms import Rooms

log = structlog.get_logger("relay.worker")

BEAT_S = 0.5
AGAIN_S = 0.1
GOODBYE_S = 0.5
"""How long a stopping worker waits until its front knows."""
_ALIVE, _STOPPING = "{}", '{"stopping": true}'


@dataclass(frozen=True, slots=True)
class Place:
    """Which worker this is, and where its front is: `ws://HOST:PORT`."""

    number: int
    front: str


def behind(config: RelayConfig, udp_port: int, tcp_port: int | None) -> RelayConfig:
    """What a worker with these ports for media is told, whose front is told `config`."""
    return replace(
        config,
        host="127.0.0.1",
        port=0,
        udp_port=udp_port,
        tcp_port=tcp_port,
        media_host=config.media_host or config.host,
        webhook_urls=(),
        tls=None,
        inside=None,
        metrics=None,
    )


@dataclass(slots=True, eq=False)
class Line:
    """A worker's line to its front; what happens while there is none waits.

    port: this worker's TCP port.
    """

    place: Place
    config: RelayConfig
    port: int = 0
    _waiting: deque[WebhookEvent] = field(init=False)
    _filled: asyncio.Event = field(default_factory=asyncio.Event)
    _socket: ClientConnection | None = None
    _stopping: bool = False

    def __post_init__(self) -> None:
        self._waiting = deque(maxlen=self.config.limits.webhook_queue)

    def announce(self, event: WebhookEvent) -> None:
        """Tell the front, soon."""
        copy = WebhookEvent()
        copy.CopyFrom(event)
        self._waiting.append(copy)
        self._filled.set()

    async def run(self, rooms: Rooms, udp_port: int) -> None:
        """Be there for the front, and for the next one when it died, until cancelled."""
        while not self._stopping:
            with suppress(OSError, TimeoutError, websockets.WebSocketException):
                async with await self._call() as socket:
                    self._socket = socket
                    await self._introduce(socket, rooms, udp_port)
                    await self._stay(socket, rooms)
            self._socket = None
            await asyncio.sleep(AGAIN_S)

    async def farewell(self) -> None:
        """Let the front know first, so that no client is led back here."""
        self._stopping = True
        if self._socket is None:
            return
        with suppress(OSError, TimeoutError, websockets.WebSocketException):
            async with asyncio.timeout(GOODBYE_S):
                await self._socket.send(_STOPPING)
                await self._socket.wait_closed()

    async def _call(self) -> ClientConnection:
        return await websockets.connect(
            self.place.front + PATH,
            additional_headers={"authorization": f"Bearer {key(self.config.api_secret)}"},
            compression=None,
            open_timeout=2.0,
            close_timeout=0.2,
            ping_interval=None,
            proxy=None,
        )

    async def _introduce(self, socket: ClientConnection, rooms: Rooms, udp_port: int) -> None:
        told = list(_told(rooms))
        hello = {
            "worker": self.place.number,
            "port": self.port,
            "udp_port": udp_port,
            "pid": os.getpid(),
            "rooms": list(rooms.named),
            "told": len(told),
        }
        await socket.send(json.dumps(hello))
        for event in told:
            await socket.send(event.SerializeToString())

    async def _stay(self, socket: ClientConnection, rooms: Rooms) -> None:
        ways = [
            asyncio.create_task(self._speak(socket)),
            asyncio.create_task(_listen(socket, rooms)),
        ]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)

    async def _speak(self, socket: ClientConnection) -> None:
        while True:
            while self._waiting:
                await socket.send(self._waiting[0].SerializeToString())
                self._waiting.popleft()
            self._filled.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(BEAT_S):
                    await self._filled.wait()
                    continue
            await socket.send(_ALIVE)


async def _listen(socket: ClientConnection, rooms: Rooms) -> None:
    async for message in socket:
        room = rooms.named.get(json.loads(message)["drop"])
        if room is not None:
            log.info("room dropped", room=room.name)
            rooms.close(
                room, RoomEndReason.ROOM_END_SERVER_SHUTDOWN, DisconnectReason.SERVER_SHUTDOWN
            )


def _told(rooms: Rooms) -> Iterator[WebhookEvent]:
    """What was told of rooms that are open."""
    for room in rooms.named.values():
        yield room.told("room_started")
        for who in room.participants.values():
            if who.media_up:
                yield room.told("participant_joined", participant=who.info())
            for publication in who.publications.values():
                event = room.told("track_published", participant=who.info())
                event.track.CopyFrom(publication.info)
                yield event


async def run(
    config: RelayConfig, place: Place, ready: Callable[[], None] | None = None
) -> None:
    """Serve until cancelled. Raises OSError when the UDP port is taken."""
    structlog.contextvars.bind_contextvars(worker=place.number)
    line = Line(place, config)

    def opened(port: int) -> None:
        line.port = port

    with doors(config, opened) as serve:
        relay = Relay(config, announce=line.announce)
        await relay.start()
        calling: asyncio.Task[None] | None = None

        def serving() -> None:
            nonlocal calling
            calling = asyncio.create_task(line.run(relay.rooms, relay.udp_port))
            if ready is not None:
                ready()

        async def farewell() -> None:
            await line.farewell()
            await relay.farewell()

        try:
            await serve(application(relay), serving, farewell)
        finally:
            if calling is not None:
                calling.cancel()
                await asyncio.gather(calling, return_exceptions=True)
            await relay.stop()
