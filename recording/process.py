"""The recorder's process: its link to the hearing server, and the hearings it keeps.

The link may break; what is recorded goes on, as last told. Cancelled, every
part is sealed and every room left before this returns.
"""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import structlog
import websockets
from pydantic import ValidationError
from websockets.asyncio.client import ClientConnection

from recording.connection import Connect
from recording.control import LARGEST, Certificate, Certify, Hello, Status, Want, from_server
from recording.holding import Holding

log = structlog.get_logger()

_FIRST_WAIT = 0.1
_LONGEST_WAIT = 2.0
_ANSWER = 5.0  # seconds for the hearing server to certify a key
_BROKEN = 2.0  # seconds before a hearing is taken up again after an error of ours
_GOING_AWAY = 1001  # RFC 6455 §7.4.1
_STOPPED = 2.5  # seconds for all parts to be sealed at the end


@dataclass(frozen=True, slots=True)
class RecorderConfig:
    """server_url: the hearing server, `http://…` or `ws://…`. name: this recorder's, in logs
    and in the record. recordings_dir: one folder a hearing, one below it a part."""

    server_url: str
    token: str
    name: str
    recordings_dir: Path


async def run(config: RecorderConfig, connect: Connect) -> None:
    """Record what the hearing server wants, until cancelled."""
    await Recorder(config, connect).run()


class Recorder:
    """All hearings of this process, and the link."""

    def __init__(self, config: RecorderConfig, connect: Connect) -> None:
        self._config = config
        self._connect = connect
        self._wants: dict[str, Want] = {}
        self._holdings: dict[str, Holding] = {}
        self._running: dict[str, asyncio.Task[None]] = {}
        self._certificates: dict[tuple[str, int], asyncio.Future[bytes]] = {}
        self._statuses: dict[str, Status] = {}
        self._news = asyncio.Event()
        self._socket: ClientConnection | None = None

    async def run(self) -> None:
        """Hold the link until cancelled; then end everything in order, and say so."""
        link = asyncio.create_task(self._hold_link())
        try:
            await asyncio.shield(link)
        finally:
            await self._end()
            link.cancel()
            await asyncio.gather(link, return_exceptions=True)

    async def _hold_link(self) -> None:
        base = self._config.server_url.rstrip("/").replace("http", "ws", 1)
        wait = _FIRST_WAIT
        while True:
            linked = False
            try:
                async with websockets.connect(
                    f"{base}/internal/recorder",
                    additional_headers={"Authorization": f"Bearer {self._config.token}"},
                    open_timeout=3,
                    close_timeout=1,
                    max_size=LARGEST,
                    ping_interval=2,
                    ping_timeout=4,
                    proxy=None,
                ) as socket:
                    linked = True
                    log.info("recorder.linked")
                    await self._talk(socket)
            except (OSError, TimeoutError, websockets.WebSocketException) as error:
                if linked or wait == _FIRST_WAIT:  # once a loss, not at each attempt
                    log.info("recorder.not_linked", error=type(error).__name__)
            wait = _FIRST_WAIT if linked else min(wait * 2, _LONGEST_WAIT)
            await asyncio.sleep(wait)

    async def _talk(self, socket: ClientConnection) -> None:
        await socket.send(Hello(name=self._config.name).model_dump_json())
        self._socket = socket
        telling = asyncio.create_task(self._tell(socket))
        try:
            async for frame in socket:
                self._receive(frame)
        finally:
            self._socket = None
            telling.cancel()
            await asyncio.gather(telling, return_exceptions=True)

    async def _tell(self, socket: ClientConnection) -> None:
        """The newest status of each hearing, as it comes; older ones are not worth sending."""
        while True:
            await self._news.wait()
            self._news.clear()
            await self._flush(socket)

    async def _flush(self, socket: ClientConnection) -> None:
        statuses, self._statuses = self._statuses, {}
        for status in statuses.values():
            await socket.send(status.model_dump_json())

    def _receive(self, frame: str | bytes) -> None:
        try:
            message = from_server.validate_json(frame)
        except ValidationError as error:
            log.warning("recorder.not_understood", errors=error.error_count())
            return
        match message:
            case Want():
                self._want(message)
            case Certificate():
                waiting = self._certificates.get((message.hearing, message.part))
                if waiting is not None and not waiting.done():
                    waiting.set_result(message.certificate.encode())

    def _want(self, want: Want) -> None:
        hearing = want.hearing
        self._wants[hearing] = want
        running = self._running.get(hearing)
        if running is None or running.done():
            self._holdings[hearing] = self._holding(hearing)
            self._running[hearing] = asyncio.create_task(self._keep(hearing))
        self._holdings[hearing].want(want)

    def _holding(self, hearing: str) -> Holding:
        return Holding(
            hearing,
            self._config.recordings_dir / hearing,
            name=self._config.name,
            certify=self._certify,
            connect=self._connect,
            report=self._report,
        )

    async def _keep(self, hearing: str) -> None:
        """Hold the hearing until its record is closed, from anew if something breaks."""
        while True:
            try:
                return await self._holdings[hearing].run()
            except Exception:  # one hearing's outer edge: it and the others go on
                log.exception("recorder.holding_failed", hearing=hearing)
            await asyncio.sleep(_BROKEN)
            self._holdings[hearing] = self._holding(hearing)
            self._holdings[hearing].want(self._wants[hearing])

    def _report(self, status: Status) -> None:
        self._statuses[status.hearing] = status
        self._news.set()

    async def _certify(self, hearing: str, part: int, public_key: bytes) -> bytes:
        """The certificate for a key of ours. Raises TimeoutError without a hearing server."""
        if self._socket is None:
            raise TimeoutError("no hearing server to certify a key")
        waiting: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._certificates[hearing, part] = waiting
        request = Certify(hearing=hearing, part=part, public_key=public_key.hex())
        try:
            async with asyncio.timeout(_ANSWER):
                await self._socket.send(request.model_dump_json())
                return await waiting
        except websockets.WebSocketException as error:
            raise TimeoutError("the hearing server was lost") from error
        finally:
            del self._certificates[hearing, part]

    async def _end(self) -> None:
        """Seal every part, leave every room."""
        running = [task for task in self._running.values() if not task.done()]
        for task in running:
            task.cancel()
        if running:
            await asyncio.wait(running, timeout=_STOPPED)
        if self._socket is not None:
            with suppress(websockets.WebSocketException):
                await self._flush(self._socket)
                await self._socket.close(_GOING_AWAY)
        log.info("recorder.stopped", hearings=len(running))
