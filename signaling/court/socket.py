"""The hearing socket and the relay's webhooks, as HTTP routes."""

import asyncio

import structlog
from fastapi import APIRouter, Request, Response, WebSocket
from starlette.websockets import WebSocketDisconnect

from hearing.actors import SeatActor
from hearing.ids import SeatId
from hearing.lobby_commands import IssueTransfer
from hearing.lobby_events import TransferIssued
from hearing.refusal import Refusal
from signaling.court.connection import Connection, Goodbye
from signaling.court.frames import RATE, FrameGate, FrameRefused
from signaling.court.messages import accepted, refused
from signaling.court.ports import Transfers
from signaling.court.protocol import (
    ClientFrame,
    CommandFrame,
    MediaTokenFrame,
    PingFrame,
    Pong,
    TransferCode,
)
from signaling.court.service import Court
from signaling.court.sessions import COOKIE, SeatSession, SeatSessions
from signaling.court.webhooks import Webhooks, body_of
from signaling.origins import same_origin
from signaling.problems import problem

_log = structlog.get_logger()
_MAX_AFTER_DIGITS = 9


def router(
    court: Court, sessions: SeatSessions, transfers: Transfers | None = None
) -> APIRouter:
    """`/api/v1/seats/{seat}/socket` and `/internal/webhooks/livekit`.

    Without `transfers` no code for another device is issued.
    """
    routes = APIRouter()
    webhooks = Webhooks(court.media)

    @routes.websocket("/api/v1/seats/{seat}/socket")
    async def hearing_socket(websocket: WebSocket, seat: str) -> None:
        try:
            session, after = await _admit(websocket, seat, court, sessions)
            async with court.connected(session, after) as connection:
                await websocket.accept()
                await _Socket(websocket, court, session, connection, transfers).hold()
        except Refusal as refusal:
            await websocket.send_denial_response(problem(refusal))

    @routes.post("/internal/webhooks/livekit", include_in_schema=False)
    async def relay_notice(request: Request) -> Response:
        try:
            authorization = request.headers.get("authorization", "")
            hearing = webhooks.hearing(await body_of(request), authorization)
        except Refusal as refusal:
            return problem(refusal)
        if hearing is not None:
            court.wake(hearing)
        return Response(status_code=204)

    return routes


async def _admit(
    websocket: WebSocket, seat: str, court: Court, sessions: SeatSessions
) -> tuple[SeatSession, int]:
    """Whose socket this is and what it already has. Raises Refusal, before accepting."""
    headers = websocket.headers
    if not same_origin(headers.get("origin"), headers.get("host"), court.public_origin):
        raise Refusal("socket.origin")
    cookie = websocket.cookies.get(COOKIE)
    session = await sessions.check(seat, cookie) if cookie else None
    if session is None:
        raise Refusal("socket.no_seat")
    after = websocket.query_params.get("after", "0")
    if not (after.isascii() and after.isdecimal() and len(after) <= _MAX_AFTER_DIGITS):
        raise Refusal("socket.after")
    return session, int(after)


class _Socket:
    """One accepted socket: reads and writes until either side has had enough."""

    def __init__(
        self,
        websocket: WebSocket,
        court: Court,
        session: SeatSession,
        connection: Connection,
        transfers: Transfers | None,
    ) -> None:
        self._websocket = websocket
        self._court = court
        self._session = session
        self._connection = connection
        self._transfers = transfers
        self._actor = SeatActor(seat=session.seat, role=session.role)

    async def hold(self) -> None:
        """Until the client leaves, is slow, or is told to go."""
        _log.info("socket.opened", hearing=self._session.hearing, seat=self._session.seat)
        ends = [
            asyncio.create_task(self._read()),
            asyncio.create_task(self._write()),
            asyncio.create_task(self._connection.gone.wait()),
        ]
        try:
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in ends:
                task.cancel()
            results = await asyncio.gather(*ends, return_exceptions=True)
        for result in results:
            if isinstance(result, Exception) and not isinstance(result, WebSocketDisconnect):
                _log.error(
                    "socket.failed", seat=self._session.seat, error=type(result).__name__
                )
        _log.info("socket.closed", hearing=self._session.hearing, seat=self._session.seat)

    async def _write(self) -> None:
        async for item in self._connection.outgoing():
            if isinstance(item, Goodbye):
                await self._websocket.close(item.code, item.reason)
            else:
                await self._websocket.send_text(item)

    async def _read(self) -> None:
        clock = asyncio.get_running_loop().time
        gate = FrameGate(clock())
        while True:
            message = await self._websocket.receive()
            if message["type"] == "websocket.disconnect":
                return
            raw = message.get("text")
            try:
                frame = gate.read(message["bytes"] if raw is None else raw, clock())
            except FrameRefused as error:
                self._refuse(error.refusal, error.n, error.command)
                if error.refusal.code == "frame.too_many":
                    await asyncio.sleep(1 / RATE / 10)  # a flood waits in its own socket
                continue
            await self._obey(frame)

    async def _obey(self, frame: ClientFrame) -> None:
        try:
            match frame:
                case CommandFrame():
                    await self._command(frame)
                case MediaTokenFrame():
                    await self._court.media_again(self._connection, self._session.hearing)
                case PingFrame():
                    self._connection.say(Pong(n=frame.n))
        except Refusal as refusal:
            command = frame.id if isinstance(frame, CommandFrame) else None
            self._refuse(refusal, frame.n, command)

    async def _command(self, frame: CommandFrame) -> None:
        asked = frame.command
        if isinstance(asked, IssueTransfer) and self._transfers is None:
            raise Refusal("transfer.unavailable")
        receipt = await self._court.execute(
            self._session.hearing, asked, by=self._actor, command_id=frame.id
        )
        self._connection.say(accepted(frame.id, receipt.last_seq))
        if isinstance(asked, IssueTransfer):
            await self._tell_code(frame.id, asked.seat, receipt.last_seq)

    async def _tell_code(self, command: str, seat: SeatId, seq: int) -> None:
        """Tell the asker alone. Only what the ledger allows counts: an id that was used for
        another command is accepted as that one."""
        entries = await self._court.entries(self._session.hearing, seq - 1)
        allowed = bool(entries) and entries[0].event == TransferIssued(seat=seat)
        if self._transfers is None or not allowed:
            return
        made = await self._transfers.issue(seat)
        self._connection.say(
            TransferCode(command=command, seat=seat, code=made.code, expires_at=made.expires_at)
        )

    def _refuse(self, refusal: Refusal, n: int | None, command: str | None) -> None:
        _log.info("socket.refused", seat=self._session.seat, code=refusal.code)
        self._connection.say(refused(refusal, command=command, n=n))
