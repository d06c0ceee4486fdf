"""A worker's line to its front: it says who it is and which rooms it has, then what happens.

Worker to front: a text frame `{"worker", "port", "udp_port", "pid", "rooms"}`; as many binary
frames as `"told"` says, each an event that was told before (a serialized WebhookEvent); then a
binary frame for each new event, and any text as a sign of life (`{"stopping": true}` says that
it goes). Front to worker: `{"drop": room}`, a room that is elsewhere by now. The end of the
line is the end of the worker.
"""

import asyncio
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import structlog
from fastapi import WebSocket
from google.protobuf.message import DecodeError
from livekit.protocol.webhook import WebhookEvent
from pydantic import BaseModel, Field, ValidationError

from signaling.rtc.front.fleet import Fleet, Worker
from signaling.rtc.front.mirror import Mirror
from signaling.rtc.server.front_key import fits

log = structlog.get_logger("relay.front")


class Hello(BaseModel):
    """A worker's first words."""

    worker: int = Field(ge=1)
    port: int
    udp_port: int
    pid: int = Field(gt=1)
    rooms: list[str]
    told: int = Field(ge=0)


@dataclass(slots=True, eq=False)
class Line:
    """The front's end of one worker's line. announce: takes events for the webhooks."""

    fleet: Fleet
    socket: WebSocket
    announce: Callable[[WebhookEvent], None]
    _mirror: Mirror = field(default_factory=Mirror)
    _dropping: set[asyncio.Task[None]] = field(default_factory=set)

    async def serve(self, api_secret: str) -> None:
        """Until the worker is gone."""
        if not fits(self.socket.headers.get("authorization", ""), api_secret):
            await self.socket.close()
            return
        await self.socket.accept()
        worker: Worker | None = None
        try:
            hello = Hello.model_validate_json(await self._text())
            for _ in range(hello.told):
                self._mirror.take(_event(await self._frame()))
            worker = self._worker(hello)
            self.fleet.came(worker, hello.rooms)
            while await self._hear(worker):
                continue
        except (ValidationError, DecodeError, _Gone):
            log.info("worker's line ended", worker=None if worker is None else worker.number)
        finally:
            if worker is not None:
                self.fleet.lost(worker)
                for event in self._mirror.ends():
                    self.announce(event)
        with suppress(RuntimeError):
            await self.socket.close()

    def _worker(self, hello: Hello) -> Worker:
        now = asyncio.get_running_loop().time()
        return Worker(hello.worker, hello.port, hello.udp_port, hello.pid, now, self._drop)

    async def _hear(self, worker: Worker) -> bool:
        """One frame; False when the worker says that it stops."""
        frame = await self._frame()
        worker.heard = asyncio.get_running_loop().time()
        if frame.get("text") is not None:
            return "stopping" not in str(frame["text"])
        event = _event(frame)
        if event.event == "room_started":
            self.fleet.opened(worker, event.room.name)
        elif event.event == "room_finished":
            self.fleet.places.closed(event.room.name, worker.number)
        self._mirror.take(event)
        self.announce(event)
        return True

    async def _frame(self) -> Mapping[str, Any]:
        frame = await self.socket.receive()
        if frame["type"] == "websocket.disconnect":
            raise _Gone
        return frame

    async def _text(self) -> str:
        return str((await self._frame()).get("text") or "")

    def _drop(self, room: str) -> None:
        task = asyncio.ensure_future(self._say(json.dumps({"drop": room})))
        self._dropping.add(task)
        task.add_done_callback(self._dropping.discard)

    async def _say(self, text: str) -> None:
        with suppress(RuntimeError, OSError):
            await self.socket.send_text(text)


def _event(frame: Mapping[str, Any]) -> WebhookEvent:
    """Raises DecodeError."""
    return WebhookEvent.FromString(frame.get("bytes") or b"")


class _Gone(Exception):
    """The worker hung up, or died."""
