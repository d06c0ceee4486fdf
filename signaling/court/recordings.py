"""The recorder link, the hearing server's end: says what to hold, hears what is done.

Desired state: what is wanted of each hearing is sent whole at every change, whenever a recorder
connects, and before its token runs out. One recorder at a time; a newer connection replaces the
older, which is how a restarted recorder finds its hearings again.
"""

import asyncio
import hmac
import time
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import structlog
from fastapi import APIRouter, Response, WebSocket, WebSocketDisconnect
from pydantic import ValidationError

from hearing.commands import ReportRecorder
from hearing.ids import HearingId
from hearing.refusal import Refusal
from recording import certificate, keys
from recording.control import (
    Certificate,
    Certify,
    Hello,
    Ledger,
    Status,
    Want,
    from_recorder,
)
from signaling.court.media_access import MediaAccess
from signaling.court.ports import RecordingWanted

log = structlog.get_logger()

REPLACED = 4409
"""Close code for a recorder whose place a newer connection took."""
_MALFORMED = 1008
_TOKEN_RENEWED = 240.0  # seconds; well within media_access.TOKEN_LIFE
_FOR_NOW = frozenset({"court.unavailable", "court.busy"})
_TOLD_AGAIN = 1.0  # seconds before the court is told again what it could not take
_MISSED_AFTER = 3.0  # seconds without a recorder
_CONFIRMED_WITHIN = {"recording": 3.0, "paused": 2.0, "closed": 2.0}
"""Seconds; the orders of a record. What is not among them is told to nobody."""
_FRESH = 4.0  # seconds a word counts for; a recorder says how it fares once a second
_SILENT = 10.0  # seconds after which a recorder that says nothing is hung up on
_LAST = frozenset({"closed", "released"})

Report = Callable[[HearingId, ReportRecorder], Awaitable[None]]
"""Tells the court what the recorder does; the court keeps what is new."""


