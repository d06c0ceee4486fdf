"""A relay of fakes: peers moved by the test, a clock told the time, sockets that are lists."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field

from livekit.protocol.models import TrackSource, TrackType
from livekit.protocol.rtc import (
    AddTrackRequest,
    ConnectionSettings,
    JoinRequest,
    MuteTrackRequest,
    SignalRequest,
    SignalResponse,
)
from livekit.protocol.webhook import WebhookEvent

from media.health import Stream
from media.peer import Answer, PeerEvents
from media.published import Published
from signaling.rtc.server import messages
from signaling.rtc.server.clock import Clock
from signaling.rtc.server.connection import welcome
from signaling.rtc.server.grants import Grants
from signaling.rtc.server.limits import SignalLimits
from signaling.rtc.server.outbox import Outbox
from signaling.rtc.server.rooms import Rooms
from signaling.rtc.server.session import Session
from signaling.rtc.server.tokens import Claims, Keys

KEYS = Keys("PTtest", "a secret of at least thirty-two bytes")
ROOM = "hrg_test.courtroom"
CAMERA, MICROPHONE = TrackSource.CAMERA, TrackSource.MICROPHONE


class FakePeer:
    """Stands for media.peer.Peer; what would come by network is called on it by the test."""

    def __init__(self, events: PeerEvents) -> None:
        self.events = events
        self.announced: dict[str, Published] = {}
        self.subscribed: dict[str, Published] = {}
        self.settings: dict[str, tuple[bool, int]] = {}
        self.priorities: dict[str, int] = {}
        self.shares = (True, True)
        self.no_room: frozenset[str] = frozenset()
        self.capacity, self.kind = 0.0, ""
        self.kinds: tuple[str, ...] = ("", "tcp")
        self.received: list[tuple[str, bytes]] = []
        self.withdrawn: list[str] = []
        self.last_heard = 0.0
        self.closed = False
        self.restarts, self.answers = 0, list[tuple[str, int]]()
        self.streams: list[Stream] = []

    def announce(self, cid: str, track: Published) -> None:
        self.announced[cid] = track

    def offer(self, sdp: str) -> Answer:
        return Answer(f"answer to {sdp}", {"0": "TR_x"})

    def answered(self, sdp: str, number: int) -> None:
        self.answers.append((sdp, number))

    def restart(self) -> None:
        self.restarts += 1

    def unpublish(self, sid: str) -> None:
        self.withdrawn.append(sid)

    def subscribe(self, track: Published) -> None:
        self.subscribed[track.sid] = track

    def unsubscribe(self, sid: str) -> None:
        self.subscribed.pop(sid, None)

    def setting(
        self, sid: str, *, disabled: bool, quality: int, width: int = 0, fps: int = 0,
        priority: int = 0,
    ) -> None:  # fmt: skip
        self.settings[sid] = (disabled, quality)
        self.priorities[sid] = priority

    def sharing(self, *, limited: bool, pausable: bool) -> None:
        self.shares = (limited, pausable)

    def narrow(self, bits: float) -> None:
        self.capacity = bits

    def only(self, kind: str) -> bool:
        self.kind = kind
        return kind in self.kinds

    def paused(self) -> frozenset[str]:
        return self.no_room

    def send_data(self, label: str, payload: bytes) -> bool:
        self.received.append((label, payload))
        return True

    def health(self) -> list[Stream]:
        return self.streams

    def totals(self) -> dict[str, int]:
        return {"received": 2, "sent": 1}

    async def close(self) -> None:
        self.closed = True

    def sections_arrive(self, cid: str) -> Published:
        """The client's offer brought the section of an announced track."""
        track = self.announced[cid]
        track.mid, track.codec = str(len(self.announced)), "vp8"
        track.codec = "opus" if track.kind == "audio" else "vp8"
        self.events.published(track)
        return track


@dataclass
class FakeTime:
    """A clock that stands still until told."""

    now: float = 1000.0

    def clock(self) -> Clock:
        counter = iter(range(1, 1_000_000))

        def randomness(size: int) -> bytes:
            return next(counter).to_bytes(size)

        return Clock(lambda: self.now, lambda: 1_800_000_000.0 + self.now, randomness)


@dataclass
class Device:
    """A participant as a test sees it: what it was sent, what it may say."""

    session: Session
    peer: FakePeer
    outbox: Outbox
    read: list[SignalResponse] = field(default_factory=list)

    @property
    def sid(self) -> str:
        return self.session.who.sid

    def inbox(self) -> list[SignalResponse]:
        """Everything sent to it since the last call."""
        queue = self.outbox._queue
        fresh = []
        while not queue.empty():
            raw = queue.get_nowait()
            if raw is not None:
                fresh.append(SignalResponse.FromString(raw))
        self.read += fresh
        return fresh

    def got(self, kind: str) -> list[SignalResponse]:
        """The messages of one kind since the last look at the inbox."""
        return [message for message in self.inbox() if message.WhichOneof("message") == kind]

    def say(self, message: SignalRequest) -> None:
        messages.handle(self.session, message)

    def publish(self, cid: str, source: TrackSource) -> str:
        """Announce and offer a track; its sid."""
        sound = source in (MICROPHONE, TrackSource.SCREEN_SHARE_AUDIO)
        kind = TrackType.AUDIO if sound else TrackType.VIDEO
        self.say(SignalRequest(add_track=AddTrackRequest(cid=cid, type=kind, source=source)))
        return self.peer.sections_arrive(cid).sid

    def mute(self, sid: str, muted: bool = True) -> None:
        self.say(SignalRequest(mute=MuteTrackRequest(sid=sid, muted=muted)))


class House:
    """Rooms with fake media."""

    def __init__(self, limits: SignalLimits | None = None) -> None:
        self.time = FakeTime()
        self.webhooks: list[WebhookEvent] = []
        self.peers: list[FakePeer] = []
        self.rooms = Rooms(
            self.time.clock(), limits or SignalLimits(), KEYS, self._peer, self.webhooks.append
        )

    def _peer(self, events: PeerEvents) -> FakePeer:
        peer = FakePeer(events)
        self.peers.append(peer)
        return peer

    def enters(
        self, identity: str, grants: Grants | None = None, *, auto: bool = True, up: bool = True
    ) -> Device:
        """A device joins (media `up`, as a rule)."""
        grants = grants or Grants(room=ROOM, room_join=True)
        claims = Claims(identity, grants)
        request = JoinRequest(connection_settings=ConnectionSettings(auto_subscribe=auto))
        session = self.rooms.join(claims, request)
        session.who.outbox = Outbox(1000)
        device = Device(session, self.peers[-1], session.who.outbox)
        session.who.send(welcome(session))
        session.room.enter(session.who)
        device.peer.last_heard = self.time.now
        if up:
            session.connected()
        return device

    def events(self) -> list[str]:
        """The names of the webhooks so far."""
        return [event.event for event in self.webhooks]

    def later(self, seconds: float) -> None:
        """Let time pass, with the upkeep that goes with it."""
        self.time.now += seconds
        self.rooms.tick()


def granted(*sources: TrackSource, **more: bool) -> Grants:
    """Grants of a device in ROOM that may publish these sources (none given: all)."""
    return Grants(room=ROOM, room_join=True, sources=frozenset(sources), **more)


async def settled() -> None:
    """Let tasks that were started run to their end."""
    for _ in range(5):
        await asyncio.sleep(0)


def kinds(messages_: list[SignalResponse]) -> Iterator[str | None]:
    """The kinds of messages, in order."""
    return (message.WhichOneof("message") for message in messages_)
