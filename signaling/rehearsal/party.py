"""One party of a rehearsal, in a process of its own: orders on stdin, reports on stdout.

It does what a browser does: redeems its link, opens the hearing socket with the cookie, and
joins the room it is sent to with an unmodified LiveKit client.
"""

import asyncio
import contextlib
import json
import sys
import time
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import httpx
from livekit import rtc
from websockets.asyncio.client import ClientConnection, connect

from signaling.court.protocol import SERVER_MESSAGE, Accepted, Closing, Media, Refused
from signaling.rehearsal.messages import (
    ORDER,
    Answered,
    Ask,
    Entered,
    Failed,
    Join,
    Joined,
    Leave,
    Part,
    Ready,
    Report,
    Sends,
    Troubled,
)
from signaling.rehearsal.observer import Observer
from signaling.rehearsal.studio import Studio

_HTTP_S = 20


def say(report: Report) -> None:
    """One line to the conductor."""
    sys.stdout.write(report.model_dump_json() + "\n")
    sys.stdout.flush()


class PartyEnded(Exception):
    """The hearing shows this party the door; the text says how."""


class Party:
    """A person at a device: a seat's cookie, a socket, a room."""

    def __init__(self, part: Part) -> None:
        self._part = part
        self._api = httpx.AsyncClient(base_url=part.url, timeout=_HTTP_S)
        self._observer = Observer(say, self._first_frame, _tell_trouble)
        self._studio = Studio(part)
        self._began = 0.0
        self._frames = 0
        self._socket: ClientConnection | None = None
        self._room: rtc.Room | None = None
        self._sending: asyncio.Task[None] | None = None

    async def arrive(self) -> None:
        """Open the page: whoever presses "Join" has a connection to the server already."""
        with contextlib.suppress(httpx.HTTPError):  # redeeming the link will tell
            await self._api.get("/join")

    async def attend(self) -> None:
        """Join and follow the hearing until cancelled or shown out (PartyEnded)."""
        self._began = time.perf_counter()
        seat, path, cookie = await self._redeem()
        address = self._part.url.replace("http", "ws", 1) + path
        cookies = {"Cookie": f"pt-seat={cookie}"}
        async with connect(address, additional_headers=cookies, max_size=None) as socket:
            self._socket = socket
            say(Entered(seat=seat))
            reporting = asyncio.create_task(self._observer.report())
            try:
                async for frame in socket:
                    await self._hear(frame)
            finally:
                reporting.cancel()
                await self._leave_room()
        raise PartyEnded(f"the socket closed: {socket.close_code}")

    async def ask(self, order: Ask) -> None:
        """Send a command through the hearing socket."""
        if self._socket is None:
            raise PartyEnded("asked for a command before joining")
        self._frames += 1
        frame = {"n": self._frames, "type": "command", "id": order.id, "command": order.command}
        await self._socket.send(json.dumps(frame))

    async def _redeem(self) -> tuple[str, str, str]:
        """(seat, path of its socket, cookie). Raises httpx.HTTPError."""
        asked = {"token": self._part.token}
        try:
            answer = await self._api.post("/api/v1/links/redeem", json=asked)
        finally:
            await self._api.aclose()
        answer.raise_for_status()
        seat = answer.json()
        return seat["seat"], seat["socket"], answer.cookies["pt-seat"]

    async def _hear(self, frame: str | bytes) -> None:
        match SERVER_MESSAGE.validate_json(frame):
            case Media() as media:
                await self._enter_room(media)
            case Accepted(command=command):
                say(Answered(id=command, refused=None))
            case Refused(command=command, code=code):
                say(Answered(id=command or "", refused=code))
            case Closing(code=code):
                raise PartyEnded(f"shown out: {code}")
            case _:
                return

    async def _enter_room(self, media: Media) -> None:
        if self._room is not None and media.room == self._room.name:
            return  # a fresh token for where it already is
        await self._leave_room()
        if media.url is None or media.token is None:
            return
        self._room = room = rtc.Room()
        self._observer.watch(room)
        await room.connect(media.url, media.token, rtc.RoomOptions(auto_subscribe=True))
        self._sending = asyncio.create_task(self._studio.publish(room, lambda: say(Sends())))
        self._sending.add_done_callback(_tell_failure)

    async def _leave_room(self) -> None:
        if self._sending is not None:
            self._sending.cancel()
        if self._room is not None:
            room, self._room = self._room, None
            await room.disconnect()

    def _first_frame(self) -> None:
        say(Joined(ms=round(1000 * (time.perf_counter() - self._began), 1)))


def _tell_trouble(what: str, error: BaseException | None) -> None:
    say(Troubled(why=what if error is None else f"{what}: {_words(error)}"))


def _tell_failure(task: "asyncio.Task[None]") -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        say(Failed(why=_words(error)))


def _words(error: BaseException) -> str:
    """The error without its address: a link or a token may be in it."""
    if isinstance(error, BaseExceptionGroup):
        return "; ".join(_words(each) for each in error.exceptions)
    if isinstance(error, httpx.HTTPStatusError):
        return f"HTTP {error.response.status_code} at {urlsplit(str(error.request.url)).path}"
    if isinstance(error, rtc.ConnectError):
        return f"the relay: {error.message.split('access_token')[0]}"
    return f"{type(error).__name__}: {error}"


async def _orders() -> AsyncIterator[str]:
    """The lines of stdin."""
    reader = asyncio.StreamReader(limit=1 << 20)
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        yield line.decode()


async def _obey() -> None:
    party: Party | None = None
    attending: asyncio.Task[None] | None = None
    async for line in _orders():
        match ORDER.validate_json(line):
            case Part() as part:
                party = Party(part)
                await party.arrive()
                say(Ready())
            case Join() if party is not None:
                attending = asyncio.create_task(party.attend())
                attending.add_done_callback(_tell_failure)
            case Ask() as order if party is not None:
                await party.ask(order)
            case Leave():
                break
            case order:
                say(Failed(why=f"out of turn: {order.do}"))
    if attending is not None:
        attending.cancel()
        with contextlib.suppress(asyncio.CancelledError, Exception):
            await attending


if __name__ == "__main__":
    asyncio.run(_obey())
