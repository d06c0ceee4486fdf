"""The signal connection: one WebSocket, from its token to its last message."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import structlog
from fastapi import WebSocket, WebSocketDisconnect
from fastapi.requests import HTTPConnection
from google.protobuf.message import DecodeError
from livekit.protocol.models import Codec, DisconnectReason, ServerInfo
from livekit.protocol.rtc import (
    ICEServer,
    JoinRequest,
    JoinResponse,
    LeaveRequest,
    ReconnectResponse,
    SignalRequest,
    SignalResponse,
)

from hearing.refusal import Refusal
from signaling.rtc.server import expense, join, messages, resuming, tokens, ways
from signaling.rtc.server.limits import Bucket
from signaling.rtc.server.outbox import Outbox
from signaling.rtc.server.participant import Participant
from signaling.rtc.server.refusals import answer
from signaling.rtc.server.room import CODECS
from signaling.rtc.server.rooms import Rooms
from signaling.rtc.server.session import Session
from signaling.rtc.server.version import PROTOCOL, VERSION

log = structlog.get_logger("relay.connection")

PING_INTERVAL, PING_TIMEOUT = 5, 15  # seconds, of the client


def token_of(source: HTTPConnection) -> str:
    """The access token: from the Authorization header, else from the query string."""
    header = source.headers.get("authorization", "")
    if header:
        return header.removeprefix("Bearer ")
    return source.query_params.get("access_token", "")


def server_info() -> ServerInfo:
    """What the relay says it is."""
    return ServerInfo(
        edition=ServerInfo.Standard, version=VERSION, protocol=PROTOCOL, node_id="embedded"
    )


def welcome(session: Session, servers: Sequence[ICEServer] = ()) -> SignalResponse:
    """The join response: always the first message on a new session's socket."""
    who, room = session.who, session.room
    return SignalResponse(
        join=JoinResponse(
            room=room.info(),
            participant=who.info(),
            other_participants=room.visible_to(who),
            server_version=VERSION,
            server_info=server_info(),
            subscriber_primary=False,
            ice_servers=servers,
            client_configuration=ways.configuration(who),
            ping_interval=PING_INTERVAL,
            ping_timeout=PING_TIMEOUT,
            fast_publish=True,
            enabled_publish_codecs=[Codec(mime=mime) for mime in CODECS],
        )
    )


