"""All rooms of the relay: opened, joined, resumed, watched over, closed."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field

import structlog
from livekit.protocol.models import DisconnectReason, RoomEndReason
from livekit.protocol.rtc import JoinRequest, LeaveRequest

from hearing.refusal import Refusal
from signaling.rtc.server import upkeep, ways
from signaling.rtc.server.clock import Clock
from signaling.rtc.server.limits import Bucket, SignalLimits
from signaling.rtc.server.participant import Participant, Receiving
from signaling.rtc.server.ports import Announce, PairFactory, PeerFactory
from signaling.rtc.server.room import Room
from signaling.rtc.server.session import Session
from signaling.rtc.server.tokens import Claims, Keys
from signaling.rtc.server.turn import Turn

log = structlog.get_logger("relay.rooms")
_STOP_SECONDS = 1.0  # all parts together have five (see signaling.app)


@dataclass(slots=True, eq=False)
class Rooms:
    """The one owner of rooms and sessions. Everything here runs in one event loop."""

    clock: Clock
    limits: SignalLimits
    keys: Keys
    peers: PeerFactory
    announce: Announce
    auto_create: bool = True
    turn: Turn | None = None
    pairs: PairFactory | None = None  # for clients of the older protocol; None: let none in
    simulation: bool = False  # any client may play scenarios
    stopping: bool = False
    counts: Counter[str] = field(default_factory=Counter)  # signal connections by outcome
    ended: int = 0  # sessions so far
    past: Counter[str] = field(default_factory=Counter)  # their packets
    named: dict[str, Room] = field(default_factory=dict)
    sessions: dict[str, Session] = field(default_factory=dict)  # by participant sid

    def open(self, name: str) -> Room:
        """The room of that name, made if missing. Raises Refusal when there are too many."""
        if name in self.named:
            return self.named[name]
        self._check_new_room()
        now = self.clock.monotonic()
        room = Room(
            name, self.clock.sid("RM_"), self.clock, self.announce, self.clock.wall(), now
        )
        self.named[name] = room
        self.announce(room.told("room_started"))
        log.info("room opened", room=name, sid=room.sid)
        return room

    def close(self, room: Room, why: RoomEndReason, reason: DisconnectReason) -> None:
        """End a room and everybody's session in it."""
        self.named.pop(room.name, None)
        action = LeaveRequest.DISCONNECT
        if reason == DisconnectReason.SERVER_SHUTDOWN:
            action = LeaveRequest.RECONNECT
        for who in list(room.participants.values()):
            room.remove(who, reason, action)
        event = room.told("room_finished")
        event.room_end_reason = why
        self.announce(event)
        log.info("room closed", room=room.name, sid=room.sid)

    def _check_new_room(self) -> None:
        if self.stopping:
            raise Refusal("rtc.closing")
        if len(self.named) >= self.limits.rooms:
            raise Refusal("rtc.full", what="rooms", limit=self.limits.rooms)

    def check(self, claims: Claims) -> None:
        """Raises Refusal unless there is place where a token leads to. Changes nothing."""
        room = self.named.get(claims.grants.room)
        if room is None:
            if not self.auto_create:
                raise Refusal("rtc.no_room")
            self._check_new_room()
            return
        limit = min(room.max_participants or self.limits.participants, self.limits.participants)
        others = len(room.participants) - (claims.identity in room.participants)
        if others >= limit:
            raise Refusal("rtc.full", what="participants", limit=limit)

    def join(self, claims: Claims, request: JoinRequest, *, two: bool = False) -> Session:
        """A new session, of one connection or `two`; one of the same identity ends.

        The caller sends the join response and then calls `room.enter`. Raises Refusal when the
        room is full.
        """
        self.check(claims)
        room = self.open(claims.grants.room)
        old = room.participants.get(claims.identity)
        if old is not None:
            room.remove(old, DisconnectReason.DUPLICATE_IDENTITY)
        now = self.clock.monotonic()
        who = Participant(
            sid=self.clock.sid("PA_"),
            claims=claims,
            joined_at=self.clock.wall(),
            entered=now,
            refreshed=now,
            data_budget=Bucket(self.limits.data_per_second, self.limits.data_burst),
            receiving=Receiving(auto=request.connection_settings.auto_subscribe),
        )
        session = Session(room, who, self.limits, self.keys, self.simulation, self.turn)
        if two and self.pairs is None:
            raise Refusal("rtc.version")
        who.peer = self.pairs(session) if two and self.pairs else self.peers(session)
        wishes = request.connection_settings
        may_pause = wishes.subscriber_allow_pause or not wishes.HasField(
            "subscriber_allow_pause"
        )
        who.peer.sharing(limited=not claims.grants.recorder, pausable=may_pause)
        ways.keep(session)
        self.sessions[who.sid] = session
        return session

    def resumable(self, claims: Claims, sid: str) -> Session | None:
        """The session a client wants to go on with, if it is still there and its own."""
        session = self.sessions.get(sid)
        if session is None or session.who.gone:
            return None
        same = (session.who.identity, session.room.name) == (
            claims.identity,
            claims.grants.room,
        )
        return session if same else None

    def totals(self) -> Counter[str]:
        """RTP packets of all sessions so far, by fate."""
        total = Counter(self.past)
        for session in self.sessions.values():
            total.update(session.who.peer.totals())
        return total

    def tick(self) -> None:
        """What time asks for, a few times a second: speakers, layers, tokens, departures."""
        now = self.clock.monotonic()
        for session in list(self.sessions.values()):
            if session.who.gone:
                self.ended += 1
                self.past.update(session.who.peer.totals())
                del self.sessions[session.who.sid]
            else:
                upkeep.session(session, now)
        for room in list(self.named.values()):
            upkeep.room(room, now)
            if upkeep.expired(room, now):
                self.close(
                    room, RoomEndReason.ROOM_END_IDLE_TIMEOUT, DisconnectReason.ROOM_CLOSED
                )

    async def stop(self) -> None:
        """Tell every client to come back later, and end all media."""
        self.stopping = True
        rooms = list(self.named.values())
        for room in rooms:
            self.close(
                room,
                RoomEndReason.ROOM_END_SERVER_SHUTDOWN,
                DisconnectReason.SERVER_SHUTDOWN,
            )
        closing = [task for room in rooms for task in room.closing]
        if closing:  # some client may not hang up itself: here nobody waits for it for long
            _done, late = await asyncio.wait(closing, timeout=_STOP_SECONDS)
            for task in late:
                task.cancel()
        await asyncio.gather(*closing, return_exceptions=True)
