"""Somebody who stays: an unmodified client from PyPI with the hearing socket, healing as the
page does.

A socket that breaks is opened again after the page's own waits; a room that is lost is left and
joined anew with a fresh token (`media_token`). Nothing is redeemed twice: the seat's cookie is
all it has.
"""

import asyncio
import contextlib
import json
import random
import secrets
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Coroutine
from typing import Any

import httpx
from livekit import rtc
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from signaling.court.protocol import (
    SERVER_MESSAGE,
    Accepted,
    Alarms,
    EventMessage,
    Media,
    Refused,
    ServerMessage,
    Welcome,
)
from signaling.rehearsal.messages import Part
from signaling.rehearsal.signs import Sign
from signaling.rehearsal.studio import Studio
from tests.waiting import until

FIRST_S = 0.25
LONGEST_S = 2.0
_UNPUBLISH_S = 0.1


def backoff(attempt: int) -> float:
    """As courtroom_client/src/base/backoff.ts."""
    full = min(LONGEST_S, FIRST_S * 2.0 ** min(attempt, 8))
    return full / 2 + full / 2 * random.random()


class Steadfast:
    """One seat. `pictures`: by device, when its frames were decoded (monotonic seconds).

    `welcomed`, `joined`: when the socket was welcomed, and the room joined; `redeemed`: how
    often a link was used. `recording`, `part`: what the hearing was told of the record last.
    patient: a room that is lost is left to the client library, which comes back by itself; else
    it is joined anew with a fresh token, as the page does.
    """

    def __init__(self, url: str, link: str, sign: Sign, *, patient: bool = False) -> None:
        self._patient = patient
        self._url = url
        self._token = link.partition("#")[2]
        self._sign = sign
        self._socket: ClientConnection | None = None
        self._sent = 0
        self._room: rtc.Room | None = None
        self._media: Media | None = None
        self._moved = asyncio.Event()
        self._broken = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._leaving: asyncio.Task[None] | None = None
        self._answers: dict[str, str | None] = {}
        self._cookie = ""
        self.seat = ""
        self.hearing = ""
        self.seq = 0
        self.redeemed = 0
        self.welcomed: list[float] = []
        self.recording, self.part = "", 0
        self.alarms: list[str] = []
        self.pictures: dict[str, list[float]] = defaultdict(list)
        self.joined: list[float] = []

    async def redeem(self) -> None:
        """Press "Join". Raises httpx.HTTPError."""
        async with httpx.AsyncClient(base_url=self._url, timeout=60) as api:
            answer = await api.post("/api/v1/links/redeem", json={"token": self._token})
        answer.raise_for_status()
        self.redeemed += 1
        self.seat, self._cookie = answer.json()["seat"], answer.cookies["pt-seat"]

    async def stay(self) -> None:
        """Until cancelled."""
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._hold_socket())
                tasks.create_task(self._hold_room())
        finally:
            await self._leave_room()

    async def command(self, kind: str, within: float = 60, **more: str) -> str | None:
        """A refusal's code, or None. Sent again until it is answered."""
        command = secrets.token_hex(8)
        async with asyncio.timeout(within):
            while command not in self._answers:
                await self._send(type="command", id=command, command={"type": kind, **more})
                with contextlib.suppress(TimeoutError):
                    await until(lambda: command in self._answers, within=1)
        return self._answers[command]

    def gap(self, device: str, since: float) -> tuple[float, float]:
        """The longest stretch without a picture of `device` after `since`: its two ends."""
        times = [at for at in self.pictures[device] if at >= since]
        pairs = zip([since, *times], [*times, time.monotonic()], strict=True)
        return max(pairs, key=lambda pair: pair[1] - pair[0])

    def sees(self, devices: set[str], after: float) -> bool:
        """Whether a picture of each of `devices` was decoded after that moment."""
        return all(self.pictures[one] and self.pictures[one][-1] > after for one in devices)

    async def lost_packets(self) -> int:
        """How many packets the client misses of all that it receives now; 0 between rooms."""
        if self._room is None or not self._room.isconnected():
            return 0
        stats = await self._room.get_rtc_stats()
        kinds = [*stats.publisher_stats, *stats.subscriber_stats]
        return sum(
            one.inbound_rtp.received.packets_lost
            for one in kinds
            if one.WhichOneof("stats") == "inbound_rtp"
        )

    async def _hold_socket(self) -> None:
        attempt = 0
        address = f"{self._url.replace('http', 'ws', 1)}/api/v1/seats/{self.seat}/socket"
        cookies = {"Cookie": f"pt-seat={self._cookie}"}
        while True:
            with contextlib.suppress(OSError, WebSocketException):
                async with connect(
                    f"{address}?after={self.seq}",
                    additional_headers=cookies,
                    proxy=None,
                    open_timeout=8,
                    close_timeout=1,
                    max_size=None,
                ) as socket:
                    self._sent = 0
                    async for frame in socket:
                        self._hear(socket, SERVER_MESSAGE.validate_json(frame))
                        attempt = 0
            self._socket = None
            await asyncio.sleep(backoff(attempt))
            attempt += 1

    def _hear(self, socket: ClientConnection, message: ServerMessage) -> None:
        match message:
            case Welcome():
                self._socket = socket
                self.welcomed.append(time.monotonic())
                self.hearing, self.seq = message.hearing, message.seq
                self.recording = message.state.recording.state
                self.part = message.state.recording.part
                self.alarms = []
            case EventMessage():
                self.seq = message.seq
                if message.event.type == "recorder_reported":
                    self.recording, self.part = message.event.state, message.event.part
            case Alarms():
                self.alarms = [alarm.code for alarm in message.alarms]
            case Media():
                self._media = message
                self._moved.set()
            case Accepted(command=command):
                self._answers[command] = None
            case Refused(command=command, code=code):
                self._answers[command or ""] = code
            case _:
                return

    async def _send(self, **frame: object) -> None:
        if self._socket is not None:
            self._sent += 1
            with contextlib.suppress(WebSocketException):
                await self._socket.send(json.dumps({"n": self._sent, **frame}))

    async def _hold_room(self) -> None:
        attempt = 0
        while True:
            await self._moved.wait()
            self._moved.clear()
            if await self._follow():
                attempt = 0
                continue
            await asyncio.sleep(backoff(attempt))
            attempt += 1
            self._moved.clear()
            while not self._moved.is_set():
                await self._send(type="media_token")
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._moved.wait(), LONGEST_S)

    async def _follow(self) -> bool:
        """Be where the socket says; False if that did not work, or was lost meanwhile."""
        media = self._media
        if media is None or media.url is None or media.token is None:
            await self._leave_room()
            return True
        if self._room is None or self._broken.is_set() or media.room != self._room.name:
            await self._leave_room()
            if not await self._join(media.url, media.token):
                return False
        waits = [asyncio.ensure_future(one.wait()) for one in (self._broken, self._moved)]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for one in waits:
                one.cancel()
        return not self._broken.is_set()

    async def _join(self, url: str, token: str) -> bool:
        room = rtc.Room()
        broken = self._broken = asyncio.Event()  # its own: one left behind may yet break
        room.on("disconnected", lambda *_: broken.set())
        if self._patient:
            room.on("reconnected", lambda *_: self.joined.append(time.monotonic()))
        else:
            room.on("reconnecting", lambda *_: broken.set())
        room.on("track_subscribed", self._watch)
        try:
            options = rtc.RoomOptions(auto_subscribe=True, connect_timeout=5.0)
            await room.connect(url, token, options)
        except rtc.ConnectError:
            return False
        self._room = room
        self.joined.append(time.monotonic())
        part = Part(
            url=url,
            token=token,
            tone_hz=self._sign.tone_hz,
            colour=self._sign.colour,
            width=320,
            height=180,
            fps=12,
        )
        self._begin(Studio(part).publish(room))
        return True

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(_quietly(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _leave_room(self) -> None:
        tasks, self._tasks = self._tasks, set()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._room is not None:
            room, self._room = self._room, None
            if not self._broken.is_set():
                await _quietly(room.disconnect())
            else:  # takes as long as its client tries
                self._leaving = asyncio.create_task(_quietly(_abandon(room)))

    def _watch(
        self, track: rtc.Track, _published: object, whose: rtc.RemoteParticipant
    ) -> None:
        if track.kind == rtc.TrackKind.KIND_VIDEO:
            self._begin(self._look(track, whose.identity))

    async def _look(self, track: rtc.Track, device: str) -> None:
        async for _ in rtc.VideoStream(track, format=rtc.VideoBufferType.I420):
            self.pictures[device].append(time.monotonic())


async def _abandon(room: rtc.Room) -> None:
    """Leave a room that its client tries to come back to.

    Without its tracks: PyPI's livekit 1.2.1 aborts the process where it is told to leave while
    it publishes them again (livekit/src/room/mod.rs, `publication.track().unwrap()`).
    """
    me = room.local_participant
    tracks = [me.unpublish_track(sid) for sid in list(me.track_publications)]
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(asyncio.gather(*tracks, return_exceptions=True), _UNPUBLISH_S)
    await room.disconnect()


async def _quietly(work: Coroutine[Any, Any, None]) -> None:
    """A room that breaks takes its tasks with it; that it broke is seen elsewhere."""
    with contextlib.suppress(Exception):
        await work


@contextlib.asynccontextmanager
async def staying(*people: Steadfast) -> AsyncIterator[None]:
    """All of them have joined and stay meanwhile."""
    for one in people:
        await one.redeem()
    tasks = [asyncio.create_task(one.stay()) for one in people]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