@dataclass(slots=True, eq=False)
class SignalConnection:
    """Serves one WebSocket (`socket`) for `rooms`."""

    rooms: Rooms
    socket: WebSocket
    two: bool = False  # connections, one each way: the older protocol
    malformed: int = 0
    computed: Callable[[], float] = time.thread_time  # seconds
    budget: Bucket = field(init=False)
    work: Bucket = field(init=False)

    def __post_init__(self) -> None:
        limits = self.rooms.limits
        self.budget = Bucket(limits.messages_per_second, limits.messages_burst)
        self.work = Bucket(limits.work_per_second, limits.work_burst)

    async def serve(self) -> None:
        """From the handshake to the end. A bad token is answered 401, before the upgrade."""
        try:
            claims, request = self._admission()
        except Refusal as refusal:
            self.rooms.counts["refused"] += 1
            log.info("join refused", code=refusal.code)
            await self.socket.send_denial_response(answer(refusal))
            return
        await self.socket.accept()
        outbox = Outbox(self.rooms.limits.outgoing_messages)
        writer = asyncio.create_task(self._write(outbox))
        session: Session | None = None
        try:
            session = self._begin(claims, request, outbox)
            if session is not None:
                await self._read(session, outbox)
        except Exception:
            # One client's message broke something: it loses its socket, others notice nothing.
            log.exception("signal connection failed")
        finally:
            outbox.close()
            await self._finish(writer)
            if session is not None and session.who.outbox is outbox:
                session.who.outbox = None
                session.who.socket_lost = self.rooms.clock.monotonic()

    def _admission(self) -> tuple[tokens.Claims, JoinRequest]:
        rooms = self.rooms
        claims = tokens.verify(token_of(self.socket), rooms.keys, rooms.clock.wall())
        request = self._request()
        claims = join.admitted(claims, request, rooms.limits)
        if not request.reconnect:
            rooms.check(claims)
        return claims, request

    def _request(self) -> JoinRequest:
        query = self.socket.query_params
        if self.two:
            return join.asked(query)
        return join.decode(query.get("join_request", ""), self.rooms.limits.join_request)

    # --- beginning -------------------------------------------------------------------------

    def _begin(
        self, claims: tokens.Claims, request: JoinRequest, outbox: Outbox
    ) -> Session | None:
        """A new session or the one to resume; None when the client must start over."""
        try:
            if request.reconnect:
                return self._resume(claims, request, outbox)
            return self._start(claims, request, outbox)
        except Refusal as refusal:  # the last place was taken while the socket was accepted
            self.rooms.counts["refused"] += 1
            log.info("join refused", code=refusal.code)
            _turn_away(outbox, DisconnectReason.JOIN_FAILURE, LeaveRequest.DISCONNECT)
            return None

    def _start(self, claims: tokens.Claims, request: JoinRequest, outbox: Outbox) -> Session:
        session = self.rooms.join(claims, request, two=self.two)
        self.rooms.counts["joined"] += 1
        session.who.outbox = outbox
        session.who.send(welcome(session, self._servers(session.who)))
        session.room.enter(session.who)
        session.refresh()  # the token it came with may end soon
        for wanted in request.add_track_requests[: self.rooms.limits.tracks]:
            self._handle(session, SignalRequest(add_track=wanted))
        if request.HasField("publisher_offer"):
            self._handle(session, SignalRequest(offer=request.publisher_offer))
        return session

    def _resume(
        self, claims: tokens.Claims, request: JoinRequest, outbox: Outbox
    ) -> Session | None:
        session = self.rooms.resumable(claims, request.participant_sid)
        self.rooms.counts["unknown" if session is None else "resumed"] += 1
        if session is None:
            _turn_away(outbox, DisconnectReason.STATE_MISMATCH, LeaveRequest.RECONNECT)
            return None
        who, room = session.who, session.room
        if who.outbox is not None:
            who.outbox.close()
        who.outbox, who.socket_lost = outbox, None
        if session.dropped(silent=True):
            outbox.close()
            return session
        who.send(
            SignalResponse(
                reconnect=ReconnectResponse(
                    ice_servers=self._servers(who),
                    client_configuration=ways.configuration(who),
                    server_info=server_info(),
                    last_message_seq=who.last_sequence,
                )
            )
        )
        for response in resuming.told(session):
            who.send(response)
        who.peer.restart()
        session.refresh()
        log.info("session resumed", room=room.name, participant=who.sid)
        if session.dropped(silent=False):
            outbox.close()
        return session

    def _servers(self, who: Participant) -> Sequence[ICEServer]:
        return ways.servers(self.rooms.turn, who, self.rooms.clock.wall())

    # --- reading and writing ---------------------------------------------------------------

    async def _read(self, session: Session, outbox: Outbox) -> None:
        clock = self.rooms.clock
        while True:
            frame = await self.socket.receive()
            if frame["type"] == "websocket.disconnect":
                return
            if outbox.closed or session.who.outbox is not outbox:
                return
            began = self.computed()
            if not self._handle_bytes(session, frame.get("bytes")):
                return
            # Too many messages, or too dear ones, make their sender wait, and nobody else.
            now, spent = clock.monotonic(), self.computed() - began
            await asyncio.sleep(max(self.budget.owe(1.0, now), self.work.owe(spent, now)))

    def _handle_bytes(self, session: Session, raw: bytes | None) -> bool:
        if raw is None:  # a text frame
            return self._tolerate(session, "rtc.malformed")
        try:
            message = SignalRequest.FromString(raw)
        except DecodeError:
            return self._tolerate(session, "rtc.malformed")
        return self._handle(session, message)

    def _handle(self, session: Session, message: SignalRequest) -> bool:
        self.budget.owe(expense.units(session, message) - 1.0, self.rooms.clock.monotonic())
        try:
            messages.handle(session, message)
        except Refusal as refusal:
            return self._tolerate(session, refusal.code)
        return True

    def _tolerate(self, session: Session, code: str) -> bool:
        """Whether a client that said nonsense is still listened to."""
        self.malformed += 1
        log.info("message refused", participant=session.who.sid, code=code, n=self.malformed)
        return self.malformed < self.rooms.limits.malformed_messages

    async def _write(self, outbox: Outbox) -> None:
        try:
            async for message in outbox.messages():
                await self.socket.send_bytes(message)
            await self.socket.close()
        except (WebSocketDisconnect, RuntimeError, OSError):
            outbox.close()  # the other side is gone; the reader notices too

    async def _finish(self, writer: asyncio.Task[None]) -> None:
        """What is queued is still written, if the other side reads it soon."""
        _done, late = await asyncio.wait({writer}, timeout=1.0)
        for task in late:
            task.cancel()


def _turn_away(outbox: Outbox, reason: DisconnectReason, action: LeaveRequest.Action) -> None:
    leave = LeaveRequest(
        reason=reason, action=action, can_reconnect=action != LeaveRequest.DISCONNECT
    )
    outbox.put(SignalResponse(leave=leave))
    outbox.close()