class Recordings:
    """What is wanted of the recorder and what it said last. Implements the court's port."""

    def __init__(
        self,
        keys_dir: Path,
        media: MediaAccess,
        report: Report,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clock = clock
        self._said_at: dict[str, float] = {}
        self._keys = keys_dir
        self._media = media
        self._report = report
        self._wanted: dict[str, RecordingWanted] = {}
        self._statuses: dict[str, Status] = {}
        self._heard = asyncio.Condition()
        self._socket: WebSocket | None = None
        self._reports: deque[tuple[HearingId, ReportRecorder]] = deque()
        self._untold = asyncio.Event()
        self._reporting: asyncio.Task[None] | None = None
        self._missing: asyncio.Task[None] | None = None

    async def converge(self, want: RecordingWanted) -> bool:
        """Want this from now on; True once the recorder confirmed it, False if not in time."""
        known = self._wanted.get(want.hearing)
        if known is None or want.seq >= known.seq:
            self._wanted[want.hearing] = want
            await self._send(want)
        if want.state not in _CONFIRMED_WITHIN:
            return True
        with suppress(TimeoutError):
            async with asyncio.timeout(_CONFIRMED_WITHIN[want.state]), self._heard:
                await self._heard.wait_for(lambda: self._confirmed(want))
                return True
        return False

    def status(self, hearing: str) -> Status | None:
        """What the recorder said last of this hearing, if it is connected."""
        return self._statuses.get(hearing)

    def recording(self, hearing: str) -> bool:
        """Whether a recorder says that it records the hearing now, and said so just now."""
        said = self._statuses.get(hearing)
        if said is None or said.state != "recording":
            return False
        return self._clock() - self._said_at[hearing] < _FRESH

    @property
    def connected(self) -> bool:
        """Whether a recorder is there."""
        return self._socket is not None

    def _confirmed(self, want: RecordingWanted) -> bool:
        said = self._statuses.get(want.hearing)
        done = "closed" if want.state == "released" else want.state
        return said is not None and said.state == done and said.ledger_seq >= want.seq

    async def serve(self, socket: WebSocket) -> None:
        """One recorder's connection, accepted and authorised, until it ends."""
        older, self._socket = self._socket, socket
        if self._reporting is None:
            self._reporting = asyncio.create_task(self._tell_court())
        if self._missing is not None:
            self._missing.cancel()
        if older is not None:
            with suppress(RuntimeError, WebSocketDisconnect):
                await older.close(REPLACED)
        renewing = asyncio.create_task(self._renew(socket))
        try:
            for want in list(self._wanted.values()):
                await self._send(want)
            while (text := await self._next(socket)) is not None:
                await self._receive(socket, text)
        except WebSocketDisconnect as gone:
            log.info("recorder.disconnected", code=gone.code)
        finally:
            renewing.cancel()
            if self._socket is socket:
                self._socket = None
                self._statuses.clear()
                self._missing = asyncio.create_task(self._miss())

    async def _next(self, socket: WebSocket) -> str | None:
        """What the recorder says next; None for one that hangs: a socket stands long after."""
        while True:
            try:
                async with asyncio.timeout(_FRESH):
                    return await socket.receive_text()
            except TimeoutError:
                if self._hangs():
                    log.warning("recorder.silent")
                    return None

    def _hangs(self) -> bool:
        """Whether a hearing that it holds was not spoken of for long."""
        held = (name for name, said in self._statuses.items() if said.state == "recording")
        return any(self._clock() - self._said_at[name] > _SILENT for name in held)

    async def close(self) -> None:
        """Stop telling the court; for the end of the process."""
        tasks = [task for task in (self._reporting, self._missing) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _miss(self) -> None:
        """A recorder that stays away may still record; nobody may rely on it."""
        await asyncio.sleep(_MISSED_AFTER)
        for want in self._wanted.values():
            if want.state in ("recording", "paused"):
                self._tell(want.hearing, ReportRecorder(state="unconfirmed"))

    async def _tell_court(self) -> None:
        """Apart from the link: the court may be waiting for that very link's next word."""
        while True:
            await self._untold.wait()
            self._untold.clear()
            while self._reports:
                if await self._told(*self._reports[0]):
                    self._reports.popleft()
                else:
                    await asyncio.sleep(_TOLD_AGAIN)

    def _tell(self, hearing: HearingId, report: ReportRecorder) -> None:
        self._reports.append((hearing, report))
        self._untold.set()

    async def _told(self, hearing: HearingId, report: ReportRecorder) -> bool:
        """False if it must be told again: a full disk must not hide what was not recorded."""
        try:
            await self._report(hearing, report)
        except Refusal as refusal:
            log.warning("recorder.report_refused", hearing=hearing, code=refusal.code)
            return refusal.code not in _FOR_NOW
        except Exception:  # the task's outer edge: later reports must still be told
            log.exception("recorder.report_failed", hearing=hearing)
        return True

    async def _renew(self, socket: WebSocket) -> None:
        """Fresh tokens while the link stands: the recorder may have to join again."""
        while self._socket is socket:
            await asyncio.sleep(_TOKEN_RENEWED)
            for want in list(self._wanted.values()):
                await self._send(want)

    async def _send(self, want: RecordingWanted) -> None:
        message = Want(
            hearing=want.hearing,
            state=want.state,
            ledger=Ledger(seq=want.seq, hash=want.hash.hex()),
            at=want.at,
            reason=want.reason,
            by=want.by,
            url=self._media.url,
            token=self._media.recorder_token(want.hearing),
            devices={device: told.role.value for device, told in want.devices.items()},
        )
        await self._say(message.model_dump_json())

    async def _say(self, text: str) -> None:
        if self._socket is not None:
            with suppress(RuntimeError, WebSocketDisconnect):  # gone: `serve` will notice
                await self._socket.send_text(text)

    async def _receive(self, socket: WebSocket, text: str) -> None:
        try:
            message = from_recorder.validate_json(text)
        except ValidationError:
            log.warning("recorder.malformed")
            await socket.close(_MALFORMED)
            return
        match message:
            case Hello():
                log.info("recorder.connected", name=message.name)
            case Certify():
                await self._certify(message)
            case Status():
                await self._take(message)

    async def _certify(self, asked: Certify) -> None:
        """Only for a hearing that is to be recorded."""
        if asked.hearing not in self._wanted:
            log.warning("recorder.certify_refused", hearing=asked.hearing)
            return
        paper = await asyncio.to_thread(
            keys.certify_recorder,
            self._keys,
            hearing=asked.hearing,
            part=asked.part,
            public_key=bytes.fromhex(asked.public_key),
            now=datetime.now(UTC),
        )
        text = certificate.to_bytes(paper).decode()
        answer = Certificate(hearing=asked.hearing, part=asked.part, certificate=text)
        await self._say(answer.model_dump_json())

    async def _take(self, said: Status) -> None:
        before = self._statuses.get(said.hearing)
        self._statuses[said.hearing] = said
        self._said_at[said.hearing] = self._clock()
        want = self._wanted.get(said.hearing)
        if want is not None and want.state in _LAST and self._confirmed(want):
            del self._wanted[said.hearing]  # sealed: there is nothing to be said any more
        async with self._heard:
            self._heard.notify_all()
        if want is not None and want.state not in _CONFIRMED_WITHIN:
            return
        if said.state != "ready" and (before is None or _news(before) != _news(said)):
            report = ReportRecorder(
                state=said.state,
                part=said.part,
                ledger_seq=said.ledger_seq,
                error=said.error,
                blocks=said.blocks,
                head=said.head,
            )
            self._tell(HearingId(said.hearing), report)


def _news(said: Status) -> tuple[str, int, str | None]:
    return said.state, said.part, said.error


def router(recordings: Recordings, recorder_token: str) -> APIRouter:
    """The route `/internal/recorder`. Without the token the connection is refused (401)."""
    routes = APIRouter()

    @routes.websocket("/internal/recorder")
    async def recorder(socket: WebSocket) -> None:
        given = socket.headers.get("authorization", "").removeprefix("Bearer ")
        if not hmac.compare_digest(given.encode(), recorder_token.encode()):
            await socket.send_denial_response(Response(status_code=401))
            return
        await socket.accept()
        await recordings.serve(socket)

    return routes
